// What joins the core later: parts of it in wasm modules of their own, which share its memory and its table. A core that
// takes the place of another is joined by the same parts.

/** @import { InitOutput } from "../wasm/kuril_map.js" */

/** @type {InitOutput} */
let core;
/** @type {WebAssembly.Module | null} */
let texts = null;
let isJoined = false;

/**
 * The core that has begun, by what it exports.
 * @param {InitOutput} begun
 */
export const begin = (begun) => {
  if (core === begun) return;
  core = begun;
  isJoined = false;
  if (texts) join(texts);
};

/**
 * Joins the part that writes the texts to the core.
 * @param {WebAssembly.Module} part
 */
export const join = (part) => {
  new WebAssembly.Instance(part, { __wasm_split: /** @type {any} */ (core) });
  texts = part;
  isJoined = true;
};

/**
 * Answers the core, which asks whether the part is there, by the function that it names in its table.
 * @param {number} callback
 * @param {number} data
 */
export const __wasm_split_load_texts = (callback, data) => {
  /** @type {any} */ (core).__indirect_function_table.get(callback)(data, isJoined);
};
