// The land by MapLibre GL; where there is no WebGL, there is nothing to measure.

import { Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { box, COAST, fail, LAND, land, PLACE, ready, SEA, VIEW } from "./peer.js";

setWorkerUrl(new URL("maplibre-worker.js", location.href).href);
const data = await land();
const layers = [
  { id: "sea", type: "background", paint: { "background-color": SEA } },
  { id: "land", type: "fill", source: "land", paint: { "fill-color": LAND, "fill-antialias": false } },
  { id: "coast", type: "line", source: "land", paint: { "line-color": COAST, "line-width": 1 } },
];
try {
  const map = new MapLibreMap({
    container: box(),
    style: { version: 8, sources: { land: { type: "geojson", data } }, layers },
    bounds: VIEW,
    attributionControl: false,
    dragRotate: false,
    fadeDuration: 0,
  });
  const position = () => {
    const { x, y } = map.project(PLACE);
    return [x, y];
  };
  map.once("idle", () => ready(() => map.jumpTo({ zoom: map.getZoom() + 1 }), position));
  map.on("error", ({ error }) => fail(error?.message ?? error));
} catch (error) {
  fail(error.message);
}
