// The page around the map: the address names what is shown, the table leads to the map, other languages keep it.
import { ADDRESSED } from "../element/attributes.js";

/** @import { KurilMapElement } from "../element/types" */

const map = /** @type {KurilMapElement} */ (document.querySelector("kuril-map"));

for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  if (ADDRESSED.includes(name)) map.setAttribute(name, value);
}

document.querySelector("#islands")?.addEventListener("click", (event) => {
  /** @type {HTMLElement | null} */
  const link = /** @type {Element} */ (event.target).closest("a[data-place]");
  if (!link || !("ready" in map.dataset)) return;
  event.preventDefault();
  map.choose(link.dataset.place ?? null);
  map.scrollIntoView({ block: "end" });
});

document.querySelector("nav")?.addEventListener("click", (event) => {
  /** @type {HTMLAnchorElement | null} */
  const link = /** @type {Element} */ (event.target).closest("a[hreflang]");
  if (link) link.hash = location.hash;
});

import("./after-load.js").then(({ settle }) => settle(map, "hash")).then(() => import("./offline.js"));
