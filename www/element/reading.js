// What is read beside <kuril-map>: one file for each language of the story, of which a reader needs one.

/** @import { ElementContext } from "./types" */

/**
 * The files by language; the build repeats the line for each language of the story.
 * @type {Record<string, URL>}
 */
const FILES = {
  "{{lang}}": new URL("../data/reading.{{lang}}.json", import.meta.url),
};

/**
 * The bytes of the reading matter in a language: the map's own, or that in the folder of another story.
 * @param {string} lang
 * @param {ElementContext} context
 */
export function reading(lang, { assets: { at }, bytes, signal }) {
  return bytes(at ? at(`reading.${lang}.json`) : FILES[lang], signal);
}
