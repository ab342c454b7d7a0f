// The pointers and the wheel over <kuril-map>: each event is a call to the core, which recognises the gestures. This file
// knows where the map lies, captures pointers, keeps the browser from what is the map's, and says once how the page keeps
// its scroll.

/** @import { ElementContext, GestureEvent } from "./types" */

/** So long is said how the page keeps its scroll, milliseconds. */
const HINT_MS = 2000;
/** A pause of this parts two turns of the wheel; the second within the other time may be meant for the map. */
const [PAUSE_MS, AGAIN_MS] = [250, 4000];

/**
 * What pointers do.
 * @type {("down" | "move" | "up" | "cancel" | "leave")[]}
 */
const PHASES = ["down", "move", "up", "cancel", "leave"];

/** What is said of it, for each hint of the core. */
const HINTS = {
  fingers: "help.hint_fingers",
  wheel: /Mac|iP/.test(navigator.platform) ? "help.hint_wheel_mac" : "help.hint_wheel",
};

/** The pointers over one map. */
export class PointerInput {
  #context;
  #stage;
  #hint;
  /** @type {{ left: number, top: number, scale: number } | null} */
  #box = null;
  #scale = 1;
  #told = false;
  #turned = -AGAIN_MS;
  #fading = 0;

  /** @param {ElementContext} context */
  constructor(context) {
    const { listen, parts, signal } = context;
    this.#context = context;
    this.#stage = parts.stage;
    this.#hint = parts.hint;
    const [stage, active] = [parts.stage, { passive: false }];
    for (const phase of PHASES) listen(stage, [`pointer${phase}`], (event) => this.#pointer(phase, event));
    // The buttons on the map are no place to zoom the page either.
    listen(parts.plate, ["wheel"], (event) => this.#wheel(event), active);
    listen(parts.plate, ["gesturestart", "gesturechange", "gestureend"], (event) => this.#magnify(event), active);
    // Two fingers are the map's; a browser that has begun to scroll no longer asks.
    const keep = (/** @type {TouchEvent} */ event) => {
      if (event.touches.length > 1 && event.cancelable) event.preventDefault();
    };
    listen(stage, ["touchstart", "touchmove"], keep, active);
    listen(stage, ["contextmenu"], (event) => {
      if (this.#box) event.preventDefault();
    });
    signal.addEventListener("abort", () => clearTimeout(this.#fading));
  }

  /**
   * Where a pointer is in the map's box.
   * @param {{ clientX: number, clientY: number }} event
   * @returns {[number, number]}
   */
  place({ clientX, clientY }) {
    const { left, top, scale } = this.#box ?? this.#lie();
    return [(clientX - left) * scale, (clientY - top) * scale];
  }

  /**
   * Says once how the page keeps its scroll, if the words are there; of the wheel not to those who only scroll past.
   * @param {keyof typeof HINTS} kind
   */
  hint(kind) {
    const { host, map } = this.#context;
    if (this.#told || !("read" in host.dataset)) return;
    if (kind === "wheel") {
      const pause = performance.now() - this.#turned;
      this.#turned += pause;
      if (pause < PAUSE_MS || pause > AGAIN_MS) return;
    }
    this.#told = true;
    this.#hint.textContent = map.word(HINTS[kind]);
    this.#fading = setTimeout(() => this.#hush(), HINT_MS);
  }

  /** Whether all gestures are the map's: where the page says so, and where the map fills the screen. */
  get #direct() {
    const { host } = this.#context;
    return host.getAttribute("gestures") === "direct" || host.matches(":fullscreen");
  }

  /** Where the map lies on the screen, and how many of its pixels one of the screen's is. */
  #lie() {
    const { left, top, width } = this.#stage.getBoundingClientRect();
    return { left, top, scale: width ? this.#stage.clientWidth / width : 1 };
  }

  /**
   * @param {string} phase
   * @param {PointerEvent} event
   */
  #pointer(phase, event) {
    const { act, map } = this.#context;
    const { button, pointerId: id, pointerType } = event;
    if (phase === "down") {
      if (button !== 0) return;
      this.#hush();
      this.#capture(id);
    }
    const place = this.place(event);
    if (phase !== "down" && phase !== "move") this.#box = null;
    act(map.pointer(phase, id, pointerType === "touch", this.#direct, ...place, performance.now()));
  }

  /**
   * While a pointer is down the map stays where it is: to ask again would lay the page out in each frame.
   * @param {number} id
   */
  #capture(id) {
    try {
      this.#stage.setPointerCapture(id);
    } catch {
      // A pointer that is gone already, or made by a script, cannot be captured; the gesture goes on without.
    }
    this.#box = this.#lie();
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    const { act, map } = this.#context;
    const { deltaY, deltaMode, ctrlKey, metaKey } = event;
    const place = this.place(event);
    const effects = map.wheel(deltaY, deltaMode, ctrlKey, metaKey, this.#direct, ...place, performance.now());
    if (effects[0]?.[0] !== "hint") {
      event.preventDefault();
      this.#hush();
    }
    act(effects);
  }

  /**
   * Safari tells of a pinch on a trackpad by events of its own, and other browsers by the wheel with Ctrl.
   * @param {GestureEvent} event
   */
  #magnify(event) {
    const { act, map } = this.#context;
    event.preventDefault();
    const before = event.type === "gesturestart" ? 1 : this.#scale;
    this.#scale = event.scale;
    // On a screen that is touched the fingers tell it already.
    if (!this.#box) act(map.magnify(event.scale / before, ...this.place(event), performance.now()));
  }

  #hush() {
    clearTimeout(this.#fading);
    this.#hint.textContent = "";
  }
}
