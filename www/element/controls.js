// What goes around the picture of <kuril-map>: controls, words, listeners. It comes after the first frame. Every listener
// makes one call to the core, and the effects of every call go through the element.

import { idle } from "./idle.js";
import { reading } from "./reading.js";

/** Styles of controls and words; resolved when the site is built. */
const STYLES = new URL("../styles/controls.css", import.meta.url);
/** How long each day of change stays while they are played, milliseconds. */
const PACE_MS = 2600;
/** What a press asks of the core: the attribute `data-…` that names the verb holds what it is about. */
const VERBS = ["place", "date", "perspective", "tour", "ranges", "sign"];
/** So long after its last frame the map is at rest, milliseconds. */
const REST_MS = 250;
/** Letters that follow each other faster than this make one name, milliseconds. */
const TYPING_MS = 700;
/** Further attributes of what can be pressed. */
const PRESSED = ["act", "goto", "next"];

/** The sign of the tools: a ruler. */
function ruler() {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", "M3 16 16 3l5 5L8 21zM8 11l3 3M12 7l3 3");
  svg.append(path);
  return svg;
}

/** Controls and words of one map. `lent` is what the element lends it: see `#start` there. */
export class Desk {
  #lent;
  #map;
  #parts;
  #playing = 0;
  #pointer = null;
  #sheet = null;
  #search = null;
  #typed = ["", 0];
  #resting = 0;
  #told = null;
  #language = null;
  #mentioned = null;
  #toolbox = null;

