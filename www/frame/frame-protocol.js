// What the map in a frame and the page around it say to each other. Three languages for its height: our own, Pym and AMP;
// everything else in our own only, version 1, after a greeting. A message counts when it comes from the page around, in
// exactly the form described here; any other is passed over in silence, and none can lead anywhere else.
//
// Page to frame: { kuril: 1, type: "hello", nonce }, then { kuril: 1, type, nonce, value } with a type of COMMANDS.
// Frame to page: { kuril: 1, type: "height", value } to anybody; after the greeting { kuril: 1, type, nonce, value } with
// the types hello and ready (place, date, perspective and lang of the map), select, date, perspective, tour and error
// (what the element tells in its events), and height.

import { FIELDS } from "../element/attributes.js";

/** @import { KurilMapElement } from "../element/types" */

const VERSION = 1;
/** No page is asked for a frame lower or higher than this, CSS pixels. */
const [LOWEST, HIGHEST] = [50, 5000];
/** So wide a frame still shows the words below the map. */
const NARROW = 560;
/** The heights at which all of the map can be used: beside the words at least, below them, CSS pixels. */
const [BESIDE, BELOW] = [480, 560];
/** Commands that come before the map can follow them, and greetings; more than this are no conversation. */
const PATIENCE = 32;
/** So many messages of ours are heard in a second, as in `src/limits.rs`; others are dropped, the page is told once. */
const [MESSAGES, SECOND_MS] = [100, 1000];
/** So many findings are told, and so much of each, in letters. */
const [MOST, LONGEST] = [100, 1000];

/** @type {(form: RegExp) => (value: unknown) => boolean} */
const like = (form) => (value) => typeof value === "string" && value.length <= 64 && form.test(value);
/** Ids, days and words; what the map does not know of them it tells. */
const sound = like(/^\w[\w-]*$/);

/**
 * What a page may ask, by type.
 * @type {Map<string, (map: KurilMapElement, value: string | null) => void>}
 */
const COMMANDS = new Map([["point", (map, id) => map.point(id)]]);
for (const [name, { command }] of Object.entries(FIELDS)) {
  if (command) COMMANDS.set(command, (map, value) => Reflect.set(map, name, value));
}
// A place that is chosen already is shown once more.
COMMANDS.set("choose", (map, id) => map.choose(id));

/**
 * The command of a message, or undefined where it is none.
 * @param {any} data
 * @param {string} nonce
 * @returns {((map: KurilMapElement) => void) | undefined}
 */
export function command(data, nonce) {
  if (typeof data !== "object" || data === null || data.kuril !== VERSION || data.nonce !== nonce) return undefined;
  if (Object.keys(data).sort().join() !== "kuril,nonce,type,value") return undefined;
  const { type, value } = data;
  const run = typeof type === "string" && COMMANDS.get(type);
  const may = sound(value) || (value === null && !["lang", "theme"].includes(type));
  return run && may ? (map) => run(map, value) : undefined;
}

/**
 * The nonce of a greeting, or undefined where the message is none.
 * @param {any} data
 * @returns {string | undefined}
 */
export function greeting(data) {
  const named = typeof data === "object" && data !== null && data.kuril === VERSION && data.type === "hello";
  if (!named || Object.keys(data).sort().join() !== "kuril,nonce,type") return undefined;
  return like(/^[\w-]{8,64}$/)(data.nonce) ? data.nonce : undefined;
}

/**
 * The height that the frame should have at least; none while it is not shown.
 * @param {KurilMapElement} map
 */
function height(map) {
  const { clientWidth: width, scrollHeight } = document.documentElement;
  if (!width) return null;
  const beside = Math.min(BELOW, Math.max(BESIDE, Math.round(width * 0.56)));
  const wanted = map.dataset.failed ? scrollHeight : width > NARROW ? beside : BELOW;
  return Math.min(HIGHEST, Math.max(LOWEST, wanted));
}

/**
 * Whether there is room for one more message in this second; where there is none for the first time, that is told.
 * @param {() => void} crowded
 * @param {(call: () => void, ms: number) => unknown} after
 * @returns {() => boolean}
 */
export function turnstile(crowded, after = setTimeout) {
  let [heard, told] = [0, false];
  return () => {
    if (!heard) after(() => (heard = 0), SECOND_MS);
    heard += 1;
    if (heard <= MESSAGES) return true;
    if (!told) crowded();
    told = true;
    return false;
  };
}

/**
 * Lets a map talk with the page around its frame.
 * @param {KurilMapElement} map
 */
export function talk(map) {
  /** @type {{ origin: string, nonce: string } | null} */
  let host = null;
  let told = 0;
  let greeted = 0;
  /** @type {((map: KurilMapElement) => void)[]} */
  const waiting = [];
  // Pym names the frame in its address.
  const pym = new URLSearchParams(location.search).get("childId");
  /** @type {(type: string, value: unknown) => void} */
  const say = (type, value) => {
    if (!host) return;
    const { origin, nonce } = host;
    parent.postMessage({ kuril: VERSION, type, nonce, value }, origin === "null" ? "*" : origin);
  };
  const measure = (again = false) => {
    const value = height(map);
    if (!value || (value === told && !again)) return;
    told = value;
    if (host) say("height", value);
    else parent.postMessage({ kuril: VERSION, type: "height", value }, "*");
    parent.postMessage({ sentinel: "amp", type: "embed-size", height: value }, "*");
    if (like(/^[\w-]+$/)(pym)) parent.postMessage(`pymxPYMx${pym}xPYMxheightxPYMx${value}`, "*");
  };
  /** @param {unknown[]} findings */
  const complain = (findings) =>
    say("error", { findings: findings.slice(0, MOST).map((text) => String(text).slice(0, LONGEST)) });
  const room = turnstile(() => complain([`the page: expected at most ${MESSAGES} messages in a second, found more`]));
  const state = () => ({ place: map.place, date: map.date, perspective: map.perspective, lang: map.lang || null });
  const follow = () => {
    if (!("read" in map.dataset)) return;
    for (const run of waiting.splice(0)) run(map);
  };

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || (host && host.origin !== origin)) return;
    const nonce = greeting(data);
    const run = host ? command(data, host.nonce) : undefined;
    // What is said to others costs nobody a turn.
    if (!(nonce || run) || !room()) return;
    if (nonce) {
      // Who has been answered need not be answered again.
      if (host?.nonce === nonce || greeted >= PATIENCE) return;
      greeted += 1;
      host = { origin, nonce };
      say("hello", state());
      if ("ready" in map.dataset) say("ready", state());
      if (map.dataset.failed) complain([map.dataset.failed]);
      measure(true);
    } else if (run) {
      if (waiting.length < PATIENCE) waiting.push(run);
      follow();
    }
  });
  map.addEventListener("kuril-ready", () => say("ready", state()));
  map.addEventListener("kuril-select", ({ detail }) => say("select", { place: detail.place ?? null }));
  map.addEventListener("kuril-tour", ({ detail }) => say("tour", { tour: detail.tour ?? null }));
  map.addEventListener("kuril-date", ({ detail }) => say("date", { date: detail.date ?? null }));
  map.addEventListener("kuril-perspective", ({ detail }) =>
    say("perspective", { perspective: detail.perspective ?? null }),
  );
  map.addEventListener("kuril-error", ({ detail }) => {
    complain(detail.findings);
    measure();
  });
  new MutationObserver(follow).observe(map, { attributeFilter: ["data-read"] });
  new ResizeObserver(() => measure()).observe(document.body);
  measure();
}
