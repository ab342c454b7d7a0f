// A canvas that is filled with one colour every frame: the least that a map on one canvas can cost.

import { box, dragged, ready, SEA } from "./peer.js";

const map = box();
const canvas = document.createElement("canvas");
const { clientWidth, clientHeight } = map;
canvas.width = clientWidth * devicePixelRatio;
canvas.height = clientHeight * devicePixelRatio;
canvas.style.cssText = `display: block; width: ${clientWidth}px; height: ${clientHeight}px`;
map.append(canvas);
const context = canvas.getContext("2d");
let at = [0, 0];
const paint = () => {
  context.fillStyle = SEA;
  context.fillRect(0, 0, canvas.width, canvas.height);
};
paint();
dragged(map, (x, y) => {
  at = [at[0] + x, at[1] + y];
  paint();
});
ready(
  () => {},
  () => at,
);
