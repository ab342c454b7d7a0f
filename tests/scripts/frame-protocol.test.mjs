import assert from "node:assert/strict";
import test from "node:test";
import { command, greeting } from "../../www/frame/frame-protocol.js";

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
  const map = {};
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
