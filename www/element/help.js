// Help for <kuril-map>: a dialog with the keys, and the view told in words. Loaded when it is asked for.

import { composes } from "./search.js";

/** @import { ElementContext } from "./types" */

/** The keys and the words for what they do. */
const KEYS = [
  ["↑ ↓ ← →", "help.walk"],
  ["Home End", "help.ends"],
  ["A あ Я", "help.type"],
  ["Enter", "help.enter"],
  ["Esc", "help.escape"],
  ["+ −", "help.zoom"],
  ["0", "help.home"],
  ["?", "help.help"],
];

/**
 * Opens the dialog; `describe` writes what is in sight into an element. The focus returns to where it was.
 * @param {ElementContext} context
 * @param {(into: HTMLElement) => Promise<unknown>} describe
 */
export function help({ element, host, map, parts, fail }, describe) {
  /** @param {string} key */
  const word = (key) => map.word(key);
  const opener = /** @type {HTMLElement | null | undefined} */ (host.shadowRoot?.activeElement);
  const close = element("button", { type: "button", class: "close", "aria-label": word("card.close") }, "×");
  const head = element("header", {}, element("h2", { id: "help" }, word("help.title")), close);
  const keys = element("dl", { class: "keys" });
  for (const [names, key] of KEYS) {
    const caps = names.split(" ").map((name) => element("kbd", {}, name));
    keys.append(element("div", {}, element("dt", {}, ...caps), element("dd", {}, word(key))));
  }
  const ask = element("button", { type: "button", class: "jump describe" }, word("reader.describe"));
  const told = element("div", { class: "described", role: "status" });
  const dialog = element("dialog", { "aria-labelledby": "help" }, head, keys, ask, told);
  close.addEventListener("click", () => dialog.close());
  ask.addEventListener("click", () => {
    ask.setAttribute("aria-disabled", "true");
    describe(told)
      .catch(fail)
      .finally(() => ask.removeAttribute("aria-disabled"));
  });
  // What is pressed here is not the map's.
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key !== "Escape" || composes(event)) return;
    // A dialog around the map would close as well.
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus({ preventScroll: true });
  });
  parts.frame.append(dialog);
  dialog.showModal();
}
