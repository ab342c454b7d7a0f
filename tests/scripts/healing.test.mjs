import assert from "node:assert/strict";
import test from "node:test";
import { mended } from "../../www/element/healing.js";

class Trap extends Error {}

/** A core that counts its instances, whose objects note what they are given, and which traps once in each call of a set. */
function core() {
  const world = { instance: 0, traps: new Set(), given: [], told: [], failed: [], resumed: [] };
  class Thing {
    #born = world.instance;
    #run(name, ...given) {
      if (this.#born !== world.instance) throw new Error("Invalid stale object from previous Wasm instance");
      if (world.traps.delete(name)) throw new Trap(name);
      world.given.push([name, ...given]);
    }
    frame(now) {
      this.#run("frame", now);
      return [["frame", null]];
    }
    set(name) {
      this.#run("set", name);
      return [];
    }
    word(key) {
      this.#run("word", key);
      return `word ${key}`;
    }
    svg() {
      this.#run("svg");
      throw new Error("this browser gives no 2D canvas");
    }
    open_features(file) {
      this.#run("open_features", file);
    }
    read_on(bytes) {
      this.#run("read_on", bytes);
      return false;
    }
    read_reading(file) {
      this.#run("read_reading", file);
      return [];
    }
    free() {
      this.#run("free");
    }
  }
  const object = (files = []) =>
    mended(new Thing(), {
      reset: () => (world.instance += 1),
      make: () => new Thing(),
      files,
      seen: (_, works) => world.given.push(["seen", works]),
      resume: (first) => world.resumed.push(first),
      told: ({ message }) => world.told.push(message),
      failed: ({ message }) => world.failed.push(message),
    });
  return { world, object };
}

test("what asks is answered by a fresh core, and what was done is not done again", () => {
  const { world, object } = core();
  const [thing] = object([["plate.0", new Uint8Array(1)]]);
  world.traps.add("word");
  assert.equal(thing.word("a"), "word a");
  assert.equal(world.instance, 1);
  assert.deepEqual(world.told, ["word"]);
  assert.deepEqual(world.given.slice(0, 2), [
    ["open_features", "plate.0"],
    ["read_on", 2 ** 32 - 1],
  ]);
  world.traps.add("set");
  assert.deepEqual(thing.set("date"), []);
  assert.equal(world.given.filter(([name]) => name === "set").length, 0);
});

test("a fresh core is given the files that were read to their end, in their order", () => {
  const { world, object } = core();
  const [thing] = object();
  for (const file of ["plate.0", "plate.1"]) {
    thing.open_features(file);
    thing.read_on(7);
  }
  thing.read_reading("en");
  thing.read_reading("ru");
  thing.read_reading("en");
  thing.open_features("plate.2");
  world.given.length = 0;
  world.traps.add("read_on");
  assert.equal(thing.read_on(7), false, "the file may be what has stopped it");
  const files = world.given.filter(([name]) => /open|reading/.test(name)).map(([, file]) => file);
  assert.deepEqual(files, ["plate.0", "plate.1", "ru", "en"]);
});

test("every object of a core that has stopped is made again, and the stop is told once", () => {
  const { world, object } = core();
  const [one] = object();
  const [other] = object();
  world.traps.add("frame");
  one.frame(1);
  assert.equal(other.word("a"), "word a");
  assert.equal(world.instance, 1);
  assert.deepEqual(world.told, ["frame"]);
});

test("after three stops in a row there is no other core, and an input that works begins a new row", () => {
  const { world, object } = core();
  const [thing] = object();
  const stop = () => {
    world.traps.add("frame");
    thing.frame(1);
  };
  for (let count = 0; count < 20; count += 1) {
    stop();
    thing.set("date");
    thing.frame(2);
  }
  assert.equal(world.told.length, 20);
  for (let count = 0; count < 3; count += 1) stop();
  assert.deepEqual(world.failed, []);
  stop();
  assert.deepEqual(world.failed, ["frame"]);
  assert.deepEqual(world.resumed.slice(-3), [true, false, false]);
});

test("an error of a core that works is handed on, and an object that is freed twice is not made again", () => {
  const { world, object } = core();
  const [thing, renew] = object();
  assert.throws(() => thing.svg(), /no 2D canvas/);
  assert.equal(world.instance, 0);
  renew(new Error("the canvas is lost"), true);
  assert.deepEqual([world.instance, world.told], [0, ["the canvas is lost"]]);
  world.traps.add("free");
  assert.equal(thing.free(), undefined);
  renew(new Error("the canvas is lost"), false);
  assert.deepEqual(world.failed, ["the canvas is lost"]);
});
