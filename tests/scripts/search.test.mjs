import assert from "node:assert/strict";
import test from "node:test";
import { begun, find } from "../../www/element/search.js";

const NAMES = [
  "iturup\tIturup / Etorofu\tIturup\tИтуруп\t択捉島\tEtorofu",
  "urup\tUrup\tUrup\tУруп\t得撫島",
  "shikotan\tShikotan\tShikotan\tШикотан\t色丹島",
  "shumshu\tShumshu\tShumshu\tШумшу\t占守島\tCafé Point",
];

const ids = (query) => find(NAMES, query).map(({ id }) => id);

test("a name that begins so comes before one that holds it", () => {
  assert.deepEqual(ids("urup"), ["urup", "iturup"]);
  assert.deepEqual(find(NAMES, "etor")[0], { id: "iturup", shown: "Iturup / Etorofu", name: "Etorofu", rank: 0 });
  const groups = ["lesser\tLesser\tLesser chain (Shikotan and Habomai)", "habomai\tHabomai Islands\tHabomai Islands"];
  assert.deepEqual(
    find(groups, "habo").map(({ id }) => id),
    ["habomai", "lesser"],
  );
});

test("all that fit are found, so that it can be told how many are not shown", () => {
  const many = Array.from({ length: 20 }, (_, at) => `i${at}\tIslet ${at}\tIslet ${at}`);
  assert.equal(find(many, "islet").length, 20);
});

test("a place is found in any script, without case, accents and full-width forms", () => {
  assert.deepEqual(ids("ШУМ"), ["shumshu"]);
  assert.deepEqual(ids("色丹"), ["shikotan"]);
  assert.deepEqual(ids("ｓｈｕｍ"), ["shumshu"]);
  assert.deepEqual(ids("cafe"), ["shumshu"]);
  assert.deepEqual(ids("point"), ["shumshu"], "a later word of a name counts too");
});

test("nothing is found for nothing", () => {
  assert.deepEqual(ids("  "), []);
  assert.deepEqual(ids("nowhere"), []);
});

test("letters that are typed choose the first place that begins so, one letter the next one each time", () => {
  assert.equal(begun(NAMES, "shu", null), "shumshu");
  assert.equal(begun(NAMES, "s", null), "shikotan");
  assert.equal(begun(NAMES, "ss", "shikotan"), "shumshu");
  assert.equal(begun(NAMES, "s", "shumshu"), "shikotan", "after the last one the first");
  assert.equal(begun(NAMES, "x", null), undefined);
});
