// What a load was like: `arguments[0]` is the name of the mark. Sizes are those on the wire, without headers.
const [mark] = performance.getEntriesByName(arguments[0]);
const [seen] = performance.getEntriesByName("bench-seen");
const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
const requests = entries.map((entry) => ({
  name: new URL(entry.name).pathname.split("/").pop() || "index.html",
  asked: entry.startTime,
  answered: entry.responseStart,
  ended: entry.responseEnd,
  wire: entry.encodedBodySize,
  plain: entry.decodedBodySize,
  coding: entry.contentEncoding ?? "",
}));
const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
return {
  failed: window.benchFailed ?? null,
  mark: mark?.startTime ?? null,
  seen: seen?.startTime ?? null,
  painted,
  requests,
  frames: window.benchFrames ?? [],
};