  constructor(lent) {
    this.#lent = lent;
    this.#map = lent.map;
    this.#parts = { ...lent.parts, ...this.#build() };
    lent.signal.addEventListener("abort", () => {
      this.#pause();
      clearTimeout(this.#resting);
    });
  }

  /** Words and listeners, then reading matter and finer levels when there is time. */
  async open() {
    const { host, signal, element } = this.#lent;
    const styles = element("link", { rel: "stylesheet", href: STYLES });
    const styled = new Promise((done) => {
      styles.addEventListener("load", done);
      styles.addEventListener("error", done);
      host.shadowRoot.prepend(styles);
    });
    const [{ PointerInput }, { Sheet }] = await Promise.all([import("./pointer.js"), import("./sheet.js"), styled]);
    if (signal.aborted) return;
    const { stage, hint, frame, handle, views } = this.#parts;
    this.#pointer = new PointerInput({ host, map: this.#map, stage, act: this.#lent.act, hint, signal });
    this.#sheet = new Sheet({ frame, handle, map: this.#map, signal });
    views.hidden = false;
    this.report();
    this.#words();
    this.#read();
    this.#listen(signal);
    host.dataset.ready = "";
    host.dispatchEvent(new CustomEvent("kuril-ready", { bubbles: true, composed: true }));
    idle()
      .then(() => this.#later(signal))
      .catch((error) => this.#lent.fail(error));
  }

  async #later(signal) {
    if (signal.aborted) return;
    const { host, assets, bytes } = this.#lent;
    this.#map.widen();
    this.#lent.ask();
    await this.#translate();
    if (signal.aborted) return;
    host.dataset.read = "";
    this.frame();
    if (navigator.connection?.saveData) return;
    for (const level of [1, 2]) {
      const plate = await bytes(assets.plates[level], signal);
      if (signal.aborted) return;
      this.#map.read_features(`plate.${level}.geojson`, plate);
      this.report();
      this.#lent.ask();
    }
    host.dataset.complete = "";
  }

  /** Takes in the reading matter in the map's language, unless it is there, and tells it. */
  async #translate() {
    const { lang } = this.#parts.frame;
    if (lang === this.#language) return;
    const matter = await reading(lang, this.#lent);
    if (this.#lent.signal.aborted) return;
    // Another language may have been asked for meanwhile.
    if (lang !== this.#parts.frame.lang) return this.#translate();
    this.#language = lang;
    this.#lent.act(this.#map.read_reading(`reading.${lang}.json`, matter, performance.now()));
    this.report();
    this.#words();
    this.#read();
    this.#lent.ask();
  }

  #build() {
    const { element, parts } = this.#lent;
    const box = (name, ...children) => element("div", { class: name }, ...children);
    const button = (act, text) => element("button", { type: "button", "data-act": act, class: act }, text);
    const views = box(
      "views",
      button("in", "+"),
      button("out", "−"),
      button("home", "⤢"),
      button("tools", ruler()),
      button("help", "?"),
    );
    views.hidden = true;
    const attribution = element("a", {
      class: "attribution",
      href: "https://www.openstreetmap.org/copyright",
      target: "_blank",
      rel: "noopener external",
    });
    parts.views.replaceChildren(views, attribution);
    const [sight, hint] = [box("sight"), element("div", { class: "hint", role: "status" })];
    parts.stage.after(sight, hint);
    const handle = element("button", { type: "button", class: "handle" });
    parts.aside.before(handle);
    const names = ["card", "panel", "inlineLegend", "rules", "credits", "tour"];
    const places = Object.fromEntries(names.map((name) => [name, box(`${name}-place`)]));
    const { card, panel, inlineLegend, rules, credits, tour } = places;
    const input = element("input", {
      type: "search",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": "found",
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
    });
    const found = element("ul", { id: "found", role: "listbox", hidden: "" });
    parts.aside.replaceChildren(box("search", input, found), tour, inlineLegend, card, panel, rules, credits);
    const live = element("div", { class: "live", "aria-live": "polite" });
    const findings = element("div", { class: "findings", role: "status", hidden: "" });
    parts.frame.append(live, findings);
    return { ...places, views, attribution, input, found, live, findings, sight, hint, handle };
  }

  #listen(signal) {
    const { host, surround, measure } = this.#lent;
    const { stage } = this.#parts;
    const on = (target, types, call, options = {}) => {
      for (const type of types.split(" ")) target.addEventListener(type, call, { signal, ...options });
    };
    on(stage, "keydown", (event) => this.#key(event));
    import("./search.js")
      .then((search) => {
        this.#search = search;
        search.combobox({
          input: this.#parts.input,
          list: this.#parts.found,
          names: () => this.#map.names(),
          choose: (id) => host.choose(id),
          none: () => this.#map.word("search.none"),
          signal,
        });
      })
      .catch((error) => this.#lent.fail(error));
    on(this.#parts.time, "input", (event) => {
      this.#pause();
      host.date = this.#map.stops()[event.target.value];
    });
    on(host.shadowRoot, "click", (event) => this.#click(event));
    on(host.shadowRoot, "pointerover focusin", (event) => this.#mention(event));
    on(host.shadowRoot, "keydown", (event) => {
      if (event.key === "Escape") this.#close();
      else if (event.key === "?" && event.target !== this.#parts.input) this.#help();
    });
    on(globalThis, "beforeprint", () => this.#copied());
    on(globalThis, "afterprint", () => this.#parts.plate.querySelector(".copy")?.remove());
    for (const query of ["color-scheme: dark", "contrast: more", "reduced-motion: reduce"]) {
      on(matchMedia(`(prefers-${query})`), "change", surround);
    }
    on(matchMedia("(forced-colors: active)"), "change", surround);
    const resized = new ResizeObserver(measure);
    resized.observe(stage);
    signal.addEventListener("abort", () => resized.disconnect());
    this.#watchDensity(signal);
  }

  /** The number of device pixels changes with the browser's zoom and with the screen. */
  #watchDensity(signal) {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = () => {
      this.#lent.measure();
      this.#watchDensity(signal);
    };
    query.addEventListener("change", changed, { signal, once: true });
  }

  /** The map speaks another language, or shows other layers. */
  spoken() {
    this.#words();
    this.#read();
    if (this.#language) this.#translate().catch((error) => this.#lent.fail(error));
  }

  #words() {
    const { stage, views, attribution, input, rules, credits, frame } = this.#parts;
    const word = (key) => this.#map.word(key);
    frame.lang = this.#map.get("lang");
    input.ariaLabel = word("search.label");
    input.placeholder = `${word("search.label")} …`;
    stage.setAttribute("aria-label", `${word("map.label")}. ${word("map.help")}`);
    for (const [act, key] of [
      ["in", "view.zoom_in"],
      ["out", "view.zoom_out"],
      ["home", "view.home"],
      ["tools", "tools.open"],
      ["help", "help.open"],
    ]) {
      const button = views.querySelector(`.${act}`);
      button.setAttribute("aria-label", word(key));
      button.title = word(key);
    }
    attribution.textContent = word("credits.map_short");
    this.#sheet.speak();
    this.#map.write("rules", rules);
    this.#map.write("credits", credits);
    this.#explain();
  }

  /** What goes by day and side: legend, slider, choice of sides. */
  #explain() {
    const { time, sides } = this.#parts;
    this.#legends();
    this.#map.write("time", time);
    this.#map.write("perspectives", sides);
    const slider = time.querySelector("input");
    // What the reader has moved no longer follows its attribute.
    slider.value = slider.getAttribute("value");
    this.#lent.cover();
  }

  /** Card and panel for what is chosen. */
  #read() {
    const { card, panel, aside, tour } = this.#parts;
    const open = this.#map.write("card", card);
    aside.classList.toggle("open", open);
    this.#map.write("panel", panel);
    this.#map.write("tour", tour);
  }

  /** The legend, on the map and in the text. */
  #legends() {
    for (const legend of [this.#parts.legend, this.#parts.inlineLegend]) this.#map.write("legend", legend);
  }

  /** Does what the core asks after an input, as far as it is about what goes around the picture. */
  follow([type, value]) {
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
        this.#map.write("tour", this.#parts.tour);
        return;
      case "announce":
        this.#parts.live.textContent = value;
        return;
      case "cursor":
        this.#parts.stage.dataset.cursor = value;
        return;
      case "hint":
        return this.#pointer?.hint(value);
      case "point-set":
        return this.#opened((box) => box.add(value)).catch((error) => this.#lent.fail(error));
    }
  }

  /** The picture is changing: what is in sight, and what the map shows, is told when it has come to rest. */
  frame() {
    clearTimeout(this.#resting);
    if (!("read" in this.#lent.host.dataset)) return;
    this.#resting = setTimeout(() => {
      this.#map.write("sight", this.#parts.sight);
      this.#rest();
    }, REST_MS);
  }

  /** The map is at rest: what it shows is told where it has changed. */
  #rest() {
    const state = this.#map.state(false);
    if (state === this.#told) return;
    this.#told = state;
    const { host } = this.#lent;
    host.dispatchEvent(new CustomEvent("kuril-rest", { bubbles: true, composed: true, detail: host.state }));
  }

  #chosen(id) {
    if (id) this.#sheet.open();
    this.#read();
    this.#parts.aside.scrollTop = 0;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const effects = this.#map.key(event.key, performance.now());
    if (!effects) return this.#type(event);
    this.#typed = ["", 0];
    event.preventDefault();
    event.stopPropagation();
    this.#lent.act(effects);
    if (event.key !== "Enter") return;
    this.#sheet.open();
    this.#parts.card.querySelector("h2")?.focus();
  }

  /** Letters that are typed one after the other choose the first place with a name that begins so. */
  #type(event) {
    if ([...event.key].length !== 1 || event.isComposing) return;
    const now = event.timeStamp;
    const [letters, before] = this.#typed;
    const typed = now - before < TYPING_MS ? letters + event.key : event.key;
    this.#typed = [typed, now];
    const id = typed.trim() && this.#search?.begun(this.#map.names(), typed, this.#map.get("place"));
    if (!id) return;
    event.preventDefault();
    this.#lent.host.choose(id);
  }

  #click(event) {
    const target = event.target.closest([...VERBS, ...PRESSED].map((name) => `[data-${name}]`));
    if (!target) return;
    const { act, next, goto } = target.dataset;
    if (act === "play") return this.#play();
    if (act === "tools") return this.#tools();
    if (act === "help") return this.#help();
    this.#pause();
    event.preventDefault();
    if (next) this.#next(next);
    else if (goto) this.#goto(goto);
    else if (act === "close") this.#close();
    else if (act === "hush") this.#parts.findings.hidden = true;
    else if (act === "earlier" || act === "later") this.#lent.do("step", act);
    else if (act) this.#lent.act(this.#map.key({ in: "+", out: "-", home: "0" }[act] ?? "", performance.now()) ?? []);
    else {
      const verb = VERBS.find((name) => name in target.dataset);
      this.#lent.do(verb, target.dataset[verb]);
    }
  }

  /** Opens the tools, or closes them; their code comes when they are opened first. */
  #tools() {
    this.#sheet.open();
    this.#opened((box) => box.turn()).catch((error) => this.#lent.fail(error));
  }

  /** Does something with the tools when they are there. */
  async #opened(call) {
    this.#toolbox ??= import("../tools/tools.js").then(
      ({ toolbox }) =>
        !this.#lent.signal.aborted &&
        toolbox({
          ...this.#lent,
          parts: this.#parts,
          place: (event) => this.#pointer.place(event),
        }),
    );
    try {
      const box = await this.#toolbox;
      if (box) await call(box);
    } catch (error) {
      this.#toolbox = null;
      throw error;
    }
  }

