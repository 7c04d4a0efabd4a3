// State of charge at departure: achieved against asked, and how the errors spread.

const REACHED = 2;

function departuresOf(e) {
  return (e?.departures ?? []).filter(d => d[1] != null && d[3] != null).map(([arrival, target, reachable, achieved]) => {
    const isShort = achieved < target - REACHED;
    const kind = !isShort ? "met" : reachable != null && achieved >= reachable - REACHED ? "beyond" : "short";
    return { arrival, target, reachable, achieved, kind };
  });
}

const SOC_KINDS = {
  met: { label: "target met within 2 %", color: "var(--charge)" },
  beyond: { label: "target out of reach in the stay, all reachable energy given", color: "var(--base)", hollow: true },
  short: { label: "left with less than it could have reached", color: "var(--limit)" } };

function drawSoc(figure, width) {
  const e = episode();
  const all = departuresOf(e);
  if (all.length === 0) {
    absent(figure, "No session ended within the run.");
    return;
  }
  legend(figure, Object.entries(SOC_KINDS).map(([kind, k]) => ({ ...k, kind: "dot", label: `${k.label} (${all.filter(d => d.kind === kind).length})` })));
  if (e.departureCount > all.length) figure.append("p").attr("class", "hint").text(`${all.length} of ${fixed(e.departureCount, 0)} departures are drawn, evenly chosen.`);
  const isNarrow = width < 680;
  const side = isNarrow ? width : (width - 40) / 2;
  const height = Math.min(380, Math.max(290, side * 0.8));
  const svg = canvas(figure, width, isNarrow ? 2 * height + 24 : height, `State of charge of ${all.length} vehicles at departure, achieved against target, per cent`);
  drawScatter(svg, all, { left: 48, right: side - 10, top: 26, bottom: height - 44 });
  const second = svg.append("g").attr("transform", isNarrow ? `translate(0,${height + 24})` : `translate(${side + 40},0)`);
  drawErrors(second, all, { left: 48, right: side - 10, top: 26, bottom: height - 44 });
}

function drawScatter(svg, all, box) {
  const x = d3.scaleLinear([0, 100], [box.left, box.right]);
  const y = d3.scaleLinear([0, 100], [box.bottom, box.top]);
  leftAxis(svg, y, box, "SoC at departure (%)");
  bottomAxis(svg, x, box, "Target SoC (%)", { ticks: 5 });
  svg.append("line").attr("x1", x(0)).attr("y1", y(0)).attr("x2", x(100)).attr("y2", y(100)).style("stroke", "var(--muted)").attr("stroke-dasharray", "4 4");
  const marks = svg.append("g").selectAll("circle").data(all).join("circle").attr("cx", d => x(d.target)).attr("cy", d => y(d.achieved)).attr("r", 4)
    .style("fill", d => SOC_KINDS[d.kind].hollow ? "transparent" : SOC_KINDS[d.kind].color)
    .style("stroke", d => SOC_KINDS[d.kind].color).attr("stroke-width", 1.2).attr("opacity", 0.65);
  tip(marks, d => [SOC_KINDS[d.kind].label, `arrived with ${percent(d.arrival)}`, `target ${percent(d.target)}`,
    `reachable ${percent(d.reachable)}`, `left with ${percent(d.achieved)}`]);
}

function drawErrors(svg, all, box) {
  const errorOf = d => d.achieved - d.target;
  const errors = all.map(errorOf);
  const low = Math.min(-5, Math.floor(d3.min(errors) / 5) * 5);
  const high = Math.max(5, Math.ceil((d3.max(errors) + 0.01) / 5) * 5);
  const wide = high - low > 60 ? 5 : high - low > 25 ? 2.5 : 1;
  const bins = d3.bin().value(errorOf).domain([low - wide / 2, high + wide / 2]).thresholds(d3.range(low - wide / 2, high + wide, wide))(all);
  const x = d3.scaleLinear([low - wide / 2, high + wide / 2], [box.left, box.right]);
  const y = d3.scaleLinear([0, d3.max(bins, b => b.length)], [box.bottom, box.top]).nice();
  leftAxis(svg, y, box, "Sessions (count)", { format: "d" });
  bottomAxis(svg, x, box, "Achieved − target SoC (%)", { ticks: 6 });
  const parts = bins.flatMap(bin => stacked(bin));
  const bars = svg.append("g").selectAll("rect").data(parts).join("rect")
    .attr("x", p => x(p.x0) + 0.5).attr("width", p => Math.max(1, x(p.x1) - x(p.x0) - 1)).attr("y", p => y(p.to)).attr("height", p => y(p.from) - y(p.to))
    .style("fill", p => SOC_KINDS[p.kind].color).attr("opacity", 0.85);
  tip(bars, p => [`${p.to - p.from} sessions`, SOC_KINDS[p.kind].label, `error ${signed(p.x0, 1)} to ${signed(p.x1, 1)} %`]);
}

/** A bin's sessions by kind, one above the other. */
function stacked(bin) {
  let from = 0;
  return Object.keys(SOC_KINDS).flatMap(kind => {
    const count = bin.filter(d => d.kind === kind).length;
    from += count;
    return count > 0 ? [{ kind, x0: bin.x0, x1: bin.x1, from: from - count, to: from }] : [];
  });
}

chart("soc-chart", drawSoc);
