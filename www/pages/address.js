// The address of a page with a map says what the map shows, so that it can be sent to others. On our own page choosing a
// place or going to a step of the tour makes a new entry of the history, and all else changes the one that is there; in a
// frame nothing makes one.

import { ADDRESSED } from "../element/attributes.js";

/** @import { KurilMapElement, KurilMapState } from "../element/types" */

/**
 * Keeps address and map in step. The state stands in the part of the address that is named.
 * @param {KurilMapElement} map
 * @param {"hash" | "search"} part
 */
export function keep(map, part) {
  const walks = part === "hash";
  const sign = walks ? "#" : "?";
  const said = () => new URLSearchParams(location[part].slice(1));

  /**
   * Writes a state into the address: what else a query holds stays, and so does an anchor until there is a state.
   * @param {KurilMapState} state
   * @param {boolean} [anew] whether that makes an entry of the history
   */
  const write = (state, anew) => {
    const parameters = walks ? new URLSearchParams() : said();
    for (const name of ADDRESSED) parameters.delete(name);
    for (const [name, value] of Object.entries(state)) parameters.set(name, value);
    // A comma may stand in an address as it is (RFC 3986, section 2.2).
    const text = parameters.toString().replaceAll("%2C", ",");
    const now = location[part].slice(1);
    if (text === now || (!text && walks && !now.includes("="))) return;
    const address = location.pathname + (walks ? location.search : "") + (text && sign + text);
    try {
      if (anew) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch (error) {
      // Browsers forbid too many changes at a time, and some forbid them in a sandbox: the map goes on.
      console.warn(error);
    }
  };

  map.addEventListener("kuril-rest", ({ detail }) => write(detail));
  if (walks) {
    const walked = () => {
      const [{ view, ...state }, before] = [map.state, said()];
      const same = (/** @type {"place" | "tour"} */ name) => (state[name] ?? null) === before.get(name);
      // An address that holds a step alone is completed.
      const completed = same("tour") && before.has("tour") && !before.has("place");
      if (!(same("place") && same("tour")) && !completed) write(state, true);
    };
    map.addEventListener("kuril-select", walked);
    map.addEventListener("kuril-tour", walked);
    addEventListener("popstate", () => {
      if (!location.hash || location.hash.includes("=")) map.state = Object.fromEntries(said());
    });
    if ("read" in map.dataset) walked();
  }
  if ("read" in map.dataset) write(map.state);
}
