// What a page does once it has settled, as the map comes first: what lies below the map is dressed, and the address
// follows the map.

import { idle } from "../element/idle.js";

/** @import { KurilMapElement } from "../element/types" */

/** A map that says nothing for this long is taken for one that does not come, milliseconds. */
const PATIENCE_MS = 9000;

/**
 * When a map is there, or is known not to come.
 * @param {KurilMapElement} map
 * @returns {Promise<unknown>}
 */
function known(map) {
  return new Promise((done) => {
    if ("ready" in map.dataset || "failed" in map.dataset) return done(null);
    for (const type of ["kuril-ready", "kuril-error"]) map.addEventListener(type, done, { once: true });
    setTimeout(done, PATIENCE_MS);
  });
}

/**
 * Settles the page around a map whose state stands in the part of the address that is named.
 * @param {KurilMapElement} map
 * @param {"hash" | "search"} part
 */
export async function settle(map, part) {
  await known(map);
  await idle();
  import("./table-sort.js");
  const { keep } = await import("./address.js");
  keep(map, part);
}
