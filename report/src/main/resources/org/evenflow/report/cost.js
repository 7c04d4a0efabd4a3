// Total cost of each controller, and its paired difference from the reference.

function drawCost(figure, width) {
  const rows = data.costs.filter(c => c.mean != null);
  if (rows.length === 0) {
    absent(figure, "No run has a total cost.");
    return;
  }
  const hasDifference = rows.some(c => c.difference != null);
  const isNarrow = width < 720;
  const names = Math.min(190, isNarrow ? 128 : 190);
  const panel = isNarrow || !hasDifference ? width - names - 14 : (width - names - 50) / 2;
  const left = { left: names, right: names + panel };
  costPanel(figure, isNarrow || !hasDifference ? width : left.right + 14, rows, left, {
    mark: "cost", title: `Total cost per run (${data.currency})`, names: true,
    low: c => c.low, mid: c => c.mean, high: c => c.high, seeds: c => c.seeds.filter(v => v != null), zero: false,
  }, hasDifference && !isNarrow ? width : null);
  if (hasDifference && isNarrow) {
    costPanel(figure, width, rows, left, differencePanel(true), null);
  }
}

function differencePanel(names) {
  return {
    mark: "difference", title: `Difference from ${name(data.reference)} (${data.currency})`, names,
    low: c => c.differenceLow, mid: c => c.difference, high: c => c.differenceHigh, seeds: () => [], zero: true,
  };
}

/** One panel, or with a full width both side by side in one drawing. */
function costPanel(figure, width, rows, place, first, fullWidth) {
  const height = 30 + rows.length * 27 + 46;
  const svg = canvas(figure, fullWidth ?? width, height, `${first.title} of ${rows.length} controllers, mean and 95 % interval`);
  const y = d3.scaleBand(rows.map(c => c.controller), [30, height - 46]);
  drawDots(svg, rows, y, { ...place, top: 30, bottom: height - 46 }, first);
  if (fullWidth) {
    const box = { left: place.right + 40, right: fullWidth - 10, top: 30, bottom: height - 46 };
    drawDots(svg, rows, y, box, differencePanel(false));
  }
}

function drawDots(svg, rows, y, box, panel) {
  const values = rows.flatMap(c => [panel.low(c), panel.mid(c), panel.high(c), ...panel.seeds(c)]).filter(v => v != null);
  if (panel.zero) values.push(0);
  const x = d3.scaleLinear(d3.extent(values), [box.left + 8, box.right - 8]).nice();
  svg.append("text").attr("class", "label").attr("x", box.left).attr("y", 14).text(panel.title);
  bottomAxis(svg, x, box, "", { grid: true, ticks: Math.max(3, Math.floor((box.right - box.left) / 85)) });
  svg.append("text").attr("class", "label").attr("x", box.right).attr("y", box.bottom + 36).attr("text-anchor", "end").text(data.currency);
  const reference = rows.find(c => c.controller === data.reference);
  const at = panel.zero ? 0 : reference?.mean;
  if (at != null) {
    svg.append("line").attr("x1", x(at)).attr("x2", x(at)).attr("y1", box.top).attr("y2", box.bottom)
      .style("stroke", "var(--limit)").attr("stroke-dasharray", "5 4");
  }
  const lines = svg.append("g").selectAll("g").data(rows).join("g").attr("transform", c => `translate(0,${y(c.controller) + y.bandwidth() / 2})`);
  if (panel.names) {
    lines.append("text").attr("x", box.left - 10).attr("dy", "0.35em").attr("text-anchor", "end")
      .style("font-weight", c => c.controller === data.best ? 650 : 400)
      .style("font-size", box.left < 150 ? "11px" : "13px")
      .text(c => shortened(name(c.controller), box.left < 150 ? 17 : 23));
  }
  lines.selectAll(".seed").data(c => panel.seeds(c)).join("circle").attr("r", 2.2).attr("cx", x)
    .style("fill", "var(--muted)").attr("opacity", 0.45);
  const known = lines.filter(c => panel.mid(c) != null);
  const color = c => c.controller === data.best ? "var(--discharge)" : c.ranked ? "var(--charge)" : "var(--muted)";
  known.filter(c => panel.low(c) != null).append("line").attr("x1", c => x(panel.low(c))).attr("x2", c => x(panel.high(c)))
    .style("stroke", color).attr("stroke-width", 3).attr("stroke-linecap", "round").attr("opacity", 0.75);
  known.append("circle").attr("cx", c => x(panel.mid(c))).attr("r", 5)
    .style("fill", c => c.ranked ? color(c) : "var(--bg)").style("stroke", color).attr("stroke-width", 1.6);
  lines.append("rect").attr("x", box.left).attr("width", box.right - box.left).attr("y", -y.bandwidth() / 2).attr("height", y.bandwidth()).attr("fill", "transparent");
  tip(lines, costLines);
}

function costLines(c) {
  const lines = [name(c.controller) + (c.why ? ` (${c.why})` : ""),
    `total ${money(c.mean)}` + (c.low == null ? "" : `, 95 %: ${fixed(c.low, 2)} to ${fixed(c.high, 2)}`),
    `operating ${money(c.operating)}, unserved ${money(c.unserved)}`];
  if (c.difference != null) {
    lines.push(`against ${name(data.reference)}: ${signed(c.difference, 2)} ${data.currency} (${signed(c.percent, Math.abs(c.percent) < 1 ? 2 : 1)} %)`);
    if (c.differenceLow != null) lines.push(`paired 95 %: ${signed(c.differenceLow, 2)} to ${signed(c.differenceHigh, 2)}`);
    if (c.p != null) lines.push(`${c.ranked ? "Holm-corrected " : ""}p ${c.p < 0.001 ? "< 0.001" : `= ${fixed(c.p, 3)}`}${c.effect == null ? "" : `, d = ${fixed(c.effect, 1)}`}`);
  }
  return lines;
}

chart("cost-chart", drawCost);
