// What all peers share: the box, the data, the colours and the mark.

import "./peer.css";

export const SEA = "#e9f1f3";
export const LAND = "#f1ebdd";
export const COAST = "#6b7a80";

/** South-west and north-east corner of the first view, longitude and latitude. */
export const VIEW = [
  [140, 42],
  [162, 56],
];

/** The place whose way over the screen is followed. */
export const PLACE = [147.8, 45];

/** The box that the map is drawn in; the address may give it a size, such as `?858x712`. */
export function box() {
  const map = document.getElementById("map");
  const [width, height] = location.search.slice(1).split("x").map(Number);
  if (width && height) {
    map.style.width = `${width}px`;
    map.style.height = `${height}px`;
  }
  return map;
}

/** Land and islands of the coarsest plate, the same file that our own map draws first. */
export async function land() {
  const plate = await (await fetch("plate.0.geojson")).json();
  const { features } = plate;
  const drawn = ({ properties, geometry }) =>
    ["land", "island"].includes(properties.layer) && geometry.type !== "Point";
  return { type: "FeatureCollection", features: features.filter(drawn) };
}

/** The first complete picture is painted. `nearer` zooms in by a doubling, `position` tells where the place is. */
export function ready(nearer, position) {
  if (window.bench) return;
  window.bench = { nearer, position };
  performance.mark("first-frame");
}

/** Tells why there is nothing to measure. */
export function fail(reason) {
  window.benchFailed = String(reason);
}

/** Calls back with the way of every drag since the last frame, at most once a frame. */
export function dragged(map, call) {
  let last = null;
  let way = [0, 0];
  let asked = false;
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    last = [event.clientX, event.clientY];
  });
  map.addEventListener("pointerup", () => (last = null));
  map.addEventListener("pointermove", (event) => {
    if (!last) return;
    way = [way[0] + event.clientX - last[0], way[1] + event.clientY - last[1]];
    last = [event.clientX, event.clientY];
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      const [x, y] = way;
      way = [0, 0];
      call(x, y);
    });
  });
}
