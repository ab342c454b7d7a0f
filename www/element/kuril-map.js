// <kuril-map>: the page's side of the map until its first frame, and what others may ask of it. The core owns the map,
// this file the fetches and the one animation frame; listeners and words come after the picture, in controls.js.
// Every call's effects go through one place.

import init, { __wbg_reset_state, initSync, KurilMap } from "../wasm/kuril_map.js";
import { ADDRESSED, FIELDS } from "./attributes.js";
import { begin } from "./later.js";

/** @import { Assets, Effect, FieldProperties, Init, KurilMapElement as Offered, KurilMapEventMap, KurilMapState, KurilPerspective, Make, PictureParts, Read, Styles } from "./types" */
/** @import { Controls } from "./controls.js" */

/**
 * Where the parts of the map lie; resolved when the site is built.
 * @type {Assets}
 */
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

/**
 * The name of a file, for those who are told that it is missing.
 * @param {URL} url
 */
const nameOf = ({ pathname }) => pathname.split("/").pop();

/** The bytes of a file that are taken, as in `src/limits.rs`: of features, of anything else. */
const [GEOJSON_BYTES, FILE_BYTES] = [200_000_000, 40_000_000];
/** So long something may take to come, and what can only be had as a whole, milliseconds. */
const [PATIENCE_MS, LONG_MS] = [30_000, 120_000];
/** The most maps on a page. */
const MAPS = 100;

/** @type {(name: string | undefined, text: string) => Error} */
const named = (name, text) => new Error(`${name}: ${text}`);

/**
 * What is promised, or an error that names the file where it does not come.
 * @template Thing
 * @param {string | undefined} name
 * @param {Promise<Thing>} promised
 * @returns {Promise<Thing>}
 */
const awaited = (name, promised, ms = LONG_MS) => {
  let wait = 0;
  const late = new Promise((_, fail) => {
    wait = setTimeout(() => fail(named(name, `nothing has come for ${ms / 1000} seconds`)), ms);
  });
  return Promise.race([promised, late]).finally(() => clearTimeout(wait));
};

/**
 * A file, or an error that names it. What its address says behind the sign # is the digest that it must have.
 * @param {URL} url
 * @param {AbortSignal} [signal]
 */
async function file(url, signal) {
  const asked = fetch(url, { signal, integrity: url.hash.slice(1) }).catch(({ message }) => {
    throw named(nameOf(url), message);
  });
  const response = await awaited(nameOf(url), asked, url.hash ? LONG_MS : PATIENCE_MS);
  if (!response.ok) throw named(nameOf(url), `the server answered ${response.status}`);
  return response;
}

/**
 * A core, of which there is one for all maps on a page. Its `init` looks for the path only where it has neither begun nor
 * failed, so that the file is asked for once.
 * @template Core
 * @param {Init<Core>} init
 * @param {URL} url
 */
const begun = (init, url) =>
  awaited(
    nameOf(url),
    init({
      get module_or_path() {
        return file(url);
      },
    }),
  );

/** Has what comes later join the core that runs, which may be another than the one that was waited for. */
const running = () => begin(initSync(/** @type {any} */ (undefined)));

/** Puts a fresh core in place of the one that has stopped. */
const reset = () => {
  __wbg_reset_state();
  running();
};

/** The form of one digest (Subresource Integrity, section 3.5); a browser passes over any other, and checks nothing. */
const DIGEST = /^sha(256|384|512)-[A-Za-z0-9+/]+={0,2}$/;

/**
 * The address of a file that must have a digest.
 * @param {URL} url
 * @param {unknown} digest
 */
const pinned = (url, digest) => {
  if (typeof digest !== "string" || !DIGEST.test(digest)) throw named(nameOf(url), "there is no digest for it");
  return new URL(`#${digest}`, url);
};

/**
 * The bytes of a file, counted as they come: what a server says of their number is not believed.
 * @type {(url: URL, signal: AbortSignal) => Promise<Uint8Array>}
 */
