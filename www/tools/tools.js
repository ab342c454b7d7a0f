// The tools of <kuril-map>: measuring, positions, what is nearest, links to what is seen, and pictures to take away.
// Loaded when a reader opens them first. This file owns the points and the listeners; what they amount to is said by
// the press, the second wasm module.

import { reading } from "../element/reading.js";
import init, { Press } from "../wasm/kuril_press.js";
import { Saving } from "./export.js";
import { Sharing, copied } from "./share.js";

/** Where the parts of the tools lie; resolved when the site is built. */
const ASSETS = {
  wasm: new URL("../wasm/kuril_press_bg.wasm", import.meta.url),
  styles: new URL("../styles/tools.css", import.meta.url),
};

/** So far an arrow key carries the map, CSS pixels; with the shift key a fraction of it. */
const STRIDE = 64;
const FINE = 8;
/** How an arrow key carries the picture. */
const MOVES = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Adds the styles of the tools to a shadow tree, and waits until they are there or cannot be had. */
function styled(root, element) {
  const link = element("link", { rel: "stylesheet", href: ASSETS.styles });
  return new Promise((done) => {
    link.addEventListener("load", done);
    link.addEventListener("error", done);
    root.append(link);
  });
}

/** The tools of one map. `desk` holds what the map's element lends them: see `#tools` there. */
export async function toolbox(desk) {
  const { assets, bytes, begun, signal, parts, element } = desk;
  const { lang } = parts.frame;
  const [story, plate, matter] = await Promise.all([
    bytes(assets.story, signal),
    bytes(assets.plates[0], signal),
    reading(lang, desk),
    begun(init, ASSETS.wasm),
    styled(parts.frame.getRootNode(), element),
  ]);
  if (signal.aborted) return null;
  const press = new Press("first.json", story);
  press.read_features("plate.0.geojson", plate);
  press.read_reading(`reading.${lang}.json`, matter);
  // What cannot be read was reported when the map itself read it.
  press.findings();
  const box = new Toolbox(desk, press);
  box.refine();
  return box;
}

class Toolbox {
  #desk;
  #press;
  #points = [];
  #closed = false;
  #measuring = false;
  #panel;
  #pointer;
  #note;
  #crosshair;
  #saving;
  #sharing;
  #refined = null;

