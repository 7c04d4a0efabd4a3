// What each setting does: every variant as a dot over the value it has, the middle of each value as a bar.

function drawSetting(figure, width, setting, values) {
  const dots = data.variants.filter(v => v.less_usual != null && v.values[setting] != null);
  if (dots.length === 0) {
    absent(figure, "No variant has a cost.");
    return;
  }
  const height = 240;
  const svg = canvas(figure, width, height, `Cost by ${name(setting)}`);
  const box = { left: 62, right: width - 16, top: 28, bottom: height - 44 };
  const x = d3.scalePoint(values, [box.left, box.right]).padding(0.5);
  // Bad variants may be far away; what is worth choosing is not.
  const sorted = dots.map(v => v.less_usual).sort(d3.ascending);
  const y = d3.scaleLinear([Math.min(0, sorted[0]), Math.max(0, d3.quantile(sorted, 0.9))], [box.bottom, box.top]).nice().clamp(true);
  leftAxis(svg, y, box, `Cost less usual (${data.currency})`);
  bottomAxis(svg, x, box, name(setting), { tickFormat: v => v });
  svg.append("line").attr("x1", box.left).attr("x2", box.right).attr("y1", y(0)).attr("y2", y(0)).style("stroke", "var(--muted)").attr("stroke-dasharray", "5 4");
  const room = x.step() * 0.3;
  const place = (v, i) => x(v.values[setting]) + room * (((i * 0.618034) % 1) * 2 - 1);
  const marks = svg.append("g").selectAll("circle").data(dots).join("circle").attr("r", 4)
    .attr("cx", place).attr("cy", v => y(v.less_usual))
    .style("fill", v => v.is_choosable ? "var(--charge)" : "var(--limit)").attr("opacity", v => v.seeds === data.allSeeds ? 0.9 : 0.3);
  tip(marks, v => [v.controller, `${signed(v.less_usual, 2)} ${data.currency} on ${v.seeds} seeds`, `served ${percent(v.served_energy, 2)}`]);
  for (const value of values) {
    const middle = d3.median(dots.filter(v => v.values[setting] === value), v => v.less_usual);
    if (middle == null) continue;
    svg.append("line").attr("x1", x(value) - room).attr("x2", x(value) + room).attr("y1", y(middle)).attr("y2", y(middle)).style("stroke", "currentColor").attr("stroke-width", 2.5);
  }
  const best = dots[0];
  svg.append("circle").attr("cx", place(best, 0)).attr("cy", y(best.less_usual)).attr("r", 7).attr("fill", "none").style("stroke", "var(--price)").attr("stroke-width", 2);
}

for (const [setting, values] of Object.entries(data.tried)) {
  d3.select("#setting-charts").append("figure").attr("class", "chart").attr("id", `setting-${setting}`);
  chart(`setting-${setting}`, (figure, width) => drawSetting(figure, width, setting, values));
}
