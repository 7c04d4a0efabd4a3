// Power at the substation over time, the price under it, and charging under all controllers.

const LOAD_SERIES = [
  { key: "importKw", label: "substation import", color: "var(--import)", width: 2.4 },
  { key: "baseKw", label: "base load", color: "var(--base)", width: 1.6 },
  { key: "plantKw", label: "plant available", color: "var(--plant)", width: 1.8, dash: "7 3" },
  { key: "curtailedKw", label: "plant curtailed", color: "var(--bad)", width: 1.5, dash: "2 3" },
  { key: "chargeKw", label: "charging", color: "var(--charge)", width: 2 },
  { key: "dischargeKw", label: "discharging", color: "var(--discharge)", width: 2, dash: "4 2" },
];

const timeBox = (width, height) => ({ left: width < 500 ? 46 : 56, right: width - 12, top: 26, bottom: height - 44 });

function timeScale(e, box) {
  const time = clock(e);
  const end = time.at(e.importKw.length, e.seriesMin);
  return { time, end, x: d3.scaleUtc([time.at(0, e.seriesMin), end], [box.left, box.right]) };
}

function drawLoad(figure, width) {
  const e = episode();
  if (!e || e.importKw.length === 0) {
    absent(figure, "No run was recorded step by step.");
    return;
  }
  const series = LOAD_SERIES.filter(s => s.key === "importKw" || s.key === "chargeKw" || e[s.key].some(v => v));
  const items = series.map(s => ({ ...s, kind: s.dash ? "dash" : "line" }));
  if (e.limitKw != null) items.push({ label: `limit of all stations together, ${kw(e.limitKw)}`, color: "var(--limit)", kind: "dash", dash: "9 4" });
  legend(figure, items);
  const height = width < 500 ? 280 : 360;
  const svg = canvas(figure, width, height, `Power over time under ${name(e.controller)}, kW`);
  const box = timeBox(width, height);
  const { time, end, x } = timeScale(e, box);
  const values = series.flatMap(s => e[s.key]).concat(e.limitKw ?? []);
  const y = d3.scaleLinear([Math.min(0, d3.min(values)), d3.max(values)], [box.bottom, box.top]).nice();
  leftAxis(svg, y, box, "Power (kW)");
  timeAxis(svg, x, box, `${time.label}, ${time.span(x.domain()[0], end)}`);
  svg.append("line").attr("x1", box.left).attr("x2", box.right).attr("y1", y(0)).attr("y2", y(0)).style("stroke", "var(--muted)");
  if (e.limitKw != null) {
    svg.append("line").attr("x1", box.left).attr("x2", box.right).attr("y1", y(e.limitKw)).attr("y2", y(e.limitKw))
      .style("stroke", "var(--limit)").attr("stroke-width", 1.6).attr("stroke-dasharray", "9 4");
  }
  series.toReversed().forEach(s => {
    svg.append("path").attr("d", stepLine(x, y, time.at, e.seriesMin, e[s.key])).attr("fill", "none")
      .style("stroke", s.color).attr("stroke-width", s.width).attr("stroke-dasharray", s.dash ?? null);
  });
  timeHover(svg, x, box, e.importKw.length, e.seriesMin, time.at, step => [
    time.text(time.at(step, e.seriesMin), end - x.domain()[0] > 9e7),
    ...series.map(s => `${s.label} ${kw(e[s.key][step])}`),
    ...(e.lossKw.some(v => v) ? [`network losses ${kw(e.lossKw[step])}`] : []),
    ...(e.price[step] == null ? [] : [`price ${fixed(e.price[step], 4)} ${data.currency}/kWh`]),
  ]);
}

function drawPrice(figure, width) {
  const e = episode();
  if (!e || !e.price.some(v => v != null)) {
    absent(figure, "No price was recorded.");
    return;
  }
  const height = 150;
  const svg = canvas(figure, width, height, `Price of bought energy over time, ${data.currency} per kWh`);
  const box = timeBox(width, height);
  const { time, end, x } = timeScale(e, box);
  const y = d3.scaleLinear([Math.min(0, d3.min(e.price)), d3.max(e.price) || 1], [box.bottom, box.top]).nice();
  leftAxis(svg, y, box, `Price of bought energy (${data.currency}/kWh)`, { ticks: 3 });
  timeAxis(svg, x, box, time.label);
  svg.append("path").attr("d", stepLine(x, y, time.at, e.seriesMin, e.price)).attr("fill", "none").style("stroke", "var(--price)").attr("stroke-width", 2);
  timeHover(svg, x, box, e.price.length, e.seriesMin, time.at, step => [
    time.text(time.at(step, e.seriesMin), end - x.domain()[0] > 9e7), `${fixed(e.price[step], 4)} ${data.currency}/kWh`]);
}

function drawCompare(figure, width) {
  const chosen = episode();
  if (!chosen || data.episodes.length < 2) {
    absent(figure, "Only one controller was recorded, so there is nothing to compare.");
    return;
  }
  const look = e => e === chosen ? { color: "var(--charge)", width: 2.6, rank: 2 }
    : e.controller === data.reference ? { color: "var(--limit)", width: 2, dash: "6 3", rank: 1 }
      : { color: "var(--base)", width: 1, opacity: 0.6, rank: 0 };
  const shown = data.episodes.toSorted((a, b) => look(a).rank - look(b).rank);
  legend(figure, [{ label: name(chosen.controller), ...look(chosen) },
    ...shown.filter(e => look(e).rank === 1).map(e => ({ label: name(e.controller), kind: "dash", ...look(e) })),
    { label: "the other controllers", color: "var(--base)", width: 1 }]);
  const height = width < 500 ? 250 : 290;
  const svg = canvas(figure, width, height, "Charging power over time under each controller, kW");
  const box = timeBox(width, height);
  const { time, end, x } = timeScale(chosen, box);
  const y = d3.scaleLinear([0, d3.max(shown, e => d3.max(e.chargeKw)) || 1], [box.bottom, box.top]).nice();
  leftAxis(svg, y, box, "Charging at the meters (kW)");
  timeAxis(svg, x, box, time.label);
  shown.forEach(e => {
    const style = look(e);
    svg.append("path").attr("d", stepLine(x, y, time.at, e.seriesMin, e.chargeKw)).attr("fill", "none").style("stroke", style.color)
      .attr("stroke-width", style.width).attr("opacity", style.opacity ?? 1).attr("stroke-dasharray", style.dash ?? null);
  });
  timeHover(svg, x, box, chosen.chargeKw.length, chosen.seriesMin, time.at, step => [
    time.text(time.at(step, chosen.seriesMin), end - x.domain()[0] > 9e7),
    ...data.episodes.map(e => ({ label: name(e.controller), value: e.chargeKw[step] ?? null }))
      .sort((a, b) => b.value - a.value).map(v => `${v.label} ${kw(v.value)}`)]);
}

chart("load-chart", drawLoad);
chart("price-chart", drawPrice);
chart("compare-chart", drawCompare);