  /** Opens the help: the keys, and the view in words. */
  #help() {
    const { element, fail, signal } = this.#lent;
    import("./help.js")
      .then(({ help }) => {
        if (signal.aborted || this.#parts.frame.querySelector("dialog")) return;
        const describe = (into) => this.#opened((box) => box.describe(into));
        help({ element, map: this.#map, parts: this.#parts, describe, fail });
      })
      .catch(fail);
  }

  /** For paper the canvases, which have the size of the screen, become one picture that fits any page. */
  #copied() {
    const { stage, plate } = this.#parts;
    const { left, top, width, height } = stage.getBoundingClientRect();
    const unit = devicePixelRatio;
    const copy = this.#lent.element("canvas", {
      class: "copy",
      width: Math.round(width * unit),
      height: Math.round(height * unit),
      "aria-hidden": "true",
    });
    const context = copy.getContext("2d");
    for (const canvas of stage.querySelectorAll("canvas")) {
      const box = canvas.getBoundingClientRect();
      if (canvas.width && canvas.height)
        context.drawImage(
          canvas,
          (box.left - left) * unit,
          (box.top - top) * unit,
          box.width * unit,
          box.height * unit,
        );
    }
    plate.querySelector(".copy")?.remove();
    plate.append(copy);
  }

  /** To the next mention of a place in the list, after the last one to the first. */
  #next(id) {
    const mentions = [...this.#parts.panel.querySelectorAll(`figure [data-place="${CSS.escape(id)}"]`)];
    const next = mentions[(mentions.indexOf(this.#mentioned) + 1) % mentions.length];
    this.#mentioned = next;
    this.#reveal(next, next);
  }

  /** From the card to what it names: an excerpt in the list, or what the sides argue. */
  #goto(id) {
    const part = this.#parts.panel.querySelector(`[data-excerpt="${CSS.escape(id)}"]`);
    this.#reveal(part, part?.querySelector("summary, a"));
  }

  /** Scrolls to a part of the panel, unfolding what it lies in, and gives it or what is in it the focus. */
  #reveal(part, focused) {
    for (let at = part; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    part?.scrollIntoView({ block: "center" });
    focused?.focus({ preventScroll: true });
  }

  #close() {
    this.#lent.host.choose(null);
    this.#parts.stage.focus({ preventScroll: true });
  }

  /** A mention that is hovered or focused lights up its place. */
  #mention(event) {
    if (this.#parts.plate.contains(event.target)) return;
    this.#lent.host.point(event.target.closest("[data-place]")?.dataset.place ?? null);
  }

  /** Plays the days of change from here, or from the first one, until the last or until the reader does something. */
  #play() {
    if (this.#playing) return this.#pause();
    const { host } = this.#lent;
    const stops = this.#map.stops();
    if (host.date >= stops.at(-1)) host.date = stops[0];
    this.#playing = setInterval(() => {
      this.#lent.do("step", "later");
      if (host.date >= stops.at(-1)) this.#pause();
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
    const findings = this.#map.findings();
    if (!findings.length) return;
    // What a page has asked for comes in the name of the element, anything else in that of a file.
    const asked = findings.every((text) => text.startsWith("kuril-map:"));
    this.#notice(this.#map.word(asked ? "error.wish" : "error.data"), findings);
  }

  /** A notice on the map that can be closed: a sentence for the reader, and what an editor needs to know. */
  #notice(sentence, findings) {
    const { findings: box } = this.#parts;
    if (box.hidden) {
      const { element } = this.#lent;
      const close = element(
        "button",
        { type: "button", class: "close", "data-act": "hush", "aria-label": this.#map.word("card.close") },
        "×",
      );
      box.replaceChildren(close, element("p", { class: "sentence" }, sentence), element("ul"));
    }
    box.hidden = false;
    box.querySelector("ul").append(...findings.map((text) => this.#lent.element("li", {}, text)));
    this.#lent.host.dispatchEvent(
      new CustomEvent("kuril-error", { bubbles: true, composed: true, detail: { findings } }),
    );
  }

  /** Something could not be had; the map goes on with what it has. */
  failed(message) {
    this.#notice(this.#map.word("error.offline"), [message]);
  }
}
