import assert from "node:assert/strict";
import test from "node:test";
import { quoted, rootOf } from "../../www/tools/share.js";

test("the root of a site is above its assets, its data and its versions' data", () => {
  assert.equal(rootOf("https://map.example/kuril/assets/first.0123abcd.json"), "https://map.example/kuril/");
  assert.equal(rootOf("https://map.example/data/1/first.json"), "https://map.example/");
  assert.equal(rootOf("data:application/json;base64,e30="), null);
});

test("no text can end the attribute in which it stands", () => {
  assert.equal(quoted('a"b<c&d'), "a&quot;b&lt;c&amp;d");
});
