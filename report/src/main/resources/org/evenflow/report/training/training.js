// Curves of a training: validation with references, return, and one figure of the algorithm.

const SEEDS = ["var(--charge)", "var(--discharge)", "var(--price)", "var(--plant)", "var(--import)", "var(--kw-4)", "var(--load-5)", "var(--base)", "var(--kw-2)", "var(--limit)"];
const seedColor = i => SEEDS[i % SEEDS.length];
const shown = { figure: data.figures[0] };
const steps = value => value >= 1e6 ? `${fixed(value / 1e6, 1)} M` : value >= 1e3 ? `${fixed(value / 1e3, 0)} k` : `${value}`;

/** Lines of all seeds; value(point) may be null, references are {id, value}. */
function drawCurves(figure, width, title, value, references, marksLeast) {
  const curves = data.courses.map((c, i) => ({ seed: c.seed, color: seedColor(i), points: c.points.filter(p => value(p) != null) })).filter(c => c.points.length > 0);
  if (curves.length === 0) {
    absent(figure, "Nothing was measured yet.");
    return;
  }
  if (curves.length > 1) legend(figure, curves.map(c => ({ label: `seed ${c.seed}`, color: c.color })));
  const height = width < 500 ? 280 : 340;
  const svg = canvas(figure, width, height, title);
  const box = { left: 70, right: width - (references.length > 0 ? 150 : 20), top: 28, bottom: height - 44 };
  const all = curves.flatMap(c => c.points.map(value));
  const low = Math.min(d3.min(all), d3.min(references, r => r.value) ?? Infinity);
  const sorted = [...all].sort(d3.ascending);
  const most = d3.max(references, r => r.value);
  // Others decide what is worth seeing; an untrained policy may be far above.
  const high = most == null ? d3.quantile(sorted, 0.97) : most + 0.5 * (most - low);
  const bottom = marksLeast ? low : Math.max(low, d3.quantile(sorted, 0.02));
  const x = d3.scaleLinear([0, d3.max(curves, c => c.points.at(-1).steps)], [box.left, box.right]);
  const y = d3.scaleLinear([bottom, marksLeast ? high : d3.max(all)], [box.bottom, box.top]).nice().clamp(true);
  leftAxis(svg, y, box, title);
  bottomAxis(svg, x, box, "Agent-steps", { tickFormat: steps });
  const named = [...references].sort((a, b) => a.value - b.value);
  let free = box.bottom;
  for (const r of named) {
    svg.append("line").attr("x1", box.left).attr("x2", box.right).attr("y1", y(r.value)).attr("y2", y(r.value)).style("stroke", "var(--muted)").attr("stroke-dasharray", "5 4");
    free = Math.min(y(r.value), free);
    svg.append("text").attr("class", "label").attr("x", box.right + 5).attr("y", free).attr("dy", "0.35em").text(shortened(name(r.id), 22));
    free -= 13;
  }
  for (const c of curves) {
    svg.append("path").datum(c.points).attr("fill", "none").style("stroke", c.color).attr("stroke-width", 1.8)
      .attr("d", d3.line().x(p => x(p.steps)).y(p => y(value(p))));
    const marks = svg.append("g").selectAll("circle").data(c.points).join("circle").attr("r", 6).attr("fill", "transparent").attr("cx", p => x(p.steps)).attr("cy", p => y(value(p)));
    tip(marks, p => [`seed ${c.seed}, ${steps(p.steps)} agent-steps`, `${fixed(value(p), 4)}`]);
    if (marksLeast) {
      const best = d3.least(c.points, value);
      svg.append("circle").attr("cx", x(best.steps)).attr("cy", y(value(best))).attr("r", 4.5).style("fill", c.color);
    }
  }
}

function figureChooser() {
  if (data.figures.length === 0) return;
  const bar = d3.select("#figure-chooser").style("position", "static").style("margin", "0 0 8px");
  chooseFrom(bar, "figure", "Figure:", data.figures.map(id => ({ id, label: name(id) })), shown.figure, id => { shown.figure = id; });
}

figureChooser();
chart("validation-chart", (figure, width) => drawCurves(figure, width, `${data.measure} (${data.unit})`, p => p.validation, Object.entries(data.references).map(([id, value]) => ({ id, value })).filter(r => r.value != null), true));
chart("return-chart", (figure, width) => drawCurves(figure, width, "Mean return", p => p.return, [], false));
chart("figure-chart", (figure, width) => drawCurves(figure, width, name(shown.figure ?? "figure"), p => p.figures[data.figures.indexOf(shown.figure)], [], false));
