// Where the buses of a feeder without a map stand: the longest path runs straight, laterals leave it on free rows.

/** Gives each bus a depth and a row, so that no two buses share a place. */
function place(buses) {
  const nodes = buses.map((bus, position) => ({ bus, position, children: [], depth: 0, row: 0, tail: 0 }));
  nodes.forEach(n => { if (n.bus.parent >= 0) nodes[n.bus.parent].children.push(n); });
  const roots = nodes.filter(n => n.bus.parent < 0);
  const order = [];
  const stack = [...roots];
  while (stack.length > 0) {
    const n = stack.pop();
    order.push(n);
    n.children.forEach(c => { c.depth = n.depth + 1; stack.push(c); });
  }
  order.toReversed().forEach(n => { n.tail = n.children.length ? 1 + d3.max(n.children, c => c.tail) : 0; });
  const taken = new Set();
  roots.forEach(root => layPath(root, freeRow(taken, root, 0), taken));
  const top = d3.min(nodes, n => n.row);
  nodes.forEach(n => { n.row -= top; });
  return nodes;
}

function layPath(start, row, taken) {
  const path = [];
  if (start.bus.parent >= 0) taken.add(`${start.depth - 1}:${row}`);
  for (let n = start; n; n = d3.greatest(n.children, c => c.tail)) {
    n.row = row;
    taken.add(`${n.depth}:${row}`);
    path.push(n);
  }
  path.toReversed().forEach(n => {
    const straight = d3.greatest(n.children, c => c.tail);
    n.children.filter(c => c !== straight).sort((a, b) => a.tail - b.tail)
      .forEach(lateral => layPath(lateral, freeRow(taken, lateral, row), taken));
  });
}

/** The row nearest to the parent's that is free from the parent's column to the lateral's end. */
function freeRow(taken, lateral, row) {
  const isFree = r => d3.range(lateral.depth - 1, lateral.depth + lateral.tail + 1).every(d => !taken.has(`${d}:${r}`));
  for (let away = lateral.bus.parent < 0 ? 0 : 1; ; away++) {
    if (isFree(row + away)) return row + away;
    if (isFree(row - away)) return row - away;
  }
}
