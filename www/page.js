// The page around the map: the table's names and the languages.
const map = document.querySelector("kuril-map");
const languages = document.querySelector("nav");

document.addEventListener("click", (event) => {
  const place = event.target.closest("main > section [data-place] button, main > section button[data-place]");
  if (!place) return;
  map.choose(place.dataset.place);
  map.scrollIntoView({ block: "end" });
});

languages.addEventListener("click", (event) => {
  const button = event.target.closest("button[lang]");
  if (!button) return;
  map.setAttribute("lang", button.lang);
  for (const other of languages.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
});

map.addEventListener("kuril-ready", () => (languages.hidden = false));
