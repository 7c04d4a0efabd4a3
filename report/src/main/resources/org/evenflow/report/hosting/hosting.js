// Hosting capacity: curves, binding elements, hours and operating envelopes.

const MODE_COLORS = ["var(--limit)", "var(--charge)", "var(--discharge)", "var(--price)", "var(--plant)", "var(--base)", "var(--import)"];
const vehicleModes = data.modes.filter(m => !m.plants);
const plantModes = data.modes.filter(m => m.plants);
const modeColor = mode => mode.plants ? "var(--plant)" : MODE_COLORS[vehicleModes.indexOf(mode) % MODE_COLORS.length];

function drawCurves(modes, what) {
  return (figure, width) => {
    const shown = modes.filter(m => m.curve.length > 0);
    if (shown.length === 0) {
      absent(figure, `No draws of ${what}.`);
      return;
    }
    legend(figure, shown.map(m => ({ label: m.title, color: modeColor(m), width: 2.4 })));
    const height = width < 500 ? 280 : 320;
    const svg = canvas(figure, width, height, `Share of draws without a violation against the number of ${what}`);
    const box = { left: 58, right: width - 14, top: 26, bottom: height - 44 };
    const most = d3.max(shown, m => m.curve.at(-1)[0]) || 1;
    const x = d3.scaleLinear([0, most * 1.03], [box.left, box.right]);
    const y = d3.scaleLinear([0, 100], [box.bottom, box.top]);
    leftAxis(svg, y, box, "Draws in which every limit holds (%)");
    bottomAxis(svg, x, box, `Number of ${what}`, { grid: true });
    for (const mode of shown) {
      const points = mode.curve.map(d => ({ n: d[0], share: 100 * d[1], low: 100 * d[2], high: 100 * d[3] }));
      svg.append("path").datum(points).style("fill", modeColor(mode)).attr("opacity", 0.16)
        .attr("d", d3.area().curve(d3.curveStepBefore).x(d => x(d.n)).y0(d => y(d.low)).y1(d => y(d.high)));
      svg.append("path").datum(points).attr("fill", "none").style("stroke", modeColor(mode)).attr("stroke-width", 2.4)
        .attr("d", d3.line().curve(d3.curveStepBefore).x(d => x(d.n)).y(d => y(d.share)));
      const marks = svg.append("g").selectAll("circle").data(points).join("circle").attr("r", 7).attr("fill", "transparent")
        .attr("cx", d => x(d.n)).attr("cy", d => y(d.share));
      tip(marks, d => [mode.title, `${fixed(d.n, 0)} ${what}: ${percent(d.share)} of draws`, `95 % interval ${percent(d.low)} to ${percent(d.high)}`]);
    }
    svg.append("line").attr("x1", box.left).attr("x2", box.right).attr("y1", y(50)).attr("y2", y(50)).style("stroke", "var(--muted)").attr("stroke-dasharray", "2 4");
  };
}

function drawHours(figure, width) {
  const shown = data.modes.filter(m => m.hours.some(h => h > 0));
  if (shown.length === 0) {
    absent(figure, "No draw over a day ended at a limit.");
    return;
  }
  legend(figure, shown.map(m => ({ label: m.title, color: modeColor(m), kind: "box" })));
  const svg = canvas(figure, width, 240, "Hour of the day in which the limit binds, share of draws");
  const box = { left: 58, right: width - 14, top: 26, bottom: 196 };
  const x = d3.scaleBand(d3.range(24), [box.left, box.right]).paddingInner(0.25);
  const inner = d3.scaleBand(shown.map(m => m.id), [0, x.bandwidth()]);
  const y = d3.scaleLinear([0, 100 * d3.max(shown, m => d3.max(m.hours))], [box.bottom, box.top]).nice();
  leftAxis(svg, y, box, "Draws (%)");
  bottomAxis(svg, x, box, "Hour of the day", { tickFormat: h => width < 500 && h % 3 ? "" : h });
  for (const mode of shown) {
    const bars = svg.append("g").selectAll("rect").data(mode.hours).join("rect")
      .attr("x", (_, h) => x(h) + inner(mode.id)).attr("width", inner.bandwidth())
      .attr("y", d => y(100 * d)).attr("height", d => box.bottom - y(100 * d)).style("fill", modeColor(mode));
    tip(bars, d => [mode.title, percent(100 * d) + " of draws"]);
  }
}

function drawEnvelope(keys, title) {
  return (figure, width) => {
    figure.append("h3").text(title);
    const shown = [{ key: keys[0], label: "equal shares", color: "var(--limit)" }, { key: keys[1], label: "fair shares", color: "var(--charge)" }];
    legend(figure, shown.map(s => ({ label: s.label, color: s.color, width: 2.4 })));
    const height = 250;
    const svg = canvas(figure, width, height, `${title}, kW per customer by hour`);
    const box = { left: 58, right: width - 14, top: 26, bottom: height - 44 };
    const x = d3.scaleLinear([0, 24], [box.left, box.right]);
    const all = shown.map(s => ({ ...s, hours: d3.range(24).map(h => {
      const values = data.points.map(p => p[s.key][h]);
      return { hour: h, low: d3.min(values), middle: d3.median(values), high: d3.max(values) };
    }) }));
    const y = d3.scaleLinear([0, d3.max(all, s => d3.max(s.hours, h => h.high)) || 1], [box.bottom, box.top]).nice();
    leftAxis(svg, y, box, "kW per customer");
    bottomAxis(svg, x, box, "Hour of the day", { ticks: 12 });
    for (const s of all) {
      const steps = [...s.hours, { ...s.hours.at(-1), hour: 24 }];
      svg.append("path").datum(steps).style("fill", s.color).attr("opacity", 0.16)
        .attr("d", d3.area().curve(d3.curveStepAfter).x(d => x(d.hour)).y0(d => y(d.low)).y1(d => y(d.high)));
      svg.append("path").datum(steps).attr("fill", "none").style("stroke", s.color).attr("stroke-width", 2.4)
        .attr("d", d3.line().curve(d3.curveStepAfter).x(d => x(d.hour)).y(d => y(d.middle)));
      const marks = svg.append("g").selectAll("rect").data(s.hours).join("rect").attr("fill", "transparent")
        .attr("x", d => x(d.hour)).attr("width", x(1) - x(0)).attr("y", d => y(d.high) - 4).attr("height", d => y(d.low) - y(d.high) + 8);
      tip(marks, d => [`${d.hour} to ${d.hour + 1} h, ${s.label}`, `median ${fixed(d.middle, 2)} kW`, `from ${fixed(d.low, 2)} to ${fixed(d.high, 2)} kW`]);
    }
  };
}

plainTable(d3.select("#bindings-table"), "What binds, by mode", [
  { title: "Limit", text: d => d.label },
  { title: "Mode", text: d => d.mode },
  { title: "Phase", text: d => d.phase || "–" },
  { title: "Draws", text: d => fixed(d.draws, 0), value: d => d.draws },
  { title: "Share", unit: "%", text: d => fixed(100 * d.share, 1), value: d => d.share }],
data.modes.flatMap(m => m.bindings.map(b => ({ ...b, mode: m.title }))));

chart("vehicles-chart", drawCurves(vehicleModes, "vehicles"));
chart("plants-chart", drawCurves(plantModes, "plants"));
chart("hours-chart", drawHours);
chart("import-chart", drawEnvelope(["importKw", "fairImportKw"], "Taking from the grid"));
chart("export-chart", drawEnvelope(["exportKw", "fairExportKw"], "Feeding into the grid"));
