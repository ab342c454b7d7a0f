// The part of the core that writes the words around the picture: it comes after the first picture, once for all maps on a
// page.

import { join } from "./later.js";

/** @import { ElementContext } from "./types" */

/** Where it lies; resolved when the site is built. */
const PART = new URL("../wasm/kuril_texts.wasm", import.meta.url);

/** @type {Promise<void> | null} */
let coming = null;

/**
 * Joins the part to the core, unless it has joined; it is asked for again where it did not come.
 * @param {ElementContext["bytes"]} bytes
 * @returns {Promise<void>}
 */
export function texts(bytes) {
  coming ??= bytes(PART, new AbortController().signal)
    .then((part) => WebAssembly.compile(/** @type {Uint8Array<ArrayBuffer>} */ (part)))
    .then(join)
    .catch(({ message }) => {
      coming = null;
      throw new Error(`kuril_texts.wasm: ${message}`);
    });
  return coming;
}
