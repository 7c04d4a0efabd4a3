// Lowest, mean and highest voltage of each bus against its distance from the source.

function drawVoltage(figure, width) {
  const buses = (episode()?.buses ?? []).map((bus, position) => ({ ...bus, position })).filter(b => b.mean != null);
  if (buses.length === 0) {
    absent(figure, "This run has no feeder, so there are no voltages.");
    return;
  }
  legend(figure, [
    { label: "mean voltage, joined along the branches", color: "var(--charge)", kind: "dot" },
    { label: "lowest to highest over the run", color: "var(--charge)", width: 4 },
    { label: "outside the limits", color: "var(--bad)", width: 4 },
    { label: "limits", color: "var(--limit)", kind: "dash" }]);
  const height = width < 500 ? 290 : 360;
  const svg = canvas(figure, width, height, `Voltage of ${buses.length} buses along the feeder, per unit`);
  const box = { left: 58, right: width - 14, top: 26, bottom: height - 44 };
  const x = d3.scaleLinear([0, d3.max(buses, b => b.ohm) || 1], [box.left + 6, box.right - 6]).nice();
  const bounds = buses.flatMap(b => [b.low, b.high, b.min, b.max]).filter(v => v != null);
  const pad = 0.04 * (d3.max(bounds) - d3.min(bounds) || 0.02);
  const y = d3.scaleLinear([d3.min(bounds) - 2.5 * pad, d3.max(bounds) + pad], [box.bottom, box.top]);
  leftAxis(svg, y, box, "Voltage (pu)", { format: ".3f" });
  bottomAxis(svg, x, box, "Distance from the source (path impedance, Ω)");
  drawLimits(svg, buses, x, y, box);
  const byPosition = new Map(buses.map(b => [b.position, b]));
  svg.append("g").selectAll("line").data(buses.filter(b => byPosition.has(b.parent))).join("line")
    .attr("x1", b => x(byPosition.get(b.parent).ohm)).attr("y1", b => y(byPosition.get(b.parent).mean))
    .attr("x2", b => x(b.ohm)).attr("y2", b => y(b.mean)).style("stroke", "var(--charge)").attr("opacity", 0.6);
  const isOut = b => (b.min != null && b.low < b.min - 1e-9) || (b.max != null && b.high > b.max + 1e-9);
  const marks = svg.append("g").selectAll("g").data(buses).join("g");
  marks.append("line").attr("x1", b => x(b.ohm)).attr("x2", b => x(b.ohm)).attr("y1", b => y(b.low)).attr("y2", b => y(b.high))
    .style("stroke", b => isOut(b) ? "var(--bad)" : "var(--charge)").attr("stroke-width", 4).attr("opacity", 0.38).attr("stroke-linecap", "round");
  marks.append("circle").attr("cx", b => x(b.ohm)).attr("cy", b => y(b.mean)).attr("r", 3.2)
    .style("fill", b => isOut(b) ? "var(--bad)" : "var(--charge)");
  marks.append("rect").attr("x", b => x(b.ohm) - 6).attr("width", 12).attr("y", b => y(b.high) - 4)
    .attr("height", b => y(b.low) - y(b.high) + 8).attr("fill", "transparent");
  tip(marks, busLines);
  const lowest = d3.least(buses, b => b.low);
  svg.append("text").attr("class", "halo").attr("x", Math.min(x(lowest.ohm), box.right - 4)).attr("y", y(lowest.low) + 16)
    .attr("text-anchor", x(lowest.ohm) > (box.left + box.right) / 2 ? "end" : "start").text(`bus ${lowest.id}${phaseOf(lowest)}: ${fixed(lowest.low, 4)} pu`);
}

/** A line where all buses share a limit, a tick at each bus where they differ. */
function drawLimits(svg, buses, x, y, box) {
  for (const key of ["min", "max"]) {
    const values = new Set(buses.map(b => b[key]).filter(v => v != null));
    const shared = values.size === 1;
    const ticks = shared ? [{ from: box.left, to: box.right, at: [...values][0] }]
      : buses.filter(b => b[key] != null).map(b => ({ from: x(b.ohm) - 7, to: x(b.ohm) + 7, at: b[key] }));
    svg.append("g").selectAll("line").data(ticks).join("line").attr("x1", d => d.from).attr("x2", d => d.to)
      .attr("y1", d => y(d.at)).attr("y2", d => y(d.at)).style("stroke", "var(--limit)").attr("stroke-width", 1.5).attr("stroke-dasharray", shared ? "5 3" : null);
  }
}

/** The phase of the lowest voltage, where phases differ. */
function phaseOf(b) {
  return b.lowPhase ? ` (phase ${b.lowPhase})` : "";
}

function busLines(b) {
  return [`bus ${b.id}`, `lowest ${fixed(b.low, 4)}${phaseOf(b)}, mean ${fixed(b.mean, 4)}, highest ${fixed(b.high, 4)} pu`,
    `allowed ${fixed(b.min, 3)} to ${fixed(b.max, 3)} pu`, ...(b.stations.length > 0 ? [`stations: ${b.stations.join(", ")}`] : [])];
}

chart("voltage-chart", drawVoltage);
