import assert from "node:assert/strict";
import test from "node:test";
import { FIELDS } from "../../www/element/attributes.js";
import { command, greeting, turnstile } from "../../www/frame/frame-protocol.js";
import { message as madeUp, random } from "../fuzz/messages.mjs";

const message = (type, value, more = {}) => ({ kuril: 1, type, nonce: "12345678", value, ...more });

test("a greeting has a nonce and nothing else", () => {
  assert.equal(greeting({ kuril: 1, type: "hello", nonce: "abcd-1234" }), "abcd-1234");
  for (const odd of [null, "hello", { kuril: 2, type: "hello", nonce: "abcd-1234" }, { kuril: 1, type: "hello" }]) {
    assert.equal(greeting(odd), undefined);
  }
  assert.equal(greeting({ kuril: 1, type: "hello", nonce: "abcd-1234", value: 1 }), undefined);
  assert.equal(greeting({ kuril: 1, type: "hello", nonce: "a b" }), undefined);
});

test("a command does what it says to the map", () => {
  const map = {
    choose(id) {
      this.place = id;
    },
  };
  command(message("choose", "iturup"), "12345678")(map);
  assert.equal(map.place, "iturup");
  command(message("date", "1945-08-28"), "12345678")(map);
  assert.equal(map.date, "1945-08-28");
  command(message("choose", null), "12345678")(map);
  assert.equal(map.place, null);
});

test("what is no command is passed over", () => {
  assert.equal(command(message("choose", "iturup"), "87654321"), undefined, "of another conversation");
  assert.equal(command(message("choose", "iturup", { more: 1 }), "12345678"), undefined);
  assert.equal(command(message("choose", "https://elsewhere.example"), "12345678"), undefined);
  assert.equal(command(message("constructor", "iturup"), "12345678"), undefined);
  assert.equal(command(message("theme", null), "12345678"), undefined);
  assert.equal(command(null, "12345678"), undefined);
  for (const type of [["choose"], { toString: () => "choose" }, null, 7]) {
    assert.equal(command(message(type, "iturup"), "12345678"), undefined, "a type is a text");
  }
});

test("of messages made up by the thousand, none does more than set a field or light up a place", () => {
  const pick = random(20261128);
  const kinds = new Set();
  for (let number = 0; number < 50_000; number += 1) {
    const data = madeUp(pick, "12345678");
    const nonce = greeting(data);
    assert.ok(nonce === undefined || /^[\w-]{8,64}$/.test(nonce));
    const run = command(data, "12345678");
    if (!run) continue;
    const map = {
      point: (id) => Reflect.set(map, "pointed", id),
      choose: (id) => Reflect.set(map, "place", id),
    };
    run(map);
    const [[name, value], ...more] = Object.entries(map).filter(([, value]) => typeof value !== "function");
    assert.equal(more.length, 0);
    assert.ok(name === "pointed" || Object.hasOwn(FIELDS, name), name);
    assert.ok(value === null || (value.length <= 64 && /^\w[\w-]*$/.test(value)), String(value));
    assert.equal(Object.getPrototypeOf(map), Object.prototype);
    kinds.add(name);
  }
  assert.ok(kinds.size >= 4, "sound messages are among them");
  assert.equal({}.kuril, undefined);
});

test("a hundred messages are heard in a second, and of more the page is told once", () => {
  const seconds = [];
  let told = 0;
  const room = turnstile(
    () => (told += 1),
    (call) => seconds.push(call),
  );
  const heard = (count) => Array.from({ length: count }, room).filter(Boolean).length;
  assert.equal(heard(99), 99);
  assert.equal(heard(1), 1);
  assert.equal(told, 0);
  assert.equal(heard(50), 0);
  assert.equal(told, 1);
  seconds.shift()();
  assert.equal(heard(101), 100);
  assert.equal(told, 1, "it is told once");
  assert.equal(seconds.length, 1, "one second is counted at a time");
});