const bytes = async (url, signal) => {
  const most = url.pathname.endsWith(".geojson") ? GEOJSON_BYTES : FILE_BYTES;
  const reader = (await file(url, signal)).body?.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  try {
    for (let size = 0; ; ) {
      const { value } = (await (reader && awaited(nameOf(url), reader.read(), PATIENCE_MS))) ?? {};
      if (!value) return new Uint8Array(await new Blob(parts).arrayBuffer());
      size += value.length;
      if (size > most) throw named(nameOf(url), `expected at most ${most} bytes, found more`);
      parts.push(value);
    }
  } catch (error) {
    reader?.cancel().catch(() => {});
    throw error;
  }
};

/** So long the page is held at a time while a file is read, milliseconds, and the bytes that are read at a time. */
const [SLICE_MS, STEP] = [50, 32_768];

/**
 * Gives a file of features to a core, which reads it bit by bit, and lets the page do something else between.
 * @type {Read}
 */
const read = async (core, name, file, signal) => {
  core.open_features(name, file);
  for (let more = true; more; ) {
    const end = performance.now() + SLICE_MS;
    do more = core.read_on(STEP);
    while (more && performance.now() < end);
    if (more) await new Promise((done) => setTimeout(done));
    if (signal.aborted) return;
  }
};

/**
 * An element of the shadow tree with attributes and children.
 * @type {Make}
 */
const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
};

/**
 * Whether the styles of a link came to their end, which is a rule of its own in each of our files.
 * @param {HTMLLinkElement} link
 */
const whole = ({ sheet }) => {
  try {
    return [...(sheet?.cssRules ?? [])].at(-1)?.cssText.startsWith(".whole ");
  } catch {
    // What a browser does not let read it has at least applied.
    return true;
  }
};

/**
 * A link to styles, and when they are there; an error that names them where they cannot be had, or are not ours. They are
 * checked as other files are.
 * @type {Styles}
 */
const styles = (url) => {
  const link = element("link", { rel: "stylesheet", href: url, crossorigin: "" });
  link.integrity = url.hash.slice(1);
  const styled = new Promise((done, fail) => {
    /** @param {string} why */
    const refuse = (why) => {
      link.remove();
      fail(named(nameOf(url), why));
    };
    link.onload = () => (whole(link) ? done(null) : refuse("these are not the styles of the map"));
    link.onerror = () => refuse("the styles cannot be loaded");
  });
  return [link, awaited(nameOf(url), styled)];
};

/** An element with a property for each field, which are made below. */
const WithFields = /** @type {{ new (): HTMLElement & FieldProperties }} */ (HTMLElement);

/**
 * One map; `package/kuril-map.d.ts` says what it offers.
 * @implements {Offered}
 */
class KurilMapElement extends WithFields {
  static observedAttributes = [...Object.keys(FIELDS), "story", "story-integrity"];

  static #maps = 0;
  /** @type {KurilMap | null} */
  #map = null;
  /** @type {PictureParts | null} */
  #parts = null;
  /** @type {AbortController | null} */
  #leaving = null;
  #frame = 0;
  /** @type {Controls | null} */
  #controls = null;

