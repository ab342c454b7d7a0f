// The map alone, for a frame in another page: what the address asks for becomes attributes of the map.
import { FIELDS } from "../element/attributes.js";

/** @import { KurilMapElement } from "../element/types" */

const map = /** @type {KurilMapElement} */ (document.querySelector("kuril-map"));
// Opened by itself it has no page around it whose scroll it would have to leave alone.
if (parent === window) map.setAttribute("gestures", "direct");
for (const [name, value] of new URLSearchParams(location.search)) {
  if (Object.hasOwn(FIELDS, name) || name === "gestures") map.setAttribute(name, value);
}
/**
 * A script that does not come, or is not ours, makes no map that could tell of it.
 * @param {ErrorEvent} event
 */
function fail({ message, target }) {
  if (customElements.get("kuril-map")) return;
  const { src } = /** @type {Partial<HTMLScriptElement>} */ (target ?? {});
  const finding = message ?? `${src?.split("/").pop()}: the script cannot be loaded`;
  map.dataset.failed = finding;
  map.dispatchEvent(new CustomEvent("kuril-error", { bubbles: true, detail: { findings: [finding] } }));
}
addEventListener("error", fail, { capture: true });
if (parent !== window) import("./frame-protocol.js").then(({ talk }) => talk(map));
import("../pages/after-load.js").then(({ settle }) => settle(map, "search"));
