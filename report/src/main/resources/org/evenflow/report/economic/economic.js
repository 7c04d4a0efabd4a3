// Economic dispatch: mean gaps, their spread, and which groups run.

const LINES = ["var(--charge)", "var(--limit)", "var(--discharge)", "var(--price)", "var(--plant)", "var(--base)", "var(--load-5)", "var(--import)", "var(--kw-2)"];
const methodColor = id => LINES[data.methods.indexOf(id) % LINES.length];
const LEAST_GAP = 1e-4;
const shownGap = value => Math.max(LEAST_GAP, value);
const chosen = { variant: data.variants.at(-1)?.id };
const variantNow = () => data.variants.find(v => v.id === chosen.variant);
const gapText = value => value == null ? "–" : value < 5e-5 ? "0 %" : `${fixed(value, value >= 1 ? 2 : value >= 0.1 ? 3 : 4)} %`;
const powersOfTen = scale => d3.range(Math.ceil(Math.log10(scale.domain()[0]) - 1e-9), Math.log10(scale.domain()[1]) + 1e-9).map(e => 10 ** e);
const tenText = value => value <= LEAST_GAP * 1.01 ? `≤ ${LEAST_GAP}` : `${value}`;

function drawGaps(figure, width) {
  const rows = data.methods.map(id => ({ id, of: data.variants.map(v => v.methods.find(m => m.id === id)) }));
  const names = width < 500 ? 132 : 190;
  const height = 44 + rows.length * 34 + 40;
  const marks = ["var(--charge)", "var(--limit)", "var(--discharge)", "var(--price)"];
  legend(figure, data.variants.map((v, i) => ({ label: name(v.id), color: marks[i], kind: "dot" })));
  const svg = canvas(figure, width, height, "Mean gap to the proven optimum by method, with 95 % intervals");
  const box = { left: names, right: width - 20, top: 20, bottom: height - 46 };
  const most = d3.max(data.variants, v => d3.max(v.methods, m => m.high ?? m.mean)) || 1;
  const x = d3.scaleLog([LEAST_GAP, Math.max(10 * LEAST_GAP, most) * 1.3], [box.left, box.right]);
  const y = d3.scaleBand(rows.map(r => r.id), [box.top, box.bottom]);
  bottomAxis(svg, x, box, "Mean gap (%), logarithmic", { grid: true, tickValues: powersOfTen(x), tickFormat: tenText });
  for (const row of rows) {
    const middle = y(row.id) + y.bandwidth() / 2;
    svg.append("text").attr("x", box.left - 10).attr("y", middle).attr("dy", "0.35em").attr("text-anchor", "end").style("font-size", width < 500 ? "11px" : "13px").text(name(row.id));
    row.of.forEach((m, i) => {
      if (!m || m.mean == null) return;
      const at = middle + (i - (row.of.length - 1) / 2) * 9;
      const g = svg.append("g").datum(m);
      if (m.low != null) g.append("line").attr("x1", x(shownGap(m.low))).attr("x2", x(shownGap(m.high))).attr("y1", at).attr("y2", at).style("stroke", marks[i]).attr("stroke-width", 3).attr("opacity", 0.7);
      g.append("circle").attr("cx", x(shownGap(m.mean))).attr("cy", at).attr("r", 4.5).style("fill", marks[i]);
      tip(g, d => [`${name(d.id)}, ${name(data.variants[i].id)}`, `mean gap ${gapText(d.mean)}`, ...(d.low == null ? [] : [`95 % interval ${gapText(d.low)} to ${gapText(d.high)}`])]);
    });
  }
}

function variantChooser() {
  const bar = d3.select("#variant-chooser").style("position", "static").style("margin", "0 0 8px");
  chooseFrom(bar, "variant", "Variant:", data.variants.map(v => ({ id: v.id, label: name(v.id) })), chosen.variant, id => { chosen.variant = id; });
}

