// What goes around the picture of <kuril-map>: controls, words, listeners. It comes after the first frame. Every listener
// makes one call to the core, and the effects of every call go through the element.

import { Comparison } from "./comparison.js";
import { idle } from "./idle.js";
import { sketch } from "./milestones.js";
import { build, copyForPaper } from "./parts.js";
import { PointerInput } from "./pointer.js";
import { reading } from "./reading.js";
import { lasting } from "./renewal.js";
import { begun, combobox, composes } from "./search.js";
import { Sheet } from "./sheet.js";
import { texts } from "./texts.js";

/** @import { Effect, ElementContext, PictureContext } from "./types" */
/** @import { Toolbox } from "../tools/tools.js" */

/** Styles of controls and words; resolved when the site is built. */
const STYLES = new URL("../styles/controls.css", import.meta.url);
/** How long each day of change stays while they are played, milliseconds. */
const PACE_MS = 2600;
/** What a press asks of the core: the attribute `data-…` that names the verb holds what it is about. */
const VERBS = ["place", "date", "perspective", "guide", "ranges", "sign"];
/** All that can be pressed. */
const PRESSED = [...[...VERBS, "act", "goto", "next"].map((name) => `[data-${name}]`), "[href^='#']"].join();
/**
 * The keys of the map for which there are buttons.
 * @type {Record<string, string>}
 */
const KEYS = { in: "+", out: "-", home: "0" };
/** The words of the buttons. */
const BUTTONS = [
  ["in", "view.zoom_in"],
  ["out", "view.zoom_out"],
  ["home", "view.home"],
  ["tools", "tools.open"],
  ["help", "help.open"],
];
/** So long after its last frame the map is at rest, milliseconds. */
const REST_MS = 250;
/** So long after the last scrolling the steps of the tour are at rest, and between two turns of the wheel, milliseconds. */
const [SWIPE_MS, WHEEL_MS] = [150, 400];
/** So long after a reader has touched the steps, their scrolling may come of that, milliseconds. */
const HANDLED_MS = 3000;
/** Letters that follow each other faster than this make one name, milliseconds. */
const TYPING_MS = 700;

/** Controls and words of one map. */
export class Controls {
  /** Fetches the part of the core that writes the words. */
  static texts = texts;

  /** @type {ElementContext} */
  #context;
  /** The map, which goes on when its core has stopped. */
  map;
  /** The types of the effects since the last picture. */
  #since;
  #parts;
  #pointer;
  #sheet;
  #comparison;
  #playing = 0;
  /** @type {[string, number]} */
  #typed = ["", 0];
  #resting = 0;
  #swiping = 0;
  #wheeled = -WHEEL_MS;
  /** The width of the row of steps when one was brought into sight, and when a reader last laid hands on it. */
  #span = 0;
  #handled = -HANDLED_MS;
  /** @type {string | null} */
  #told = null;
  /** @type {string | null} */
  #language = null;
  /** @type {HTMLElement | null} */
  #mentioned = null;
  /**
   * Where the reader was in the text when the card opened.
   * @type {{ top: number, mention: HTMLElement | null } | null}
   */
  #left = null;
  /** @type {Promise<Toolbox | null> | null} */
  #toolbox = null;

