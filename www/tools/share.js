// Links to what the map shows now: an address to send, and the lines that put the map into another page.

/** What a frame may do, and what it is lent. */
const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
const LENT = "fullscreen; clipboard-write";
/** Height of a frame in another page, CSS pixels. */
const HEIGHT = 560;

/** @import { ElementContext } from "../element/types" */
/** @import { Tools } from "../wasm/kuril_tools.js" */

/** The way from the folder of the code to the root of the site, which the build knows; none where it is in no site. */
const UP = "{{root}}";

/**
 * The root of the site of the code, by the address of what stands beside it; none where it is in no site.
 * @param {URL | string} beside
 */
export function rootOf(beside, up = UP) {
  return up ? new URL(up, beside).href : null;
}

/**
 * Whether a site shows the story of a folder, if one is named: only its own, which stands in its folder of data.
 * @param {string} root
 * @param {URL} [folder]
 */
export const shows = (root, folder) => !folder || folder.href.startsWith(`${root}data/`);

/**
 * The value of an attribute as it is written in a page.
 * @param {string} text
 */
export const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/**
 * Copies a text, or selects it by what is given for that where the browser forbids to copy; says which of both it was.
 * @param {string} text
 * @param {() => void} select
 */
export async function copied(text, select) {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    select();
    return "selected";
  }
}

/** The section of the tools that hands out links. */
export class Sharing {
  #context;
  #tools;
  #title;
  #note;
  #fields;
  #root;

  /**
   * @param {ElementContext} context
   * @param {Tools} tools
   */
  constructor(context, tools) {
    const { element, host, listen, assets } = context;
    const root = rootOf(assets.styles);
    const shown = root && shows(root, assets.folder);
    this.#root = shown ? root : null;
    this.#context = context;
    this.#tools = tools;
    /**
     * @param {"link" | "code"} name
     * @param {HTMLInputElement | HTMLTextAreaElement} box
     */
    const field = (name, box) => {
      box.id = `share-${name}`;
      box.readOnly = true;
      box.spellcheck = false;
      const button = element("button", { type: "button", class: "act", "data-copy": name });
      return { name, box, label: element("label", { for: box.id }), button };
    };
    const [link, code] = [element("input", { type: "text" }), element("textarea", { rows: "4" })];
    this.#fields = [field("link", link), field("code", code)];
    this.#note = element("p", { class: "said", role: "status" });
    this.#title = element("h3");
    const rows = this.#fields.map(({ label, box, button }) => element("p", {}, label, box, button));
    // Its site would show another story than the one that is seen.
    const parts = shown ? rows : [];
    this.section = element("section", { class: "sharing" }, this.#title, ...parts, this.#note);
    // What stands in no site has no address.
    this.section.hidden = !root;
    listen(this.section, ["click"], (event) => this.#click(event));
    listen(host, ["kuril-rest", "kuril-select", "kuril-date", "kuril-perspective", "kuril-tour"], () => this.#fill());
  }

  /** Speaks the language of the map. */
  speak() {
    this.#title.textContent = this.#tools.word("share.title");
    if (!this.#root) this.#note.textContent = this.#tools.word("share.foreign");
    for (const { name, label, button } of this.#fields) {
      label.textContent = this.#tools.word(`share.${name}`);
      button.textContent = this.#tools.word(`share.copy_${name}`);
    }
    this.#fill();
  }

  /** Puts link and lines for what is seen now into their fields. */
  #fill() {
    const { map, parts } = this.#context;
    if (!this.#root || parts.tools.hidden) return;
    const folder = `${this.#root}${this.#tools.folder()}`;
    const state = map.state(false);
    const source = `${folder}embed.html${state && `?${state}`}`;
    const attributes = {
      src: source,
      width: "100%",
      height: HEIGHT,
      title: map.word("map.label"),
      sandbox: SANDBOX,
      allow: LENT,
      loading: "lazy",
      style: `width: 100%; height: ${HEIGHT}px; border: 0`,
    };
    const written = Object.entries(attributes).map(([name, value]) => `${name}="${quoted(String(value))}"`);
    const values = { link: `${folder}${state && `#${state}`}`, code: `<iframe ${written.join(" ")}></iframe>` };
    for (const { name, box } of this.#fields) {
      if (box.value === values[name]) continue;
      box.value = values[name];
      this.#note.replaceChildren();
    }
  }

  /**
   * Copies the text of a field, or selects it where the browser forbids to copy.
   * @param {MouseEvent} event
   */
  async #click({ target }) {
    const { box } = this.#fields.find(({ button }) => button === target) ?? {};
    if (!box) return;
    const done = await copied(box.value, () => {
      box.focus({ preventScroll: true });
      box.select();
    });
    if (!this.#context.signal.aborted) this.#note.textContent = this.#tools.word(`share.${done}`);
  }
}
