// The fields of the state that a page may set, by the names of their attributes and properties. A test holds this table to
// the one of the core, `FIELDS`, which comes too late for what a page asks before there is a map.

/** @import { Field } from "./types" */

/** @type {Record<string, Field>} */
export const FIELDS = {
  lang: { command: "lang", reflected: true },
  place: { addressed: true, command: "choose" },
  date: { addressed: true, command: "date" },
  perspective: { addressed: true, command: "perspective" },
  layers: { addressed: true, reflected: true },
  theme: { addressed: true, command: "theme", reflected: true, none: "auto" },
  compare: { addressed: true },
  tour: { addressed: true, command: "tour" },
  view: { addressed: true },
};

/** The names of the fields that addresses hold. */
export const ADDRESSED = Object.keys(FIELDS).filter((name) => FIELDS[name].addressed);
