// The pictures of the days on which the map changed most, where the control of time has room for them.

import { idle } from "./idle.js";

/** @import { KurilMap, Parts } from "./types" */

/**
 * What each canvas shows, by all that the pictures depend on.
 * @type {WeakMap<Element, string>}
 */
const shown = new WeakMap();

/**
 * Has the pictures painted that are in sight and no longer show what the map does, one at a time.
 * @param {KurilMap} map
 * @param {Parts} parts
 * @param {AbortSignal} signal
 */
export async function sketch(map, { time }, signal) {
  const look = ["perspective", "light", "layers"].map((name) => map.get(name)).join();
  for (const canvas of time.querySelectorAll("canvas")) {
    if (!canvas.clientWidth || shown.get(canvas) === look) continue;
    shown.set(canvas, look);
    await idle();
    if (signal.aborted || shown.get(canvas) !== look) return;
    map.sketch(canvas, canvas.closest("button")?.dataset.date ?? "");
  }
}
