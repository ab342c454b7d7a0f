// <kuril-map>: the page's side of the map until its first frame, and what others may ask of it. The core owns the map,
// this file the fetches and the one animation frame; listeners and words come after the picture, in controls.js.
// Every call's effects go through one place.

import init, { KurilMap } from "../wasm/kuril_map.js";
import { ADDRESSED, FIELDS } from "./attributes.js";

/** Where the parts of the map lie; resolved when the site is built. */
const ASSETS = {
  wasm: new URL("../wasm/kuril_map_bg.wasm", import.meta.url),
  story: new URL("../data/first.json", import.meta.url),
  plates: [
    new URL("../data/plate.0.geojson", import.meta.url),
    new URL("../data/plate.1.geojson", import.meta.url),
    new URL("../data/plate.2.geojson", import.meta.url),
  ],
  styles: new URL("../styles/kuril-map.css", import.meta.url),
};

/** A file, or an error that names it. What its address says behind the sign # is the digest that it must have. */
async function file(url, signal) {
  const named = (text) => new Error(`${url.pathname.split("/").pop()}: ${text}`);
  const response = await fetch(url, { signal, integrity: url.hash.slice(1) }).catch(({ message }) => {
    throw named(message);
  });
  if (!response.ok) throw named(`the server answered ${response.status}`);
  return response;
}

/**
 * A core, of which there is one for all maps on a page. Its `init` looks for the path only where it has neither begun nor
 * failed, so that the file is asked for once.
 */
const begun = (init, url) =>
  init({
    get module_or_path() {
      return file(url);
    },
  });

const bytes = async (url, signal) => new Uint8Array(await (await file(url, signal)).arrayBuffer());

/** An element of the shadow tree with attributes and children. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  // Styles are checked as other files are.
  if (tag === "link" && made.href.includes("#")) {
    made.integrity = made.href.split("#")[1];
    made.crossOrigin = "";
  }
  made.append(...children);
  return made;
}

/** One map; `package/kuril-map.d.ts` says what it offers. */
class KurilMapElement extends HTMLElement {
  static observedAttributes = [...Object.keys(FIELDS), "story"];

  #map = null;
  #parts = null;
  #leaving = null;
  #frame = 0;
  #desk = null;

  static {
    for (const [name, { reflected, none = null }] of Object.entries(FIELDS)) {
      // Every element has a language.
      if (name in HTMLElement.prototype) continue;
      Object.defineProperty(KurilMapElement.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
          return (reflected ? this.getAttribute(name) : this.#map?.get(name)) ?? none;
        },
        set(value) {
          if (reflected || !this.#map) this.#wish(name, value);
          else this.#set(name, value);
        },
      });
    }
  }

