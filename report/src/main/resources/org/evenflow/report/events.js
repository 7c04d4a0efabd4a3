// Decision events: when what bound whom, on a line of time, and as sentences that can be searched.

const EVENT_ROWS = 14;
const EVENT_COLORS = { correction: "var(--charge)", shortfall: "var(--limit)", shortage: "var(--price)", overload: "var(--bad)" };
const EVENT_NAMES = { correction: "power changed", shortfall: "left with less", shortage: "cannot all be filled", overload: "overloaded without charging" };
const UNBOUND = "no shared limit";

function drawEvents(figure, width) {
  const e = episode();
  const events = e?.events ?? [];
  drawEventTable(e, events);
  if (events.length === 0) {
    absent(figure, e ? "Nothing to explain: no power was changed and nobody left with less." : "No run was recorded.");
    return;
  }
  const rows = eventRows(events);
  const time = clock(e);
  const kinds = Object.keys(EVENT_NAMES).filter(kind => events.some(event => event.kind === kind));
  legend(figure, kinds.map(kind => ({ label: EVENT_NAMES[kind], color: EVENT_COLORS[kind], kind: kind === "shortfall" ? "dot" : "box" })));
  const names = width < 500 ? 110 : 190;
  const height = 12 + rows.length * 24 + 44;
  const svg = canvas(figure, width, height, `${events.length} decision events on ${rows.length} lines, by what causes them`);
  const box = { left: names, right: width - 12, top: 12, bottom: height - 44 };
  const x = d3.scaleUtc([time.at(d3.min(events, v => v.from), e.eventMin), time.at(d3.max(events, v => v.to), e.eventMin)], [box.left, box.right]);
  const y = d3.scaleBand(rows, [box.top, box.bottom]).padding(0.25);
  const axis = timeAxis(svg, x, box, `${time.label}, ${time.span(x.domain()[0], x.domain()[1])}`);
  axis.selectAll(".tick line").attr("y1", box.top - box.bottom).style("stroke", "var(--grid)");
  svg.append("g").selectAll("text").data(rows).join("text").attr("class", "soft").attr("x", box.left - 8)
    .attr("y", row => y(row) + y.bandwidth() / 2).attr("dy", "0.35em").attr("text-anchor", "end").style("font-size", "12px")
    .text(row => shortened(row, Math.floor(names / 6.5)));
  drawEventMarks(svg, events.filter(v => rows.includes(v.element || UNBOUND)), v => x(time.at(v.from, e.eventMin)), v => x(time.at(v.to, e.eventMin)), y);
}

/** What causes most, first. */
function eventRows(events) {
  return d3.rollups(events, group => d3.sum(group, v => v.kwh ?? 0) + 1e-6 * group.length, v => v.element || UNBOUND)
    .sort((a, b) => b[1] - a[1]).slice(0, EVENT_ROWS).map(([row]) => row);
}

function drawEventMarks(svg, events, from, to, y) {
  const spans = svg.append("g").selectAll("path").data(events.filter(v => v.kind !== "shortfall")).join("path")
    .attr("d", v => `M${from(v)},${y(v.element || UNBOUND)}h${Math.max(1.5, to(v) - from(v))}v${y.bandwidth()}h${-Math.max(1.5, to(v) - from(v))}Z`)
    .style("fill", v => EVENT_COLORS[v.kind]).attr("fill-opacity", 0.35);
  const ends = svg.append("g").selectAll("circle").data(events.filter(v => v.kind === "shortfall")).join("circle")
    .attr("cx", to).attr("cy", v => y(v.element || UNBOUND) + y.bandwidth() / 2).attr("r", 4)
    .style("fill", EVENT_COLORS.shortfall).attr("fill-opacity", 0.75);
  tip(spans, v => [v.text]);
  tip(ends, v => [v.text]);
}

function drawEventTable(e, events) {
  const parent = d3.select("#events-table");
  parent.selectChildren().remove();
  if (events.length === 0) return;
  const time = clock(e);
  const bar = parent.append("div").attr("class", "search screen");
  bar.append("label").attr("for", "event-search").text("Search the sentences:");
  const input = bar.append("input").attr("type", "search").attr("id", "event-search").attr("placeholder", "a connector, a transformer, a time …");
  input.property("value", state.search ?? "").on("input", event => { state.search = event.target.value; filterEvents(parent); });
  bar.append("span").attr("class", "run").attr("id", "event-count");
  const caption = events.length < e.eventCount ? `The ${events.length} most important of ${e.eventCount} events` : `${events.length} events`;
  plainTable(parent, caption, [
    { title: "From", text: v => time.text(time.at(v.from, e.eventMin), true), value: v => v.from },
    { title: "What happened and why", text: v => v.text },
    { title: "Energy", unit: "kWh", text: v => fixed(v.kwh, 2), value: v => v.kwh }], events);
  parent.select(".scroll").classed("tall", true);
  filterEvents(parent);
}

/** Rows whose sentence has every word. */
function filterEvents(parent) {
  const words = (state.search ?? "").toLowerCase().split(/\s+/).filter(word => word !== "");
  let shown = 0;
  parent.selectAll("tbody tr").attr("hidden", v => {
    const isThere = words.every(word => v.text.toLowerCase().includes(word));
    shown += isThere ? 1 : 0;
    return isThere ? null : "";
  });
  d3.select("#event-count").text(words.length === 0 ? "" : `${shown} found`);
}

chart("events-chart", drawEvents);
