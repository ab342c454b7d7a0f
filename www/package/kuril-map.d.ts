/** What <kuril-map> offers to the page around it. */

/** The values of `lang`. */
export type KurilLanguage = "en" | "ja" | "ru" | (string & {});
/** The values of `perspective`. */
export type KurilPerspective = "neutral" | "japan" | "russia" | "differ" | (string & {});
/** The values of `theme`. */
export type KurilTheme = "light" | "dark" | "auto";

/** What a map shows, by attribute, as far as it is not the default. */
export interface KurilMapState {
  place?: string;
  date?: string;
  perspective?: string;
  layers?: string;
  theme?: string;
  compare?: string;
  tour?: string;
  view?: string;
}

/** The events of the map by name. All of them bubble and leave shadow trees. */
export interface KurilMapEventMap {
  /** The map can be used. */
  "kuril-ready": CustomEvent<null>;
  /** Another place is chosen, or none. */
  "kuril-select": CustomEvent<{ place: string | null }>;
  /** The map stands for another day, ISO 8601. */
  "kuril-date": CustomEvent<{ date: string }>;
  /** The map is looked at from another side. */
  "kuril-perspective": CustomEvent<{ perspective: KurilPerspective }>;
  /** The tour is at another step, from `1`, or has been left. */
  "kuril-tour": CustomEvent<{ tour: string | null }>;
  /** The map has come to rest; what it shows, as far as it is not the default. */
  "kuril-rest": CustomEvent<KurilMapState>;
  /** Something could not be loaded or read; the map shows what it has, or the fallback. */
  "kuril-error": CustomEvent<{ findings: string[] }>;
}

/** A map of the Kuril Islands. What is set before it has loaded is kept. */
export interface KurilMapElement extends HTMLElement {
  /** The language of the map: `en`, `ja`, `ru`. */
  lang: KurilLanguage | string;
  /** The id of the island or group that is chosen; `null` for none. */
  place: string | null;
  /** The day for which the map stands, such as `1945-08-28`; without it, or `null`, the latest. */
  date: string | null;
  /** Whose view is shown: `neutral`, `japan`, `russia`, `differ`; as an attribute it only sets the start. */
  perspective: KurilPerspective | string | null;
  /** What is shown besides land and islands, any of `depth`, `trench`, `sea`, `strait`, `town`, `state`, `chain`, `boundary`, with spaces or commas between; `none` for no other; without it all. */
  layers: string | null;
  /** The colours: `light`, `dark`, or `auto`, what the reader's system says; a frame with the loader is by itself as light or dark as what it stands on. */
  theme: KurilTheme | string;
  /** The map on the other side of a handle: the id of a perspective, or a day such as `1905-10-15`; without it, or `null`, there is one map. */
  compare: string | null;
  /** The step of the tour, from `1`; `null` leaves it. */
  tour: string | null;
  /** The middle and zoom of the picture, `longitude,latitude,zoom`; without it what shows the place, or all of the map; `null` sets the first view. */
  view: string | null;
  /** All that differs from the default; what is left out when it is set becomes the default. */
  state: KurilMapState;
  /** The folder of another story's data; null for the map's own. Another one starts the map anew. */
  story: string | null;
  /** Id of the chosen place, or null. */
  readonly chosen: string | null;
  /** Chooses a place and shows it, or lets go of what is chosen. */
  choose(id: string | null): void;
  /** Lights up a place, or none. */
  point(id: string | null): void;
  /** Where a place lies in the map's box: x, y and radius in CSS pixels; null where it is not known. */
  position(id: string): Float64Array | null;
  addEventListener<Name extends keyof KurilMapEventMap>(
    type: Name,
    listener: (this: KurilMapElement, event: KurilMapEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "kuril-map": KurilMapElement;
  }
}
