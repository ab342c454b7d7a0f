// The loader for pages that show the map in a frame: finds `<iframe data-kuril>`, or makes one of `<div data-kuril>`,
// gives it the height that the map needs, hands on its events, and lets the page drive it through `frame.kuril`. A map of
// which nobody has said whether it is light or dark is as what it stands on. It takes the page's own names for nothing,
// which elements in a comment may bear, and what a frame says only in its form.
(() => {
  /** @typedef {{ type: string, nonce: string, value?: string | null }} Message */
  /** @typedef {{ nonce: string, wait: Message[] | null, greeted: number, paced: number, height: number, theme: string | null }} Talk */
  const MARK = Symbol.for("kuril-embed");
  if (Reflect.has(window, MARK)) return;
  /** What a box may wish of its map. */
  const WISHES = ["lang", "place", "date", "perspective", "layers", "theme", "compare", "tour", "view", "gestures"];
  /** What a frame may be told. */
  const COMMANDS = ["lang", "choose", "date", "perspective", "theme", "tour", "point"];
  /** @type {Record<string, string[]>} What a frame may tell, and the words that come with it. */
  const EVENTS = {
    ready: ["place", "date", "perspective", "lang"],
    select: ["place"],
    date: ["date"],
    perspective: ["perspective"],
    tour: ["tour"],
  };
  /** Heights that a frame may ask for, CSS pixels, and how often it may, milliseconds. */
  const [LOWEST, HIGHEST, PACE_MS] = [50, 5000, 400];
  /** So many commands wait, and so many times a document is greeted. */
  const PATIENCE = 32;
  /** So many findings are handed on, of so many letters. */
  const [MOST, LONGEST] = [100, 1000];
  /** What is darker than this is dark, of 255; and so long a page may take to change its colours, milliseconds. */
  const [DARK, CHANGE_MS] = [110, 600];

  const page = Document.prototype;
  /** @type {HTMLScriptElement | null} */
  const script = /** @type {any} */ (Reflect.get(page, "currentScript", document));
  /**
   * @template {Element} Kind
   * @param {string} selector
   * @returns {Kind[]}
   */
  const find = (selector) => [.../** @type {NodeListOf<Kind>} */ (page.querySelectorAll.call(document, selector))];
  /** @type {HTMLScriptElement[]} */
  const scripts = script ? [script] : find('script[src$="kuril-embed.js"]');
  const home = scripts[0]?.src;
  /** @type {() => HTMLIFrameElement[]} */
  const frames = () => find("iframe[data-kuril]");
  /** @type {WeakMap<HTMLIFrameElement, Talk>} */
  const known = new WeakMap();

  /** @type {WeakMap<HTMLIFrameElement, string>} The theme of a frame that was made without a wish for one. */
  const suited = new WeakMap();
  const night = matchMedia("(prefers-color-scheme: dark)");

  /**
   * Whether what an element stands on is light or dark: the first colour behind it, else what the page says.
   * @param {Element} element
   */
  const shade = (element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (page.createElement.call(document, "canvas"));
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    /** @type {Element | null} */
    let at = context && element;
    while (context && at) {
      context.fillStyle = getComputedStyle(at).backgroundColor;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      if (alpha > 200) return 0.3 * red + 0.59 * green + 0.11 * blue < DARK ? "dark" : "light";
      context.clearRect(0, 0, 1, 1);
      at = Reflect.get(Node.prototype, "parentElement", at);
    }
    const said = getComputedStyle(element).colorScheme ?? "";
    return said.includes("dark") && (night.matches || !said.includes("light")) ? "dark" : "light";
  };
  /** @type {(shade: string) => string} */
  const themeFor = (shade) => ((shade === "dark") === night.matches ? "auto" : shade);

  /** @type {(frame: HTMLIFrameElement, message: Message) => void} */
  const post = (frame, message) => frame.contentWindow?.postMessage({ kuril: 1, ...message }, "*");
  /** @type {(address: string) => string} */
  const originOf = (address) => {
    try {
      return new URL(address).origin;
    } catch {
      // A frame that waits for consent has no address yet.
      return "";
    }
  };
  /** @type {(value: any, keys: string) => boolean} */
  const holds = (value, keys) =>
    typeof value === "object" && value !== null && Object.keys(value).sort().join() === keys;
  /** @param {unknown} value */
  const sound = (value) => value === null || (typeof value === "string" && /^\w[\w-]{0,63}$/.test(value));

  /**
   * What an event of the frame tells, made anew; nothing where it has not its form.
   * @param {unknown} type
   * @param {any} value
   */
  const told = (type, value) => {
    if (typeof type !== "string") return null;
    if (type === "error") {
      const { findings } = holds(value, "findings") ? value : {};
      const right = Array.isArray(findings) && findings.length <= MOST;
      const texts = right && findings.every((text) => typeof text === "string" && text.length <= LONGEST);
      return texts ? { findings: [...findings] } : null;
    }
    const names = Object.hasOwn(EVENTS, type) ? EVENTS[type] : null;
    if (!names || !holds(value, [...names].sort().join()) || !names.every((name) => sound(value[name]))) return null;
    return Object.fromEntries(names.map((name) => [name, value[name]]));
  };

  /** @type {(frame: HTMLIFrameElement, talk: Talk) => void} */
  const greet = (frame, talk) => {
    if (talk.greeted >= PATIENCE) return;
    talk.greeted += 1;
    post(frame, { type: "hello", nonce: talk.nonce });
  };

  /**
   * The height that is asked for last, at most once in a while.
   * @type {(frame: HTMLIFrameElement, talk: Talk) => void}
   */
  const rise = (frame, talk) => {
    if (talk.paced) return;
    const { height } = talk;
    frame.style.minHeight = `${height}px`;
    talk.paced = setTimeout(() => {
      talk.paced = 0;
      if (talk.height !== height) rise(frame, talk);
    }, PACE_MS);
  };

  /**
   * Gives a frame of which nobody has wished otherwise the shade of what it stands on.
   * @type {(frame: HTMLIFrameElement) => void}
   */
  const suit = (frame) => {
    const talk = known.get(frame);
    if (!talk?.theme) return;
    const around = shade(frame);
    frame.style.colorScheme = around;
    const theme = themeFor(around);
    if (theme !== talk.theme) frame.kuril?.theme?.(theme);
    talk.theme = theme;
  };
  let changing = 0;
  /** At once, and when the page has changed its colours; a page that changes all the time is looked at no more often. */
  const suitAll = () => {
    if (changing) return;
    frames().map(suit);
    changing = setTimeout(() => {
      changing = 0;
      frames().map(suit);
    }, CHANGE_MS);
  };

  /** @param {HTMLIFrameElement} frame */
  const adopt = (frame) => {
    if (known.has(frame)) return;
    const nonce = crypto.getRandomValues(new Uint32Array(4)).join("-");
    /** @type {Talk} */
    const talk = { nonce, wait: [], greeted: 0, paced: 0, height: 0, theme: null };
    talk.theme = suited.get(frame) ?? (/[?&]theme=/.test(frame.src) ? null : "auto");
    known.set(frame, talk);
    frame.addEventListener("load", () => (talk.greeted = 0));
    /** @type {Record<string, (value?: string | null) => void>} */
    const commands = {};
    frame.kuril = commands;
    for (const type of COMMANDS)
      commands[type] = (value = null) => {
        // What the page says of it holds from then on.
        if (type === "theme") talk.theme = null;
        const message = { type, nonce, value };
        if (!talk.wait) post(frame, message);
        else if (talk.wait.length < PATIENCE) talk.wait.push(message);
      };
    greet(frame, talk);
    suit(frame);
  };

  /** @param {HTMLElement} box */
  const fill = (box) => {
    const wishes = new URLSearchParams();
    for (const name of WISHES) {
      const wish = box.dataset[name];
      if (wish) wishes.set(name, wish);
    }
    const around = shade(box);
    const theme = wishes.has("theme") ? "" : themeFor(around);
    if (theme && theme !== "auto") wishes.set("theme", theme);
    const frame = Object.assign(page.createElement.call(document, "iframe"), {
      src: new URL(`embed.html?${wishes}`, home),
      title: box.title || "Map",
      loading: "lazy",
      allow: "fullscreen; clipboard-write",
      sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads",
    });
    frame.style.cssText = `width:100%;height:560px;border:0;display:block;color-scheme:${wishes.get("theme") ?? around}`;
    if (theme) suited.set(/** @type {HTMLIFrameElement} */ (/** @type {unknown} */ (frame)), theme);
    frame.dataset.kuril = "";
    delete box.dataset.kuril;
    box.replaceChildren(frame);
  };

  const scan = () => {
    if (home) find("div[data-kuril]").map((box) => fill(/** @type {HTMLElement} */ (box)));
    frames().map(adopt);
  };

  addEventListener("message", ({ source, origin, data }) => {
    const frame = frames().find((one) => source && one.contentWindow === source);
    const talk = frame && known.get(frame);
    if (!talk || data?.kuril !== 1 || (origin !== "null" && origin !== originOf(frame.src))) return;
    const { type, nonce, value } = data;
    const first = holds(data, "kuril,type,value") && type === "height";
    if (!first && (nonce !== talk.nonce || !holds(data, "kuril,nonce,type,value"))) return;
    if (type === "height" && typeof value === "number" && value >= LOWEST && value <= HIGHEST) {
      talk.height = value;
      rise(frame, talk);
    }
    if (first) {
      // It speaks for the first time, or anew.
      talk.wait ??= [];
      greet(frame, talk);
    } else if (type === "hello") {
      for (const message of talk.wait ?? []) post(frame, message);
      talk.wait = null;
    } else {
      const detail = told(type, value);
      if (detail) frame.dispatchEvent(new CustomEvent(`kuril-${type}`, { bubbles: true, detail }));
    }
  });
  Object.defineProperty(window, MARK, { value: true });
  window.kurilEmbed = { scan };
  night.addEventListener("change", suitAll);
  const dressed = new MutationObserver(suitAll);
  const dress = { attributes: true };
  dressed.observe(document.documentElement, dress);
  addEventListener("DOMContentLoaded", () => {
    for (const body of find("body")) dressed.observe(body, dress);
    scan();
  });
  scan();
})();
