/** What the modules around a map share, and what browsers have that the standard types do not name. */

import type { KurilMapElement, KurilMapEventMap, KurilMapState, KurilPerspective } from "../package/kuril-map.js";
import type { Effect, KurilMap } from "../wasm/kuril_map.js";

export type { Effect, KurilMap, KurilMapElement, KurilMapEventMap, KurilMapState, KurilPerspective };

/** One field of the state that a page may set; see `attributes.js`. */
export interface Field {
  /** Whether addresses hold it. */
  addressed?: boolean;
  /** The command by which the page around a frame sets it. */
  command?: string;
  /** Whether its attribute follows the property. */
  reflected?: boolean;
  /** What stands for no value, where that is not null. */
  none?: string;
}

/** The properties that the table of fields makes. */
export type FieldProperties = Pick<
  KurilMapElement,
  "compare" | "date" | "layers" | "perspective" | "place" | "theme" | "tour" | "view"
>;

/** Where the files of a map lie. */
export interface Assets {
  wasm: URL;
  story: URL;
  /** One for each level, the coarsest first. */
  plates: URL[];
  styles: URL;
  /** The folder of another story. */
  folder?: URL;
  /** Where a file of that folder lies, by its name. */
  at?(name: string): URL;
}

/** The elements with which the first picture comes, by name. */
export interface PictureParts {
  /** All of the map. */
  frame: HTMLElement;
  /** The picture with what stands on it. */
  plate: HTMLElement;
  /** The picture alone, which hears pointers and keys. */
  stage: HTMLElement;
  ground: HTMLCanvasElement;
  marks: HTMLCanvasElement;
  furniture: HTMLCanvasElement;
  /** The canvas outside the page on which pictures are painted, where the browser has such canvases. */
  board?: OffscreenCanvas;
  /** The text beside the picture. */
  aside: HTMLElement;
  views: HTMLElement;
  sides: HTMLElement;
  legend: HTMLElement;
  time: HTMLElement;
  tools: HTMLElement;
}

/** All elements of a map, by name. */
export interface Parts extends PictureParts {
  actions: HTMLElement;
  attribution: HTMLElement;
  card: HTMLElement;
  credits: HTMLElement;
  findings: HTMLElement;
  found: HTMLElement;
  handle: HTMLElement;
  home: HTMLElement;
  hint: HTMLElement;
  inlineLegend: HTMLElement;
  input: HTMLInputElement;
  live: HTMLElement;
  panel: HTMLElement;
  rules: HTMLElement;
  sight: HTMLElement;
  tour: HTMLElement;
}

/** Makes an element with attributes and children. */
export type Make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes?: Record<string, string | number | URL>,
  ...children: (Node | string)[]
) => HTMLElementTagNameMap[Tag];

/** Makes a link to styles, and says when they are there or cannot be had. */
export type Styles = (url: URL) => [HTMLLinkElement, Promise<unknown>];

/** What happens to the elements of a map, to its document and to its window. */
type EventMap = HTMLElementEventMap & DocumentEventMap & WindowEventMap;

/** Listens until the map is taken away. */
export type Listen = <Type extends keyof EventMap>(
  target: EventTarget | null,
  types: Type[],
  call: (event: EventMap[Type]) => void,
  options?: AddEventListenerOptions,
) => void;

/** How the owner of an object of a core goes on when the core has stopped. */
export interface Care<Thing> {
  /** Puts a fresh core in place of the one that has stopped. */
  reset(): void;
  /** Makes another object. */
  make(): Thing;
  /** The files of features that the first object was given before, by name. */
  files: [string, Uint8Array][];
  /** Looks where the object stands, after an input, and where the core has shown that it works. */
  seen?(thing: Thing, works: boolean): void;
  /** Lets another object stand where it was seen last; where that has stopped the core, where the core worked last. */
  resume(first: boolean): void;
  /** Hears why the core had stopped, when it runs again. */
  told(cause: Error): void;
  /** Hears why it is not started again. */
  failed(cause: Error): void;
}

/** Gives a file of features to a core, in slices. */
export type Read = (
  core: Pick<KurilMap, "open_features" | "read_on">,
  name: string,
  file: Uint8Array,
  signal: AbortSignal,
) => Promise<void>;

/** Starts a wasm module: what its binder exports. */
export type Init<Core> = (options: { module_or_path: Promise<Response> }) => Promise<Core>;

/** What the element of a map gives to the modules around it. */
export interface ElementContext {
  host: KurilMapElement;
  map: KurilMap;
  parts: Parts;
  /** Says when the map is taken away. */
  signal: AbortSignal;
  assets: Assets;
  /** Fetches a file. */
  bytes(url: URL, signal: AbortSignal): Promise<Uint8Array>;
  read: Read;
  /** Starts a wasm module that lies at an address. */
  begun<Core>(init: Init<Core>, url: URL): Promise<Core>;
  element: Make;
  styles: Styles;
  /** Does what the core asks after a call. */
  act(effects: Effect[]): void;
  /** Sets a field of the state, or asks something of the core: a verb of `KurilMap.act` and what it is about. */
  do(verb: string, value?: string | null): void;
  /** Tells the core what surrounds the map. */
  surround(): void;
  /** Tells the core how large the map is. */
  measure(): void;
  /** Tells the core what covers the picture. */
  cover(): void;
  /** Asks for a frame. */
  ask(): void;
  /** Tells the page of an event. */
  tell<Name extends keyof KurilMapEventMap>(name: Name, detail: KurilMapEventMap[Name]["detail"]): void;
  fail(error: Error): void;
  listen: Listen;
  /** Where a pointer is in the map's box. */
  place(event: { clientX: number; clientY: number }): [number, number];
}

/** The same before there are controls. */
export type PictureContext = Omit<ElementContext, "parts" | "listen" | "place"> & {
  parts: PictureParts;
  /** Makes another map on the same canvases, without features. */
  make(): KurilMap;
  /** Puts a fresh core in place of the one that has stopped. */
  reset(): void;
  /** The features with which the first picture was painted. */
  plate: Uint8Array;
};

/** A pinch on a trackpad, as Safari tells of it. */
export interface GestureEvent extends UIEvent {
  readonly clientX: number;
  readonly clientY: number;
  /** How far it has magnified since it began. */
  readonly scale: number;
}

/** What makes an address of a script out of a text that may become one. */
interface ScriptAddresses {
  createScriptURL(address: string): string;
}

declare global {
  interface HTMLElementEventMap extends KurilMapEventMap {
    gesturestart: GestureEvent;
    gesturechange: GestureEvent;
    gestureend: GestureEvent;
  }

  interface HTMLIFrameElement {
    /** By which the page drives the map in the frame; see `host-loader.js`. */
    kuril?: Record<string, (value?: string | null) => void>;
  }

  interface Navigator {
    readonly connection?: { readonly saveData: boolean };
  }

  interface Window {
    kurilEmbed?: { scan(): void };
    CSSStyleSheet: typeof CSSStyleSheet;
    /** Trusted Types, of which the worker's address is the only one that is asked for. */
    trustedTypes?: { createPolicy(name: string, rules: ScriptAddresses): ScriptAddresses };
  }
}
