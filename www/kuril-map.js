import init, { KurilMap } from "./kuril_map.js";

const canvas = document.querySelector("canvas");
await init({ module_or_path: new URL("kuril_map_bg.wasm", import.meta.url) });
const map = new KurilMap();
map.paint(canvas.getContext("2d"));
document.documentElement.dataset.ready = "yes";
