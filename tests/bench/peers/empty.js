// No map at all: what the browser itself needs to load a page and to deliver a drag.

import { box, dragged, ready } from "./peer.js";

let at = [0, 0];
dragged(box(), (x, y) => (at = [at[0] + x, at[1] + y]));
ready(
  () => {},
  () => at,
);
