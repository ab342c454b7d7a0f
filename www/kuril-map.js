// <kuril-map>: the page's side of the map. This file owns listeners, fetches and the one animation frame; the core
// owns the map. Every listener makes one call, and every call's effects go through one place.

import init, { KurilMap } from "./kuril_map.js";

/** Where the parts of the map lie; resolved when the site is built. */
const ASSETS = {
  wasm: new URL("kuril_map_bg.wasm", import.meta.url),
  story: new URL("first.json", import.meta.url),
  plates: [
    new URL("plate.0.geojson", import.meta.url),
    new URL("plate.1.geojson", import.meta.url),
    new URL("plate.2.geojson", import.meta.url),
  ],
  reading: new URL("reading.json", import.meta.url),
  styles: new URL("kuril-map.css", import.meta.url),
};

/** How long each day of change stays while they are played, milliseconds. */
const PACE_MS = 2600;

/** The core is loaded once for all maps on a page. */
let core;

/** The bytes of a file, or an error that names it. */
async function bytes(url, signal) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url.pathname.split("/").pop()}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** An element of the shadow tree with attributes and children. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The sign of the tools: a ruler. */
function ruler() {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", "M3 16 16 3l5 5L8 21zM8 11l3 3M12 7l3 3");
  svg.append(path);
  return svg;
}

/** One map. Attributes: `lang`, `place`, `date`, `perspective`, `theme` (`light`, `dark` or `auto`). */
class KurilMapElement extends HTMLElement {
  static observedAttributes = ["lang", "place", "theme", "date", "perspective"];

  #map = null;
  #parts = null;
  #leaving = null;
  #frame = 0;
  #playing = 0;
  #box = null;
  #mentioned = null;
  #toolbox = null;