  connectedCallback() {
    if (this.#leaving) return;
    // What was set before the browser knew the element hides what the element has for it.
    for (const name of KurilMapElement.observedAttributes.filter((name) => Object.hasOwn(this, name))) {
      const wish = this[name];
      delete this[name];
      this[name] = wish;
    }
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    this.#start(signal).catch((error) => this.#fail(error, signal));
  }

  disconnectedCallback() {
    // A node that is only moved is connected again before this task runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "story" && this.#leaving) {
      this.#stop();
      this.connectedCallback();
    }
    if (this.#map && name !== "story") this.#set(name, after);
  }

  /** Chooses the place with an id and shows it, or lets go of what is chosen. */
  choose(id) {
    this.place = id;
  }

  /** Lights up the place with an id, or none. */
  point(id) {
    this.#do("point", id);
  }

  /** Id of the chosen place, or null. */
  get chosen() {
    return this.place;
  }

  /** What the map shows, by attribute, as far as it is not the default; what is left out when it is set becomes so. */
  get state() {
    return Object.fromEntries(new URLSearchParams(this.#map?.state(false)));
  }

  set state(state) {
    for (const name of ADDRESSED) {
      if (FIELDS[name].reflected || !this.#map) this.#wish(name, state[name]);
    }
    if (this.#map) this.#act(this.#restore(ADDRESSED.map((name) => [name, state[name]])));
  }

  /** The folder of another story's data; null for the map's own. */
  get story() {
    return this.getAttribute("story");
  }

  set story(folder) {
    this.#wish("story", folder);
  }

  /** Where a place lies in the map's box: `[x, y, radius]` in CSS pixels, or null. */
  position(id) {
    return this.#map?.position(id) ?? null;
  }

  async #start(signal) {
    const assets = this.#assets();
    const loading = Promise.all([
      begun(init, assets.wasm),
      bytes(assets.story, signal),
      bytes(assets.plates[0], signal),
    ]);
    this.#parts = this.#build();
    const [, story, plate] = await loading;
    if (signal.aborted) return;
    // What goes around the picture is under way while the picture is painted.
    const around = import("./controls.js");
    const { ground, marks, furniture } = this.#parts;
    this.#map = new KurilMap(ground, marks, furniture, "first.json", story);
    this.#map.read_features("plate.0.geojson", plate);
    const asked = this.#show();
    performance.mark("kuril-first-frame");
    // The words come when the picture is on the screen: two frames later at the latest.
    const painted = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const [{ Desk }] = await Promise.all([around, painted]);
    if (signal.aborted) return;
    this.#desk = new Desk({
      host: this,
      map: this.#map,
      parts: this.#parts,
      signal,
      assets,
      bytes,
      begun,
      element,
      act: (effects) => this.#act(effects),
      do: (verb, value) => this.#do(verb, value),
      surround: () => this.#surround(),
      measure: () => this.#measure(),
      cover: () => this.#cover(),
      ask: () => this.#ask(),
      fail: (error) => this.#fail(error, signal),
    });
    await this.#desk.open();
    // What the page has asked for is told when there is somebody to tell it to.
    this.#act(asked);
  }

  /** Where the parts of the map lie; those of the story stand in the folder that the page names, if it names one. */
  #assets() {
    if (!this.story) return ASSETS;
    const folder = new URL(this.story.endsWith("/") ? this.story : `${this.story}/`, document.baseURI);
    const at = (name) => new URL(name, folder);
    const plates = [0, 1, 2].map((level) => at(`plate.${level}.geojson`));
    return { ...ASSETS, story: at("first.json"), folder, plates };
  }

  #build() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const canvas = (name) => element("canvas", { class: name, "aria-hidden": "true" });
    const [ground, marks, furniture] = ["ground", "marks", "furniture"].map(canvas);
    const stage = element(
      "div",
      { class: "stage", tabindex: "0", role: "application" },
      element("div", { class: "sheet" }, ground, marks),
      furniture,
    );
    const names = ["views", "sides", "legend", "time", "tools"];
    const places = Object.fromEntries(
      names.map((name) => [name, element("div", { class: `${name}-place`, part: name })]),
    );
    const { views, sides, legend, time, tools } = places;
    tools.hidden = true;
    const plate = element("div", { class: "plate", part: "map" }, stage, views);
    const aside = element("aside", { class: "text", part: "panel", tabindex: "-1" });
    const frame = element(
      "div",
      { class: "frame", part: "frame", hidden: "" },
      sides,
      plate,
      tools,
      legend,
      time,
      aside,
    );
    root.replaceChildren(element("link", { rel: "stylesheet", href: ASSETS.styles }), element("slot"), frame);
    return { ...places, ground, marks, furniture, stage, plate, aside, frame };
  }

