// Saving and printing what the map shows. The core sets and paints the picture; this file hands it to the reader by the
// way that the page it stands in leaves open: a file, a tab, or the picture itself.

/** @import { ElementContext } from "../element/types" */
/** @import { Tools } from "../wasm/kuril_tools.js" */

/** Pixels of a printed picture to a unit, where a browser cannot print the drawing itself. */
const PRINTED = 4;
/** Within this time printing has begun, milliseconds. */
const PATIENCE_MS = 1500;
/** So long the address of a file is kept for the browser to fetch it, milliseconds. */
const KEPT_MS = 60_000;
/**
 * Layouts, by the words of the core, and the paper on which they are printed.
 * @type {Record<string, string>}
 */
const LAYOUTS = { view: "auto", a4: "A4 landscape", letter: "letter landscape" };
/**
 * What can be had: the label and the pixels to a unit, none for a drawing.
 * @type {Record<string, { label: string, scale?: number }>}
 */
const KINDS = { svg: { label: "SVG" }, png2: { label: "PNG 2×", scale: 2 }, png4: { label: "PNG 4×", scale: 4 } };
/** Units in a metre: 96 in an inch. */
const UNITS_PER_METRE = 96 / 0.0254;
/** The length of a PNG up to its second chunk: signature and header (PNG, 5.2 and 11.2.2). */
const HEADED = 33;

/** @type {(bytes: Uint8Array) => number} the checksum of a chunk (PNG, annex D) */
const checksum = (bytes) => {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
};

/**
 * A PNG that says how large it is on paper, of which browsers tell nothing (PNG, 11.3.5.3).
 * @param {Blob} png
 * @param {number} scale pixels to a unit
 */
function sized(png, scale) {
  const chunk = new DataView(new ArrayBuffer(21));
  const density = Math.round(scale * UNITS_PER_METRE);
  for (const [at, value] of [9, 0x70485973, density, density].entries()) chunk.setUint32(4 * at, value);
  chunk.setUint8(16, 1);
  chunk.setUint32(17, checksum(new Uint8Array(chunk.buffer, 4, 13)));
  return new Blob([png.slice(0, HEADED), chunk, png.slice(HEADED)], { type: png.type });
}

/** @type {(ms: number) => Promise<void>} */
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Whether files may be saved from here: the page that holds a frame can forbid it, and need not let it know. */
function permission() {
  try {
    const { sandbox } = /** @type {Partial<HTMLIFrameElement>} */ (frameElement ?? {});
    if (sandbox?.length) return sandbox.contains("allow-downloads") ? "given" : "denied";
  } catch {
    // A page from elsewhere does not show its frame.
  }
  return self.origin === "null" ? "unknown" : "given";
}

/** The section of the tools that saves and prints. */
export class Saving {
  #context;
  #tools;
  #look;
  #title;
  #caption;
  #layout;
  #acts;
  #note;
  #shown;
  /** @type {HTMLIFrameElement | null} */
  #frame = null;

