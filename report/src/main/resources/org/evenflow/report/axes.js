// Axes with titles and units, and the hover rule of time charts.

function bottomAxis(svg, scale, box, title, options = {}) {
  const g = svg.append("g").attr("class", "axis").attr("transform", `translate(0,${box.bottom})`);
  const ticks = options.ticks ?? Math.max(2, Math.floor((box.right - box.left) / 90));
  if (options.grid) {
    g.append("g").attr("class", "grid").call(d3.axisBottom(scale).ticks(ticks).tickValues(options.tickValues ?? null).tickSize(box.top - box.bottom).tickFormat(""));
  }
  const axis = d3.axisBottom(scale).ticks(ticks, options.format).tickValues(options.tickValues ?? null).tickSizeOuter(0);
  if (options.tickFormat) axis.tickFormat(options.tickFormat);
  g.append("g").call(axis);
  g.append("text").attr("class", "label").attr("x", box.right).attr("y", 36).attr("text-anchor", "end").text(title);
  return g;
}

function leftAxis(svg, scale, box, title, options = {}) {
  const g = svg.append("g").attr("class", "axis").attr("transform", `translate(${box.left},0)`);
  const ticks = options.ticks ?? Math.max(2, Math.floor((box.bottom - box.top) / 45));
  g.append("g").attr("class", "grid").call(d3.axisLeft(scale).ticks(ticks).tickValues(options.tickValues ?? null).tickSize(box.left - box.right).tickFormat(""));
  const axis = d3.axisLeft(scale).ticks(ticks, options.format).tickValues(options.tickValues ?? null).tickSizeOuter(0);
  if (options.tickFormat) axis.tickFormat(options.tickFormat);
  g.append("g").call(axis);
  svg.append("text").attr("class", "label").attr("x", 0).attr("y", box.top - 9).text(title);
  return g;
}

function timeAxis(svg, scale, box, title) {
  const hours = (scale.domain()[1] - scale.domain()[0]) / 3600000;
  const room = Math.max(2, Math.floor((box.right - box.left) / 64));
  const step = [1, 2, 3, 4, 6, 12, 24].find(h => hours / h <= room);
  const short = d3.utcFormat("%H:%M");
  const day = d3.utcFormat("%-d %b");
  if (!step || hours > 24 * room / 2) {
    return bottomAxis(svg, scale, box, title, { ticks: room, tickFormat: day });
  }
  return bottomAxis(svg, scale, box, title, {
    ticks: d3.utcHour.every(step),
    tickFormat: t => hours > 26 && t.getUTCHours() === 0 ? day(t) : short(t),
  });
}

/** A rule that follows the pointer and tells the values of the step under it. */
function timeHover(svg, scale, box, count, minutes, at, lines) {
  const rule = svg.append("line").attr("y1", box.top).attr("y2", box.bottom).style("stroke", "var(--muted)").attr("stroke-dasharray", "2 3").attr("visibility", "hidden");
  svg.append("rect").attr("x", box.left).attr("y", box.top).attr("width", box.right - box.left).attr("height", box.bottom - box.top)
    .attr("fill", "transparent")
    .on("pointerenter pointermove", event => {
      const time = scale.invert(d3.pointer(event, svg.node())[0]);
      const step = Math.max(0, Math.min(count - 1, Math.floor((time - at(0, minutes)) / (minutes * 60000))));
      const x = scale(at(step + 0.5, minutes));
      rule.attr("x1", x).attr("x2", x).attr("visibility", "visible");
      showTip(event, lines(step));
    })
    .on("pointerleave", () => { rule.attr("visibility", "hidden"); hideTip(); });
}

/** Means over steps drawn as steps: the last value holds to the end of its step. */
function stepLine(x, y, at, minutes, values) {
  const line = d3.line().curve(d3.curveStepAfter).defined(d => d[1] != null).x(d => x(d[0])).y(d => y(d[1]));
  const points = values.map((value, step) => [at(step, minutes), value]);
  if (points.length > 0) points.push([at(values.length, minutes), values.at(-1)]);
  return line(points);
}
