import assert from "node:assert/strict";
import test from "node:test";
import { quoted, rootOf, shows } from "../../www/tools/share.js";

test("the root of a site is where the build has put the code, whatever the story", () => {
  assert.equal(rootOf("https://map.example/kuril/assets/a.0123abcd.css", "../"), "https://map.example/kuril/");
  assert.equal(rootOf("https://map.example/v/1.1.0/a.css#sha384-x", "../../"), "https://map.example/");
  assert.equal(rootOf("https://map.example/assets/a.css", ""), null, "a package is part of no site");
});

test("a site shows the stories of its own folder of data, and no other", () => {
  const root = "https://map.example/kuril/";
  assert.equal(shows(root), true);
  assert.equal(shows(root, new URL(`${root}data/2/`)), true);
  for (const folder of ["https://map.example/data/2/", "https://other.example/kuril/data/2/", `${root}stories/`]) {
    assert.equal(shows(root, new URL(folder)), false, folder);
  }
});

test("no text can end the attribute in which it stands", () => {
  assert.equal(quoted('a"b<c&d'), "a&quot;b&lt;c&amp;d");
});
