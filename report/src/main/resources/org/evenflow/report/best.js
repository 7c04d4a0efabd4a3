// Who captures how much of what the clairvoyant plan saves against uncontrolled charging.

function drawBest(figure, width) {
  const rows = data.costs.filter(c => c.captured != null).sort((a, b) => b.captured - a.captured);
  if (rows.length === 0) {
    absent(figure, data.boundShare == null && data.measured === 0 ? "No seed has a plan with something to gain." : "No controller was measured against the plan.");
    return;
  }
  const isNarrow = width < 720;
  const box = { left: isNarrow ? 128 : 190, right: width - 56, top: 34, bottom: 34 + rows.length * 27 };
  const svg = canvas(figure, width, box.bottom + 46, `Captured share of ${rows.length} controllers with 95 % intervals`);
  const values = rows.flatMap(c => [c.captured, c.capturedLow, c.capturedHigh]).concat(0, 100, data.boundShare).filter(v => v != null);
  const low = Math.max(d3.min(values), -150);
  const x = d3.scaleLinear([low, Math.min(d3.max(values), 150)], [box.left + 8, box.right - 8]).nice().clamp(true);
  const y = d3.scaleBand(rows.map(c => c.controller), [box.top, box.bottom]).padding(0.25);
  bottomAxis(svg, x, box, "captured share (%)", { grid: true, ticks: Math.max(3, Math.floor((box.right - box.left) / 85)) });
  mark(svg, x(0), box, "uncontrolled", "end", false);
  mark(svg, x(100), box, "plan", "end", false);
  if (data.boundShare != null) mark(svg, x(data.boundShare), box, "bound", "start", true);
  const lines = svg.append("g").selectAll("g").data(rows).join("g").attr("transform", c => `translate(0,${y(c.controller)})`);
  const middle = y.bandwidth() / 2;
  lines.append("text").attr("x", box.left - 10).attr("y", middle).attr("dy", "0.35em").attr("text-anchor", "end")
    .style("font-weight", c => c.controller === data.best ? 650 : 400).style("font-size", isNarrow ? "11px" : "13px")
    .text(c => shortened(name(c.controller), isNarrow ? 17 : 23));
  lines.append("rect").attr("x", c => Math.min(x(0), x(c.captured))).attr("width", c => Math.abs(x(c.captured) - x(0)))
    .attr("height", y.bandwidth()).attr("rx", 2).attr("opacity", c => c.ranked ? 0.85 : 0.4)
    .style("fill", c => c.controller === data.best ? "var(--discharge)" : c.ranked ? "var(--charge)" : "var(--muted)");
  lines.filter(c => c.capturedLow != null).append("path")
    .attr("d", c => `M${x(c.capturedLow)},${middle}H${x(c.capturedHigh)}M${x(c.capturedLow)},${middle - 4}v8M${x(c.capturedHigh)},${middle - 4}v8`)
    .style("stroke", "var(--ink)").attr("stroke-width", 1.4).attr("fill", "none");
  lines.append("text").attr("x", box.right + 4).attr("y", middle).attr("dy", "0.35em").style("font-size", "12px").text(c => percent(c.captured, 0));
  lines.append("rect").attr("x", box.left).attr("width", box.right - box.left).attr("height", y.bandwidth()).attr("fill", "transparent");
  tip(lines, bestLines);
}

/** A vertical line with its name above. */
function mark(svg, at, box, label, anchor, isDashed) {
  svg.append("line").attr("x1", at).attr("x2", at).attr("y1", box.top - 6).attr("y2", box.bottom)
    .style("stroke", "var(--limit)").attr("stroke-dasharray", isDashed ? "5 4" : null).attr("stroke-width", isDashed ? 1.6 : 1.1);
  svg.append("text").attr("class", "label").attr("x", at + (anchor === "start" ? 3 : -3)).attr("y", box.top - 12).attr("text-anchor", anchor).text(label);
}

function bestLines(c) {
  return [name(c.controller) + (c.why ? ` (${c.why})` : ""),
    `captures ${percent(c.captured)}` + (c.capturedLow == null ? "" : `, 95 %: ${fixed(c.capturedLow, 1)} to ${fixed(c.capturedHigh, 1)} %`),
    `regret ${fixed(1 - c.captured / 100, 3)}`];
}

const PROFILES = ["var(--discharge)", "var(--charge)", "var(--price)", "var(--plant)", "var(--import)", "var(--limit)", "var(--load-5)", "var(--kw-2)"];
const LEAST_SHOWN = -100;

/** Share of seeds on which a controller captures at least so much: the plan, and the best of the ranked. */
function drawProfiles(figure, width) {
  const rows = data.costs.filter(c => c.profile && c.profile.length > 1).sort((a, b) => b.captured - a.captured).slice(0, PROFILES.length);
  if (rows.length === 0) {
    absent(figure, "Too few seeds were measured against the plan.");
    return;
  }
  legend(figure, rows.map((c, i) => ({ label: name(c.controller), color: PROFILES[i], kind: c.ranked ? "line" : "dash" })));
  const height = width < 500 ? 280 : 320;
  const svg = canvas(figure, width, height, `Performance profiles of ${rows.length} controllers`);
  const box = { left: 58, right: width - 20, top: 28, bottom: height - 44 };
  const all = rows.flatMap(c => c.profile);
  const x = d3.scaleLinear([Math.max(LEAST_SHOWN, d3.min(all)), d3.max(all)], [box.left, box.right]).nice().clamp(true);
  const y = d3.scaleLinear([0, 100], [box.bottom, box.top]);
  leftAxis(svg, y, box, "Seeds that capture at least this (%)");
  bottomAxis(svg, x, box, "captured share (%)", { grid: true });
  rows.forEach((c, i) => {
    const points = c.profile.map((share, rank) => ({ share, above: 100 * (c.profile.length - rank) / c.profile.length, id: c.controller }));
    const line = [{ share: x.domain()[0], above: 100 }, ...points, { share: points.at(-1).share, above: 0 }];
    svg.append("path").datum(line).attr("fill", "none").style("stroke", PROFILES[i]).attr("stroke-width", 2).attr("stroke-dasharray", c.ranked ? null : "5 4")
      .attr("d", d3.line().curve(d3.curveStepBefore).x(p => x(p.share)).y(p => y(p.above)));
    const marks = svg.append("g").selectAll("circle").data(points).join("circle").attr("r", 6).attr("fill", "transparent").attr("cx", p => x(p.share)).attr("cy", p => y(p.above));
    tip(marks, p => [name(p.id), `captures ${percent(p.share)} or more on ${percent(p.above, 0)} of the seeds`]);
  });
}

chart("best-chart", drawBest);
chart("profile-chart", drawProfiles);
