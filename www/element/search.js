// Finds places by any of their names in any script, as the reader types.

/** @typedef {{ id: string, shown: string, name: string, rank: number }} Found A place and the name by which it is found. */

/**
 * Letters alone: without case, accents and marks, full-width forms as plain ones.
 * @param {string} text
 */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ё", "е");

/** So many are shown at once. */
const MOST = 8;

/**
 * Whether a key belongs to the conversion of what is typed, as Enter does that takes a candidate: Safari ends the
 * composition before it tells of that key, which then has the code 229 (UI Events, section 8.1).
 * @param {KeyboardEvent} event
 */
export const composes = ({ isComposing, keyCode }) => isComposing || keyCode === 229;

/**
 * Places that fit a query: those with a name that begins with it, then those with a word that does, then those that hold
 * it.
 * @param {string[]} names of each place, a tab apart: its id, the name that is shown, and all others
 * @param {string} query
 */
export function find(names, query) {
  const wanted = plain(query.trim());
  if (!wanted) return [];
  /** @type {(name: string) => number} */
  const rankOf = (name) => {
    const at = plain(name).indexOf(wanted);
    if (at <= 0) return at < 0 ? 3 : 0;
    const words = plain(name).split(/[^\p{L}\p{N}]+/u);
    return words.some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  /** @type {Found[]} */
  const found = [];
  for (const line of names) {
    const [id, shown, ...all] = line.split("\t");
    const ranks = all.map(rankOf);
    const rank = Math.min(...ranks);
    if (rank < 3) found.push({ id, shown, name: all[ranks.indexOf(rank)], rank });
  }
  return found.sort((a, b) => a.rank - b.rank);
}

/**
 * Id of the first place with a name that begins so; where it is one letter, however often, of the next such place after
 * another.
 * @param {string[]} names
 * @param {string} typed
 * @param {string | null | undefined} after
 * @returns {string | undefined}
 */
export function begun(names, typed, after) {
  const wanted = plain(typed);
  const one = new Set(wanted).size === 1;
  const start = one ? wanted[0] : wanted;
  const ids = names
    .map((line) => line.split("\t"))
    .filter(([, ...all]) => all.some((name) => plain(name).startsWith(start)))
    .map(([id]) => id);
  return ids[one ? (ids.indexOf(after ?? "") + 1) % ids.length : 0];
}

/**
 * Makes an input and a list into a combobox (ARIA Authoring Practices, combobox with listbox).
 * @param {{
 *   input: HTMLInputElement, list: HTMLElement, signal: AbortSignal,
 *   names: () => string[], choose: (id: string) => void, told: (more: number) => string,
 * }} parts what is searched, what is done with the place that is taken, and what is said where there is none, or of so many
 * more
 */
export function combobox({ input, list, names, choose, told, signal }) {
  /** @type {Found[]} */
  let found = [];
  let here = -1;
  let more = 0;
  const show = () => {
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    list.replaceChildren(
      ...found.map(({ shown, name }, index) => {
        const option = document.createElement("li");
        option.id = `option-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", String(index === here));
        option.dataset.index = String(index);
        option.textContent = shown.includes(name) ? shown : `${shown} · ${name}`;
        return option;
      }),
    );
    if (!found.length || more) {
      const note = document.createElement("li");
      note.className = "none";
      note.setAttribute("role", "option");
      note.setAttribute("aria-disabled", "true");
      note.textContent = told(more);
      list.append(note);
    }
    if (here < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `option-${here}`);
  };
  const close = () => {
    input.value = "";
    found = [];
    more = 0;
    show();
  };
  /** @param {number} index */
  const take = (index) => {
    const place = found[index];
    if (!place) return;
    close();
    choose(place.id);
  };
  input.addEventListener(
    "input",
    () => {
      const all = find(names(), input.value);
      found = all.slice(0, MOST);
      more = all.length - found.length;
      here = found.length ? 0 : -1;
      show();
    },
    { signal },
  );
  input.addEventListener(
    "keydown",
    (event) => {
      if (composes(event)) return;
      const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (move && found.length) {
        here = (here + move + found.length) % found.length;
        show();
      } else if (event.key === "Enter") take(here);
      else if (event.key === "Escape" && input.value) close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  list.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
  list.addEventListener("click", ({ target }) => take(Number(/** @type {HTMLElement} */ (target).dataset.index)), {
    signal,
  });
  input.addEventListener("blur", close, { signal });
}