  /** @param {PictureContext} picture */
  constructor(picture) {
    const { signal } = picture;
    const parts = build(picture);
    const [map, since] = lasting(picture, () => this.#resumed());
    this.#context = {
      ...picture,
      map,
      parts,
      listen: (target, types, call, options) => {
        for (const type of types)
          target?.addEventListener(type, /** @type {EventListener} */ (call), { signal, ...options });
      },
      place: (event) => this.#pointer.place(event),
    };
    this.map = map;
    this.#since = since;
    this.#parts = parts;
    this.#pointer = new PointerInput(this.#context);
    this.#sheet = new Sheet(this.#context);
    this.#comparison = new Comparison(this.#context);
    signal.addEventListener("abort", () => {
      this.#pause();
      clearTimeout(this.#resting);
      clearTimeout(this.#swiping);
    });
  }

  /** Words and listeners, then reading matter and finer levels when there is time. */
  async open() {
    const { host, signal, styles, tell, fail } = this.#context;
    const [link, styled] = styles(STYLES);
    host.shadowRoot?.prepend(link);
    await styled;
    if (signal.aborted) return;
    this.#parts.views.hidden = false;
    this.report();
    this.#words();
    this.#read();
    this.#listen();
    host.dataset.ready = "";
    tell("kuril-ready", null);
    idle()
      .then(() => this.#later())
      .catch(fail);
  }

  async #later() {
    const { host, assets, bytes, signal, ask, read } = this.#context;
    if (signal.aborted) return;
    this.map.widen();
    ask();
    await this.#translate();
    if (signal.aborted) return;
    host.dataset.read = "";
    this.frame();
    if (navigator.connection?.saveData) return;
    for (const level of [1, 2]) {
      const plate = await bytes(assets.plates[level], signal);
      if (signal.aborted) return;
      await read(this.map, `plate.${level}.geojson`, plate, signal);
      if (signal.aborted) return;
      this.report();
      ask();
    }
    host.dataset.complete = "";
  }

  /**
   * Takes in the reading matter in the map's language, unless it is there, and tells it.
   * @returns {Promise<void>}
   */
  async #translate() {
    const { act, ask, signal } = this.#context;
    const { lang } = this.#parts.frame;
    if (lang === this.#language) return;
    const matter = await reading(lang, this.#context);
    if (signal.aborted) return;
    // Another language may have been asked for meanwhile.
    if (lang !== this.#parts.frame.lang) return this.#translate();
    this.#language = lang;
    act(this.map.read_reading(`reading.${lang}.json`, matter, performance.now()));
    this.report();
    this.#words();
    this.#read();
    ask();
  }

  #listen() {
    const { host, listen, surround, measure, cover, signal } = this.#context;
    const { input, found, plate, stage, time, tour, views, legend, sides, tools } = this.#parts;
    listen(stage, ["keydown"], (event) => this.#key(event));
    /** @type {(more: number) => string} */
    const told = (more) => this.map.word(more ? "search.more" : "search.none").replace("{n}", String(more));
    const choose = host.choose.bind(host);
    combobox({ input, list: found, names: () => this.map.names(), choose, told, signal });
    listen(time, ["input"], ({ target }) => {
      this.#pause();
      host.date = this.map.stops()[/** @type {HTMLInputElement} */ (target).valueAsNumber];
    });
    listen(tour, ["scroll"], () => this.#swiped(), { capture: true });
    listen(tour, ["pointerdown", "touchmove", "wheel", "keydown"], ({ target }) => {
      if (/** @type {Element} */ (target).closest(".tour-steps")) this.#handled = performance.now();
    });
    listen(tour, ["wheel"], (event) => this.#turned(event), { passive: false });
    listen(host.shadowRoot, ["click"], (event) => this.#click(event));
    listen(host.shadowRoot, ["pointerover", "focusin"], (event) => this.#mention(event));
    listen(host.shadowRoot, ["keydown"], (event) => this.#rootKey(event));
    // What the map has taken when it was pressed is not the page's when it is let go.
    /** @type {KeyboardEvent | null} */
    let pressed = null;
    listen(host.shadowRoot, ["keydown"], (event) => (pressed = event), { capture: true });
    listen(host.shadowRoot, ["keyup"], (event) => {
      if (pressed?.key === event.key && pressed?.defaultPrevented) event.stopPropagation();
    });
    listen(window, ["beforeprint"], () => copyForPaper(this.#context));
    listen(window, ["afterprint"], () => plate.querySelector(".copy")?.remove());
    for (const query of ["color-scheme: dark", "contrast: more", "reduced-motion: reduce"]) {
      listen(matchMedia(`(prefers-${query})`), ["change"], surround);
    }
    listen(matchMedia("(forced-colors: active)"), ["change"], surround);
    const resized = new ResizeObserver(() => {
      measure();
      this.#thin();
      this.#sketch();
      this.#align();
    });
    resized.observe(stage);
    // Legend and panel are opened and closed, and their words change.
    const covering = new ResizeObserver(cover);
    for (const part of [...views.children, legend, sides, tools]) covering.observe(part);
    signal.addEventListener("abort", () => {
      resized.disconnect();
      covering.disconnect();
    });
    this.#watchDensity();
  }

  /** The number of device pixels changes with the browser's zoom and with the screen. */
  #watchDensity() {
    const { measure, signal } = this.#context;
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = () => {
      measure();
      this.#watchDensity();
    };
    query.addEventListener("change", changed, { signal, once: true });
  }

  /** Another core is at work: all is written again, and what is measured is given to it. */
  #resumed() {
    this.#comparison.show(true);
    this.#words();
    this.#read();
    this.#toolbox?.then((box) => box?.resume());
  }

  /** The map speaks another language, or shows other layers. */
  spoken() {
    this.#words();
    this.#read();
    if (this.#language) this.#translate().catch(this.#context.fail);
  }

  #words() {
    const { stage, views, actions, attribution, input, rules, credits, frame } = this.#parts;
    /** @param {string} key */
    const word = (key) => this.map.word(key);
    frame.lang = this.map.get("lang") ?? "";
    input.setAttribute("aria-label", word("search.label"));
    input.placeholder = `${word("search.label")} …`;
    stage.setAttribute("aria-label", `${word("map.label")}. ${word("map.help")}`);
    for (const [act, key] of BUTTONS) {
      const button = /** @type {HTMLElement} */ (views.querySelector(`.${act}`) ?? actions.querySelector(`.${act}`));
      button.title = word(key);
      if (act === "tools") button.textContent = word("tools.share");
      else button.setAttribute("aria-label", word(key));
    }
    attribution.textContent = word("credits.map_short");
    this.#sheet.speak();
    rules.hidden = !this.map.write("rules", rules);
    this.map.write("credits", credits);
    this.#explain();
  }

  /** What goes by day and side: legend, slider, choice of sides. */
  #explain() {
    const { time, sides } = this.#parts;
    this.#legends();
    time.hidden = !this.map.write("time", time);
    sides.hidden = !this.map.write("perspectives", sides);
    const slider = time.querySelector("input");
    // What the reader has moved no longer follows its attribute.
    if (slider) slider.value = slider.defaultValue;
    this.#thin();
    this.#sketch();
    this.#comparison.show();
  }

  #sketch() {
    const { fail, signal } = this.#context;
    sketch(this.map, this.#parts, signal).catch(fail);
  }

  /** Stops whose names have no room are left out; the present one, the last and the first stay where they can. */
  #thin() {
    /** @type {NodeListOf<HTMLElement>} */
    const found = this.#parts.time.querySelectorAll(".stops button");
    const stops = [...found];
    const boxes = new Map(stops.map((stop) => [stop, stop.getBoundingClientRect()]));
    const here = stops.filter((stop) => stop.matches(".here"));
    /** @type {DOMRect[]} */
    const kept = [];
    for (const stop of new Set([...here, ...stops.slice(-1), ...stops])) {
      const box = /** @type {DOMRect} */ (boxes.get(stop));
      const fits = kept.every(({ left, right }) => box.right < left || right < box.left);
      stop.style.visibility = fits ? "" : "hidden";
      if (fits) kept.push(box);
    }
  }

  /** Card and panel for what is chosen. */
  #read() {
    const { card, panel, aside, frame } = this.#parts;
    const open = this.map.write("card", card);
    aside.classList.toggle("open", open);
    frame.toggleAttribute("data-card", open);
    this.map.write("panel", panel);
    this.#guide();
  }

  #isTouring() {
    return "touring" in this.#parts.frame.dataset;
  }

  /**
   * The tour: while it runs it takes the place of the slider below the map, at every size; else the way into it stands
   * in the text. The focus stays in it where it was.
   */
  #guide() {
    const { frame, tour, time, actions } = this.#parts;
    const focused = this.#context.host.shadowRoot?.activeElement;
    const held = tour.contains(focused ?? null);
    this.map.write("tour", tour);
    const on = tour.querySelector(".on") !== null;
    if (on !== this.#isTouring()) {
      frame.toggleAttribute("data-touring", on);
      if (on) {
        time.after(tour);
        this.#sheet.lower();
      } else actions.prepend(tour);
    }
    const here = this.#align();
    if (!held || focused?.matches(":focus")) return;
    /** @type {HTMLElement | null | undefined} */
    const next = on ? here?.querySelector("p") : tour.querySelector("button");
    next?.focus({ preventScroll: on });
  }

  /**
   * The step of the tour at which the map stands.
   * @returns {HTMLElement | null}
   */
  #step() {
    return this.#parts.tour.querySelector("[aria-current]");
  }

  /** Brings the present step of the tour into sight, and returns it. */
  #align() {
    const here = this.#step();
    const row = here?.parentElement;
    if (!here || !row) return null;
    // Of another width, the row has not been scrolled by anybody.
    const behavior = row.clientWidth === this.#span ? "auto" : "instant";
    this.#span = row.clientWidth;
    row.scrollTo({ left: here.offsetLeft - /** @type {HTMLElement} */ (row.firstElementChild).offsetLeft, behavior });
    return here;
  }

  /** The steps have scrolled: where a reader did it, the map follows when they have come to rest. */
  #swiped() {
    clearTimeout(this.#swiping);
    this.#swiping = setTimeout(() => {
      const row = this.#step()?.parentElement;
      if (!row?.clientWidth) return;
      const at = String(Math.round(row.scrollLeft / row.clientWidth) + 1);
      if (at === this.#context.host.tour) return;
      if (performance.now() - this.#handled < HANDLED_MS && row.clientWidth === this.#span)
        this.#context.do("tour", at);
      else this.#align();
    }, SWIPE_MS);
  }

  /**
   * A turn of the wheel over the tour goes a step on or back, but never out of it.
   * @param {WheelEvent} event
   */
  #turned(event) {
    const { deltaX, deltaY, timeStamp } = event;
    if (!this.#isTouring() || event.ctrlKey || Math.abs(deltaX) >= Math.abs(deltaY)) return;
    event.preventDefault();
    if (timeStamp - this.#wheeled < WHEEL_MS) return;
    this.#wheeled = timeStamp;
    const last = !this.#step()?.nextElementSibling;
    if (deltaY < 0 || !last) this.#context.do("guide", deltaY > 0 ? "next" : "back");
  }

  /** The legend, on the map and in the text. */
  #legends() {
    for (const legend of [this.#parts.legend, this.#parts.inlineLegend]) {
      legend.hidden = !this.map.write("legend", legend);
    }
  }

  /**
   * Does what the core asks after an input, as far as it is about what goes around the picture.
   * @param {Effect} effect
   */
  follow([type, value]) {
    this.#since.add(type);
    switch (type) {
      case "frame":
        return this.frame();
      case "chosen":
        return this.#chosen(value);
      case "dated":
      case "viewed":
        this.#explain();
        return this.#read();
      case "signed":
        return this.#legends();
      case "toured":
        return this.#guide();
      case "compared":
        return this.#comparison.show();
      case "announce":
        this.#parts.live.textContent = value;
        return;
      case "cursor":
        this.#parts.stage.dataset.cursor = value;
        return;
      case "hint":
        return this.#pointer.hint(value);
      case "point-set":
        return this.#opened((box) => box.add(value));
    }
  }

  /** The picture is changing: what is in sight, and what the map shows, is told when it has come to rest. */
  frame() {
    clearTimeout(this.#resting);
    if (!("read" in this.#context.host.dataset)) return;
    this.#resting = setTimeout(() => {
      this.map.write("sight", this.#parts.sight);
      this.#rest();
    }, REST_MS);
  }

  /** The map is at rest: what it shows is told where it has changed. */
  #rest() {
    const { home } = this.#parts;
    home.hidden = !this.map.get("view");
    const state = this.map.state(false);
    if (state === this.#told) return;
    this.#told = state;
    this.#context.tell("kuril-rest", this.#context.host.state);
  }

  /**
   * The card stands above the text: from there the reader comes back to where they read.
   * @param {string | null} id
   */
  #chosen(id) {
    const { aside, card, panel } = this.#parts;
    const focused = /** @type {HTMLElement | null} */ (this.#context.host.shadowRoot?.activeElement);
    const mention = panel.contains(focused) ? focused : null;
    const left = this.#left;
    if (id) this.#left ??= { top: aside.scrollTop, mention };
    else this.#left = null;
    if (id && !this.#isTouring()) this.#sheet.open();
    this.#read();
    aside.scrollTop = id ? 0 : (left?.top ?? 0);
    if (id && mention) card.querySelector("h2")?.focus({ preventScroll: true });
  }

  /**
   * Escape belongs to the page around, which may close a dialog by it, where there is nothing to let go of.
   * @param {KeyboardEvent} event
   */
  #rootKey(event) {
    const { key, target } = event;
    if (composes(event)) return;
    if (key === "?" && target !== this.#parts.input) this.#help();
    // Before it lets go of a place, it ends the tour.
    const touring = this.#isTouring();
    if (key !== "Escape" || !(touring || this.#context.host.place)) return;
    event.preventDefault();
    event.stopPropagation();
    if (touring) this.#context.do("guide", "leave");
    else this.#close();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || composes(event)) return;
    if (event.key === "Escape") {
      this.#typed = ["", 0];
      return;
    }
    const effects = this.map.key(event.key, performance.now());
    if (!effects) return this.#type(event);
    this.#typed = ["", 0];
    event.preventDefault();
    event.stopPropagation();
    this.#context.act(effects);
    if (event.key !== "Enter") return;
    this.#sheet.open();
    this.#parts.card.querySelector("h2")?.focus();
  }

  /**
   * Letters that are typed one after the other choose the first place with a name that begins so.
   * @param {KeyboardEvent} event
   */
  #type(event) {
    if ([...event.key].length !== 1) return;
    const now = event.timeStamp;
    const [letters, before] = this.#typed;
    const typed = Math.abs(now - before) < TYPING_MS ? letters + event.key : event.key;
    this.#typed = [typed, now];
    const id = typed.trim() && begun(this.map.names(), typed, this.map.get("place"));
    if (!id) return;
    event.preventDefault();
    this.#context.host.choose(id);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    /** @type {HTMLElement | null} */
    const target = /** @type {Element} */ (event.target).closest(PRESSED);
    if (!target) return;
    const { act, next } = target.dataset;
    // Numbers of sources lead to their notes, and these back.
    const goto = target.dataset.goto ?? (target.hasAttribute("role") ? target.getAttribute("href")?.slice(1) : null);
    if (act === "play") return this.#play();
    if (act === "tools") return this.#tools();
    if (act === "help") return this.#help();
    if (act === "compare") return this.#compare();
    this.#pause();
    event.preventDefault();
    if (next) this.#next(next);
    else if (goto) this.#goto(goto);
    else if (act === "close") this.#close();
    else if (act === "hush") this.#parts.findings.hidden = true;
    else if (act === "earlier" || act === "later") this.#context.do("step", act);
    else if (act) this.#context.act(this.map.key(KEYS[act] ?? "", performance.now()) ?? []);
    else {
      const verb = VERBS.find((name) => name in target.dataset) ?? "";
      this.#context.do(verb, target.dataset[verb]);
    }
  }

  /** Puts the map of the other side beside this one, or takes it away. */
  #compare() {
    this.#context.do("toggle-compare");
    this.#comparison.focus();
  }

  /** Opens the tools, or closes them; their code comes when they are opened first. */
  #tools() {
    this.#sheet.open();
    this.#opened((box) => box.turn());
  }

  /**
   * Does something with the tools when they are there.
   * @param {(box: Toolbox) => unknown} call
   * @returns {Promise<unknown>}
   */
  #opened(call) {
    const { fail, signal } = this.#context;
    this.#toolbox ??= import("../tools/tools.js").then(({ toolbox }) =>
      signal.aborted ? null : toolbox(this.#context),
    );
    return this.#toolbox
      .then((box) => box && !signal.aborted && call(box))
      .catch((error) => {
        this.#toolbox = null;
        fail(error);
      });
  }

  /** Opens the help: the keys, and the view in words. */
  #help() {
    const { fail, signal } = this.#context;
    import("./help.js")
      .then(({ help }) => {
        if (signal.aborted || this.#parts.frame.querySelector("dialog")) return;
        help(this.#context, (into) => this.#opened((box) => box.describe(into)));
      })
      .catch(fail);
  }

  /**
   * To the next mention of a place in the list, after the last one to the first.
   * @param {string} id
   */
  #next(id) {
    /** @type {NodeListOf<HTMLElement>} */
    const found = this.#parts.panel.querySelectorAll(`figure [data-place="${CSS.escape(id)}"]`);
    /** @type {(HTMLElement | null)[]} */
    const mentions = [...found];
    const next = mentions[(mentions.indexOf(this.#mentioned) + 1) % mentions.length];
    this.#mentioned = next;
    this.#reveal(next, next);
  }

  /**
   * From the card to what it names: an excerpt in the list, what the sides argue, a source, or what it is cited for.
   * @param {string} id
   */
  #goto(id) {
    const name = CSS.escape(id);
    const part = this.#parts.aside.querySelector(`.panel [data-excerpt="${name}"], .card #${name}`);
    this.#reveal(part, part?.matches("a") ? part : part?.querySelector("summary, a"));
  }

  /**
   * Scrolls the text to a part of it, unfolding what it lies in, and gives it or what is in it the focus. The page around
   * stays where it is.
   * @param {Element | null} part
   * @param {Element | null | undefined} focused
   */
  #reveal(part, focused) {
    if (!part) return;
    for (let at = /** @type {Element | null} */ (part); at; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
    }
    const { aside } = this.#parts;
    const [box, room] = [part, aside].map((element) => element.getBoundingClientRect());
    aside.scrollTop += box.top - room.top - Math.max(room.height - box.height, room.height / 4) / 2;
    /** @type {HTMLElement | null | undefined} */ (focused)?.focus({ preventScroll: true });
  }

  #close() {
    const to = this.#left?.mention;
    this.#context.host.choose(null);
    (to?.isConnected ? to : this.#parts.stage).focus({ preventScroll: true });
  }

  /**
   * A mention that is hovered or focused lights up its place.
   * @param {Event} event
   */
  #mention(event) {
    const target = /** @type {Element} */ (event.target);
    if (this.#parts.plate.contains(target)) return;
    /** @type {HTMLElement | null} */
    const mention = target.closest("[data-place]");
    this.#context.host.point(mention?.dataset.place ?? null);
  }

  /** Plays the days of change from here, or from the first one, until the last or until the reader does something. */
  #play() {
    if (this.#playing) return this.#pause();
    const { host } = this.#context;
    const stops = this.map.stops();
    const isLast = () => (host.date ?? "") >= stops[stops.length - 1];
    if (isLast()) host.date = stops[0];
    this.#playing = setInterval(() => {
      this.#context.do("step", "later");
      if (isLast()) this.#pause();
    }, PACE_MS);
    this.#parts.time.classList.add("playing");
  }

  #pause() {
    clearInterval(this.#playing);
    this.#playing = 0;
    this.#parts.time.classList.remove("playing");
  }

  /** Says what could not be read; the rest is on the map. */
  report() {
    const findings = this.map.findings();
    if (!findings.length) return;
    // What a page has asked for comes in the name of the element, anything else in that of a file.
    const asked = findings.every((text) => text.startsWith("kuril-map:"));
    this.#notice(this.map.word(asked ? "error.wish" : "error.data"), findings);
  }

  /**
   * A notice on the map that can be closed: a sentence for the reader, and what an editor needs to know.
   * @param {string} sentence
   * @param {string[]} findings
   */
  #notice(sentence, findings) {
    const { element, tell } = this.#context;
    const { findings: box } = this.#parts;
    if (box.hidden) {
      const close = element(
        "button",
        { type: "button", class: "close", "data-act": "hush", "aria-label": this.map.word("card.close") },
        "×",
      );
      box.replaceChildren(close, element("p", { class: "sentence" }, sentence), element("ul"));
    }
    box.hidden = false;
    box.querySelector("ul")?.append(...findings.map((text) => element("li", {}, text)));
    tell("kuril-error", { findings });
  }

  /**
   * Something could not be had; the map goes on with what it has.
   * @param {string} message
   */
  failed(message) {
    this.#notice(this.map.word("error.offline"), [message]);
  }
}