  constructor(desk, press) {
    const { parts, element, host, signal } = desk;
    this.#desk = desk;
    this.#press = press;
    this.#panel = element("div", { class: "survey-place" });
    this.#pointer = element("p", { class: "pointer", "aria-hidden": "true" });
    this.#note = element("p", { class: "said", role: "status" });
    this.#crosshair = element("div", { class: "crosshair", "aria-hidden": "true", hidden: "" });
    this.#saving = new Saving(desk, press, () => this.#look());
    this.#sharing = new Sharing(desk, press);
    parts.tools.replaceChildren(this.#panel, this.#note, this.#sharing.section, this.#saving.section, this.#pointer);
    parts.plate.append(this.#crosshair);
    const on = (target, types, call, options = {}) => {
      for (const type of types.split(" ")) target.addEventListener(type, call, { signal, ...options });
    };
    on(parts.tools, "click", (event) => this.#click(event));
    on(parts.stage, "pointermove", (event) => this.#locate(event));
    on(parts.plate, "pointerleave", () => this.#pointer.replaceChildren());
    on(parts.frame, "keydown", (event) => this.#key(event), { capture: true });
    on(host, "kuril-select kuril-date kuril-perspective", () => this.#refresh());
    const spoken = new MutationObserver(() => this.#translate().catch(() => {}));
    spoken.observe(parts.frame, { attributeFilter: ["lang"] });
    signal.addEventListener("abort", () => {
      spoken.disconnect();
      this.#press.free();
      this.#press = null;
    });
  }

  /** Takes in what is read in the map's language. What cannot be had is reported when the map itself reads it. */
  async #translate() {
    this.#refresh();
    const { lang } = this.#desk.parts.frame;
    const matter = await reading(lang, this.#desk);
    if (!this.#press || lang !== this.#desk.parts.frame.lang) return;
    this.#press.read_reading(`reading.${lang}.json`, matter);
    this.#press.findings();
    this.#refresh();
  }

  /** Takes in the finer coasts, which the browser has from drawing the map. */
  refine() {
    this.#refined ??= this.#finer().catch(() => {});
  }

  async #finer() {
    if (navigator.connection?.saveData) return;
    const { assets, bytes, signal } = this.#desk;
    for (const level of [1, 2]) {
      const plate = await bytes(assets.plates[level], signal);
      if (!this.#press) return;
      this.#press.read_features(`plate.${level}.geojson`, plate);
      this.#press.findings();
      this.#refresh();
    }
  }

  /** Tells in words what is in sight. */
  async describe(into) {
    await this.#look();
    this.#press?.describe(into);
  }

  /** Opens the panel, or closes it. */
  turn() {
    if (!this.#press) return;
    const { parts, cover } = this.#desk;
    const opens = parts.tools.hidden;
    parts.tools.hidden = !opens;
    this.#button.setAttribute("aria-expanded", String(opens));
    this.#note.replaceChildren();
    if (opens) {
      this.#refresh();
      this.#panel.querySelector("[data-tool=measure]").focus({ preventScroll: true });
      return;
    }
    this.#measure(false);
    this.#set([], false);
    cover();
    this.#button.focus({ preventScroll: true });
  }

  get #button() {
    return this.#desk.parts.views.querySelector("[data-act=tools]");
  }

  /** Stands where the map stands. */
  #refresh() {
    const { parts } = this.#desk;
    if (!this.#press || parts.tools.hidden) return;
    this.#stand();
    this.#saving.speak();
    this.#sharing.speak();
    this.#draw();
  }

  /** Stands where the map stands. */
  #stand() {
    const { map, parts } = this.#desk;
    const { clientWidth: width, clientHeight: height } = parts.stage;
    this.#press.restore(map.state(true), width, height, map.get("light"));
  }

  /** Stands where the map stands, with the finest coasts that come. */
  async #look() {
    await this.#refined;
    this.#stand();
  }

  /** Line and panel for the points as they are now. */
  #draw() {
    const { map, act, cover } = this.#desk;
    const points = new Float64Array(this.#points.flat());
    this.#press.measure(points, this.#closed);
    act(map.trail(this.#press.course(), points, this.#press.result(), performance.now()));
    this.#press.write(this.#measuring, this.#panel);
    cover();
  }

  /** Sets other points and says aloud what they amount to. */
  #set(points, closed) {
    const none = !this.#points.length && !points.length;
    this.#points = points;
    this.#closed = closed && points.length > 2;
    this.#note.replaceChildren();
    this.#draw();
    if (!none) this.#desk.parts.live.textContent = this.#press.said();
  }

  /** Adds a point, given by longitude and latitude. */
  add(point) {
    this.#set([...this.#points, point], this.#closed);
  }

  #undo() {
    this.#set(this.#points.slice(0, -1), this.#closed);
  }

  #measure(measuring) {
    const { stage } = this.#desk.parts;
    this.#measuring = measuring;
    this.#desk.do("measure", measuring ? "points" : null);
    this.#crosshair.hidden = !measuring;
    stage.classList.toggle("measuring", measuring);
    this.#draw();
    if (measuring) stage.focus({ preventScroll: true });
  }

  #click(event) {
    const button = event.target.closest("[data-tool]");
    if (!button || button.ariaDisabled === "true") return;
    const tools = {
      close: () => this.turn(),
      measure: () => this.#measure(!this.#measuring),
      undo: () => this.#undo(),
      figure: () => this.#set(this.#points, !this.#closed),
      clear: () => this.#set([], false),
      copy: () => this.#copy(),
    };
    tools[button.dataset.tool]();
  }

  /** Tells where the mouse is. */
  #locate(event) {
    const { map, parts, place } = this.#desk;
    if (parts.tools.hidden || event.pointerType !== "mouse") return;
    const coordinates = this.#press.coordinates(...map.lonlat_at(...place(event)));
    this.#pointer.textContent = `${this.#press.word("tools.position_pointer")}: ${coordinates}`;
  }

  /** Before the map hears of it: while measuring the arrow keys carry the map, and Enter sets a point in its middle. */
  #key(event) {
    const { map, parts, act } = this.#desk;
    const { target, key, shiftKey } = event;
    if (parts.tools.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = parts.tools.contains(target);
    const over = this.#measuring && target === parts.stage;
    if (key === "Escape" && this.#measuring && (over || inside)) {
      this.#measure(false);
      this.#panel.querySelector("[data-tool=measure]").focus({ preventScroll: true });
    } else if (key === "Escape" && inside) this.turn();
    else if (over && key in MOVES) {
      const [x, y] = MOVES[key].map((way) => way * (shiftKey ? FINE : STRIDE));
      act(map.pan(x, y, performance.now()));
    } else if (over && key === "Enter") {
      this.add([...map.lonlat_at(parts.stage.clientWidth / 2, parts.stage.clientHeight / 2)]);
    } else if (over && key === "Backspace") this.#undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Copies the coordinates, or selects them where the browser forbids to copy. */
  async #copy() {
    const text = this.#panel.querySelector(".coordinates");
    const done = await copied(text.textContent, () => getSelection()?.selectAllChildren(text));
    if (this.#press) this.#note.textContent = this.#press.word(`tools.${done}`);
  }
}
