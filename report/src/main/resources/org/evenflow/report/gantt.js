// Sessions of one station: a bar per plugged-in vehicle, coloured by its power step by step.

const KW_STEPS = 5;

function drawGantt(figure, width) {
  const e = episode();
  const sessions = e?.chart?.sessions ?? [];
  if (sessions.length === 0) {
    absent(figure, "No station had a session in this run.");
    return;
  }
  const time = clock(e);
  const most = d3.max(sessions, s => d3.max(s.kw)) || 1;
  ganttLegend(figure, e, most, sessions);
  const names = Math.min(width < 500 ? 62 : 110, 12 + 7 * d3.max(e.chart.connectors, c => c.length));
  const line = e.chart.connectors.length > 24 ? 19 : 27;
  const height = 30 + e.chart.connectors.length * line + 44;
  const svg = canvas(figure, width, height, `Sessions at station ${e.chart.station}: ${sessions.length} bars on ${e.chart.connectors.length} connectors`);
  const box = { left: names, right: width - 12, top: 30, bottom: height - 44 };
  const minutes = e.chart.stepMin;
  const last = d3.max(sessions, s => s.depart);
  const first = Math.max(0, Math.floor(d3.min(sessions, s => s.arrival) * minutes / 60) * 60 / minutes);
  const x = d3.scaleUtc([time.at(first, minutes), time.at(last + 60 / minutes, minutes)], [box.left, box.right]);
  const y = d3.scaleBand(d3.range(e.chart.connectors.length), [box.top, box.bottom]).paddingInner(0.22).paddingOuter(0.1);
  svg.append("text").attr("class", "label").attr("x", 0).attr("y", 14).text(`Connectors of ${shortened(e.chart.station, 40)}`);
  const axis = timeAxis(svg, x, box, `${time.label}, ${time.span(x.domain()[0], x.domain()[1])}`);
  axis.selectAll(".tick line").attr("y1", box.top - box.bottom).style("stroke", "var(--grid)");
  svg.append("g").selectAll("text").data(e.chart.connectors).join("text").attr("class", "soft").attr("x", box.left - 8)
    .attr("y", (_, i) => y(i) + y.bandwidth() / 2).attr("dy", "0.35em").attr("text-anchor", "end").style("font-size", "11px")
    .text(c => shortened(c, Math.floor(names / 6.5)));
  drawBars(svg, e, time, x, y, most);
}

const kwClass = (kw, most) => kw < -0.05 ? "var(--kw-out)" : kw < 0.05 ? "var(--kw-0)" : `var(--kw-${Math.min(KW_STEPS, 1 + Math.floor(KW_STEPS * kw / most * 0.9999))})`;

function ganttLegend(figure, e, most, sessions) {
  const items = [{ label: "plugged in, no power", color: "var(--kw-0)", kind: "box" }];
  d3.range(KW_STEPS).forEach(i => items.push({ label: `${fixed(most * i / KW_STEPS, 1)}–${fixed(most * (i + 1) / KW_STEPS, 1)} kW`, color: `var(--kw-${i + 1})`, kind: "box" }));
  if (sessions.some(s => s.kw.some(v => v < -0.05))) items.push({ label: "feeding back", color: "var(--kw-out)", kind: "box" });
  legend(figure, items);
  figure.append("p").attr("class", "hint").text("Figures in the bars: state of charge at arrival → departure, %. ▼ marks the departure that the driver declared (at the right edge where it lies beyond)."
    + (e.chart.sessionCount > sessions.length ? ` The first ${sessions.length} of ${e.chart.sessionCount} sessions are drawn.` : ""));
}

/** Steps of one colour are drawn as one piece. */
function pieces(session, most) {
  const parts = [];
  session.kw.forEach((value, i) => {
    const color = kwClass(value, most);
    const step = session.arrival + i;
    if (parts.length > 0 && parts.at(-1).color === color) parts.at(-1).to = step + 1;
    else parts.push({ color, from: step, to: step + 1 });
  });
  return parts;
}

function drawBars(svg, e, time, x, y, most) {
  const at = step => x(time.at(step, e.chart.stepMin));
  const tall = y.bandwidth();
  const bars = svg.append("g").selectAll("g").data(e.chart.sessions).join("g").attr("transform", s => `translate(0,${y(s.connector)})`);
  bars.selectAll("rect").data(s => pieces(s, most)).join("rect").attr("x", p => at(p.from)).attr("width", p => Math.max(0.5, at(p.to) - at(p.from) + 0.3))
    .attr("height", tall).style("fill", p => p.color);
  bars.append("rect").attr("x", s => at(s.arrival)).attr("width", s => Math.max(1, at(s.depart) - at(s.arrival))).attr("height", tall)
    .attr("rx", 1.5).attr("fill", "transparent").style("stroke", "var(--muted)").attr("stroke-width", 1);
  bars.append("path").attr("d", "M-4.5,-5.5H4.5L0,1.5Z").attr("transform", s => `translate(${Math.min(at(s.declared), x.range()[1])},2)`)
    .style("fill", "var(--limit)").style("stroke", "var(--bg)").attr("stroke-width", 0.7);
  bars.filter(s => at(s.depart) - at(s.arrival) > 62 && s.soc0 != null).append("text").attr("class", "halo").style("font-size", "11px")
    .attr("x", s => at(s.arrival) + 6).attr("y", tall / 2).attr("dy", "0.35em").text(s => `${fixed(s.soc0, 0)} → ${fixed(s.soc1, 0)}`);
  tip(bars, s => [e.chart.connectors[s.connector], `arrived ${time.text(time.at(s.arrival, e.chart.stepMin), true)} with ${percent(s.soc0)}`,
    `declared until ${time.text(time.at(s.declared, e.chart.stepMin), true)}`, `left ${time.text(time.at(s.depart, e.chart.stepMin), true)} with ${percent(s.soc1)}`,
    `target ${percent(s.target)}`, `energy at the meter ${fixed(d3.sum(s.kw) * e.chart.stepMin / 60, 1)} kWh, highest ${kw(d3.max(s.kw) ?? 0)}`]);
}

chart("gantt-chart", drawGantt);
