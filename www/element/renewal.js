// How a map outlives its core and its canvases: a fresh core shows what the last picture showed, and a canvas that the
// browser has taken away is painted again or replaced.

import { mended } from "./healing.js";

/** @import { KurilMap, PictureContext } from "./types" */

/** So long the browser has to give a canvas back, milliseconds. */
const PATIENCE_MS = 300;
/**
 * What the page was told since the last picture, and by which field it is known.
 * @type {Record<string, string>}
 */
const TOLD = { chosen: "place", dated: "date", viewed: "perspective" };

/**
 * The state with which another core shows the same. A view that follows from the place would be one of its own.
 * @param {KurilMap} map
 */
function stateOf(map) {
  const whole = map.state(true);
  return map.state(false).includes("view=") ? whole : whole.replace(/&?view=[^&]*/, "");
}

/**
 * A map that goes on when its core has stopped, with what must be told of it: the types of effects that are followed.
 * @param {PictureContext} picture
 * @param {() => void} spoken writes the words of the map again
 * @returns {[KurilMap, Set<string>]}
 */
export function lasting(picture, spoken) {
  const { act, ask, fail, host, make, measure, parts, plate, reset, signal, surround, tell } = picture;
  /** @type {Set<string>} */
  const since = new Set();
  let latest = stateOf(picture.map);
  let proved = latest;
  /** @type {Set<EventTarget>} */
  const lost = new Set();

  const [map, renew] = mended(picture.map, {
    reset,
    make,
    files: [["plate.0.geojson", plate]],
    seen(working, works) {
      latest = stateOf(working);
      if (!works) return;
      proved = latest;
      since.clear();
    },
    resume(first) {
      if (!first) latest = proved;
      // The view is there at once, without a flight to it.
      map.act("calm", "true", performance.now());
      measure();
      map.restore(latest, performance.now());
      surround();
      map.widen();
      map.findings();
      // What the page has been told no longer holds where the map has gone back.
      const told = first ? [] : [...since].filter((type) => type in TOLD);
      act(told.map((type) => /** @type {any} */ ([type, map.get(TOLD[type]) ?? null])));
      spoken();
      ask();
    },
    told: ({ message }) =>
      tell("kuril-error", { findings: [`kuril-map: the map had stopped and was started again: ${message}`] }),
    failed({ message }) {
      // What the element holds takes its place.
      delete host.dataset.ready;
      fail(new Error(`kuril-map: the map has stopped: ${message}`));
    },
  });

  const repaint = () => {
    map.repaint();
    ask();
  };
  /** @param {EventTarget} canvas */
  const watch = (canvas) => {
    let wait = 0;
    const taken = () => {
      const can = canvas === parts.board;
      lost.delete(canvas);
      delete parts.board;
      renew(new Error("the browser has taken its canvas away"), can);
      if (parts.board) watch(parts.board);
    };
    const back = () => {
      clearTimeout(wait);
      wait = 0;
      lost.delete(canvas);
      repaint();
    };
    const gone = () => {
      lost.add(canvas);
      wait ||= setTimeout(taken, PATIENCE_MS);
    };
    canvas.addEventListener("contextlost", gone, { signal });
    canvas.addEventListener("contextrestored", back, { signal });
    signal.addEventListener("abort", () => clearTimeout(wait));
  };
  const { board, ground, marks, furniture } = parts;
  for (const canvas of [board, ground, marks, furniture]) if (canvas) watch(canvas);
  // What the browser has taken out of its store of pages, it gives back blank.
  addEventListener("pageshow", ({ persisted }) => persisted && repaint(), { signal });
  document.addEventListener("visibilitychange", () => !document.hidden && repaint(), { signal });
  // Nothing is painted on a canvas that is not there.
  const { frame } = map;
  map.frame = (now) => (lost.size ? [] : frame(now));
  return [map, since];
}
