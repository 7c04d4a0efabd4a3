// Puts the page together: sections' index, choice of controller, theme, drawing on screen and paper.

const PAPER_WIDTH = 760;

function writeIndex() {
  d3.select("nav").selectAll("a").data([...document.querySelectorAll("main section")]).join("a")
    .attr("href", s => `#${s.id}`).text(s => s.querySelector("h2").textContent);
}

function writeChooser() {
  const bar = d3.select("#chooser");
  if (data.episodes.length === 0) return;
  state.controller = data.episodes.some(e => e.controller === data.best) ? data.best : data.episodes[0].controller;
  bar.append("label").attr("for", "controller").text("One run in detail:");
  bar.append("span").attr("class", "print").attr("id", "chosen").text(name(state.controller));
  const select = bar.append("select").attr("id", "controller").on("change", event => {
    state.controller = event.target.value;
    d3.select("#chosen").text(name(state.controller));
    redraw();
  });
  select.selectAll("option").data(data.episodes).join("option").attr("value", e => e.controller).text(e => name(e.controller));
  select.property("value", state.controller);
  bar.append("span").attr("class", "run").text(`seed ${episode().seed}, sections below up to the events`);
}

function watch() {
  let width = document.body.clientWidth;
  new ResizeObserver(() => {
    if (document.body.clientWidth !== width) {
      width = document.body.clientWidth;
      redraw();
    }
  }).observe(document.body);
  const folded = [...document.querySelectorAll("details")];
  addEventListener("beforeprint", () => { folded.forEach(d => { d.dataset.was = d.open; d.open = true; }); redraw(PAPER_WIDTH); });
  addEventListener("afterprint", () => { folded.forEach(d => { d.open = d.dataset.was === "true"; }); redraw(); });
}

function chooseTheme() {
  const root = document.documentElement;
  const asked = /theme=(dark|light)/.exec(location.hash);
  if (asked) root.dataset.theme = asked[1];
  document.getElementById("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
  });
}

chooseTheme();
writeIndex();
document.querySelectorAll("table.sortable").forEach(sortable);
writeChooser();
redraw();
watch();
document.documentElement.dataset.ready = "true";
