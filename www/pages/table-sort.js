// What of a page lies below the map: its styles, and the table of islands, sorted by its headers.

const styles = document.createElement("link");
styles.rel = "stylesheet";
styles.href = String(new URL("../styles/reading.css", import.meta.url));
document.head.append(styles);

/**
 * Where the rows of the table stand; none on a page without a table.
 * @type {HTMLTableSectionElement | null}
 */
const body = document.querySelector("#islands tbody");
/** The rows in the order of the chain, as the page came. */
const chain = [...(body?.rows ?? [])];
const lang = document.documentElement.lang;
const collator = new Intl.Collator(lang, { numeric: true });
const [group, point] = ["group", "decimal"].map(
  (type) => new Intl.NumberFormat(lang).formatToParts(-12345.6).find((part) => part.type === type)?.value ?? "",
);

/**
 * What a cell is compared by: a number where it is a figure, NaN where that is not known, else the words.
 * @param {HTMLTableCellElement} cell
 * @returns {string | number}
 */
function worth(cell) {
  if (!cell.classList.contains("figure")) return (cell.querySelector("a") ?? cell).textContent.trim();
  // The figure stands first; its year and what it is of follow in elements of their own.
  const digits = /** @type {Text} */ (cell.firstChild).textContent
    .replace(/[\s<]/g, "")
    .replaceAll(group, "")
    .replace(point, ".");
  return digits && /^[\d.]+$/.test(digits) ? Number(digits) : NaN;
}

/**
 * Sorts by a column: up, then down, then back to the chain. What is not known comes last both ways.
 * @param {HTMLTableCellElement} head
 */
function sort(head) {
  const before = head.getAttribute("aria-sort");
  const order = before === "ascending" ? "descending" : before ? null : "ascending";
  for (const other of /** @type {HTMLTableRowElement} */ (head.parentNode).cells) other.removeAttribute("aria-sort");
  if (order) head.setAttribute("aria-sort", order);
  const turn = order === "descending" ? -1 : 1;
  /** @type {(a: string | number, b: string | number) => number} */
  const compare = (a, b) => {
    if (typeof a === "string" || typeof b === "string") return turn * collator.compare(String(a), String(b));
    return +Number.isNaN(a) - +Number.isNaN(b) || turn * (a - b) || 0;
  };
  const rows = chain.map((row) => ({ row, value: worth(row.cells[head.cellIndex]) }));
  if (order) rows.sort((a, b) => compare(a.value, b.value));
  body?.append(...rows.map(({ row }) => row));
}

/** @type {NodeListOf<HTMLTableCellElement>} */
const heads = document.querySelectorAll("#islands thead th");
for (const head of heads) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head));
  head.append(button);
}
