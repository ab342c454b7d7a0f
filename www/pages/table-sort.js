// What of a page lies below the map: its styles, and the table of islands, sorted by its headers.

const styles = document.createElement("link");
styles.rel = "stylesheet";
styles.href = new URL("../styles/reading.css", import.meta.url);
document.head.append(styles);

/** Rows of the table in the order of the chain, as the page came; none on a page without a table. */
const body = document.querySelector("#islands tbody");
const chain = [...(body?.rows ?? [])];
const lang = document.documentElement.lang;
const collator = new Intl.Collator(lang, { numeric: true });
const [group, point] = ["group", "decimal"].map(
  (type) => new Intl.NumberFormat(lang).formatToParts(-12345.6).find((part) => part.type === type).value,
);

/** What a cell is compared by: a number where it is a figure, NaN where that is not known, else the words. */
function worth(cell) {
  if (!cell.classList.contains("figure")) return (cell.querySelector("a") ?? cell).textContent.trim();
  // The figure stands first; its year and what it is of follow in elements of their own.
  const digits = cell.firstChild.textContent.replace(/\s/g, "").replaceAll(group, "").replace(point, ".");
  return digits && /^[\d.]+$/.test(digits) ? Number(digits) : NaN;
}

/** Sorts by a column: up, then down, then back to the chain. What is not known comes last both ways. */
function sort(head) {
  const way = { ascending: "descending", descending: null }[head.getAttribute("aria-sort")];
  const order = way === undefined ? "ascending" : way;
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  if (order) head.setAttribute("aria-sort", order);
  const turn = order === "descending" ? -1 : 1;
  const compare = ([a], [b]) => {
    if (typeof a === "string") return turn * collator.compare(a, b);
    return Number.isNaN(a) - Number.isNaN(b) || turn * (a - b) || 0;
  };
  const rows = chain.map((row) => [worth(row.cells[head.cellIndex]), row]);
  body.append(...(order ? rows.sort(compare) : rows).map(([, row]) => row));
}

for (const head of document.querySelectorAll("#islands thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head));
  head.append(button);
}
