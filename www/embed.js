// The map alone, for a frame in another page: what the address asks for becomes attributes of the map.
const map = document.querySelector("kuril-map");
for (const [name, value] of new URLSearchParams(location.search)) {
  if (["lang", "place", "date", "perspective", "theme", "view"].includes(name)) map.setAttribute(name, value);
}
if (parent !== window) import("./kuril-talk.js").then(({ talk }) => talk(map));
import("./settle.js").then(({ settle }) => settle(map, "search"));
