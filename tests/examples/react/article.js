// An article whose state is the map's: a list and buttons lead the map, and the map leads them.
import { createElement as h, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { KurilMap } from "./kuril-map.js";

const PLACES = { "": "the whole chain", kunashir: "Kunashir", iturup: "Iturup", urup: "Urup", shumshu: "Shumshu" };
const DAYS = { 1910: "1910-08-22", 1945: "1945-08-28", today: null };
const STYLE = { display: "flow-root", height: "560px" };

function Article() {
  const [place, setPlace] = useState("iturup");
  const [date, setDate] = useState(null);
  const [shown, setShown] = useState(true);

  const options = Object.entries(PLACES).map(([id, name]) => h("option", { key: id, value: id }, name));
  const look = (event) => setPlace(event.target.value || null);
  const list = h("label", null, "Look at ", h("select", { value: place ?? "", onChange: look }, options));
  const days = Object.entries(DAYS).map(([name, day]) =>
    h("button", { key: name, type: "button", onClick: () => setDate(day) }, name),
  );
  const toggle = h(
    "button",
    { type: "button", id: "toggle", onClick: () => setShown(!shown) },
    shown ? "Hide the map" : "Show the map",
  );
  const said = `${place ?? "No island"} is chosen, the day is ${date ?? "the latest"}.`;
  const map = h(
    KurilMap,
    { lang: "en", place, date, style: STYLE, onSelect: setPlace, onDate: setDate },
    "The Kuril Islands lie between Hokkaido and Kamchatka.",
  );
  return h(
    "article",
    null,
    h("h1", null, "An article in React"),
    h("p", null, list, " in ", days, toggle),
    h("p", { id: "said", "aria-live": "polite" }, said),
    shown && map,
  );
}

createRoot(document.querySelector("#root")).render(h(StrictMode, null, h(Article)));
