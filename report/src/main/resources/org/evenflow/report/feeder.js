// The feeder as a one-line diagram.

const LOADING = [
  { below: 25, label: "below 25 %" }, { below: 50, label: "25–50 %" }, { below: 75, label: "50–75 %" },
  { below: 90, label: "75–90 %" }, { below: 100.0001, label: "90–100 %" }, { below: Infinity, label: "above 100 %" }];
const LOAD_WIDTH = [2.5, 3, 3.8, 4.6, 5.4, 6.4];
const VOLTAGE = [
  { color: "var(--bad)", label: "under the lower limit" },
  { color: "var(--load-3)", label: "up to 0.01 pu above" },
  { color: "var(--load-2)", label: "0.01–0.03 pu above" },
  { color: "var(--load-0)", label: "more than 0.03 pu above" }];

const loadingPercent = b => b.rating == null || !b.rating || b.max == null ? null : 100 * b.max / b.rating;
const loadingClass = p => LOADING.findIndex(c => p < c.below);

function voltageClass(bus) {
  const above = bus.low - bus.min;
  return bus.min == null || bus.low == null ? 3 : above < -1e-9 ? 0 : above < 0.01 ? 1 : above < 0.03 ? 2 : 3;
}

function drawFeeder(figure, width) {
  const e = episode();
  const rest = d3.select("#transformers");
  rest.selectChildren().remove();
  if (!e?.buses?.length) {
    absent(figure, "This run has no feeder.");
    return;
  }
  feederLegends(figure, e);
  const nodes = place(e.buses);
  const depth = d3.max(nodes, n => n.depth) || 1;
  const rows = d3.max(nodes, n => n.row) + 1;
  const upright = width < 620;
  const gap = upright ? 30 : 46;
  const height = upright ? 50 + depth * gap : 56 + (rows - 1) * gap + 40;
  const along = d3.scaleLinear([0, depth], upright ? [26, height - 24] : [30, width - 24]);
  const across = d3.scaleLinear([0, Math.max(1, rows - 1)], upright ? [rows > 1 ? 34 : width / 2, width - 40] : [30, height - 44]);
  const at = n => upright ? [across(n.row), along(n.depth)] : [along(n.depth), across(n.row)];
  const svg = canvas(figure, width, height, `Feeder with ${nodes.length} buses; branches coloured by loading, buses by lowest voltage`);
  drawBranches(svg, e, nodes, at, upright);
  drawBuses(svg, nodes, at, upright, upright ? gap : along(1) - along(0));
  drawTransformers(rest, e);
}

function feederLegends(figure, e) {
  const rated = e.branches?.some(b => b.closed && loadingPercent(b) != null);
  const items = rated ? LOADING.map((c, i) => ({ label: c.label, color: `var(--load-${i})`, width: LOAD_WIDTH[i] })) : [];
  if (e.branches?.some(b => b.closed && loadingPercent(b) == null)) items.push({ label: "no rating", color: "var(--base)", width: 2 });
  if (e.branches?.some(b => !b.closed)) items.push({ label: "open switch", color: "var(--muted)", kind: "dash", dash: "3 3", width: 1.5 });
  figure.append("p").attr("class", "hint").style("margin-bottom", "2px").text("Branches: highest current as a share of the rating. Buses: lowest voltage against the lower limit.");
  legend(figure, items);
  const used = new Set(e.buses.map(voltageClass));
  legend(figure, [...VOLTAGE.map((v, i) => ({ ...v, kind: "dot", used: used.has(i) })).filter(v => v.used),
    { label: "bus with charging station", color: "var(--ink)", kind: "square" }]);
}

