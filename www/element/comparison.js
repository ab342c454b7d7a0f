// Two maps, one handle: the other map lies over this one, cut off at the handle, and moves with it.

/** @import { ElementContext } from "./types" */

/** So far the arrow keys and the page keys carry the handle, per cent of the width. */
const [STEP, LEAP] = [2, 10];
/**
 * How far a key carries the handle.
 * @type {Record<string, number>}
 */
const KEYS = {
  ArrowLeft: -STEP,
  ArrowDown: -STEP,
  ArrowRight: STEP,
  ArrowUp: STEP,
  PageDown: -LEAP,
  PageUp: LEAP,
  Home: -100,
  End: 100,
};

/** The other map and the handle between both. */
export class Comparison {
  #context;
  #canvas;
  #clip;
  #handle;
  #names;
  #button;
  /** The share of the width that this map has, per cent. */
  #share = 50;

  /** @param {ElementContext} context */
  constructor(context) {
    const { element, listen, parts } = context;
    const { furniture, stage, views } = parts;
    this.#context = context;
    this.#button = /** @type {HTMLElement} */ (views.querySelector(".compare"));
    this.#canvas = element("canvas", { class: "beside", "aria-hidden": "true" });
    this.#clip = element("div", { class: "other" }, element("div", { class: "sheet" }, this.#canvas));
    this.#names = element("div", { class: "compared", "aria-hidden": "true" });
    this.#handle = element(
      "div",
      {
        class: "between",
        role: "slider",
        tabindex: "0",
        "aria-orientation": "horizontal",
        "aria-valuemin": "0",
        "aria-valuemax": "100",
      },
      this.#names,
    );
    furniture.before(this.#clip);
    stage.after(this.#handle);
    this.#clip.hidden = this.#handle.hidden = true;
    listen(this.#handle, ["pointerdown"], (event) => this.#take(event));
    listen(this.#handle, ["pointermove"], (event) => {
      if (this.#handle.hasPointerCapture(event.pointerId)) this.#move(event);
    });
    listen(this.#handle, ["keydown"], (event) => this.#key(event));
  }

  /** Whether there are two maps. */
  get isOn() {
    return !this.#handle.hidden;
  }

  /** Puts the focus on the handle, or back on the button where there is none. */
  focus() {
    (this.isOn ? this.#handle : this.#button).focus({ preventScroll: true });
  }

  /** Shows what the map says: the other map and its name, or none. */
  show(isRenewed = false) {
    const { ask, map, parts } = this.#context;
    const on = map.write("compare", this.#names);
    if (on !== this.isOn || (on && isRenewed)) {
      map.compare_on(on ? this.#canvas : undefined);
      this.#clip.hidden = this.#handle.hidden = !on;
      ask();
    }
    const key = on ? "compare.end" : "compare.begin";
    const word = map.word(key);
    // Its words come with the reading matter, and one side alone has nothing to be compared with.
    this.#button.hidden = word === key || (!on && parts.sides.querySelectorAll("[data-party]").length < 2);
    this.#button.title = word;
    this.#button.setAttribute("aria-label", word);
    this.#button.setAttribute("aria-pressed", String(on));
    this.#handle.setAttribute("aria-label", map.word("compare.handle"));
    this.#place(this.#share);
  }

  /** @param {number} share */
  #place(share) {
    this.#share = Math.min(100, Math.max(0, share));
    const whole = Math.round(this.#share);
    const [one, other] = [...this.#names.querySelectorAll("b")].map(({ textContent }) => textContent);
    this.#context.parts.plate.style.setProperty("--share", `${this.#share}%`);
    this.#handle.setAttribute("aria-valuenow", String(whole));
    this.#handle.setAttribute("aria-valuetext", `${one}: ${whole} %, ${other}: ${100 - whole} %`);
  }

  /** @param {PointerEvent} event */
  #take(event) {
    if (event.button) return;
    this.#handle.setPointerCapture(event.pointerId);
    this.#handle.focus({ preventScroll: true });
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #move({ clientX }) {
    const { left, width } = this.#context.parts.plate.getBoundingClientRect();
    this.#place(((clientX - left) / width) * 100);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const by = KEYS[event.key];
    if (event.key === "Escape") {
      this.#context.do("toggle-compare");
      this.focus();
    } else if (by && !event.ctrlKey && !event.metaKey && !event.altKey) this.#place(this.#share + by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
