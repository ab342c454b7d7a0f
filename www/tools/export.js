// Saving and printing what the map shows. The press sets and paints the picture; this file hands it to the reader by the
// way that the page it stands in leaves open: a file, a tab, or the picture itself.

/** Pixels of a printed picture to a unit, where a browser cannot print the drawing itself. */
const PRINTED = 4;
/** Within this time printing has begun, milliseconds. */
const PATIENCE_MS = 1500;
/** So long the address of a file is kept for the browser to fetch it, milliseconds. */
const KEPT_MS = 60_000;
/** Layouts, by the words of the press, and the paper on which they are printed. */
const LAYOUTS = { view: "auto", a4: "A4 landscape", letter: "letter landscape" };
/** What can be had: the label and the pixels to a unit, none for a drawing. */
const KINDS = { svg: ["SVG"], png2: ["PNG 2×", 2], png4: ["PNG 4×", 4] };

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Whether files may be saved from here: the page that holds a frame can forbid it, and need not let it know. */
function permission() {
  try {
    const sandbox = frameElement?.sandbox;
    if (sandbox?.length) return sandbox.contains("allow-downloads") ? "given" : "denied";
  } catch {
    // A page from elsewhere does not show its frame.
  }
  return self.origin === "null" ? "unknown" : "given";
}

/** The section of the tools that saves and prints. `stand` lets the press look at what the map shows. */
export class Saving {
  #lent;
  #press;
  #stand;
  #layout;
  #note;
  #shown;
  #frame = null;

  constructor(lent, press, stand) {
    const { element, signal } = lent;
    this.#lent = lent;
    this.#press = press;
    this.#stand = stand;
    this.#layout = element(
      "select",
      { name: "layout" },
      ...Object.keys(LAYOUTS).map((value) => element("option", { value })),
    );
    this.#note = element("p", { class: "said", role: "status" });
    this.#shown = element("div", { class: "shown", hidden: "" });
    const acts = [...Object.keys(KINDS), "print"].map((kind) =>
      element("button", { type: "button", class: "act", "data-save": kind }),
    );
    this.section = element(
      "section",
      { class: "saving" },
      element("h3"),
      element("label", {}, element("span"), " ", this.#layout),
      element("div", { class: "acts" }, ...acts),
      this.#note,
      this.#shown,
    );
    this.section.addEventListener("click", (event) => this.#click(event), { signal });
    signal.addEventListener("abort", () => this.#clear());
  }

  /** Speaks the language of the map. */
  speak() {
    const word = (key) => this.#press.word(key);
    this.section.querySelector("h3").textContent = word("tools.save");
    this.section.querySelector("span").textContent = word("tools.layout");
    for (const option of this.#layout.options) option.textContent = word(`tools.layout_${option.value}`);
    for (const button of this.section.querySelectorAll("[data-save]")) {
      button.textContent = KINDS[button.dataset.save]?.[0] ?? word("tools.print");
    }
  }

  /** Takes away what earlier pictures left. */
  #clear() {
    this.#frame?.remove();
    this.#frame = null;
    this.#shown.hidden = true;
    this.#shown.replaceChildren();
  }

  async #click(event) {
    const button = event.target.closest("[data-save]");
    if (!button || this.section.ariaBusy === "true") return;
    this.section.ariaBusy = "true";
    this.#clear();
    this.#note.textContent = this.#press.word("tools.making");
    const kind = button.dataset.save;
    try {
      // The words are on the screen before the picture takes its time.
      await wait(30);
      const said = await (kind === "print" ? this.#print() : this.#save(KINDS[kind][1]));
      if (!this.#lent.signal.aborted) this.#note.textContent = said;
    } catch (error) {
      console.error(error);
      if (!this.#lent.signal.aborted) this.#note.textContent = this.#press.word("tools.save_failed");
    } finally {
      this.section.ariaBusy = "false";
    }
  }

  get #page() {
    return this.#layout.value;
  }

  /** The picture as a drawing. */
  async #drawn() {
    await this.#stand();
    const document = this.#press.svg(this.#lent.element("canvas"), this.#page);
    return new Blob([document], { type: "image/svg+xml" });
  }

  /** The picture in pixels: canvas, and pixels to a unit. */
  async #painted(wanted) {
    await this.#stand();
    const canvas = this.#lent.element("canvas");
    const scale = this.#press.paint(canvas, this.#page, wanted);
    return { canvas, scale };
  }

  /** Saves the picture as a drawing, or with so many pixels to a unit; the sentence that tells of it. */
  async #save(wanted) {
    if (!wanted) {
      const drawing = await this.#drawn();
      const name = `kuril-${this.#press.file_name()}.svg`;
      return this.#hand(drawing, name, this.#told("tools.saved", { name }));
    }
    const { canvas, scale } = await this.#painted(wanted);
    const name = `kuril-${this.#press.file_name()}.png`;
    const { width, height } = canvas;
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    canvas.width = canvas.height = 1;
    if (!blob) throw new Error("the browser gives no file of the picture");
    const key = scale < wanted ? "tools.saved_smaller" : "tools.saved_pixels";
    return this.#hand(blob, name, this.#told(key, { name, width, height }));
  }

  /** Hands a file to the reader: to be saved, else in a new tab, else in the panel. */
  #hand(blob, name, told) {
    const { element, signal } = this.#lent;
    if (signal.aborted) return "";
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
      return this.#press.word("tools.save_hold");
    }
    setTimeout(free, KEPT_MS);
    return may === "given" ? told : this.#press.word("tools.opened");
  }

  /** Prints the picture alone on its page, or saves it where printing is not possible. */
  async #print() {
    const begun = await this.#printed().catch((error) => {
      console.warn(error);
      return false;
    });
    if (begun || this.#lent.signal.aborted) return "";
    return `${this.#press.word("tools.unprinted")} ${await this.#save(PRINTED)}`;
  }

  /** Whether the browser has begun to print. */
  async #printed() {
    const { element, parts } = this.#lent;
    const frame = element("iframe", {
      class: "printed",
      tabindex: "-1",
      "aria-hidden": "true",
      title: this.#press.word("tools.print"),
    });
    this.#frame = frame;
    // Some browsers put another empty document into a frame when they have loaded it.
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    parts.tools.append(frame);
    await Promise.race([loaded, wait(PATIENCE_MS)]);
    const { contentWindow: inner, contentDocument: page } = frame;
    const styles = new inner.CSSStyleSheet();
    const rules = [
      "html, body { margin: 0 }",
      "body > * { display: block; inline-size: 100vw; block-size: 99vh; object-fit: contain }",
    ];
    styles.replaceSync([`@page { size: ${LAYOUTS[this.#page]}; margin: 0 }`, ...rules].join("\n"));
    page.adoptedStyleSheets = [styles];
    page.title = `kuril-${this.#press.file_name()}`;
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

  /** The picture for a printed page: the drawing, or its pixels where the page's policy does not let it in. */
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

  /** A sentence with what it is about. */
  #told(key, about) {
    return this.#press.word(key).replace(/\{(\w+)\}/g, (_, name) => about[name]);
  }
}