  connectedCallback() {
    if (this.#leaving) return;
    this.#leaving = new AbortController();
    this.#start(this.#leaving.signal).catch((error) => this.#fail(error));
  }

  disconnectedCallback() {
    // A node that is only moved is connected again before this task runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#map || before === after) return;
    if (name === "lang") this.#speak(after);
    if (name === "place") this.choose(after || null);
    if (name === "theme") this.#light();
    if (name === "date") this.date = after;
    if (name === "perspective") this.perspective = after;
  }

  /** Chooses the place with an id and shows it, or lets go of what is chosen. */
  choose(id) {
    if (this.#map && (id ?? null) !== (this.#map.chosen() ?? null)) this.#act(this.#map.choose(id ?? undefined, this.#now()));
  }

  /** Lights up the place with an id, or none. */
  point(id) {
    if (this.#map) this.#act(this.#map.point(id ?? undefined, this.#now()));
  }

  /** The day for which the map stands, ISO 8601; null sets the latest. */
  get date() {
    return this.#map?.date() ?? null;
  }

  set date(day) {
    if (this.#map) this.#act(this.#map.set_date(day ?? undefined, this.#now()));
  }

  /** Id of the side from which the map is looked at. */
  get perspective() {
    return this.#map?.perspective() ?? null;
  }

  set perspective(id) {
    if (this.#map && id) this.#act(this.#map.look_from(id, this.#now()));
  }

  /** Id of the chosen place, or null. */
  get chosen() {
    return this.#map?.chosen() ?? null;
  }

  /** Where a place lies in the map's box: `[x, y, radius]` in CSS pixels, or null. */
  position(id) {
    return this.#map?.position(id) ?? null;
  }

  async #start(signal) {
    const loading = Promise.all([
      (core ??= init({ module_or_path: ASSETS.wasm })),
      bytes(ASSETS.story, signal),
      bytes(ASSETS.plates[0], signal),
    ]);
    this.#parts = this.#build();
    const [, story, plate] = await loading;
    if (signal.aborted) return;
    const { ground, marks, furniture, stage } = this.#parts;
    this.#map = new KurilMap(ground, marks, furniture, "first.json", story);
    this.#map.read_features("plate.0.geojson", plate);
    this.#report();
    const lang = this.getAttribute("lang");
    if (lang) this.#map.speak(lang, this.#now());
    this.perspective = this.getAttribute("perspective");
    this.#light();
    this.#show();
    performance.mark("kuril-first-frame");
    // The words come when the picture is on the screen: two frames later at the latest.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    if (signal.aborted) return;
    this.#words();
    this.#listen(stage, signal);
    this.dataset.ready = "";
    this.dispatchEvent(new CustomEvent("kuril-ready", { bubbles: true, composed: true }));
    // Not every browser has idle callbacks.
    const idle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 50));
    idle(() => this.#later(signal).catch((error) => this.#fail(error)));
  }

  /** Reading matter and finer levels, when there is time. */
  async #later(signal) {
    this.#map.widen();
    this.#ask();
    this.#map.read_reading("reading.json", await bytes(ASSETS.reading, signal));
    if (signal.aborted) return;
    this.#report();
    this.#explain();
    this.#read();
    if (this.hasAttribute("date")) this.date = this.getAttribute("date");
    // What the reader has chosen meanwhile stays, unless the page asks for a place.
    if (this.getAttribute("place")) this.choose(this.getAttribute("place"));
    this.dataset.read = "";
    if (navigator.connection?.saveData) return;
    for (const level of [1, 2]) {
      const plate = await bytes(ASSETS.plates[level], signal);
      if (signal.aborted) return;
      this.#map.read_features(`plate.${level}.geojson`, plate);
      this.#report();
      this.#ask();
    }
    this.dataset.complete = "";
  }

  #build() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const canvas = (name) => element("canvas", { class: name, "aria-hidden": "true" });
    const [ground, marks, furniture] = ["ground", "marks", "furniture"].map(canvas);
    const button = (act, text) => element("button", { type: "button", "data-act": act, class: act }, text);
    const views = element("div", { class: "views" }, button("in", "+"), button("out", "−"), button("home", "⤢"), button("tools", ruler()));
    const stage = element("div", { class: "stage", tabindex: "0", role: "application" }, element("div", { class: "sheet" }, ground, marks), furniture);
    const attribution = element("a", {
      class: "attribution",
      href: "https://www.openstreetmap.org/copyright",
      target: "_blank",
      rel: "noopener external",
    });
    const names = ["card", "panel", "legend", "inlineLegend", "rules", "credits", "time", "sides", "tour"];
    const places = Object.fromEntries(names.map((name) => [name, element("div", { class: `${name}-place` })]));
    const { card, panel, legend, inlineLegend, rules, credits, time, sides, tour } = places;
    const plate = element("div", { class: "plate" }, stage, views, attribution);
    const input = element("input", { type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" });
    const found = element("ul", { id: "found", role: "listbox", hidden: "" });
    const search = element("div", { class: "search" }, input, found);
    const aside = element("aside", { class: "text", tabindex: "-1" }, search, tour, inlineLegend, card, panel, rules, credits);
    const live = element("div", { class: "live", "aria-live": "polite" });
    const findings = element("div", { class: "findings", role: "status", hidden: "" });
    const tools = element("div", { class: "tools-place", hidden: "" });
    const frame = element("div", { class: "frame", hidden: "" }, sides, plate, tools, legend, time, aside, live, findings);
    const styles = element("link", { rel: "stylesheet", href: ASSETS.styles });
    root.replaceChildren(styles, element("slot"), frame);
    return { ...places, ground, marks, furniture, stage, views, attribution, plate, tools, input, found, aside, live, findings, frame };
  }

  /** The map takes the place of the still picture. */
  #show() {
    this.#parts.frame.hidden = false;
    this.shadowRoot.querySelector("slot").hidden = true;
    this.#measure();
    this.#act(this.#map.frame(this.#now()));
  }

  #listen(stage, signal) {
    const on = (target, types, call, options = {}) => {
      for (const type of types.split(" ")) target.addEventListener(type, call, { signal, ...options });
    };
    on(stage, "pointerdown pointermove pointerup pointercancel pointerleave", (event) => this.#pointer(event));
    on(stage, "wheel", (event) => this.#wheel(event), { passive: false });
    on(stage, "keydown", (event) => this.#key(event));
    import("./kuril-search.js").then(({ combobox }) => combobox({
      input: this.#parts.input,
      list: this.#parts.found,
      names: () => this.#map.names(),
      choose: (id) => this.choose(id),
      none: () => this.#map.word("search.none"),
      signal,
    })).catch((error) => this.#fail(error));
    on(this.#parts.time, "input", (event) => {
      this.#pause();
      this.date = this.#map.stops()[event.target.value];
    });
    on(this.shadowRoot, "click", (event) => this.#click(event));
    on(this.shadowRoot, "pointerover focusin", (event) => this.#mention(event));
    on(this.shadowRoot, "keydown", (event) => event.key === "Escape" && this.#close());
    on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.#light());
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const still = () => this.#act(this.#map.reduce_motion(calm.matches, this.#now()));
    on(calm, "change", still);
    still();
    const resized = new ResizeObserver(() => this.#measure());
    resized.observe(stage);
    signal.addEventListener("abort", () => resized.disconnect());
    this.#watchDensity(signal);
  }

  /** The number of device pixels changes with the browser's zoom and with the screen. */
  #watchDensity(signal) {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = () => {
      this.#measure();
      this.#watchDensity(signal);
    };
    query.addEventListener("change", changed, { signal, once: true });
  }

  #measure() {
    const { clientWidth, clientHeight } = this.#parts.stage;
    if (!clientWidth || !clientHeight) return;
    this.#act(this.#map.resize(clientWidth, clientHeight, devicePixelRatio, this.#now()));
    this.#cover();
  }

  /** Names keep out from under the controls. */
  #cover() {
    const { stage, views, attribution, legend, sides, tools } = this.#parts;
    const origin = stage.getBoundingClientRect();
    const boxes = [views, attribution, legend, sides, tools].flatMap((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [left - origin.left, top - origin.top, width, height];
    });
    this.#act(this.#map.cover(new Float64Array(boxes), this.#now()));
  }

  #light() {
    const theme = this.getAttribute("theme");
    const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    this.#parts.frame.dataset.theme = dark ? "dark" : "light";
    const strong = ["(prefers-contrast: more)", "(forced-colors: active)"].some((query) => matchMedia(query).matches);
    this.#act(this.#map.light(`${strong ? "strong-" : ""}${dark ? "dark" : "light"}`, this.#now()));
  }

  #speak(lang) {
    this.#act(this.#map.speak(lang ?? "", this.#now()));
    this.#words();
    this.#read();
  }

  #words() {
    const { stage, views, attribution, rules, credits, frame } = this.#parts;
    const word = (key) => this.#map.word(key);
    frame.lang = this.#map.language();
    this.#parts.input.ariaLabel = word("search.label");
    this.#parts.input.placeholder = `${word("search.label")} …`;
    stage.setAttribute("aria-label", `${word("map.label")}. ${word("map.help")}`);
    for (const [act, key] of [["in", "view.zoom_in"], ["out", "view.zoom_out"], ["home", "view.home"], ["tools", "tools.open"]]) {
      const button = views.querySelector(`.${act}`);
      button.setAttribute("aria-label", word(key));
      button.title = word(key);
    }
    attribution.textContent = word("credits.map_short");
    this.#map.write("rules", rules);
    this.#map.write("credits", credits);
    this.#explain();
  }

  /** What goes by day and side: legend, slider, choice of sides. */
  #explain() {
    const { legend, inlineLegend, time, sides } = this.#parts;
    this.#map.write("legend", legend);
    this.#map.write("legend", inlineLegend);
    this.#map.write("time", time);
    this.#map.write("perspectives", sides);
    const slider = time.querySelector("input");
    // What the reader has moved no longer follows its attribute.
    slider.value = slider.getAttribute("value");
    this.#cover();
  }

