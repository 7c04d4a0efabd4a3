// One indicator over the swept value, or over the worlds, with a line for each controller.

const CASE_COLORS = ["var(--charge)", "var(--discharge)", "var(--price)", "var(--plant)", "var(--limit)", "var(--base)", "var(--import)"];
const CASE_DASHES = [null, "7 3", "2 3", "9 3 2 3"];
const caseControllers = [...new Set(data.cases.map(c => c.controller))];
const caseColor = id => CASE_COLORS[caseControllers.indexOf(id) % CASE_COLORS.length];
const caseDash = id => CASE_DASHES[Math.floor(caseControllers.indexOf(id) / CASE_COLORS.length) % CASE_DASHES.length];
const USUAL_INDICATORS = ["emissions_incremental", "charging_cost", "total_cost"];

state.indicator = USUAL_INDICATORS.find(id => data.kpis.some(k => k.id === id)) ?? data.kpis[0].id;
state.hidden = new Set([data.raw]);

/** Like chooseFrom; what is chosen at first stands on paper. */
function chooseOnPaper(bar, id, label, options, value, chosen) {
  chooseFrom(bar, id, label, options, value, chosen);
  bar.insert("span", `#${id}`).attr("class", "print").text(options.find(o => o.id === value)?.label ?? "");
}

chooseOnPaper(d3.select("#indicator-chooser"), "indicator", "Indicator:", data.kpis, state.indicator, id => { state.indicator = id; });

/** The swept values as places: numbers where all are, else names. */
function casePlaces() {
  const swept = data.cases.filter(c => c.value !== "");
  const numbers = swept.map(c => c.number);
  if (data.sweep && numbers.length > 0 && numbers.every(n => n != null)) {
    const all = [...new Set(numbers)].sort(d3.ascending);
    return { isNumber: true, all, of: c => c.number };
  }
  return { isNumber: false, all: [...new Set(swept.map(c => c.value))], of: c => c.value };
}

function caseScale(places, box) {
  if (!places.isNumber) return d3.scalePoint(places.all, [box.left, box.right]).padding(0.5);
  const [low, high] = d3.extent(places.all);
  const isWide = low > 0 && high / low > 20;
  return (isWide ? d3.scaleLog() : d3.scaleLinear()).domain(low === high ? [low - 1, high + 1] : [low, high]).range([box.left + 10, box.right - 10]);
}

/** Points of each controller; one without a value stands at every place. */
function caseLines(places, indicator) {
  return d3.groups(data.cases.filter(c => c.values[indicator] && !state.hidden.has(c.controller)), c => c.controller).map(([controller, cases]) => {
    const points = cases.flatMap(c => (c.value === "" ? places.all : [places.of(c)]).map(place => {
      const [mean, low, high] = c.values[indicator];
      return { place, mean, low: low ?? mean, high: high ?? mean, run: c.run, value: c.value };
    }));
    return { controller, points: points.sort((a, b) => d3.ascending(places.all.indexOf(a.place), places.all.indexOf(b.place))) };
  });
}

function caseLegend(figure) {
  const items = figure.append("div").attr("class", "legend").selectAll("button").data(caseControllers).join("button").attr("type", "button")
    .attr("class", "toggle").attr("aria-pressed", id => !state.hidden.has(id))
    .on("click", (_, id) => { if (!state.hidden.delete(id)) state.hidden.add(id); redraw(); });
  const keys = items.append("svg").attr("viewBox", "0 0 24 12").attr("aria-hidden", "true");
  keys.append("line").attr("x1", 1).attr("x2", 23).attr("y1", 6).attr("y2", 6).attr("stroke-width", 2.4)
    .style("stroke", caseColor).attr("stroke-dasharray", caseDash);
  items.append("span").text(name);
}

function drawSensitivity(figure, width) {
  const kpi = data.kpis.find(k => k.id === state.indicator);
  const places = casePlaces();
  caseLegend(figure);
  const lines = caseLines(places, kpi.id);
  if (lines.length === 0 || places.all.length === 0) {
    absent(figure, "Nothing to draw: choose a controller above.");
    return;
  }
  const height = width < 500 ? 300 : 380;
  const svg = canvas(figure, width, height, `${kpi.label} by ${data.key}, mean and 95 % interval of ${lines.length} controllers`);
  const box = { left: 76, right: width - 16, top: 26, bottom: height - 46 };
  const x = caseScale(places, box);
  const values = lines.flatMap(l => l.points.flatMap(p => [p.low, p.mean, p.high]));
  const y = d3.scaleLinear(d3.extent(values), [box.bottom - 6, box.top + 6]).nice();
  leftAxis(svg, y, box, `${kpi.label} (${kpi.unit})`);
  caseAxis(svg, x, box, places);
  for (const line of lines) {
    const color = caseColor(line.controller);
    if (places.isNumber) {
      svg.append("path").datum(line.points).style("fill", color).attr("opacity", 0.12)
        .attr("d", d3.area().x(p => x(p.place)).y0(p => y(p.low)).y1(p => y(p.high)));
    } else {
      svg.append("g").selectAll("line").data(line.points).join("line").style("stroke", color).attr("stroke-width", 1.4)
        .attr("x1", p => x(p.place)).attr("x2", p => x(p.place)).attr("y1", p => y(p.low)).attr("y2", p => y(p.high));
    }
    svg.append("path").datum(line.points).attr("fill", "none").style("stroke", color).attr("stroke-width", 2.2).attr("stroke-dasharray", caseDash(line.controller))
      .attr("d", d3.line().x(p => x(p.place)).y(p => y(p.mean)));
    const dots = svg.append("g").selectAll("circle").data(line.points).join("circle").attr("r", 4).style("fill", color)
      .attr("cx", p => x(p.place)).attr("cy", p => y(p.mean));
    tip(dots, p => [name(line.controller), `${data.key} ${p.value === "" ? "not set" : p.value}`,
      `${kpi.label} ${fixed(p.mean, kpi.decimals)} ${kpi.unit}`, p.low === p.high ? "" : `95 %: ${fixed(p.low, kpi.decimals)} to ${fixed(p.high, kpi.decimals)}`]);
  }
}

function caseAxis(svg, x, box, places) {
  const g = svg.append("g").attr("class", "axis").attr("transform", `translate(0,${box.bottom})`);
  const axis = d3.axisBottom(x).tickSizeOuter(0);
  if (places.isNumber) axis.tickValues(places.all).tickFormat(d3.format("~g"));
  g.call(axis);
  g.append("text").attr("class", "label").attr("x", box.right).attr("y", 38).attr("text-anchor", "end").text(data.key);
}

chart("sensitivity-chart", drawSensitivity);
