// What <kuril-map> shows, as values that an address can hold: place, date, side, theme, and the view where it is the
// reader's own. The core tells positions and takes movements; the view is read from the ones and set by the others.

/** The map has come to rest when its view stays the same for this long, milliseconds. */
const REST_MS = 200;
/** Semi-major axis of WGS 84, kilometres, and its first eccentricity, squared: what the map's projection stands on. */
const AXIS_KM = 6378.137;
const ECCENTRICITY_SQUARED = 0.00669437999014;
/** Half the distance between the points that are asked for, CSS pixels. */
const REACH = 2;
/** So many movements lead to any view, each far nearer than the one before, until less than this is left, CSS pixels. */
const MOVES = 12;
const CLOSE = 0.02;
/** A view as it is written. */
const VIEW = /^-?\d{1,3}(\.\d{1,9})?,-?\d{1,2}(\.\d{1,9})?,-?\d(\.\d{1,9})?$/;
/** What may change the view, of what the reader does. */
const GESTURES = "pointerup pointercancel wheel keydown click";

/** What of the state is attributes of the map, and in which order it is written. */
export const NAMES = ["place", "date", "perspective", "theme", "view"];

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Keeps account of what a map shows. `lent` is what the element lends its desk. */
export class Seen {
  #lent;
  #home = null;
  #rested = null;
  #last = null;
  #own = false;
  #flown = false;
  #resized = false;
  #timer = 0;
  #told = null;

  constructor(lent) {
    this.#lent = lent;
    lent.signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /** From now on it is told when the map has come to rest. The view as it is now is the first one. */
  begin() {
    const { host, parts, signal } = this.#lent;
    this.#home = this.#rested = this.view;
    const on = (target, types, call) => {
      for (const type of types.split(" ")) target.addEventListener(type, call, { signal, passive: true });
    };
    on(host, "kuril-select", () => {
      this.#flown = true;
      this.#stir();
    });
    on(host, "kuril-date kuril-perspective", () => this.#stir());
    on(parts.frame, GESTURES, () => this.#stir());
    const size = () => [parts.stage.clientWidth, parts.stage.clientHeight].join();
    let last = size();
    const resized = new ResizeObserver(() => {
      // It speaks up at the start, too.
      if (last !== (last = size())) this.#resized = true;
      this.#stir();
    });
    resized.observe(parts.stage);
    signal.addEventListener("abort", () => resized.disconnect());
  }

  /** The view as it is written, `lon,lat,zoom`. */
  get view() {
    const { lon, lat, zoom } = this.#look();
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
    if (this.#own) state.view = this.view;
    return Object.fromEntries(NAMES.filter((name) => state[name]).map((name) => [name, state[name]]));
  }

  /** Shows a state; what it leaves out becomes the default. */
  restore({ place, date, perspective, view }) {
    const { host, parts } = this.#lent;
    host.choose(place ?? null);
    host.date = date ?? null;
    host.perspective = perspective ?? parts.sides.querySelector("[data-perspective]")?.dataset.perspective;
    if (view || !host.chosen) this.show(view ?? null);
  }

  /** Shows a view as it is written; null leads to the first one, and what is no view is left alone. */
  show(view) {
    const { map, act } = this.#lent;
    if (view && !VIEW.test(view)) return;
    if (view) this.#go(...view.split(",").map(Number));
    else act(map.key("0", performance.now()) ?? []);
    this.#own = Boolean(view);
    this.#flown = false;
    this.#stir();
  }

  /** Longitude, latitude and zoom of the middle, and how the first two change by a pixel to the right and one down. */
  #look() {
    const { map, parts } = this.#lent;
    const [x, y] = [parts.stage.clientWidth / 2, parts.stage.clientHeight / 2];
    const [lon, lat] = map.lonlat_at(x, y);
    const slope = (right, down) => {
      const [from, to] = [-REACH, REACH].map((reach) => map.lonlat_at(x + reach * right, y + reach * down));
      return [0, 1].map((part) => (to[part] - from[part]) / (2 * REACH));
    };
    const [right, down] = [slope(1, 0), slope(0, 1)];
    const turn = right[0] * down[1] - right[1] * down[0];
    // The projection keeps areas: the ground below a square pixel tells the zoom, wherever that lies.
    const bend = 1 - ECCENTRICITY_SQUARED * Math.sin(radians(lat)) ** 2;
    const radii = (AXIS_KM ** 2 * (1 - ECCENTRICITY_SQUARED)) / bend ** 2;
    const ground = Math.abs(turn) * radii * Math.cos(radians(lat)) * radians(1) ** 2;
    return { lon, lat, zoom: -Math.log2(ground) / 2, right, down, turn, x, y };
  }

  /** Goes to a view at once: to its zoom, then to its middle, by Newton's method. */
  #go(lon, lat, zoom) {
    const { map, act } = this.#lent;
    for (let move = 0; move < MOVES; move += 1) {
      const here = this.#look();
      if (Math.abs(zoom - here.zoom) < 1e-3) break;
      act(map.wheel(here.x, here.y, zoom - here.zoom, performance.now()));
    }
    for (let move = 0; move < MOVES; move += 1) {
      const { lon: nowLon, lat: nowLat, right, down, turn } = this.#look();
      const [east, north] = [lon - nowLon, lat - nowLat];
      const across = (east * down[1] - north * down[0]) / turn;
      const below = (right[0] * north - right[1] * east) / turn;
      if (!Number.isFinite(across + below) || Math.hypot(across, below) < CLOSE) break;
      act(map.pan(-across, -below, performance.now()));
    }
  }

  /** Something may be moving: looks again after a while. */
  #stir() {
    if (this.#lent.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const view = this.view;
      if (view === this.#last) return this.#rest(view);
      this.#last = view;
      this.#stir();
    }, REST_MS);
  }

  /** The map is at rest. A view is the reader's own unless a choice, the start or another size of the picture led to it. */
  #rest(view) {
    const { host, map } = this.#lent;
    const chosen = map.chosen();
    const moved = view !== this.#rested;
    if (this.#resized) {
      if (!this.#own) this.#home = chosen ? null : view;
    } else if (moved) this.#own = !this.#flown;
    if (!chosen && !this.#resized) this.#own = view !== this.#home;
    this.#rested = view;
    this.#resized = this.#flown = false;
    const state = this.state;
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    host.dispatchEvent(new CustomEvent("kuril-rest", { bubbles: true, composed: true, detail: state }));
  }
}