function drawSpread(figure, width) {
  const methods = (variantNow()?.methods ?? []).filter(m => m.gaps.length > 0);
  if (methods.length === 0) {
    absent(figure, "No random state was decided.");
    return;
  }
  legend(figure, methods.map(m => ({ label: name(m.id), color: methodColor(m.id), width: 2.4 })));
  const height = width < 500 ? 290 : 340;
  const svg = canvas(figure, width, height, "Share of states against the gap that they do not exceed");
  const box = { left: 58, right: width - 20, top: 26, bottom: height - 44 };
  const most = d3.max(methods, m => m.gaps.at(-1)) || 1;
  const x = d3.scaleLog([LEAST_GAP, Math.max(10 * LEAST_GAP, most) * 1.1], [box.left, box.right]);
  const y = d3.scaleLinear([0, 100], [box.bottom, box.top]);
  leftAxis(svg, y, box, `States with at most this gap (%), ${name(chosen.variant)}`);
  bottomAxis(svg, x, box, "Gap (%), logarithmic", { grid: true, tickValues: powersOfTen(x), tickFormat: tenText });
  for (const m of methods) {
    const points = m.gaps.map((gap, i) => ({ gap, share: 100 * i / (m.gaps.length - 1), id: m.id }));
    svg.append("path").datum(points).attr("fill", "none").style("stroke", methodColor(m.id)).attr("stroke-width", 2.4).attr("opacity", 0.85)
      .attr("d", d3.line().x(d => x(shownGap(d.gap))).y(d => y(d.share)));
    const marks = svg.append("g").selectAll("circle").data(points).join("circle").attr("r", 6).attr("fill", "transparent")
      .attr("cx", d => x(shownGap(d.gap))).attr("cy", d => y(d.share));
    tip(marks, d => [name(d.id), `${percent(d.share)} of states have a gap of at most ${gapText(d.gap)}`]);
  }
}

const RUNS = ["var(--kw-0)", "var(--kw-1)", "var(--kw-2)", "var(--kw-3)", "var(--kw-4)", "var(--kw-5)"];

function drawRuns(figure, width) {
  const variant = data.variants.find(v => v.id.startsWith("non_convex"));
  if (!variant) {
    absent(figure, "No variant of this study lets groups be off.");
    return;
  }
  const scale = d3.scaleQuantize([0, 1], RUNS);
  legend(figure, RUNS.map(color => {
    const [low, high] = scale.invertExtent(color);
    return { label: `${fixed(100 * low, 0)}–${fixed(100 * high, 0)} %`, color, kind: "box" };
  }));
  const names = width < 500 ? 132 : 190;
  const cell = 30;
  const height = 48 + variant.methods.length * cell;
  const svg = canvas(figure, width, height, "Share of states in which each group runs, by method");
  const x = d3.scaleBand(data.groups.map(g => g.id), [names, width - 14]).paddingInner(0.06);
  const y = d3.scaleBand(variant.methods.map(m => m.id), [36, height - 8]).paddingInner(0.1);
  svg.append("g").selectAll("text").data(data.groups).join("text").attr("x", g => x(g.id) + x.bandwidth() / 2).attr("y", 26).attr("text-anchor", "middle").text(g => g.id);
  svg.append("text").attr("class", "label").attr("x", names - 10).attr("y", 26).attr("text-anchor", "end").text("group");
  const rows = svg.append("g").selectAll("g").data(variant.methods).join("g").attr("transform", m => `translate(0,${y(m.id)})`);
  rows.append("text").attr("x", names - 10).attr("y", y.bandwidth() / 2).attr("dy", "0.35em").attr("text-anchor", "end").style("font-size", width < 500 ? "11px" : "13px").text(m => name(m.id));
  const cells = rows.selectAll("rect").data(m => m.runs.map((share, i) => ({ share, group: data.groups[i], id: m.id }))).join("rect")
    .attr("x", d => x(d.group.id)).attr("width", x.bandwidth()).attr("height", y.bandwidth()).attr("rx", 2).style("fill", d => scale(d.share));
  tip(cells, d => [`${name(d.id)}, group ${d.group.id}`, `${name(d.group.kind)} in region ${d.group.region}, up to ${kw(d.group.max)}`, `runs in ${percent(100 * d.share)} of states`]);
}

variantChooser();
chart("gap-chart", drawGaps);
chart("spread-chart", drawSpread);
chart("runs-chart", drawRuns);