  /**
   * @param {ElementContext} context
   * @param {Tools} tools
   * @param {() => Promise<void>} look lets the tools look at what the map shows
   */
  constructor(context, tools, look) {
    const { element, listen, signal } = context;
    this.#context = context;
    this.#tools = tools;
    this.#look = look;
    this.#title = element("h3");
    this.#caption = element("span");
    this.#layout = element(
      "select",
      { name: "layout" },
      ...Object.keys(LAYOUTS).map((value) => element("option", { value })),
    );
    this.#note = element("p", { class: "said", role: "status" });
    this.#shown = element("div", { class: "shown", hidden: "" });
    this.#acts = [...Object.keys(KINDS), "print"].map((kind) => {
      const button = element("button", { type: "button", class: "act", "data-save": kind });
      listen(button, ["click"], () => this.#click(kind));
      return button;
    });
    this.section = element(
      "section",
      { class: "saving" },
      this.#title,
      element("label", {}, this.#caption, " ", this.#layout),
      element("div", { class: "acts" }, ...this.#acts),
      this.#note,
      this.#shown,
    );
    signal.addEventListener("abort", () => this.#clear());
  }

  /** Speaks the language of the map. */
  speak() {
    /** @param {string} key */
    const word = (key) => this.#tools.word(key);
    this.#title.textContent = word("tools.save");
    this.#caption.textContent = word("tools.layout");
    for (const option of this.#layout.options) option.textContent = word(`tools.layout_${option.value}`);
    for (const button of this.#acts) {
      button.textContent = KINDS[button.dataset.save ?? ""]?.label ?? word("tools.print");
    }
  }

  /** Takes away what earlier pictures left. */
  #clear() {
    this.#frame?.remove();
    this.#frame = null;
    this.#shown.hidden = true;
    this.#shown.replaceChildren();
  }

  /** @param {string} kind one of `KINDS`, or `print` */
  async #click(kind) {
    const { signal } = this.#context;
    if (this.section.getAttribute("aria-busy") === "true") return;
    this.section.setAttribute("aria-busy", "true");
    this.#clear();
    this.#note.textContent = this.#tools.word("tools.making");
    try {
      // The words are on the screen before the picture takes its time.
      await wait(30);
      const said = await (kind === "print" ? this.#print() : this.#save(KINDS[kind].scale));
      if (!signal.aborted) this.#note.textContent = said;
    } catch (error) {
      console.error(error);
      if (!signal.aborted) this.#note.textContent = this.#tools.word("tools.save_failed");
    } finally {
      this.section.setAttribute("aria-busy", "false");
    }
  }

  get #page() {
    return this.#layout.value;
  }

  /** The picture as a drawing. */
  async #drawn() {
    await this.#look();
    const drawing = this.#tools.svg(this.#context.element("canvas"), this.#page);
    return new Blob([drawing], { type: "image/svg+xml" });
  }

  /**
   * The picture on a canvas, and the pixels to a unit: as many as are wanted, or as there can be.
   * @param {number} wanted
   */
  async #painted(wanted) {
    await this.#look();
    const canvas = this.#context.element("canvas");
    return { canvas, scale: this.#tools.paint(canvas, this.#page, wanted) };
  }

  /**
   * Saves the picture as a drawing, or with so many pixels to a unit; the sentence that tells of it.
   * @param {number} [wanted]
   */
  async #save(wanted) {
    if (!wanted) return this.#hand(await this.#drawn(), ".svg", "tools.saved");
    const { canvas, scale } = await this.#painted(wanted);
    const { width, height } = canvas;
    /** @type {Blob | null} */
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    canvas.width = canvas.height = 1;
    if (!blob) throw new Error("the browser gives no file of the picture");
    const key = scale < wanted ? "tools.saved_smaller" : "tools.saved_pixels";
    return this.#hand(sized(blob, scale), `-${+scale.toFixed(1)}x.png`, key, width, height);
  }

  /**
   * Hands a file to the reader: to be saved, else in a new tab, else in the panel; the sentence that tells of it.
   * @param {Blob} blob
   * @param {string} ending of its name: the pixels to a unit, where it has pixels, and the format
   * @param {string} key the sentence where it is saved
   */
  #hand(blob, ending, key, width = 0, height = 0) {
    const { element, signal } = this.#context;
    if (signal.aborted) return "";
    const name = `kuril-${this.#tools.file_name()}${ending}`;
    const url = URL.createObjectURL(blob);
    const free = () => URL.revokeObjectURL(url);
    const may = permission();
    if (may !== "denied") element("a", { href: url, download: name }).click();
    if (may !== "given" && (may === "unknown" || !open(url))) {
      const picture = element("img", { src: url, alt: name });
      this.#shown.replaceChildren(picture);
      this.#shown.hidden = false;
      picture.addEventListener("load", () => picture.scrollIntoView({ block: "nearest" }));
      signal.addEventListener("abort", free, { once: true });
      return this.#tools.word("tools.save_hold");
    }
    setTimeout(free, KEPT_MS);
    return may === "given" ? this.#told(key, { name, width, height }) : this.#tools.word("tools.opened");
  }

  /** Prints the picture alone on its page, or saves it where printing is not possible. */
  async #print() {
    const begun = await this.#printed().catch((error) => {
      console.warn(error);
      return false;
    });
    if (begun || this.#context.signal.aborted) return "";
    return `${this.#tools.word("tools.unprinted")} ${await this.#save(PRINTED)}`;
  }

  /** Whether the browser has begun to print. */
  async #printed() {
    const { element, parts } = this.#context;
    const frame = element("iframe", {
      class: "printed",
      tabindex: "-1",
      "aria-hidden": "true",
      title: this.#tools.word("tools.print"),
    });
    this.#frame = frame;
    // Some browsers put another empty document into a frame when they have loaded it.
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    parts.tools.append(frame);
    await Promise.race([loaded, wait(PATIENCE_MS)]);
    const { contentWindow: inner, contentDocument: page } = frame;
    if (!inner || !page) return false;
    const styles = new inner.CSSStyleSheet();
    const rules = [
      "html, body { margin: 0 }",
      "body > * { display: block; inline-size: 100vw; block-size: 99vh; object-fit: contain }",
    ];
    styles.replaceSync([`@page { size: ${LAYOUTS[this.#page]}; margin: 0 }`, ...rules].join("\n"));
    page.adoptedStyleSheets = [styles];
    page.title = `kuril-${this.#tools.file_name()}`;
    page.documentElement.lang = parts.frame.lang;
    page.body.append(await this.#pictured(page));
    let begun = false;
    inner.addEventListener("beforeprint", () => (begun = true));
    inner.addEventListener("afterprint", () => setTimeout(() => frame.remove(), PATIENCE_MS));
    inner.focus();
    inner.print();
    for (let waited = 0; !begun && waited < PATIENCE_MS; waited += 50) await wait(50);
    return begun;
  }

  /**
   * The picture for a printed page: the drawing, or its pixels where the page's policy does not let it in.
   * @param {Document} page
   */
  async #pictured(page) {
    const url = URL.createObjectURL(await this.#drawn());
    const image = page.createElement("img");
    image.alt = "";
    image.src = url;
    try {
      await image.decode();
      return image;
    } catch {
      return page.adoptNode((await this.#painted(PRINTED)).canvas);
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  /**
   * A sentence with what it is about.
   * @param {string} key
   * @param {Record<string, string | number>} about
   */
  #told(key, about) {
    return this.#tools.word(key).replace(/\{(\w+)\}/g, (_, name) => String(about[name]));
  }
}
