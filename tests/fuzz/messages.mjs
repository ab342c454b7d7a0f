// Messages made up from a seed: sound ones, nearly sound ones, and anything else that a message may be.

const TYPES = [
  "hello",
  "ready",
  "select",
  "date",
  "perspective",
  "error",
  "height",
  "choose",
  "point",
  "lang",
  "theme",
];
const TEXTS = [
  "iturup",
  "1945-08-28",
  "a".repeat(65),
  "",
  "constructor",
  "__proto__",
  "<img src=x>",
  "\u202e",
  "12345678",
];
const KEYS = ["kuril", "type", "nonce", "value", "place", "findings", "__proto__", "constructor", "toString", "length"];

/**
 * Numbers from 0 to below `count`, the same ones for the same seed (Marsaglia, Xorshift RNGs, Journal of Statistical
 * Software 8 (2003), number 14).
 * @param {number} seed
 */
export function random(seed) {
  let state = seed;
  return (count) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
}

/** One of several. */
const one = (pick, all) => all[pick(all.length)];

/** Any value, `depth` levels deep at most. */
export function anything(pick, depth = 3) {
  const scalars = [null, undefined, true, NaN, -1, 1, 1e308, Infinity, 10n ** 30n, Symbol("a"), () => "choose"];
  switch (pick(depth > 0 ? 7 : 3)) {
    case 0:
      return one(pick, scalars);
    case 1:
      return one(pick, TEXTS);
    case 2:
      return one(pick, TYPES);
    case 3:
      return Array.from({ length: pick(4) }, () => anything(pick, depth - 1));
    case 4:
      return Object.assign(Object.create(null), { [one(pick, KEYS)]: anything(pick, depth - 1) });
    case 5:
      return new Map([[one(pick, KEYS), anything(pick, depth - 1)]]);
    default:
      return JSON.parse(`{"${one(pick, KEYS)}":1,"${one(pick, KEYS)}":{"${one(pick, KEYS)}":"x"}}`);
  }
}

/** A message that is sound but for a few of its parts. */
export function message(pick, nonce) {
  if (pick(16) === 0) return anything(pick);
  const whole = { kuril: 1, type: one(pick, TYPES), nonce, value: one(pick, [null, ...TEXTS]) };
  if (pick(3) === 0) whole.value = { place: one(pick, [null, ...TEXTS]) };
  for (let damage = pick(3); damage > 0; damage -= 1) {
    if (pick(3) === 0) delete whole[one(pick, KEYS)];
    else Object.defineProperty(whole, one(pick, KEYS), { value: anything(pick), enumerable: true, configurable: true });
  }
  return whole;
}
