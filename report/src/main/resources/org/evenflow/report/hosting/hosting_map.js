// The feeder as a heat map: drawn on its map where buses have places, else as a tree.

const HEAT = ["var(--load-0)", "var(--load-1)", "var(--load-2)", "var(--load-3)", "var(--load-4)", "var(--load-5)"];
const ROOM = ["var(--load-5)", "var(--load-3)", "var(--load-2)", "var(--kw-2)", "var(--kw-3)", "var(--kw-5)"];
const mapChoice = { id: "headroom" };

function mapChooser() {
  const bar = d3.select("#map-chooser").style("position", "static").style("margin", "0 0 8px");
  const options = [{ id: "headroom", label: "room for one more load at a connection point" }, ...data.modes.map(m => ({ id: m.id, label: `what binds: ${m.title}` }))];
  chooseFrom(bar, "map-select", "Colour by:", options, mapChoice.id, id => { mapChoice.id = id; });
}

/** Places from the map; a bus without one stands beside its parent. */
function places(width) {
  const known = data.buses.filter(b => b.x != null).length;
  if (known > 0.8 * data.buses.length) {
    const [x0, x1] = d3.extent(data.buses, b => b.x);
    const [y0, y1] = d3.extent(data.buses, b => b.y);
    const scale = Math.min((width - 60) / (x1 - x0 || 1), 640 / (y1 - y0 || 1));
    const height = Math.max(160, (y1 - y0) * scale + 60);
    const at = data.buses.map(b => b.x == null ? null : [30 + (b.x - x0) * scale, height - 30 - (b.y - y0) * scale]);
    const settle = bus => {
      if (at[bus] === null) {
        const parent = data.buses[bus].parent;
        const [x, y] = parent < 0 ? [20, 20] : settle(parent);
        at[bus] = [x + 6, y + 6];
      }
      return at[bus];
    };
    data.buses.forEach((_, bus) => settle(bus));
    return { at, height, isMap: true };
  }
  const nodes = place(data.buses.map(b => ({ ...b })));
  const depth = d3.max(nodes, n => n.depth) || 1;
  const rows = d3.max(nodes, n => n.row) || 1;
  const gap = Math.max(5, Math.min(40, 700 / rows));
  const height = 60 + rows * gap;
  return { at: nodes.map(n => [30 + n.depth * (width - 60) / depth, 30 + n.row * gap]), height, isMap: false };
}

function drawMap(figure, width) {
  const { at, height } = places(width);
  const mode = data.modes.find(m => m.id === mapChoice.id);
  const svg = canvas(figure, width, height, `Feeder with ${data.buses.length} buses, coloured by ${mode ? "what binds" : "headroom"}`);
  const small = data.buses.length > 300;
  const share = new Map((mode?.bindings ?? []).filter(b => b.element >= 0).map(b => [`${b.branch ? "branch" : "bus"} ${b.element}`, 0]));
  (mode?.bindings ?? []).filter(b => b.element >= 0).forEach(b => {
    const key = `${b.branch ? "branch" : "bus"} ${b.element}`;
    share.set(key, share.get(key) + b.share);
  });
  const heat = d3.scaleQuantize([0, d3.max(share.values()) || 1], HEAT);
  const rooms = d3.rollup(data.points, p => d3.min(p, q => q.headroom), p => p.bus);
  const spread = [...rooms.values()].sort(d3.ascending);
  const room = d3.scaleQuantile(spread, ROOM);
  legend(figure, mode ? heatLegend(heat) : roomLegend(room));
  drawLinks(svg, at, mode, share, heat, small);
  const marks = svg.append("g").selectAll("circle").data(data.buses.map((bus, i) => ({ ...bus, i }))).join("circle")
    .attr("cx", b => at[b.i][0]).attr("cy", b => at[b.i][1])
    .attr("r", b => share.has(`bus ${b.i}`) ? 7 : rooms.has(b.i) && !mode ? 5.5 : small ? 1.6 : 2.8)
    .style("stroke", b => share.has(`bus ${b.i}`) || rooms.has(b.i) ? "var(--bg)" : "none").attr("stroke-width", 0.8)
    .style("fill", b => mode ? share.has(`bus ${b.i}`) ? heat(share.get(`bus ${b.i}`)) : "var(--base)" : rooms.has(b.i) ? room(rooms.get(b.i)) : "var(--base)");
  tip(marks, b => busText(b, mode, share));
  const source = data.buses.findIndex(b => b.parent < 0);
  svg.append("rect").attr("x", at[source][0] - 8).attr("y", at[source][1] - 8).attr("width", 16).attr("height", 16).attr("rx", 3)
    .style("fill", "none").style("stroke", "var(--ink)").attr("stroke-width", 2);
}

function drawLinks(svg, at, mode, share, heat, small) {
  const links = data.branches.map((b, i) => ({ ...b, i, share: share.get(`branch ${i}`) }));
  const path = l => `M${at[l.from]}L${at[l.to]}`;
  const lines = svg.append("g").attr("fill", "none").selectAll("path").data(links.sort((a, b) => (a.share ?? 0) - (b.share ?? 0))).join("path").attr("d", path)
    .style("stroke", l => l.share > 0 ? heat(l.share) : "var(--rule)").attr("stroke-width", l => l.share > 0 ? 6 : small ? 1.4 : 2)
    .attr("stroke-dasharray", l => l.closed ? null : "3 3");
  tip(lines, l => [l.name, ...(mode ? [l.share > 0 ? `binds in ${percent(100 * l.share)} of draws` : "does not bind first"] : []), ...(l.closed ? [] : ["open"])]);
}

function busText(b, mode, share) {
  const points = data.points.filter(p => p.bus === b.i);
  const binds = mode && share.has(`bus ${b.i}`) ? [`binds in ${percent(100 * share.get(`bus ${b.i}`))} of draws`] : [];
  return [`bus ${b.id}`, ...binds, ...points.slice(0, 6).map(p =>
    `${p.id} (${p.phases}, ${p.customers} customer${p.customers === 1 ? "" : "s"}): room for ${p.capped ? "at least " : ""}${kw(p.headroom)}`)];
}

function heatLegend(heat) {
  return [...HEAT.map((color, i) => {
    const [low, high] = heat.invertExtent(color);
    return { label: `${fixed(100 * low, 0)}–${fixed(100 * high, 0)} % of draws`, color, kind: "dot" };
  }), { label: "does not bind first", color: "var(--base)", kind: "dot" }];
}

function roomLegend(room) {
  return [...ROOM.map(color => {
    const [low, high] = room.invertExtent(color);
    return { label: `${fixed(low, 0)}–${fixed(high, 0)} kW`, color, kind: "dot" };
  }), { label: "no load here", color: "var(--base)", kind: "dot" }];
}

mapChooser();
chart("map-chart", drawMap);
