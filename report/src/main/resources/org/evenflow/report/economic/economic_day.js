// Economic dispatch over a day: what each group gives in the optimum, and the methods' gaps by hour.

const GROUPS = ["var(--kw-5)", "var(--kw-4)", "var(--kw-3)", "var(--kw-2)", "var(--discharge)", "var(--plant)", "var(--limit)", "var(--load-2)", "var(--price)", "var(--base)"];
const groupColor = i => GROUPS[i % GROUPS.length];

function drawDay(figure, width) {
  const m = variantNow()?.methods.find(d => d.dayKw);
  if (!m) {
    absent(figure, "The world names no day.");
    return;
  }
  figure.append("h3").text(`Powers of ${name(m.id)} on the first seed's day, ${name(chosen.variant)}`);
  legend(figure, data.groups.map((g, i) => ({ label: `group ${g.id} (${name(g.kind)}, ${g.region})`, color: groupColor(i), kind: "box" })));
  const height = 320;
  const svg = canvas(figure, width, height, "Power by group over a day, stacked");
  const box = { left: 64, right: width - 14, top: 26, bottom: height - 44 };
  const steps = m.dayKw.map((kws, step) => ({ step, kws }));
  const x = d3.scaleLinear([0, 24], [box.left, box.right]);
  const y = d3.scaleLinear([0, d3.max(steps, d => d3.sum(d.kws))], [box.bottom, box.top]).nice();
  const hour = step => 24 * step / steps.length;
  leftAxis(svg, y, box, "Power (kW)");
  bottomAxis(svg, x, box, "Hour of the day", { ticks: width < 500 ? 6 : 12 });
  const stack = d3.stack().keys(d3.range(data.groups.length)).value((d, i) => d.kws[i])([...steps, { ...steps.at(-1), step: steps.length }]);
  const area = d3.area().curve(d3.curveStepAfter).x(d => x(hour(d.data.step))).y0(d => y(d[0])).y1(d => y(d[1]));
  svg.append("g").selectAll("path").data(stack).join("path").attr("d", area).style("fill", (_, i) => groupColor(i)).attr("opacity", 0.9);
  const marks = svg.append("g").selectAll("rect").data(steps).join("rect").attr("fill", "transparent")
    .attr("x", d => x(hour(d.step))).attr("width", x(hour(1)) - x(0)).attr("y", box.top).attr("height", box.bottom - box.top);
  const clockText = step => { const minutes = Math.round(60 * hour(step)); return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`; };
  tip(marks, d => [clockText(d.step), ...d.kws.map((p, i) => `group ${data.groups[i].id}: ${kw(p)}`), `together ${kw(d3.sum(d.kws))}`]);
}

function drawDayGaps(figure, width) {
  const methods = (variantNow()?.methods ?? []).filter(m => m.dayGap && d3.max(m.dayGap) > LEAST_GAP);
  if (methods.length === 0) {
    absent(figure, "No method has a gap over the day.");
    return;
  }
  figure.append("h3").text(`Gap over the day, all seeds together, ${name(chosen.variant)}`);
  legend(figure, methods.map(m => ({ label: name(m.id), color: methodColor(m.id), width: 2.4 })));
  const height = 300;
  const svg = canvas(figure, width, height, "Gap to the proven optimum by time of day");
  const box = { left: 72, right: width - 14, top: 26, bottom: height - 44 };
  const x = d3.scaleLinear([0, 24], [box.left, box.right]);
  const y = d3.scaleLog([LEAST_GAP, d3.max(methods, m => d3.max(m.dayGap)) * 1.2], [box.bottom, box.top]);
  leftAxis(svg, y, box, "Gap (%), logarithmic", { tickValues: powersOfTen(y), tickFormat: tenText });
  bottomAxis(svg, x, box, "Hour of the day", { ticks: width < 500 ? 6 : 12 });
  for (const m of methods) {
    const points = m.dayGap.map((gap, step) => ({ gap, hour: 24 * (step + 0.5) / m.dayGap.length, id: m.id }));
    svg.append("path").datum(points).attr("fill", "none").style("stroke", methodColor(m.id)).attr("stroke-width", 2).attr("opacity", 0.85)
      .attr("d", d3.line().x(d => x(d.hour)).y(d => y(shownGap(d.gap))));
    const marks = svg.append("g").selectAll("circle").data(points).join("circle").attr("r", 6).attr("fill", "transparent")
      .attr("cx", d => x(d.hour)).attr("cy", d => y(shownGap(d.gap)));
    tip(marks, d => [name(d.id), `${fixed(d.hour, 1)} h: gap ${gapText(d.gap)}`]);
  }
}

chart("day-chart", drawDay);
chart("day-gap-chart", drawDayGaps);
