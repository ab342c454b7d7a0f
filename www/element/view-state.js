// What <kuril-map> shows, as values that an address can hold: place, date, side, theme, and the view where it is the
// reader's own. The core tells the view and takes it back.

/** A view as it is written. */
const VIEW = /^-?\d{1,3}(\.\d{1,9})?,-?\d{1,2}(\.\d{1,9})?,-?\d(\.\d{1,9})?$/;

/** What of the state is attributes of the map, and in which order it is written. */
export const NAMES = ["place", "date", "perspective", "layers", "theme", "view"];

/** Keeps account of what a map shows. `lent` is what the element lends its desk. */
export class Seen {
  #lent;
  #rested = null;
  #size = null;
  #own = false;
  #flown = false;
  #told = null;

  constructor(lent) {
    this.#lent = lent;
  }

  /** From now on it is told when the map has come to rest. */
  begin() {
    const { host, signal } = this.#lent;
    this.#rested = this.view;
    this.#size = this.#extent;
    host.addEventListener("kuril-select", () => (this.#flown = true), { signal });
  }

  /** Width and height of the picture. */
  get #extent() {
    const { clientWidth, clientHeight } = this.#lent.parts.stage;
    return `${clientWidth},${clientHeight}`;
  }

  /** The view as it is written, `lon,lat,zoom`; null while it is the first one. */
  get view() {
    const view = this.#lent.map.view();
    if (!view) return null;
    const [lon, lat, zoom] = view;
    const digits = zoom > 3 ? 5 : 3;
    return [lon.toFixed(digits), lat.toFixed(digits), zoom.toFixed(2)].map(Number).join(",");
  }

  /** What differs from the default, by name. */
  get state() {
    const { host, map, parts } = this.#lent;
    const state = { place: map.chosen() };
    if (map.date() !== map.stops().at(-1)) state.date = map.date();
    // The sides stand in the order of the story; the first one is the default.
    const [first] = parts.sides.querySelectorAll("[data-perspective]");
    if (map.perspective() !== first?.dataset.perspective) state.perspective = map.perspective();
    const theme = host.getAttribute("theme");
    if (theme === "light" || theme === "dark") state.theme = theme;
    state.layers = host.layers;
    if (this.#own) state.view = this.view;
    return Object.fromEntries(NAMES.filter((name) => state[name]).map((name) => [name, state[name]]));
  }

  /** Shows a state; what it leaves out becomes the default. */
  restore({ place, date, perspective, layers, theme, view }) {
    const { host, parts } = this.#lent;
    host.layers = layers ?? null;
    if (theme) host.theme = theme;
    else host.removeAttribute("theme");
    host.choose(place ?? null);
    host.date = date ?? null;
    host.perspective = perspective ?? parts.sides.querySelector("[data-perspective]")?.dataset.perspective;
    if (view || !host.chosen) this.show(view ?? null);
  }

  /** Shows a view as it is written; null leads to the first one, and what is no view is left alone. */
  show(view) {
    const { map, act } = this.#lent;
    if (view && !VIEW.test(view)) return;
    act(view ? map.look(...view.split(",").map(Number), performance.now()) : map.key("0", performance.now()));
    this.#own = Boolean(view);
    this.#flown = false;
  }

  /** The map is at rest. A view is the reader's own unless a choice, the start or another size of the picture led to it. */
  rest() {
    if (!this.#size) return;
    const { host, map } = this.#lent;
    const { view } = this;
    const size = this.#extent;
    if (size === this.#size) {
      if (view !== this.#rested) this.#own = !this.#flown;
      if (!map.chosen()) this.#own = view !== null;
    }
    this.#rested = view;
    this.#size = size;
    this.#flown = false;
    const state = this.state;
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    host.dispatchEvent(new CustomEvent("kuril-rest", { bubbles: true, composed: true, detail: state }));
  }
}
