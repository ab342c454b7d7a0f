// The page around the map: the address names the place, the table leads to the map, other languages keep the place.
const map = document.querySelector("kuril-map");

/** The place that the address names, or null. */
const named = () => new URLSearchParams(location.hash.slice(1)).get("place");

addEventListener("hashchange", () => map.choose(named()));
if (named()) map.setAttribute("place", named());

map.addEventListener("kuril-select", ({ detail: { place } }) => {
  if ((place ?? null) === named()) return;
  history.pushState(null, "", place ? `#place=${encodeURIComponent(place)}` : location.pathname + location.search);
});

document.querySelector("#islands").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (!link || !("ready" in map.dataset)) return;
  event.preventDefault();
  map.choose(link.dataset.place);
  map.scrollIntoView({ block: "end" });
});

document.querySelector("nav").addEventListener("click", (event) => {
  const link = event.target.closest("a[hreflang]");
  if (link) link.hash = location.hash;
});

// What lies below is dressed, and the table can be sorted, once the page has settled: the map comes first.
addEventListener("load", () => (globalThis.requestIdleCallback ?? setTimeout)(() => import("./below.js")));
