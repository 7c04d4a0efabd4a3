// The front of cost, emissions, loading, wear and service: one pair of objectives large, all pairs small, all points in a table.

const front = () => data.pareto[state.world];
state.world = 0;
state.axes = [0, Math.min(1, front().objectives.length - 1)];

function writeParetoChooser() {
  const bar = d3.select("#pareto-chooser");
  const options = front().objectives.map((o, i) => ({ id: `${i}`, label: o.label }));
  if (data.pareto.length > 1) {
    chooseOnPaper(bar, "pareto-world", "World:", data.worlds.map((w, i) => ({ id: `${i}`, label: w.title })), "0", id => { state.world = Number(id); });
  }
  chooseOnPaper(bar, "pareto-x", "Across:", options, `${state.axes[0]}`, id => { state.axes[0] = Number(id); });
  chooseOnPaper(bar, "pareto-y", "Up:", options, `${state.axes[1]}`, id => { state.axes[1] = Number(id); });
}

const paretoName = p => name(p.controller) + (p.value === "" || !data.sweep || data.worlds.length > 1 ? "" : `, ${data.key} ${p.value}`);
const objectiveText = (o, value) => `${o.label} ${fixed(value, Math.abs(value) < 10 ? 3 : 1)} ${o.unit}`;

function paretoDots(svg, box, across, up, radius) {
  const objectives = front().objectives;
  const points = front().points.filter(p => p.objectives.every(v => v != null) && !state.hidden.has(p.controller));
  const scale = (k, range) => {
    const [low, high] = d3.extent(points, p => p.objectives[k]);
    return d3.scaleLinear(low === high ? [low - 1, low + 1] : [low, high], range).nice();
  };
  const x = scale(across, [box.left + 8, box.right - 8]);
  const y = scale(up, [box.bottom - 8, box.top + 8]);
  const marks = svg.append("g").selectAll("g").data(d3.sort(points, p => p.front)).join("g").attr("transform", p => `translate(${x(p.objectives[across])},${y(p.objectives[up])})`);
  marks.filter(p => p.chosen).append("circle").attr("r", radius + 5).attr("fill", "none").style("stroke", "var(--ink)").attr("stroke-width", 1.8);
  marks.append("circle").attr("r", p => p.front ? radius : radius * 0.8).style("fill", p => caseColor(p.controller)).attr("opacity", p => p.front ? 1 : 0.25);
  tip(marks, p => [paretoName(p), ...objectives.map((o, k) => objectiveText(o, p.objectives[k])),
    p.chosen ? "chosen: nearest to the best of every objective" : p.front ? "in the front" : "dominated"]);
  return { x, y };
}

function drawPareto(figure, width) {
  caseLegend(figure);
  const [across, up] = state.axes;
  const objectives = front().objectives;
  const height = width < 500 ? 320 : 420;
  const svg = canvas(figure, width, height, `${objectives[up].label} against ${objectives[across].label}`);
  const box = { left: 76, right: width - 16, top: 26, bottom: height - 46 };
  const { x, y } = paretoDots(svg, box, across, up, 6);
  leftAxis(svg, y, box, `${objectives[up].label} (${objectives[up].unit})`);
  bottomAxis(svg, x, box, `${objectives[across].label} (${objectives[across].unit})`, { grid: true });
}

function drawMatrix(figure, width) {
  const objectives = front().objectives;
  const n = objectives.length - 1;
  if (n < 1) return;
  const side = Math.min(230, (width - 20) / n);
  const svg = canvas(figure, width, n * side + 34, "Scatter plots of all pairs of objectives");
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      const box = { left: 18 + column * side, right: 18 + (column + 1) * side - 10, top: row * side + 6, bottom: (row + 1) * side - 4 };
      svg.append("rect").attr("x", box.left).attr("y", box.top).attr("width", box.right - box.left).attr("height", box.bottom - box.top)
        .attr("fill", "none").style("stroke", "var(--rule)");
      paretoDots(svg, box, column, row + 1, 3.4);
      if (column === 0) {
        svg.append("text").attr("class", "label").attr("transform", `translate(10,${(box.top + box.bottom) / 2}) rotate(-90)`).attr("text-anchor", "middle").text(objectives[row + 1].label);
      }
      if (row === n - 1) {
        svg.append("text").attr("class", "label").attr("x", (box.left + box.right) / 2).attr("y", n * side + 16).attr("text-anchor", "middle").text(objectives[column].label);
      }
    }
  }
}

function writeParetoTables() {
  const objectives = front().objectives;
  const table = d3.select("#pareto-table");
  table.selectChildren().remove();
  plainTable(table, "Points, the nearest to the best of every objective first", [
    { title: "Controller", text: paretoName },
    ...objectives.map((o, k) => ({ title: o.label, unit: o.unit, value: p => p.objectives[k], text: p => fixed(p.objectives[k], Math.abs(p.objectives[k]) < 10 ? 3 : 1) })),
    { title: "Distance", unit: "–", value: p => p.distance, text: p => fixed(p.distance, 3) },
    { title: "Place", text: p => p.chosen ? "chosen" : p.front ? "front" : "dominated" },
  ], d3.sort(front().points, p => !p.front, p => p.distance));
  const volumes = d3.select("#volume-table");
  volumes.selectChildren().remove();
  plainTable(volumes, "Hypervolume", [
    { title: "Controller", text: d => d[0] },
    { title: "Hypervolume", unit: "of 1", value: d => d[1], text: d => fixed(d[1], 4) },
  ], [["all together", front().hypervolume], ...d3.sort(Object.entries(front().hypervolumes).map(([id, v]) => [name(id), v]), d => -d[1])]);
}

writeParetoChooser();
chart("pareto-chart", drawPareto);
chart("pareto-matrix", (figure, width) => { drawMatrix(figure, width); writeParetoTables(); });
