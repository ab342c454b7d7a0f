// The elements that go around the picture of <kuril-map>: controls and places for words.

/** @import { ElementContext, Parts, PictureContext } from "./types" */

/**
 * Makes all that goes around the picture, and returns it with the parts of the picture.
 * @param {PictureContext} context
 * @returns {Parts}
 */
export function build({ element, parts }) {
  /** @type {(name: string, ...children: Node[]) => HTMLElement} */
  const box = (name, ...children) => element("div", { class: name }, ...children);
  /** @type {(act: string, label: string, look?: string) => HTMLElement} */
  const button = (act, label, look = "") =>
    element("button", { type: "button", "data-act": act, class: `${act} ${look}`.trim() }, label);
  const home = button("home", "⤢");
  const compare = button("compare", "⇄");
  const views = box("views", button("in", "+"), button("out", "−"), compare, home);
  views.hidden = home.hidden = compare.hidden = true;
  const actions = box("actions", button("tools", "", "jump"), button("help", "?", "jump"));
  const attribution = element("a", {
    class: "attribution",
    href: "https://www.openstreetmap.org/copyright",
    target: "_blank",
    rel: "noopener external",
  });
  parts.views.replaceChildren(views, attribution);
  const [sight, hint] = [box("sight"), element("div", { class: "hint", role: "status" })];
  parts.stage.after(sight, hint);
  const handle = element("button", { type: "button", class: "handle" });
  parts.aside.before(handle);
  // Of a field of type search WebKit takes Escape for itself, which may belong to a dialog around the map.
  const input = element("input", {
    type: "text",
    enterkeyhint: "search",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  });
  const found = element("ul", { id: "found", role: "listbox", hidden: "" });
  const names = ["tour", "inlineLegend", "card", "panel", "rules", "credits"];
  const places = names.map((name) => box(`${name}-place`));
  const [tour, inlineLegend, card, panel, rules, credits] = places;
  actions.prepend(tour);
  parts.aside.replaceChildren(box("search", input, found), actions, ...places.slice(1));
  const live = element("div", { class: "live", "aria-live": "polite" });
  const findings = element("div", { class: "findings", role: "status", hidden: "" });
  parts.frame.append(live, findings);
  const texts = { tour, inlineLegend, card, panel, rules, credits, live, findings };
  return { ...parts, ...texts, views, home, actions, attribution, input, found, sight, hint, handle };
}

/**
 * For paper the canvases, which have the size of the screen, become one picture that fits any page.
 * @param {ElementContext} context
 */
export function copyForPaper({ element, parts: { plate, stage } }) {
  const { left, top, width, height } = stage.getBoundingClientRect();
  const unit = devicePixelRatio;
  const copy = element("canvas", {
    class: "copy",
    width: Math.round(width * unit),
    height: Math.round(height * unit),
    "aria-hidden": "true",
  });
  const context = copy.getContext("2d");
  for (const canvas of stage.querySelectorAll("canvas")) {
    if (!canvas.width || !canvas.height) continue;
    const box = canvas.getBoundingClientRect();
    const [x, y] = [box.left - left, box.top - top];
    context?.save();
    // The other map begins at the handle.
    if (canvas.matches(".beside")) {
      const share = Number.parseFloat(plate.style.getPropertyValue("--share")) / 100;
      context?.beginPath();
      context?.rect(share * width * unit, 0, copy.width, copy.height);
      context?.clip();
    }
    context?.drawImage(canvas, x * unit, y * unit, box.width * unit, box.height * unit);
    context?.restore();
  }
  plate.querySelector(".copy")?.remove();
  plate.append(copy);
}
