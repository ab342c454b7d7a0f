// The tools of <kuril-map>: measuring, positions, what is nearest, links to what is seen, and pictures to take away.
// Loaded when a reader opens them first. This file owns the points and the listeners; what they amount to is said by
// the second wasm module.

import { mended } from "../element/healing.js";
import { reading } from "../element/reading.js";
import { composes } from "../element/search.js";
import init, { __wbg_reset_state as reset, Tools } from "../wasm/kuril_tools.js";
import { Saving } from "./export.js";
import { Sharing, copied } from "./share.js";

/** @import { ElementContext } from "../element/types" */

/** Where the parts of the tools lie; resolved when the site is built. */
const ASSETS = {
  wasm: new URL("../wasm/kuril_tools_bg.wasm", import.meta.url),
  styles: new URL("../styles/tools.css", import.meta.url),
};

/** So far an arrow key carries the map, CSS pixels; with the shift key a fraction of it. */
const STRIDE = 64;
const FINE = 8;
/**
 * How an arrow key carries the picture.
 * @type {Record<string, [number, number]>}
 */
const MOVES = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * The tools of one map; null where it is taken away before they are there.
 * @param {ElementContext} context
 */
export async function toolbox(context) {
  const { assets, bytes, begun, host, parts, read, signal, styles, tell } = context;
  const { lang } = parts.frame;
  const [link, styled] = styles(ASSETS.styles);
  host.shadowRoot?.append(link);
  const [story, plate, matter] = await Promise.all([
    bytes(assets.story, signal),
    bytes(assets.plates[0], signal),
    reading(lang, context),
    begun(init, ASSETS.wasm),
    styled,
  ]);
  if (signal.aborted) return null;
  const make = () => new Tools("first.json", story);
  /** @type {Toolbox | null} */
  let box = null;
  const [tools] = mended(make(), {
    reset,
    make,
    files: [],
    resume: () => box?.stand(),
    told: ({ message }) =>
      tell("kuril-error", { findings: [`kuril-map: the tools had stopped and were started again: ${message}`] }),
    failed: ({ message }) => tell("kuril-error", { findings: [`kuril-map: the tools have stopped: ${message}`] }),
  });
  await read(tools, "plate.0.geojson", plate, signal);
  if (signal.aborted) {
    tools.free();
    return null;
  }
  tools.read_reading(`reading.${lang}.json`, matter);
  // What cannot be read was reported when the map itself read it.
  tools.findings();
  box = new Toolbox(context, tools);
  return box;
}

/** The panel of the tools, and the points that are measured. */
export class Toolbox {
  #context;
  #tools;
  /** @type {[number, number][]} */
  #points = [];
  #closed = false;
  #measuring = false;
  #panel;
  #pointer;
  #note;
  #crosshair;
  #saving;
  #sharing;
  #refined;

