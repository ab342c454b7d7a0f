// <kuril-map> as a component of React 19. Its state goes in as props (place, date, perspective, lang, theme, view: texts, or
// null for the default) and comes out through callbacks, so that it can be controlled as an <input> is. It needs no ref and
// no effect: React sets properties of custom elements and listens to their events by itself.
import { createElement } from "react";

export function KurilMap({ onReady, onSelect, onDate, onPerspective, onError, children, ...props }) {
  return createElement(
    "kuril-map",
    {
      ...props,
      "onkuril-ready": () => onReady?.(),
      "onkuril-select": ({ detail }) => onSelect?.(detail.place),
      "onkuril-date": ({ detail }) => onDate?.(detail.date),
      "onkuril-perspective": ({ detail }) => onPerspective?.(detail.perspective),
      "onkuril-error": ({ detail }) => onError?.(detail.findings),
    },
    // Shown until the map has come, and where it cannot.
    children,
  );
}