  static {
    for (const [name, { reflected, none = null }] of Object.entries(FIELDS)) {
      // Every element has a language.
      if (name in HTMLElement.prototype) continue;
      Object.defineProperty(KurilMapElement.prototype, name, {
        configurable: true,
        enumerable: true,
        /** @this {KurilMapElement} */
        get() {
          return (reflected ? this.getAttribute(name) : this.#map?.get(name)) ?? none;
        },
        /** @this {KurilMapElement} */
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
    for (const [name, wish] of Object.entries(this)) {
      if (name !== "state" && !KurilMapElement.observedAttributes.includes(name)) continue;
      Reflect.deleteProperty(this, name);
      Object.assign(this, { [name]: wish });
    }
    this.#leaving = new AbortController();
    KurilMapElement.#maps += 1;
    const { signal } = this.#leaving;
    this.#start(signal).catch((error) => this.#fail(error, signal));
  }

  disconnectedCallback() {
    // A node that is only moved is connected again before this task runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  /** @type {(name: string, before: string | null, after: string | null) => void} */
  attributeChangedCallback(name, before, after) {
    if (!name.startsWith("story")) {
      // The same value once more is the same wish once more: the reader may have moved on.
      if (this.#map) this.#set(name, after);
    } else if (this.#leaving && (before !== after || this.dataset.failed)) {
      this.#stop();
      this.connectedCallback();
    }
  }

  /**
   * Chooses the place with an id and shows it, even where it is chosen already, or lets go of what is chosen.
   * @param {string | null} id
   */
  choose(id) {
    if (this.#map) this.#do("place", id);
    else this.place = id;
  }

  /**
   * Lights up the place with an id, or none.
   * @param {string | null} id
   */
  point(id) {
    this.#do("point", id);
  }

  /** Id of the chosen place, or null. */
  get chosen() {
    return this.place;
  }

  /**
   * What the map shows, by attribute, as far as it is not the default; what is left out when it is set becomes so.
   * @returns {KurilMapState}
   */
  get state() {
    return Object.fromEntries(new URLSearchParams(this.#map?.state(false)));
  }

  set state(state) {
    /** @type {Record<string, string | undefined>} */
    const fields = { ...state };
    for (const name of ADDRESSED) {
      if (FIELDS[name].reflected || !this.#map) this.#wish(name, fields[name]);
    }
    this.#act(this.#restore(ADDRESSED, (name) => fields[name]));
  }

  /** The folder of another story's data; null for the map's own. */
  get story() {
    return this.getAttribute("story");
  }

  /** @param {string | null} folder */
  set story(folder) {
    this.#wish("story", folder);
  }

  /**
   * Where a place lies in the map's box: `[x, y, radius]` in CSS pixels, or null.
   * @param {string} id
   */
  position(id) {
    return this.#map?.position(id) ?? null;
  }

  /** @param {AbortSignal} signal */
  async #start(signal) {
    if (KurilMapElement.#maps > MAPS) throw new Error(`the page: expected at most ${MAPS} maps, found more`);
    const assets = await this.#assets(signal);
    if (signal.aborted) return;
    const { parts, styled } = this.#build();
    this.#parts = parts;
    // Without its styles the picture would have no box.
    const [story, plate] = await Promise.all([
      bytes(assets.story, signal),
      bytes(assets.plates[0], signal),
      begun(init, assets.wasm),
      styled,
    ]);
    running();
    if (signal.aborted) return;
    // What goes around the picture is under way while the picture is painted.
    const controls = import("./controls.js").catch(({ message }) => {
      throw named("controls.js", message);
    });
    const around = awaited("controls.js", controls).then((loaded) => loaded.Controls.texts(bytes).then(() => loaded));
    // Where it fails it is waited for below.
    around.catch(() => {});
    const make = () => {
      parts.board ??= globalThis.OffscreenCanvas && new OffscreenCanvas(1, 1);
      return new KurilMap(parts.board, parts.ground, parts.marks, parts.furniture, "first.json", story);
    };
    this.#map = make();
    await read(this.#map, "plate.0.geojson", plate, signal);
    if (signal.aborted) return;
    const asked = this.#show(parts);
    performance.mark("kuril-first-frame");
    // The words come when the picture is on the screen: two frames later at the latest.
    const painted = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const [{ Controls }] = await Promise.all([around, painted]);
    if (signal.aborted) return;
    this.#controls = new Controls({
      host: this,
      map: this.#map,
      make,
      reset,
      plate,
      parts,
      signal,
      assets,
      bytes,
      read,
      begun,
      element,
      styles,
      act: this.#act,
      do: this.#do,
      surround: this.#surround,
      measure: this.#measure,
      cover: this.#cover,
      ask: this.#ask,
      tell: this.#tell,
      fail: (error) => this.#fail(error, signal),
    });
    this.#map = this.#controls.map;
    await this.#controls.open();
    if (signal.aborted) return;
    // What the page has asked for is told when there is somebody to tell it to.
    this.#act(asked);
  }

  /**
   * Where the parts of the map lie; those of the story stand in the folder that the page names, if it names one. Where it
   * names the digest of the folder's list, every file must have the digest of that list.
   * @param {AbortSignal} signal
   * @returns {Promise<Assets>}
   */
  async #assets(signal) {
    const pin = this.getAttribute("story-integrity");
    // Without these the picture would be a strip beside its words, which stand on no ground.
    if (!CSS.supports("(container-type:size) and (color:color-mix(in srgb,red,red))"))
      throw new Error("this browser is too old for the map");
    if (!this.story && pin === null) return ASSETS;
    if (!this.story) throw new Error("story-integrity: expected with the folder of a story");
    const folder = new URL(this.story.endsWith("/") ? this.story : `${this.story}/`, document.baseURI);
    /** @type {Record<string, unknown> | null} */
    let digests = null;
    if (pin !== null) {
      const list = await (await file(pinned(new URL("integrity.json", folder), pin), signal)).json();
      digests = list?.files ?? {};
    }
    /** @param {string} name */
    const at = (name) => {
      const url = new URL(name, folder);
      return digests ? pinned(url, digests[name]) : url;
    };
    const plates = [0, 1, 2].map((level) => at(`plate.${level}.geojson`));
    return { ...ASSETS, story: at("first.json"), folder, at, plates };
  }

  /**
   * The elements of the picture, and when they are styled.
   * @returns {{ parts: PictureParts, styled: Promise<unknown> }}
   */
  #build() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    /** @param {string} name */
    const canvas = (name) => element("canvas", { class: name, "aria-hidden": "true" });
    const [ground, marks, furniture] = ["ground", "marks", "furniture"].map(canvas);
    const stage = element(
      "div",
      { class: "stage", tabindex: "0", role: "application" },
      element("div", { class: "sheet" }, ground, marks),
      furniture,
    );
    /** @param {string} name */
    const place = (name) => element("div", { class: `${name}-place`, part: name });
    const [views, sides, legend, time, tools] = ["views", "sides", "legend", "time", "tools"].map(place);
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
    const [link, styled] = styles(ASSETS.styles);
    root.replaceChildren(link, element("slot"), frame);
    const parts = { views, sides, legend, time, tools, ground, marks, furniture, stage, plate, aside, frame };
    return { parts, styled };
  }

  /**
   * The map takes the place of the still picture, and shows at once what the page asks for; returns the effects of that.
   * @param {PictureParts} parts
   */
  #show(parts) {
    parts.frame.hidden = false;
    // A page that resets every element resets this one, too.
    if (getComputedStyle(this).display === "inline") this.style.display = "block";
    /** @type {HTMLSlotElement} */ (this.shadowRoot?.querySelector("slot")).hidden = true;
    // A story that nobody disputes keeps no room for sides and days.
    parts.sides.hidden = parts.time.hidden = !this.#map?.get("perspective");
    this.#measure();
    this.#surround();
    const asked = this.#restore(Object.keys(FIELDS), (name) => this.getAttribute(name));
    this.#advance();
    return asked;
  }

  #measure = () => {
    if (!this.#map || !this.#parts) return;
    const { stage } = this.#parts;
    // A box that grows with what is in it would grow for ever; no picture is larger than the element.
    if (getComputedStyle(stage).position !== "absolute") return;
    const width = Math.min(stage.clientWidth, this.clientWidth);
    const height = Math.min(stage.clientHeight, this.clientHeight);
    if (!width || !height) return;
    this.#act(this.#map.resize(width, height, devicePixelRatio, performance.now()));
    this.#cover();
  };

  /** Names keep out from under the controls. */
  #cover = () => {
    if (!this.#map || !this.#parts) return;
    const { stage, views, legend, sides, tools } = this.#parts;
    const origin = stage.getBoundingClientRect();
    const boxes = [...views.children, legend, sides, tools].flatMap((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [left - origin.left, top - origin.top, width, height];
    });
    this.#act(this.#map.cover(new Float64Array(boxes), performance.now()));
  };

  /** Tells the core what surrounds the map: light or dark, and whether the reader asks for contrast or for no motion. */
  #surround = () => {
    /** @param {string} feature */
    const wishes = (feature) => matchMedia(`(${feature})`).matches;
    const light = wishes("prefers-color-scheme: dark") ? "dark" : "light";
    const strong = wishes("prefers-contrast: more") || wishes("forced-colors: active");
    this.#do("light", strong ? `strong-${light}` : light);
    this.#do("calm", String(wishes("prefers-reduced-motion: reduce")));
    this.#shade();
  };

  /** The styles follow the light of the map. */
  #shade() {
    if (this.#parts) this.#parts.frame.dataset.theme = this.#map?.get("light")?.replace("strong-", "");
  }

  /**
   * Asks something of the core: a field of the state, or a verb of `KurilMap.act`, and what it is about.
   * @param {string} verb
   * @param {string | null} [value]
   */
  #do = (verb, value) => {
    const [map, about, now] = [this.#map, value || undefined, performance.now()];
    if (map) this.#act(verb in FIELDS ? map.set(verb, about, now) : map.act(verb, about, now));
    this.#controls?.report();
  };

  /**
   * Sets a field of the state; a place that is chosen is not shown once more.
   * @param {string} name
   * @param {string | null} [value]
   */
  #set(name, value) {
    if (name === "place" && (value || null) === this.place) return;
    this.#do(name, value);
    if (name === "theme") this.#shade();
    if (name === "lang" || name === "layers") this.#controls?.spoken();
  }

  /**
   * Shows the fields that have a value, the others becoming the default; returns the effects.
   * @param {string[]} names
   * @param {(name: string) => string | null | undefined} valued
   */
  #restore(names, valued) {
    const fields = names.flatMap((name) => {
      const value = valued(name);
      return value ? [[name, value]] : [];
    });
    const effects = this.#map?.restore(String(new URLSearchParams(fields)), performance.now());
    this.#shade();
    this.#controls?.report();
    return effects ?? [];
  }

  /**
   * @param {string} name
   * @param {string | null} [value]
   */
  #wish(name, value) {
    if (value) this.setAttribute(name, value);
    else this.removeAttribute(name);
  }

  /**
   * Does what the core asks after a call, and tells the page of it.
   * @param {Effect[]} effects
   */
  #act = (effects) => {
    for (const effect of effects) {
      this.#controls?.follow(effect);
      const [type, value] = effect;
      switch (type) {
        case "frame":
          this.#ask();
          break;
        case "frame-at":
          setTimeout(() => this.#advance(value), value - performance.now());
          break;
        case "chosen":
          this.#tell("kuril-select", { place: value });
          break;
        case "dated":
          this.#tell("kuril-date", { date: value });
          break;
        case "toured":
          this.#tell("kuril-tour", { tour: this.tour });
          break;
        case "viewed":
          this.#tell("kuril-perspective", { perspective: /** @type {KurilPerspective} */ (value) });
          break;
      }
    }
  };

  /** Asks for one frame, however often it is called. */
  #ask = () => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#advance();
    });
  };

  /**
   * The picture as it is now, or at a time that a clock of few digits may not have reached.
   */
  #advance(at = -Infinity) {
    if (this.#map) this.#act(this.#map.frame(Math.max(at, performance.now())));
  }

  /**
   * @template {keyof KurilMapEventMap} Name
   * @param {Name} name
   * @param {KurilMapEventMap[Name]["detail"]} detail
   */
  #tell = (name, detail) => {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  };

  /**
   * Before the map can be used the page keeps what the element holds; after that the map goes on with what it has.
   * @param {Error} error
   * @param {AbortSignal} signal
   */
  #fail(error, signal) {
    const { message } = error;
    if (signal.aborted) return;
    if (this.#controls && "ready" in this.dataset) {
      this.dataset.read = "";
      return this.#controls.failed(message);
    }
    // A trap leaves a core that answers nobody.
    if (error.name === "RuntimeError") reset();
    this.#release();
    this.shadowRoot?.replaceChildren(element("slot"));
    this.dataset.failed = message;
    this.#tell("kuril-error", { findings: [message] });
  }

  #stop() {
    this.#release();
    if (this.#leaving) KurilMapElement.#maps -= 1;
    this.#leaving = null;
    delete this.dataset.failed;
  }

  /** Lets go of all that the map holds. */
  #release() {
    this.#leaving?.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const canvas of this.shadowRoot?.querySelectorAll("canvas") ?? []) canvas.width = canvas.height = 1;
    this.#map?.free();
    this.#map = this.#controls = this.#parts = null;
    for (const mark of ["ready", "read", "complete"]) delete this.dataset[mark];
  }
}

if (!customElements.get("kuril-map")) customElements.define("kuril-map", KurilMapElement);
