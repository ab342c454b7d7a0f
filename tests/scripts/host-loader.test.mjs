import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { FIELDS } from "../../www/element/attributes.js";
import { message, random } from "../fuzz/messages.mjs";

const SOURCE = readFileSync(new URL("../../www/frame/host-loader.js", import.meta.url), "utf8");

/** The names in a list of the loader. */
const list = (name) => JSON.parse(SOURCE.match(new RegExp(`const ${name} = (\\[[^\\]]*\\])`))[1]);

/** A page with one frame, as far as the loader asks for it, and the loader run in it. */
function framed(src = "https://map.example/embed.html") {
  const posted = [];
  const heard = [];
  const window = { postMessage: (message) => posted.push(message) };
  const frame = {
    src,
    contentWindow: window,
    dataset: {},
    style: {},
    addEventListener() {},
    dispatchEvent: (event) => heard.push([event.type, event.detail]),
  };
  const listeners = {};
  class Document {
    get currentScript() {
      return { src: "https://map.example/kuril-embed.js" };
    }
    createElement() {
      return { getContext: () => null };
    }
    querySelectorAll(selector) {
      return selector.startsWith("iframe") ? [frame] : [];
    }
  }
  class CustomEvent {
    constructor(type, init) {
      Object.assign(this, { type, ...init });
    }
  }
  const context = { Document, CustomEvent, URL, URLSearchParams, crypto, setTimeout: () => 1 };
  context.getComputedStyle = () => ({});
  context.matchMedia = () => ({ matches: false, addEventListener() {} });
  context.MutationObserver = class {
    observe() {}
  };
  context.document = new Document();
  // An element in a comment may bear any name of the page's own.
  Object.defineProperty(context.document, "currentScript", { value: { src: "https://evil.example/x.png" } });
  context.window = context;
  context.kurilEmbed = "an element";
  context.addEventListener = (type, listener) => {
    listeners[type] = listener;
  };
  vm.runInNewContext(SOURCE, context);
  const nonce = posted[0]?.nonce;
  const say = (data, origin = "null") => listeners.message({ source: window, origin, data });
  const event = (type, value, more = {}) => say({ kuril: 1, type, nonce, value, ...more });
  return { context, frame, posted, heard, say, event };
}

test("the loader hands on what the map knows, and nothing else of a box", () => {
  assert.deepEqual(list("WISHES").sort(), [...Object.keys(FIELDS), "gestures"].sort());
  const commands = Object.values(FIELDS).flatMap(({ command }) => command ?? []);
  assert.deepEqual(list("COMMANDS").sort(), [...commands, "point"].sort());
});

test("a frame is heard in the forms of its events", () => {
  const { heard, event } = framed();
  event("select", { place: "iturup" });
  event("date", { date: null });
  event("ready", { place: null, date: "1945-08-28", perspective: "neutral", lang: "en" });
  event("error", { findings: ["a sentence"] });
  assert.deepEqual(JSON.parse(JSON.stringify(heard)), [
    ["kuril-select", { place: "iturup" }],
    ["kuril-date", { date: null }],
    ["kuril-ready", { place: null, date: "1945-08-28", perspective: "neutral", lang: "en" }],
    ["kuril-error", { findings: ["a sentence"] }],
  ]);
});

test("a frame that lies is not heard", () => {
  const { heard, event, say } = framed();
  for (const place of ["<img src=x onerror=alert(1)>", "a".repeat(65), 7, {}, [], ["iturup"], undefined, "x y", ""]) {
    event("select", { place });
  }
  event("select", JSON.parse('{"place":"iturup","__proto__":{"x":1}}'));
  event("select", { place: "iturup", constructor: 1 });
  event("select", "iturup");
  event("select", null);
  event("error", { findings: "text" });
  event("error", { findings: [{}] });
  event("error", { findings: ["a".repeat(1001)] });
  event("error", { findings: Array(101).fill("a") });
  for (const type of ["constructor", "__proto__", "toString", ["select"], "rest", 7]) event(type, { place: "iturup" });
  event("select", { place: "iturup" }, { more: 1 });
  event("select", { place: "iturup" }, { nonce: "guessed-nonce" });
  say({ kuril: 1, type: "select", value: { place: "iturup" } });
  say({ kuril: 1, type: "select", nonce: "x", value: { place: "iturup" } }, "https://evil.example");
  assert.deepEqual(heard, []);
});

test("a height is a number within bounds, and comes in steps", () => {
  const { frame, event, say } = framed();
  for (const value of ["700", 49, 5001, NaN, Infinity, null, [700], {}]) event("height", value);
  assert.equal(frame.style.minHeight, undefined);
  event("height", 700);
  for (let count = 0; count < 1000; count += 1) event("height", count % 2 ? 50 : 5000);
  assert.equal(frame.style.minHeight, "700px", "what follows waits its time");
  say({ kuril: 1, type: "height", value: 900 });
});

test("greetings end, whatever the frame says", () => {
  const { posted, say } = framed();
  for (let count = 0; count < 10_000; count += 1) say({ kuril: 1, type: "height", value: 600 });
  for (let count = 0; count < 10_000; count += 1)
    say({ kuril: 1, type: "select", nonce: `wrong-${count}`, value: null });
  assert.equal(posted.length, 32);
});

test("a frame without an address waits, and breaks nothing", () => {
  for (const src of ["", "about:blank", "http://["]) {
    const { heard, event, say } = framed(src);
    say({ kuril: 1, type: "height", value: 600 }, "https://map.example");
    event("select", { place: "iturup" });
    assert.equal(heard.length, 1);
  }
});

test("no name that an element bears decides anything", () => {
  const { context, posted } = framed();
  assert.equal(typeof context.kurilEmbed.scan, "function");
  assert.equal(posted.length, 1);
});

test("of messages made up by the thousand, the page hears only events in their form, and no height beyond the bounds", () => {
  const { posted, heard, say, frame } = framed();
  const pick = random(1945);
  const { nonce } = posted[0];
  say({ kuril: 1, type: "hello", nonce });
  for (let number = 0; number < 50_000; number += 1) say(message(pick, nonce));
  assert.ok(heard.length > 10, "sound messages are among them");
  for (const [name, detail] of heard) {
    assert.match(name, /^kuril-(ready|select|date|perspective|error)$/);
    for (const value of Object.values(detail).flat()) assert.ok(value === null || typeof value === "string");
  }
  const height = Number.parseFloat(frame.style.minHeight ?? "50");
  assert.ok(height >= 50 && height <= 5000, frame.style.minHeight);
  assert.equal({}.kuril, undefined);
});