  /**
   * @param {ElementContext} context
   * @param {Tools} tools
   */
  constructor(context, tools) {
    const { parts, element, host, listen, signal } = context;
    this.#context = context;
    this.#tools = tools;
    this.#panel = element("div", { class: "survey-place" });
    this.#pointer = element("p", { class: "pointer", "aria-hidden": "true" });
    this.#note = element("p", { class: "said", role: "status" });
    this.#crosshair = element("div", { class: "crosshair", "aria-hidden": "true", hidden: "" });
    this.#saving = new Saving(context, tools, () => this.#look());
    this.#sharing = new Sharing(context, tools);
    parts.tools.replaceChildren(this.#panel, this.#note, this.#sharing.section, this.#saving.section, this.#pointer);
    parts.plate.append(this.#crosshair);
    listen(parts.tools, ["click"], (event) => this.#click(event));
    listen(parts.stage, ["pointermove"], (event) => this.#locate(event));
    listen(parts.plate, ["pointerleave"], () => this.#pointer.replaceChildren());
    listen(parts.frame, ["keydown"], (event) => this.#key(event), { capture: true });
    listen(host, ["kuril-select", "kuril-date", "kuril-perspective"], () => this.#refresh());
    const spoken = new MutationObserver(() => this.#translate().catch(() => {}));
    spoken.observe(parts.frame, { attributeFilter: ["lang"] });
    signal.addEventListener("abort", () => {
      spoken.disconnect();
      tools.free();
    });
    this.#refined = this.#refine().catch(() => {});
  }

  /** Takes in what is read in the map's language. What cannot be had is reported when the map itself reads it. */
  async #translate() {
    const { parts, signal } = this.#context;
    this.#refresh();
    const { lang } = parts.frame;
    const matter = await reading(lang, this.#context);
    if (signal.aborted || lang !== parts.frame.lang) return;
    this.#tools.read_reading(`reading.${lang}.json`, matter);
    this.#tools.findings();
    this.#refresh();
  }

  /** Takes in the finer coasts, which the browser has from drawing the map. */
  async #refine() {
    if (navigator.connection?.saveData) return;
    const { assets, bytes, read, signal } = this.#context;
    for (const level of [1, 2]) {
      const plate = await bytes(assets.plates[level], signal);
      if (signal.aborted) return;
      await read(this.#tools, `plate.${level}.geojson`, plate, signal);
      if (signal.aborted) return;
      this.#tools.findings();
      this.#refresh();
    }
  }

  /**
   * Tells in words what is in sight.
   * @param {HTMLElement} into
   */
  async describe(into) {
    await this.#look();
    if (!this.#context.signal.aborted) this.#tools.describe(into);
  }

  /** Opens the panel, or closes it. */
  turn() {
    const { parts } = this.#context;
    const opens = parts.tools.hidden;
    parts.tools.hidden = !opens;
    this.#button?.setAttribute("aria-expanded", String(opens));
    this.#note.replaceChildren();
    if (opens) {
      this.#refresh();
      return this.#focus();
    }
    this.#measure(false);
    this.#set([], false);
    this.#button?.focus({ preventScroll: true });
  }

  /** @returns {HTMLElement | null} */
  get #button() {
    return this.#context.parts.actions.querySelector("[data-act=tools]");
  }

  /** The focus goes to the first tool. */
  #focus() {
    /** @type {HTMLElement | null} */
    const measure = this.#panel.querySelector("[data-tool=measure]");
    measure?.focus({ preventScroll: true });
  }

  /** Gives another core of the map what is measured. */
  resume() {
    if (this.#context.parts.tools.hidden) return;
    this.#context.do("measure", this.#measuring ? "points" : null);
    this.#draw();
  }

  /** Stands where the map stands. */
  #refresh() {
    if (this.#context.parts.tools.hidden) return;
    this.stand();
    this.#saving.speak();
    this.#sharing.speak();
    this.#draw();
  }

  /** Stands where the map stands, with what is measured. */
  stand() {
    const { map, parts } = this.#context;
    const { clientWidth: width, clientHeight: height } = parts.stage;
    this.#tools.restore(map.state(true), width, height, map.get("light") ?? "");
    this.#tools.measure(new Float64Array(this.#points.flat()), this.#closed);
  }

  /** Stands where the map stands, with the finest coasts that come. */
  async #look() {
    await this.#refined;
    if (!this.#context.signal.aborted) this.stand();
  }

  /** Line and panel for the points as they are now. */
  #draw() {
    const { map, act } = this.#context;
    const points = new Float64Array(this.#points.flat());
    this.#tools.measure(points, this.#closed);
    act(map.trail(this.#tools.course(), points, this.#tools.result(), performance.now()));
    this.#tools.write(this.#measuring, this.#panel);
  }

  /**
   * Sets other points and says aloud what they amount to.
   * @param {[number, number][]} points
   * @param {boolean} closed
   */
  #set(points, closed) {
    const none = !this.#points.length && !points.length;
    this.#points = points;
    this.#closed = closed && points.length > 2;
    this.#note.replaceChildren();
    this.#draw();
    if (!none) this.#context.parts.live.textContent = this.#tools.said();
  }

  /**
   * Adds a point, given by longitude and latitude.
   * @param {[number, number]} point
   */
  add(point) {
    this.#set([...this.#points, point], this.#closed);
  }

  #undo() {
    this.#set(this.#points.slice(0, -1), this.#closed);
  }

  /** @param {boolean} measuring */
  #measure(measuring) {
    const { stage } = this.#context.parts;
    this.#measuring = measuring;
    this.#context.do("measure", measuring ? "points" : null);
    this.#crosshair.hidden = !measuring;
    stage.classList.toggle("measuring", measuring);
    this.#draw();
    if (measuring) stage.focus({ preventScroll: true });
  }

  /** @param {MouseEvent} event */
  #click(event) {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (event.target).closest("[data-tool]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    switch (button.dataset.tool) {
      case "close":
        return this.turn();
      case "measure":
        return this.#measure(!this.#measuring);
      case "undo":
        return this.#undo();
      case "figure":
        return this.#set(this.#points, !this.#closed);
      case "clear":
        return this.#set([], false);
      case "copy":
        return this.#copy();
    }
  }

  /**
   * Tells where the mouse is.
   * @param {PointerEvent} event
   */
  #locate(event) {
    const { map, parts, place } = this.#context;
    if (parts.tools.hidden || event.pointerType !== "mouse") return;
    const coordinates = this.#tools.coordinates(...map.lonlat_at(...place(event)));
    this.#pointer.textContent = `${this.#tools.word("tools.position_pointer")}: ${coordinates}`;
  }

  /**
   * Before the map hears of it: while measuring the arrow keys carry the map, and Enter sets a point in its middle.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    const { map, parts, act } = this.#context;
    const { key, shiftKey } = event;
    const target = /** @type {Node} */ (event.target);
    if (parts.tools.hidden || event.ctrlKey || event.metaKey || event.altKey || composes(event)) return;
    const inside = parts.tools.contains(target);
    const over = this.#measuring && target === parts.stage;
    if (key === "Escape" && this.#measuring && (over || inside)) {
      this.#measure(false);
      this.#focus();
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
    if (!text) return;
    const done = await copied(text.textContent, () => getSelection()?.selectAllChildren(text));
    if (!this.#context.signal.aborted) this.#note.textContent = this.#tools.word(`tools.${done}`);
  }
}