function drawBranches(svg, e, nodes, at, upright) {
  const links = e.branches.map(b => {
    const [from, to] = nodes[b.to].bus.parent === b.from ? [nodes[b.from], nodes[b.to]] : [nodes[b.to], nodes[b.from]];
    return { ...b, a: from, b: to, load: loadingPercent(b) };
  });
  const path = l => {
    const [x1, y1] = at(l.a);
    const [x2, y2] = at(l.b);
    if (!l.closed) {
      const bend = 0.18;
      return `M${x1},${y1}Q${(x1 + x2) / 2 + bend * (y2 - y1)},${(y1 + y2) / 2 - bend * (x2 - x1)} ${x2},${y2}`;
    }
    return upright ? `M${x1},${y1}H${x2}V${y2}` : `M${x1},${y1}V${y2}H${x2}`;
  };
  const drawn = svg.append("g").attr("fill", "none").selectAll("path").data(links.sort((a, b) => a.closed - b.closed)).join("path").attr("d", path)
    .style("stroke", l => !l.closed ? "var(--muted)" : l.load == null ? "var(--base)" : `var(--load-${loadingClass(l.load)})`)
    .attr("stroke-width", l => !l.closed ? 1.3 : l.load == null ? 2 : LOAD_WIDTH[loadingClass(l.load)])
    .attr("stroke-dasharray", l => l.closed ? null : "3 3").attr("stroke-linejoin", "round");
  tip(drawn, branchLines);
  const hit = svg.append("g").attr("fill", "none").selectAll("path").data(links).join("path").attr("d", path).style("stroke", "transparent").attr("stroke-width", 14);
  tip(hit, branchLines);
}

function branchLines(l) {
  return [`branch ${l.id}`, `from bus ${l.a.bus.id} to bus ${l.b.bus.id}`,
    l.closed ? `highest current ${fixed(l.max, 1)} A` : "open switch",
    ...(l.closed ? [l.load == null ? "no rating" : `${percent(l.load)} of ${fixed(l.rating, 0)} A`] : [])];
}

function drawBuses(svg, nodes, at, upright, gap) {
  const marks = svg.append("g").selectAll("g").data(nodes).join("g").attr("transform", n => `translate(${at(n)})`);
  const color = n => VOLTAGE[voltageClass(n.bus)].color;
  marks.filter(n => n.bus.stations.length > 0).append("rect").attr("x", -8.5).attr("y", -8.5).attr("width", 17).attr("height", 17).attr("rx", 2)
    .style("fill", "var(--bg)").style("stroke", "var(--ink)").attr("stroke-width", 2);
  marks.filter(n => n.bus.parent < 0).append("rect").attr("x", -11).attr("y", -11).attr("width", 22).attr("height", 22).attr("rx", 3)
    .style("fill", "var(--bg)").style("stroke", "var(--ink)").attr("stroke-width", 2.4);
  marks.append("circle").attr("r", 5).style("fill", color).style("stroke", "var(--bg)").attr("stroke-width", 1);
  marks.append("circle").attr("r", 13).attr("fill", "transparent");
  const every = gap < 22 ? Math.ceil(22 / gap) : 1;
  marks.filter(n => n.depth % every === 0 || n.bus.stations.length > 0).append("text").attr("class", "soft halo")
    .style("font-size", "10.5px").attr("x", upright ? 14 : 0).attr("y", upright ? 3.5 : 22).attr("text-anchor", upright ? "start" : "middle").text(n => n.bus.id);
  tip(marks, n => busLines(n.bus));
}

function drawTransformers(parent, e) {
  if (e.transformers?.length) {
    plainTable(parent, "Supply transformers", [
      { title: "Transformer", text: t => t.id },
      { title: "Rating", unit: "kVA", text: t => t.rating == null ? "unlimited" : fixed(t.rating, 0), value: t => t.rating },
      { title: "Highest", unit: "kVA", text: t => fixed(t.max, 1), value: t => t.max },
      { title: "Loading", unit: "%", text: t => fixed(loadingPercent(t), 1), value: t => loadingPercent(t) }], e.transformers);
  }
}

chart("feeder-chart", drawFeeder);
