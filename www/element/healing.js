// A core that traps has stopped for good, and with it every object in it, of all maps on the page. What an object has been
// given is kept here, so that one in a fresh core can be given the same and stand where that one stood.

/** @import { Care } from "./types" */

/** So many times in a row a core is started again. */
const MOST = 3;
/** Calls whose answer is awaited: they are made again. Any other call may be what has stopped the core. */
const QUESTIONS = new Set([
  ...["coordinates", "course", "describe", "file_name", "findings", "folder", "get", "lonlat_at", "names", "paint"],
  ...["position", "result", "said", "state", "stops", "svg", "word", "write"],
]);
/** So many bytes of a file are read at a time where it was read before. */
const ALL = 2 ** 32 - 1;
/** Calls that come of what readers and pages do. */
const INPUTS = new Set(["act", "key", "magnify", "measure", "pan", "pointer", "restore", "set", "wheel"]);
/** Calls that show that a core works. */
const PROOFS = new Set(["frame", "course", "paint", "svg"]);
/** What the binder says of an object whose core was replaced. */
const STALE = /stale object/;

/**
 * An object of a core, in whose place another one comes when the core has stopped: it is given the same files, and its
 * owner resumes it. The owner is told once of each stop. After several in a row, without an input that worked between them,
 * there is no other. Returned is also how the owner has the object replaced, if it can be, for another cause.
 * @template {object} Thing
 * @param {Thing} first
 * @param {Care<Thing>} care
 * @returns {[Thing, (cause: Error, can: boolean) => void]}
 */
export function mended(first, { reset, make, files, seen, resume, told, failed }) {
  /** @type {Map<string, [string, ...unknown[]][]>} */
  const kept = new Map();
  /** @type {(file: string, ...calls: [string, ...unknown[]][]) => void} */
  const keep = (file, ...calls) => {
    kept.delete(file);
    kept.set(file, calls);
  };
  /** @type {(file: string, bytes: unknown) => void} */
  const keepFeatures = (file, bytes) => keep(file, ["open_features", file, bytes], ["read_on", ALL]);
  for (const [file, bytes] of files) keepFeatures(file, bytes);
  /** @type {any[] | null} */
  let opened = null;
  let thing = /** @type {any} */ (first);
  let [row, used, resuming] = [0, false, false];

  /**
   * Puts another object in place of one whose core has stopped, or of one that works; whether there is one.
   * @param {Error} cause
   * @returns {boolean}
   */
  const replaced = (cause, works = false) => {
    row += 1;
    // Another object may have noticed first that the core has stopped.
    const stale = STALE.test(cause.message);
    if (!works && !stale) reset();
    if (row > MOST) {
      failed(cause);
      return false;
    }
    if (works) thing.free();
    resuming = true;
    // It may be what has stopped the core.
    opened = null;
    try {
      thing = make();
      for (const [name, ...given] of [...kept.values()].flat()) thing[name](...given);
      resume(row === 1);
    } catch (again) {
      return replaced(/** @type {Error} */ (again));
    }
    resuming = used = false;
    if (!stale) told(cause);
    return true;
  };

  /** @type {(name: string, given: any[], answer: unknown) => void} */
  const note = (name, given, answer) => {
    if (name === "read_reading") keep(given[0], [name, ...given]);
    if (name === "open_features") opened = given;
    if (name === "read_on" && !answer && opened) {
      const [file, bytes] = opened;
      opened = null;
      keepFeatures(file, bytes);
    }
    const works = PROOFS.has(name);
    if (works && used) row = 0;
    if (resuming || !(works || INPUTS.has(name))) return;
    used ||= !works;
    seen?.(thing, works);
  };

  /** @type {(name: string, given: unknown[]) => unknown} */
  const call = (name, given) => {
    try {
      const answer = thing[name](...given);
      note(name, given, answer);
      return answer;
    } catch (error) {
      const cause = /** @type {Error} */ (error);
      // An error as such is the answer of a core that works; a trap is of another kind.
      if (cause.constructor === Error && !STALE.test(cause.message)) throw cause;
      if (name === "free") return undefined;
      const asked = QUESTIONS.has(name);
      if (!replaced(cause) && asked) throw cause;
      if (asked) return call(name, given);
      return name === "read_on" ? false : [];
    }
  };

  /** @type {Record<string, unknown>} */
  const guard = {};
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(first))) {
    if (name !== "constructor") guard[name] = (/** @type {unknown[]} */ ...given) => call(name, given);
  }
  /** @type {(cause: Error, can: boolean) => void} */
  const renew = (cause, can) => (can ? replaced(cause, true) : failed(cause));
  return [/** @type {Thing} */ (guard), renew];
}
