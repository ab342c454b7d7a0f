// The map alone, for a frame in another page: what the address asks for becomes attributes of the map.
const map = document.querySelector("kuril-map");
// Opened by itself it has no page around it whose scroll it would have to leave alone.
if (parent === window) map.setAttribute("gestures", "direct");
for (const [name, value] of new URLSearchParams(location.search)) {
  if (["lang", "place", "date", "perspective", "theme", "view", "gestures"].includes(name)) map.setAttribute(name, value);
}
if (parent !== window) {
  // A browser may never find a frame idle.
  globalThis.requestIdleCallback = undefined;
  import("./kuril-talk.js").then(({ talk }) => talk(map));
}

let asked = false;
const rest = () => {
  if (asked) return;
  asked = true;
  (globalThis.requestIdleCallback ?? setTimeout)(() => {
    import("./below.js");
    import("./address.js").then(({ keep }) => keep(map, "search"));
  });
};
// Once the map is there, or is known not to come.
for (const type of ["kuril-ready", "kuril-error"]) map.addEventListener(type, rest, { once: true });
setTimeout(rest, 9000);
