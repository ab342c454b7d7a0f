// The land by Leaflet's canvas renderer, with its own settings.

import L from "leaflet";
import "leaflet/dist/leaflet.css";
import { box, COAST, LAND, land, PLACE, ready, SEA, VIEW } from "./peer.js";

const element = box();
element.style.background = SEA;
const map = L.map(element, { preferCanvas: true, attributionControl: false, zoomSnap: 0, inertia: false });
const latLng = ([lon, lat]) => [lat, lon];
map.fitBounds(VIEW.map(latLng), { animate: false });
const data = await land();
L.geoJSON(data, { style: { color: COAST, weight: 1, fillColor: LAND, fillOpacity: 1 } }).addTo(map);
const position = () => {
  const { x, y } = map.latLngToContainerPoint(latLng(PLACE));
  return [x, y];
};
// The renderer paints in the next animation frame; a callback asked for after its own runs after it.
requestAnimationFrame(() => ready(() => map.zoomIn(1, { animate: false }), position));
