// What all charts share: data, formats, the figure with its redraws, the tooltip, the chosen controller.
const data = JSON.parse(document.getElementById("data").textContent);
const state = { controller: null };
const figures = [];

d3.formatDefaultLocale({ decimal: ".", thousands: "\u202f", grouping: [3], currency: ["", ""], minus: "−" });
const name = id => id.replaceAll("_", " ");
const shortened = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
const fixed = (value, decimals) => value == null || Number.isNaN(value) ? "–" : d3.format(`,.${decimals}f`)(value);
const kw = value => `${fixed(value, Math.abs(value) < 100 ? 1 : 0)} kW`;
const money = value => `${fixed(value, 2)} ${data.currency}`;
const signed = (value, decimals) => value == null ? "–" : d3.format(`+,.${decimals}f`)(value);
const percent = (value, decimals = 1) => `${fixed(value, decimals)} %`;

const episode = () => data.episodes.find(e => e.controller === state.controller);

/** The wall clock of the place, kept in UTC fields so that the reader's own zone plays no part. */
function clock(e) {
  const [, day, time, zone] = e.start.match(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?([^[]*)/) ?? [null, "1970-01-01", "00:00", ""];
  const first = Date.parse(`${day}T${time}:00Z`);
  const offset = zone === "" ? "" : ` (UTC${zone === "Z" ? "" : zone.replace("-", "−")})`;
  return {
    at: (step, minutes) => new Date(first + step * minutes * 60000),
    label: `Local time${offset}`,
    span: (from, to) => {
      const days = d3.utcFormat("%-d %B %Y");
      const last = new Date(to - 1);
      return days(from) === days(last) ? days(from) : `${days(from)} to ${days(last)}`;
    },
    text: (time, long) => d3.utcFormat(long ? "%a %-d %b, %H:%M" : "%H:%M")(time),
  };
}

/** Registers a figure: draw(figure, width) runs now, on a new width, on a new choice, for print. */
function chart(id, draw) {
  const figure = d3.select(`#${id}`);
  const entry = { node: figure.node(), width: 0, draw: width => { figure.selectChildren().remove(); draw(figure, width); entry.width = width; } };
  figures.push(entry);
}

function redraw(width) {
  hideTip();
  figures.forEach(f => f.draw(width ?? Math.max(280, f.node.clientWidth)));
}

/** A choice among options {id, label}; chosen(id) hears of a new one before all is redrawn. */
function chooseFrom(bar, id, label, options, value, chosen) {
  bar.append("label").attr("for", id).text(label);
  const select = bar.append("select").attr("id", id).on("change", event => { chosen(event.target.value); redraw(); });
  select.selectAll("option").data(options).join("option").attr("value", o => o.id).text(o => o.label);
  select.property("value", value);
}

/** A figure that has nothing to show leaves one sentence. */
function absent(figure, sentence) {
  figure.append("p").attr("class", "absent").text(sentence);
}

function canvas(figure, width, height, label) {
  return figure.append("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("role", "img")
    .attr("aria-label", label);
}

/** items: {label, color, kind: line|dash|dot|box, width} */
function legend(figure, items) {
  const spans = figure.append("div").attr("class", "legend").selectAll("span").data(items).join("span");
  const keys = spans.append("svg").attr("viewBox", "0 0 24 12").attr("aria-hidden", "true");
  keys.filter(d => !d.kind || d.kind === "line" || d.kind === "dash").append("line")
    .attr("x1", 1).attr("x2", 23).attr("y1", 6).attr("y2", 6)
    .style("stroke", d => d.color).attr("stroke-width", d => d.width ?? 2)
    .attr("stroke-dasharray", d => d.kind === "dash" ? d.dash ?? "5 3" : null);
  keys.filter(d => d.kind === "dot").append("circle").attr("cx", 12).attr("cy", 6).attr("r", 5)
    .style("fill", d => d.hollow ? "none" : d.color).style("stroke", d => d.color).attr("stroke-width", 1.5);
  keys.filter(d => d.kind === "box").append("rect").attr("x", 2).attr("y", 0).attr("width", 20).attr("height", 12).attr("rx", 2)
    .style("fill", d => d.color);
  keys.filter(d => d.kind === "square").append("rect").attr("x", 6).attr("y", 0).attr("width", 12).attr("height", 12)
    .style("fill", "none").style("stroke", d => d.color).attr("stroke-width", 2);
  spans.append("span").text(d => d.label);
}

const tipNode = document.getElementById("tip");

function showTip(event, lines) {
  tipNode.replaceChildren(...lines.map((line, i) => {
    const row = document.createElement(i === 0 ? "b" : "div");
    row.textContent = line;
    return row;
  }));
  tipNode.hidden = false;
  const box = tipNode.getBoundingClientRect();
  const left = event.clientX + 14 + box.width > innerWidth ? event.clientX - box.width - 14 : event.clientX + 14;
  const top = event.clientY + 14 + box.height > innerHeight ? event.clientY - box.height - 14 : event.clientY + 14;
  tipNode.style.left = `${Math.max(4, left)}px`;
  tipNode.style.top = `${Math.max(4, top)}px`;
}

function hideTip() {
  tipNode.hidden = true;
}

/** Lines of text about a mark, on hover and touch. */
function tip(marks, lines) {
  marks.on("pointerenter pointermove", (event, d) => showTip(event, lines(d))).on("pointerleave", hideTip);
}
