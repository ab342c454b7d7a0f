// The land by D3's projections on a canvas, drawn anew in every frame.

import { geoConicEqualArea, geoPath } from "d3-geo";
import { box, COAST, dragged, LAND, land, PLACE, ready, SEA, VIEW } from "./peer.js";

const map = box();
const { clientWidth: width, clientHeight: height } = map;
const canvas = document.createElement("canvas");
canvas.width = width * devicePixelRatio;
canvas.height = height * devicePixelRatio;
canvas.style.cssText = `display: block; width: ${width}px; height: ${height}px`;
map.append(canvas);
const context = canvas.getContext("2d");
const data = await land();
// D3 wants exterior rings clockwise on the sphere, RFC 7946 lays them the other way round.
for (const { geometry } of data.features) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  for (const rings of polygons) for (const ring of rings) ring.reverse();
}
const corners = { type: "MultiPoint", coordinates: VIEW };
const projection = geoConicEqualArea().parallels([43, 54]).rotate([-151, 0]).fitSize([width, height], corners);
const path = geoPath(projection, context);
const paint = () => {
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.fillStyle = SEA;
  context.fillRect(0, 0, width, height);
  context.beginPath();
  path(data);
  context.fillStyle = LAND;
  context.fill();
  context.strokeStyle = COAST;
  context.lineWidth = 1;
  context.stroke();
};
const nearer = () => {
  const [x, y] = projection.translate();
  projection.scale(projection.scale() * 2).translate([2 * x - width / 2, 2 * y - height / 2]);
  paint();
};
paint();
dragged(map, (x, y) => {
  const [left, top] = projection.translate();
  projection.translate([left + x, top + y]);
  paint();
});
ready(nearer, () => projection(PLACE));
