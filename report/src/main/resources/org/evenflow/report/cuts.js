// What the dispatcher took away from the controller's wish, by reason.

const CUTS_LISTED = 25;

function drawCuts(figure, width) {
  const e = episode();
  const table = d3.select("#cuts-table");
  table.selectChildren().remove();
  const cuts = e?.cuts ?? [];
  if (cuts.length === 0) {
    absent(figure, e ? `Nothing was cut: the dispatcher gave ${name(e.controller)} all it wished.` : "No run was recorded.");
    return;
  }
  const reasons = d3.rollups(cuts, rows => ({ kwh: d3.sum(rows, c => c.kwh), hours: d3.sum(rows, c => c.hours), things: rows.length }), c => c.reason)
    .map(([reason, sum]) => ({ reason, ...sum })).sort((a, b) => b.kwh - a.kwh);
  const height = 26 + reasons.length * 30 + 44;
  const svg = canvas(figure, width, height, "Energy wished and not given, by reason, kWh");
  const names = width < 500 ? 128 : 190;
  const box = { left: names, right: width - 70, top: 10, bottom: height - 44 };
  const x = d3.scaleLinear([0, d3.max(reasons, r => r.kwh) || 1], [box.left, box.right]).nice();
  const y = d3.scaleBand(reasons.map(r => r.reason), [box.top, box.bottom]).padding(0.28);
  bottomAxis(svg, x, box, "Energy wished and not given (kWh)", { grid: true, ticks: Math.max(3, Math.floor((box.right - box.left) / 90)) });
  const lines = svg.append("g").selectAll("g").data(reasons).join("g").attr("transform", r => `translate(0,${y(r.reason)})`);
  lines.append("rect").attr("x", box.left).attr("width", r => Math.max(1, x(r.kwh) - box.left)).attr("height", y.bandwidth()).style("fill", "var(--charge)");
  lines.append("text").attr("x", box.left - 10).attr("y", y.bandwidth() / 2).attr("dy", "0.35em").attr("text-anchor", "end").style("font-size", "13px")
    .text(r => shortened(name(r.reason), width < 500 ? 18 : 28));
  lines.append("text").attr("class", "soft").attr("x", r => x(r.kwh) + 6).attr("y", y.bandwidth() / 2).attr("dy", "0.35em").text(r => fixed(r.kwh, 1));
  tip(lines, r => [name(r.reason), `${fixed(r.kwh, 2)} kWh not given`, `${fixed(r.hours, 1)} connector-hours cut`, `${r.things} things bind`]);
  const listed = d3.sort(cuts, c => -c.kwh).slice(0, CUTS_LISTED);
  plainTable(table, listed.length < cuts.length ? `The ${CUTS_LISTED} largest of ${cuts.length} cuts` : "Cuts by what binds", [
    { title: "What binds", text: c => c.thing },
    { title: "Reason", text: c => name(c.reason) },
    { title: "Not given", unit: "kWh", text: c => fixed(c.kwh, 2), value: c => c.kwh },
    { title: "Cut for", unit: "connector-hours", text: c => fixed(c.hours, 2), value: c => c.hours }], listed);
}

chart("cuts-chart", drawCuts);
