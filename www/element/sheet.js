// The sheet of <kuril-map> on a narrow screen: the text below the map, which is dragged by its handle, or set by it.

/** The heights at which the sheet comes to rest, from the lowest, as shares of the map's box; the lowest is the handle. */
const STOPS = [
  ["closed", 0],
  ["half", 0.34],
  ["tall", 0.7],
];
/** What an arrow key does to the sheet. */
const MOVES = { ArrowUp: 1, ArrowDown: -1 };
/** A press that travels no farther than this is no drag, CSS pixels. */
const SLOP = 6;

/** The sheet of one map. */
export class Sheet {
  #frame;
  #handle;
  #map;
  #at = 1;
  #from = null;
  #dragged = false;

  constructor({ frame, handle, map, signal }) {
    this.#frame = frame;
    this.#handle = handle;
    this.#map = map;
    const on = (types, call) => {
      for (const type of types.split(" ")) handle.addEventListener(type, call, { signal });
    };
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup pointercancel", (event) => this.#up(event));
    on("click", () => {
      if (!this.#dragged) this.#set((this.#at + 1) % STOPS.length);
      this.#dragged = false;
    });
    on("keydown", ({ key }) => {
      this.#dragged = false;
      if (key in MOVES) this.#set(Math.min(Math.max(this.#at + MOVES[key], 0), STOPS.length - 1));
    });
    this.speak();
  }

  /** Opens the sheet, if it is closed. */
  open() {
    if (!this.#at) this.#set(1);
  }

  /** Says in the present language what the handle is and where the sheet stands. */
  speak() {
    this.#handle.ariaLabel = `${this.#map.word("reader.sheet")}: ${this.#map.word(`reader.sheet_${STOPS[this.#at][0]}`)}`;
    this.#handle.ariaExpanded = String(this.#at > 0);
  }

  #set(at) {
    this.#at = at;
    this.#frame.dataset.sheet = STOPS[at][0];
    this.#frame.style.removeProperty("--rise");
    this.speak();
  }

  #down(event) {
    if (event.button !== 0) return;
    this.#dragged = false;
    this.#from = [
      event.pointerId,
      event.clientY,
      this.#frame.getBoundingClientRect().bottom - this.#handle.getBoundingClientRect().top,
    ];
    try {
      this.#handle.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that is made by a script cannot be captured; the drag goes on without.
    }
  }

  #move(event) {
    const height = this.#height(event);
    if (height === null || (!this.#dragged && Math.abs(event.clientY - this.#from[1]) <= SLOP)) return;
    this.#dragged = true;
    this.#frame.dataset.sheet = "dragged";
    this.#frame.style.setProperty("--rise", `${height}px`);
  }

  /** To the nearest of the heights. */
  #up(event) {
    const height = this.#height(event);
    this.#from = null;
    if (height === null || !this.#dragged) return;
    const away = ([, share]) => Math.abs(share * this.#frame.clientHeight - height);
    this.#set(STOPS.indexOf([...STOPS].sort((a, b) => away(a) - away(b))[0]));
  }

  /** The height to which the sheet is dragged; none where this pointer does not drag it. */
  #height({ pointerId, clientY }) {
    if (this.#from?.[0] !== pointerId) return null;
    const [, start, height] = this.#from;
    const least = this.#handle.clientHeight;
    return Math.min(Math.max(height + start - clientY, least), this.#frame.clientHeight * STOPS.at(-1)[1]);
  }
}
