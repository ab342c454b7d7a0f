// The page around the map: the table's names and the languages.
const map = document.querySelector("kuril-map");
const languages = document.querySelector("nav");

document.querySelector("#islands").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (!link || !("ready" in map.dataset)) return;
  event.preventDefault();
  map.choose(link.dataset.place);
  map.scrollIntoView({ block: "end" });
});

languages.addEventListener("click", (event) => {
  const button = event.target.closest("button[lang]");
  if (!button) return;
  map.setAttribute("lang", button.lang);
  for (const other of languages.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
});

map.addEventListener("kuril-ready", () => (languages.hidden = false));