  /** The map takes the place of the still picture, and shows at once what the page asks for; returns the effects of that. */
  #show() {
    this.#parts.frame.hidden = false;
    // A page that resets every element resets this one, too.
    if (getComputedStyle(this).display === "inline") this.style.display = "block";
    this.shadowRoot.querySelector("slot").hidden = true;
    this.#measure();
    this.#surround();
    const asked = this.#restore(Object.keys(FIELDS).map((name) => [name, this.getAttribute(name)]));
    this.#advance(0);
    return asked;
  }

  #measure() {
    const { clientWidth, clientHeight } = this.#parts.stage;
    if (!clientWidth || !clientHeight) return;
    this.#act(this.#map.resize(clientWidth, clientHeight, devicePixelRatio, performance.now()));
    this.#cover();
  }

  /** Names keep out from under the controls. */
  #cover() {
    const { stage, views, legend, sides, tools } = this.#parts;
    const origin = stage.getBoundingClientRect();
    const boxes = [...views.children, legend, sides, tools].flatMap((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [left - origin.left, top - origin.top, width, height];
    });
    this.#act(this.#map.cover(new Float64Array(boxes), performance.now()));
  }

  /** Tells the core what surrounds the map: light or dark, and whether the reader asks for contrast or for no motion. */
  #surround() {
    const wishes = (feature) => matchMedia(`(${feature})`).matches;
    const light = wishes("prefers-color-scheme: dark") ? "dark" : "light";
    const strong = wishes("prefers-contrast: more") || wishes("forced-colors: active");
    this.#do("light", strong ? `strong-${light}` : light);
    this.#do("calm", String(wishes("prefers-reduced-motion: reduce")));
    this.#shade();
  }

  /** The styles follow the light of the map. */
  #shade() {
    this.#parts.frame.dataset.theme = this.#map.get("light").replace("strong-", "");
  }

  /** Asks something of the core: a field of the state, or a verb of `KurilMap.act`, and what it is about. */
  #do(verb, value) {
    if (!this.#map) return;
    const call = verb in FIELDS ? "set" : "act";
    this.#act(this.#map[call](verb, value || undefined, performance.now()));
    this.#desk?.report();
  }

  /** Sets a field of the state; a place that is chosen is not shown once more. */
  #set(name, value) {
    if (name === "place" && (value || null) === this.place) return;
    this.#do(name, value);
    if (name === "theme") this.#shade();
    if (name === "lang" || name === "layers") this.#desk?.spoken();
  }

  /** Shows the fields that have a value, the others becoming the default; returns the effects. */
  #restore(fields) {
    const query = new URLSearchParams(fields.filter(([, value]) => value));
    const effects = this.#map.restore(String(query), performance.now());
    this.#shade();
    this.#desk?.report();
    return effects;
  }

  #wish(name, value) {
    if (value) this.setAttribute(name, value);
    else this.removeAttribute(name);
  }

  #act(effects) {
    for (const effect of effects) {
      const [type, value] = effect;
      if (type === "frame") this.#ask();
      else if (type === "frame-at") setTimeout(() => this.#advance(value), value - performance.now());
      this.#desk?.follow(effect);
      if (type === "chosen") this.#tell("kuril-select", { place: value });
      else if (type === "dated") this.#tell("kuril-date", { date: value });
      else if (type === "viewed") this.#tell("kuril-perspective", { perspective: value });
    }
  }

  /** Asks for one frame, however often it is called. */
  #ask() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#advance(0);
    });
  }

  /** The picture as it is now, or at a time that a clock of few digits may not have reached. */
  #advance(at) {
    if (this.#map) this.#act(this.#map.frame(Math.max(at, performance.now())));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** Before the desk is there the still picture stays; after it the map goes on with what it has. */
  #fail(error, signal) {
    if (signal.aborted) return;
    const message = String(error.message ?? error);
    if (this.#desk) {
      this.dataset.read = "";
      return this.#desk.failed(message);
    }
    this.shadowRoot?.replaceChildren(element("slot"));
    this.dataset.failed = message;
    this.#tell("kuril-error", { findings: [message] });
  }

  #stop() {
    this.#leaving?.abort();
    this.#leaving = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const canvas of this.shadowRoot?.querySelectorAll("canvas") ?? []) canvas.width = canvas.height = 1;
    this.#map?.free();
    this.#map = this.#desk = null;
    for (const mark of ["ready", "read", "complete", "failed"]) delete this.dataset[mark];
  }
}

if (!customElements.get("kuril-map")) customElements.define("kuril-map", KurilMapElement);
