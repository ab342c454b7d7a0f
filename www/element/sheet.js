// The sheet of <kuril-map> on a narrow screen: the text below the map, which is dragged by its handle, or set by it.

import { composes } from "./search.js";

/** @import { ElementContext } from "./types" */

/** Where the sheet comes to rest, from the lowest, which is the handle alone. */
const STOPS = ["closed", "half", "tall"];
/** How high that is, as shares of the map's box; half of the way up that is less while no card is open. */
const SHARES = [0, 0.46, 0.7];
/** A lower box has the sheet closed at first, CSS pixels. */
const LOW = 600;
/** The highest of them. */
const HIGHEST = 2;
/** A press that travels no farther than this is no drag, CSS pixels. */
const SLOP = 6;

/** The sheet of one map. */
export class Sheet {
  #frame;
  #handle;
  #map;
  #at = 1;
  /** @type {{ id: number, y: number, height: number } | null} */
  #from = null;
  #dragged = false;

  /** @param {ElementContext} context */
  constructor({ listen, map, parts: { frame, handle } }) {
    this.#frame = frame;
    this.#handle = handle;
    this.#map = map;
    listen(handle, ["pointerdown"], (event) => this.#down(event));
    listen(handle, ["pointermove"], (event) => this.#move(event));
    listen(handle, ["pointerup", "pointercancel"], (event) => this.#up(event));
    listen(handle, ["click"], () => this.#click());
    listen(handle, ["keydown"], (event) => this.#key(event));
    this.#set(frame.clientHeight < LOW ? 0 : 1);
  }

  /** Opens the sheet, if it is closed. */
  open() {
    if (!this.#at) this.#set(1);
  }

  /** Takes the sheet off the rows that it covers when it is tall. */
  lower() {
    if (this.#at === HIGHEST) this.#set(1);
  }

  /** Says in the present language what the handle is and where the sheet stands. */
  speak() {
    const stop = this.#map.word(`reader.sheet_${STOPS[this.#at]}`);
    this.#handle.setAttribute("aria-label", `${this.#map.word("reader.sheet")}: ${stop}`);
    this.#handle.setAttribute("aria-expanded", String(this.#at > 0));
  }

  /** @param {number} at */
  #set(at) {
    this.#at = at;
    this.#frame.dataset.sheet = STOPS[at];
    this.#frame.style.removeProperty("--rise");
    this.speak();
  }

  #click() {
    if (!this.#dragged) this.#set((this.#at + 1) % STOPS.length);
    this.#dragged = false;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (composes(event)) return;
    const { key } = event;
    this.#dragged = false;
    if (key === "ArrowUp") this.#set(Math.min(this.#at + 1, HIGHEST));
    else if (key === "ArrowDown") this.#set(Math.max(this.#at - 1, 0));
  }

  /** @param {PointerEvent} event */
  #down({ button, pointerId: id, clientY: y }) {
    if (button !== 0) return;
    this.#dragged = false;
    const height = this.#frame.getBoundingClientRect().bottom - this.#handle.getBoundingClientRect().top;
    this.#from = { id, y, height };
    try {
      this.#handle.setPointerCapture(id);
    } catch {
      // A pointer that is made by a script cannot be captured; the drag goes on without.
    }
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const height = this.#height(event);
    if (height === null) return;
    this.#dragged = true;
    this.#frame.dataset.sheet = "dragged";
    this.#frame.style.setProperty("--rise", `${height}px`);
  }

  /**
   * To the nearest of the heights.
   * @param {PointerEvent} event
   */
  #up(event) {
    const height = this.#height(event);
    this.#from = null;
    if (height === null) return;
    const away = SHARES.map((share) => Math.abs(share * this.#frame.clientHeight - height));
    this.#set(away.indexOf(Math.min(...away)));
  }

  /**
   * The height to which the sheet is dragged; none where this pointer does not drag it.
   * @param {PointerEvent} event
   */
  #height({ pointerId, clientY }) {
    if (this.#from?.id !== pointerId) return null;
    const { y, height } = this.#from;
    if (!this.#dragged && Math.abs(clientY - y) <= SLOP) return null;
    const most = this.#frame.clientHeight * SHARES[HIGHEST];
    return Math.min(Math.max(height + y - clientY, this.#handle.clientHeight), most);
  }
}
