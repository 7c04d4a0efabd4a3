// Tables sort by the column whose name is selected; empty cells stay last.

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      sortRows(table.tBodies[0], column, up ? 1 : -1);
    });
  });
}

function sortRows(body, column, sign) {
  const key = row => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent : cell.dataset.value === "" ? null : Number(cell.dataset.value);
  };
  const rows = [...body.rows].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null) return (left === null) - (right === null);
    return sign * d3.ascending(left, right);
  });
  body.append(...rows);
}

/** columns: {title, unit, text(row), value(row)?} */
function plainTable(parent, caption, columns, rows) {
  const table = parent.append("div").attr("class", "scroll").attr("tabindex", 0)
    .append("table").attr("class", "plain");
  table.append("caption").text(caption);
  const heads = table.append("thead").append("tr").selectAll("th").data(columns).join("th").attr("scope", "col")
    .attr("class", (column, i) => column.value || i === 0 ? null : "text");
  heads.append("span").text(d => d.title);
  heads.append("span").attr("class", "unit").text(d => d.unit ?? "\u00a0");
  const lines = table.append("tbody").selectAll("tr").data(rows).join("tr");
  columns.forEach((column, i) => {
    lines.append(i === 0 ? "th" : "td").attr("scope", i === 0 ? "row" : null)
      .attr("class", column.value || i === 0 ? null : "text")
      .attr("data-value", column.value ? row => column.value(row) ?? "" : null)
      .text(column.text);
  });
  sortable(table.node());
}
