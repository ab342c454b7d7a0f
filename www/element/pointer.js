// What hands do on <kuril-map>: pointers and the wheel, each a call to the core. In another page the map leaves to that
// page what scrolls it, the wheel alone and one finger, and says once what moves the map instead.

/** A finger that travels no farther than this may be pressing or tapping, CSS pixels. */
const SLOP = 6;
/** A finger that stays so long lights up what is under it, milliseconds. */
const LONG_MS = 500;
/** So long is said what moves the map, milliseconds. */
const HINT_MS = 2000;

/** The hands over one map. */
export class Hands {
  #host;
  #map;
  #stage;
  #act;
  #hint;
  #box = null;
  #fingers = new Map();
  #pressing = 0;
  #lit = null;
  #told = false;
  #fading = 0;

  constructor({ host, map, stage, act, hint, signal }) {
    this.#host = host;
    this.#map = map;
    this.#stage = stage;
    this.#act = act;
    this.#hint = hint;
    const on = (types, call, options = {}) => {
      for (const type of types.split(" ")) stage.addEventListener(type, call, { signal, ...options });
    };
    on("pointerdown pointermove pointerup pointercancel pointerleave", (event) => this.#pointer(event));
    on("wheel", (event) => this.#wheel(event), { passive: false });
    // Two fingers are the map's; a browser that has begun to scroll no longer asks.
    on(
      "touchstart touchmove",
      (event) => {
        if (event.touches.length > 1 && event.cancelable) event.preventDefault();
      },
      { passive: false },
    );
    on("contextmenu", (event) => {
      if (this.#fingers.size) event.preventDefault();
    });
    signal.addEventListener("abort", () => {
      clearTimeout(this.#pressing);
      clearTimeout(this.#fading);
    });
  }

  /** Where a pointer is in the map's box. */
  place({ clientX, clientY }) {
    const { left, top, scale } = this.#box ?? this.#lie();
    return [(clientX - left) * scale, (clientY - top) * scale];
  }

  /** Whether all gestures are the map's: where the page says so, and where the map fills the screen. */
  get #direct() {
    return this.#host.getAttribute("gestures") === "direct" || this.#host.matches(":fullscreen");
  }

  /** Where the map lies on the screen, and how many of its pixels one of the screen's is. */
  #lie() {
    const { left, top, width } = this.#stage.getBoundingClientRect();
    return { left, top, scale: width ? this.#stage.clientWidth / width : 1 };
  }

  #pointer(event) {
    const phase = { pointerdown: "down", pointermove: "move", pointerup: "up" }[event.type] ?? "cancel";
    if (phase === "down") {
      if (event.button !== 0) return;
      this.#hush();
    }
    if (event.pointerType === "touch" && this.#keeps(event, phase)) return;
    this.#send(event, phase);
  }

  #send(event, phase) {
    if (phase === "down") {
      try {
        this.#stage.setPointerCapture(event.pointerId);
      } catch {
        // A pointer that is gone already, or made by a script, cannot be captured; the gesture goes on without.
      }
      // While a pointer is down the map stays where it is: to ask again would lay the page out in each frame.
      this.#box = this.#lie();
    }
    const [x, y] = this.place(event);
    if (phase === "up" || phase === "cancel") this.#box = null;
    this.#act(this.#map.pointer(phase, event.pointerId, event.pointerType === "touch", x, y, performance.now()));
  }

  /** Whether the core is not to hear what a finger does. */
  #keeps(event, phase) {
    const { pointerId: id, clientX: x, clientY: y } = event;
    if (phase === "down") return this.#down(event);
    const finger = this.#fingers.get(id);
    // The place that a finger has lit up stays lit when it lifts.
    if (!finger) return id === this.#lit;
    const far = Math.hypot(x - finger.x, y - finger.y) > SLOP;
    if (far || phase !== "move") clearTimeout(this.#pressing);
    if (phase === "move") {
      finger.last = event;
      if (far && finger.heard && !this.#direct && this.#fingers.size === 1) {
        finger.heard = false;
        this.#send(event, "cancel");
        this.#tell("help.hint_fingers");
      }
    } else {
      this.#fingers.delete(id);
      if (event.type === "pointercancel" && finger.heard && !this.#direct) this.#tell("help.hint_fingers");
    }
    return !finger.heard;
  }

  #down(event) {
    const { pointerId: id, clientX: x, clientY: y } = event;
    clearTimeout(this.#pressing);
    if (this.#lit !== null) this.#host.point(null);
    this.#lit = null;
    // A second finger makes a gesture of the first one's.
    for (const finger of this.#fingers.values()) {
      if (!finger.heard) this.#send(finger.last, "down");
      finger.heard = true;
    }
    this.#fingers.set(id, { x, y, last: event, heard: true });
    if (this.#fingers.size === 1) this.#pressing = setTimeout(() => this.#press(id), LONG_MS);
    return false;
  }

  /** A finger has stayed where it is: what is under it is lit up and named, as if a mouse pointed at it. */
  #press(id) {
    const finger = this.#fingers.get(id);
    if (!finger || this.#fingers.size > 1) return;
    finger.heard = false;
    const [x, y] = this.place(finger.last);
    this.#send(finger.last, "cancel");
    this.#act(this.#map.pointer("move", id, false, x, y, performance.now()));
    this.#lit = id;
  }

  #wheel(event) {
    if (!this.#direct && !event.ctrlKey && !event.metaKey) {
      return this.#tell(/Mac|iP/.test(navigator.platform) ? "help.hint_wheel_mac" : "help.hint_wheel");
    }
    event.preventDefault();
    this.#hush();
    const pixels = event.deltaY * [1, 16, 400][event.deltaMode];
    const [x, y] = this.place(event);
    this.#act(this.#map.wheel(x, y, -pixels / (event.ctrlKey ? 100 : 320), performance.now()));
  }

  /** Says once what moves the map, if the words are there. */
  #tell(key) {
    if (this.#told || !("read" in this.#host.dataset)) return;
    this.#told = true;
    this.#hint.textContent = this.#map.word(key);
    this.#fading = setTimeout(() => this.#hush(), HINT_MS);
  }

  #hush() {
    clearTimeout(this.#fading);
    this.#hint.textContent = "";
  }
}
