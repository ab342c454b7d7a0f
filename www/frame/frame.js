// The map alone, for a frame in another page: what the address asks for becomes attributes of the map.
import { FIELDS } from "../element/attributes.js";

/** @import { KurilMapElement } from "../element/types" */

/** The map or, where its story is refused, what stands in its place. */
let map = /** @type {KurilMapElement} */ (document.querySelector("kuril-map"));
// Opened by itself it has no page around it whose scroll it would have to leave alone.
if (parent === window) map.setAttribute("gestures", "direct");
for (const [name, value] of new URLSearchParams(location.search)) {
  if (Object.hasOwn(FIELDS, name) || name === "gestures") map.setAttribute(name, value);
}

/**
 * The page shows another story, and nothing of its own; or, where that lies elsewhere, says why it does not.
 * @param {string} story
 */
function show(story) {
  const origins = /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=kuril-stories-from]")).content;
  const known = [
    location.origin,
    ...origins
      .split(" ")
      .filter(Boolean)
      .map((origin) => new URL(origin).origin),
  ];
  const folder = URL.canParse(story, location.href) ? new URL(story, location.href) : null;
  const notice = /** @type {HTMLElement} */ (map.querySelector(".failed"));
  document.querySelector(".strip")?.remove();
  document.title = "Map";
  notice.textContent = "";
  map.replaceChildren(notice);
  if (folder && known.includes(folder.origin)) {
    map.setAttribute("story", folder.href);
    map.addEventListener("kuril-error", () => (notice.textContent = map.dataset.failed ?? ""));
    return;
  }
  const refused = document.createElement("div");
  refused.append(notice);
  notice.textContent = refused.dataset.failed = `story: expected a folder on ${known.join(" or ")}, found "${story}"`;
  map.replaceWith(refused);
  map = /** @type {any} */ (refused);
}

const story = new URLSearchParams(location.search).get("story");
if (story !== null) show(story);

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
// What is refused shows nothing that could change.
if (!map.dataset.failed) import("../pages/after-load.js").then(({ settle }) => settle(map, "search"));