  /** Card and panel for what is chosen. */
  #read() {
    const { card, panel, aside } = this.#parts;
    const open = this.#map.write("card", card);
    aside.classList.toggle("open", open);
    this.#map.write("panel", panel);
    this.#map.write("tour", this.#parts.tour);
  }

  #pointer(event) {
    const phase = { pointerdown: "down", pointermove: "move", pointerup: "up" }[event.type] ?? "cancel";
    if (phase === "down") {
      if (event.button !== 0) return;
      try {
        this.#parts.stage.setPointerCapture(event.pointerId);
      } catch {
        // A pointer that is gone already, or made by a script, cannot be captured; the gesture goes on without.
      }
    }
    // While a pointer is down the map stays where it is: to ask again would lay the page out in each frame.
    if (phase === "down") this.#box = this.#lie();
    const [x, y] = this.#place(event);
    if (phase === "up" || phase === "cancel") this.#box = null;
    this.#act(this.#map.pointer(phase, event.pointerId, event.pointerType === "touch", x, y, this.#now()));
  }

  #wheel(event) {
    event.preventDefault();
    const pixels = event.deltaY * [1, 16, 400][event.deltaMode];
    const [x, y] = this.#place(event);
    this.#act(this.#map.wheel(x, y, -pixels / (event.ctrlKey ? 100 : 320), this.#now()));
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const effects = this.#map.key(event.key, this.#now());
    if (!effects) return;
    event.preventDefault();
    event.stopPropagation();
    this.#act(effects);
    if (event.key === "Enter") this.#parts.card.querySelector("h2")?.focus();
  }

  #click(event) {
    const target = event.target.closest("[data-act], [data-place], [data-date], [data-perspective], [data-ranges], [data-sign], [data-tour], [data-goto], [data-next]");
    if (!target) return;
    if (target.dataset.act === "play") return this.#play();
    if (target.dataset.act === "tools") return this.#tools();
    this.#pause();
    const keys = { in: "+", out: "-", home: "0" };
    event.preventDefault();
    if (target.dataset.place) this.choose(target.dataset.place);
    else if (target.dataset.date) this.date = target.dataset.date;
    else if (target.dataset.tour) this.#act(this.#map.tour(target.dataset.tour, this.#now()));
    else if (target.dataset.next) this.#next(target.dataset.next);
    else if (target.dataset.goto) this.#goto(target.dataset.goto);
    else if (target.dataset.ranges) this.#act(this.#map.show_ranges(target.dataset.ranges, this.#now()));
    else if (target.dataset.sign) {
      this.#act(this.#map.point_sign(Number(target.dataset.sign), this.#now()));
      this.#explain();
    } else if (target.dataset.perspective) this.perspective = target.dataset.perspective;
    else if (["earlier", "later"].includes(target.dataset.act)) this.#act(this.#map.step(target.dataset.act === "later", this.#now()));
    else if (target.dataset.act === "close") this.#close();
    else if (target.dataset.act === "hush") this.#parts.findings.hidden = true;
    else this.#act(this.#map.key(keys[target.dataset.act], this.#now()) ?? []);
  }

  /** Opens the tools, or closes them; their code comes when they are opened first. */
  #tools() {
    this.#toolbox ??= import("./kuril-tools.js").then(({ toolbox }) => this.#map && toolbox({
      host: this,
      map: this.#map,
      parts: this.#parts,
      signal: this.#leaving.signal,
      assets: ASSETS,
      bytes,
      element,
      act: (effects) => this.#act(effects),
      place: (event) => this.#place(event),
      cover: () => this.#cover(),
    }));
    this.#toolbox.then((box) => box?.turn()).catch((error) => {
      this.#toolbox = null;
      this.#fail(error);
    });
  }

  /** To the next mention of a place in the list, after the last one to the first. */
  #next(id) {
    const mentions = [...this.#parts.panel.querySelectorAll(`figure [data-place="${CSS.escape(id)}"]`)];
    const next = mentions[(mentions.indexOf(this.#mentioned) + 1) % mentions.length];
    this.#mentioned = next;
    next?.scrollIntoView({ block: "center" });
    next?.focus({ preventScroll: true });
  }

  /** From an excerpt in the card to the same one in the list. */
  #goto(id) {
    const figure = this.#parts.panel.querySelector(`[data-excerpt="${CSS.escape(id)}"]`);
    figure?.scrollIntoView({ block: "center" });
    figure?.querySelector("a")?.focus({ preventScroll: true });
  }

  #close() {
    this.choose(null);
    this.#parts.stage.focus({ preventScroll: true });
  }

  /** A mention that is hovered or focused lights up its place. */
  #mention(event) {
    if (this.#parts.plate.contains(event.target)) return;
    this.point(event.target.closest("[data-place]")?.dataset.place ?? null);
  }

  /** Where a pointer is in the map's box. */
  #place(event) {
    const { left, top, scale } = this.#box ?? this.#lie();
    return [(event.clientX - left) * scale, (event.clientY - top) * scale];
  }

  /** Where the map lies on the screen, and how many of its pixels one of the screen's is. */
  #lie() {
    const { stage } = this.#parts;
    const { left, top, width } = stage.getBoundingClientRect();
    return { left, top, scale: width ? stage.clientWidth / width : 1 };
  }

  #now() {
    return performance.now();
  }

  #act(effects) {
    for (const { type, value } of effects) {
      if (type === "frame") this.#ask();
      else if (type === "cursor") this.#parts.stage.dataset.cursor = value;
      else if (type === "announce") this.#parts.live.textContent = value;
      else if (type === "chosen") this.#chosen(value);
      else if (type === "toured") this.#map.write("tour", this.#parts.tour);
      else if (type === "dated" || type === "viewed") this.#turned(type, value);
    }
  }

  #chosen(place) {
    this.#read();
    this.#parts.aside.scrollTop = 0;
    this.dispatchEvent(new CustomEvent("kuril-select", { bubbles: true, composed: true, detail: { place } }));
  }

  /** The map stands for another day or is looked at from another side. */
  #turned(type, value) {
    this.#explain();
    this.#read();
    const [name, detail] = type === "dated" ? ["kuril-date", { date: value }] : ["kuril-perspective", { perspective: value }];
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** Plays the days of change from here, or from the first one, until the last or until the reader does something. */
  #play() {
    if (this.#playing) return this.#pause();
    const stops = this.#map.stops();
    if (this.date >= stops.at(-1)) this.date = stops[0];
    this.#playing = setInterval(() => {
      this.#act(this.#map.step(true, this.#now()));
      if (this.date >= stops.at(-1)) this.#pause();
    }, PACE_MS);
    this.#parts.time.classList.add("playing");
  }

  #pause() {
    clearInterval(this.#playing);
    this.#playing = 0;
    this.#parts?.time.classList.remove("playing");
  }

  /** Asks for one frame, however often it is called. */
  #ask() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#map) return;
      this.#act(this.#map.frame(this.#now()));
    });
  }

  /** Says what could not be read; the rest is on the map. */
  #report() {
    const findings = this.#map.findings();
    if (!findings.length) return;
    this.#notice(this.#map.word("error.data"), findings);
  }

  /** A notice on the map that can be closed: a sentence for the reader, and what an editor needs to know. */
  #notice(sentence, findings) {
    const { findings: box } = this.#parts;
    if (box.hidden) {
      const close = element("button", { type: "button", class: "close", "data-act": "hush", "aria-label": this.#map.word("card.close") }, "×");
      box.replaceChildren(close, element("p", { class: "sentence" }, sentence), element("ul"));
    }
    box.hidden = false;
    box.querySelector("ul").append(...findings.map((text) => element("li", {}, text)));
    this.#tell(findings);
  }

  #tell(findings) {
    this.dispatchEvent(new CustomEvent("kuril-error", { bubbles: true, composed: true, detail: { findings } }));
  }

  /** Before the first frame the still picture stays; after it the map goes on with what it has. */
  #fail(error) {
    if (error.name === "AbortError") return;
    const message = String(error.message ?? error);
    if (this.#map) return this.#notice(this.#map.word("error.offline"), [message]);
    if (this.#parts) this.#parts.frame.hidden = true;
    this.dataset.failed = message;
    this.#tell([message]);
  }

  #stop() {
    this.#pause();
    this.#leaving?.abort();
    this.#leaving = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const canvas of this.shadowRoot?.querySelectorAll("canvas") ?? []) canvas.width = canvas.height = 1;
    this.#map?.free();
    this.#map = this.#toolbox = null;
  }
}

if (!customElements.get("kuril-map")) customElements.define("kuril-map", KurilMapElement);
