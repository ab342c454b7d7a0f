// The worker that keeps a copy of the site in the browser's cache, so that it can be read without a network. The build puts
// a line before this file that says what is kept, `const KEPT = { version, pages, assets }`: names from the root of the
// site, those of assets with the digests of their content, and a digest of all that. Whatever is not named there is left to
// the browser.
//
// Assets have names that change with their content: they are taken from the copy first, and nothing but the content that
// was built is given to a page or kept. Pages keep their names and bring corrections: they are taken from the network
// first, and from the copy where that fails or takes too long. `kuril-worker-off.js` ends all this.

/** The address of the site's root. Several copies of the site may stand below different paths of one origin. */
const ROOT = new URL("./", location.href).href;
const PATH = new URL(ROOT).pathname;
/** The cache of this version of this copy of the site. No path holds a space. */
const CACHE = `kuril-${KEPT.version} ${PATH}`;
const PAGES = new Set(KEPT.pages);
/** The digests of the assets (Subresource Integrity, section 3.1) by name. */
const ASSETS = new Map(Object.entries(KEPT.assets));
/** So long the network has for a page of which there is a copy, milliseconds. */
const PATIENCE_MS = 3000;
/** A page below a folder of its language: the folder, and the place where it is about one. */
const PAGE = /^(.*?)(?:islands\/([^/]+)\/)?[^/]*$/;
/** What a page names. */
const NAMED = /assets\/[\w.-]+/g;

/**
 * What an address is called among what is kept: without query and anchor, an index by its folder; elsewhere all of it.
 * @param {string} address
 */
function named(address) {
  const { origin, pathname } = new URL(address);
  const path = origin + pathname;
  return path.startsWith(ROOT) ? path.slice(ROOT.length).replace(/(^|\/)index\.html$/, "$1") : path;
}

/**
 * The folder of a page, and the place that it is about.
 * @param {string} name
 */
const parts = (name) => /** @type {string[]} */ (PAGE.exec(name));

/**
 * The copy of what has a name, if there is one.
 * @param {string} name
 */
const copy = (name) => caches.match(ROOT + name, { cacheName: CACHE, ignoreVary: true }).catch(() => undefined);

/**
 * Whether an answer of the site's own server is what was asked for.
 * @param {Response} response
 */
const sound = (response) => response.ok && response.type === "basic";

/**
 * An asset as it was built; an error where the server has something else, or nothing. What the browser remembers is asked
 * for again, and where that is wrong all the same, not listened to: it may have come while the server was in disorder.
 * @param {string} name
 * @param {RequestCache[]} [ways]
 * @returns {Promise<Response>}
 */
async function fetched(name, [cache, ...others] = ["no-cache", "reload"]) {
  const asked = fetch(ROOT + name, { cache, integrity: ASSETS.get(name), mode: "same-origin" });
  const response = await asked.catch((error) => {
    if (!others.length) throw error;
  });
  return response?.ok || !others.length ? /** @type {Response} */ (response) : fetched(name, others);
}

/**
 * Keeps an asset that has the digest of its name.
 * @param {string} name
 * @param {Response} response
 */
async function keepAsset(name, response) {
  if (sound(response)) await (await caches.open(CACHE)).put(ROOT + name, response);
}

/**
 * Keeps a page, unless it is of another version and names assets that are not kept; forgets one that is gone, or that its
 * server does not want to be kept.
 * @param {string} name
 * @param {Response} response
 */
async function keepPage(name, response) {
  const cache = await caches.open(CACHE);
  const secret = /\b(no-store|private)\b/i.test(response.headers.get("Cache-Control") ?? "");
  if (secret || response.status === 404 || response.status === 410) await cache.delete(ROOT + name);
  if (secret || !sound(response)) return;
  const text = await response.text();
  const assets = text.match(NAMED);
  if (!assets?.every((asset) => ASSETS.has(asset))) return;
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  // An answer that came by way of another address could not be given to a reader who asks for this one.
  await cache.put(ROOT + name, new Response(text, { headers }));
}

/** All windows of the origin. */
const windows = () => clients.matchAll({ type: "window", includeUncontrolled: true });

/** What the windows that show this copy of the site show, by name. */
async function shown() {
  return (await windows()).map(({ url }) => named(url)).filter((name) => PAGES.has(name));
}

/** The caches of this copy of the site, this version's or not. */
async function caching() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith("kuril-") && name.slice(name.indexOf(" ") + 1) === PATH);
}

/**
 * The pages to keep: those that are shown, index and method in their languages, and those that earlier versions kept.
 * @param {boolean} frugal
 */
async function wanted(frugal) {
  const names = new Set(await shown());
  if (frugal) return names;
  for (const name of [...names]) {
    const [, folder] = parts(name);
    for (const page of PAGES) if (page.startsWith(folder) && !page.slice(folder.length).includes("/")) names.add(page);
  }
  for (const cache of await caching()) {
    for (const { url } of await (await caches.open(cache)).keys()) if (PAGES.has(named(url))) names.add(named(url));
  }
  return names;
}

/** Keeps all that is not kept yet; what cannot be had now is tried again at the next visit. */
async function fill() {
  // Who wants to save data keeps what the browser has fetched anyway.
  const frugal = Boolean(navigator.connection?.saveData);
  /** @type {RequestCache} */
  const cache = frugal ? "only-if-cached" : "no-cache";
  const kept = new Set((await (await caches.open(CACHE)).keys()).map(({ url }) => named(url)));
  /** @type {(names: Iterable<string>, keep: (name: string) => Promise<void>) => Promise<void>[]} */
  const each = (names, keep) => [...names].filter((name) => !kept.has(name)).map(keep);
  const ways = frugal ? [cache] : undefined;
  const assets = each(ASSETS.keys(), async (name) => keepAsset(name, await fetched(name, ways)));
  const pages = each(await wanted(frugal), async (name) =>
    keepPage(name, await fetch(ROOT + name, { cache, mode: "same-origin" })),
  );
  await Promise.allSettled([...assets, ...pages]);
}

/** Removes what other versions kept, and serves the pages that are open. */
async function begin() {
  for (const name of await caching()) if (name !== CACHE) await caches.delete(name);
  await clients.claim();
}

/**
 * A page tells what it is made of.
 * @param {ExtendableMessageEvent} event
 */
async function heard({ data, source }) {
  await fill();
  // A page of the version before may yet ask for its assets, which go when this worker begins: it waits until no such
  // page is open. Where the page that speaks is of this version and the only one, there is nothing to wait for.
  const own = /** @type {Client | null} */ (source)?.id;
  const alone = (await windows()).every(({ id, url }) => id === own || !url.startsWith(ROOT));
  if (alone && Array.isArray(data) && data.length && data.every((asset) => ASSETS.has(named(asset))))
    await skipWaiting();
}

/**
 * An asset: the copy, else the network, and then that is kept. What has not the content of its name is given to no page.
 * @param {FetchEvent} event
 * @param {string} name
 */
async function asset(event, name) {
  const kept = await copy(name);
  if (kept) return kept;
  const response = await fetched(name);
  event.waitUntil(keepAsset(name, response.clone()).catch(() => {}));
  return response;
}

/**
 * A page of which there is no copy and no network: the map at its place, if there is a copy of that.
 * @param {string} name
 */
async function instead(name) {
  const [, folder, place] = parts(name);
  return place && (await copy(folder)) ? Response.redirect(`${ROOT}${folder}#place=${place}`) : Response.error();
}

/**
 * A page: the network, else the copy.
 * @param {FetchEvent} event
 * @param {string} name
 */
async function page(event, name) {
  const asked = fetch(event.request);
  event.waitUntil(asked.then((response) => keepPage(name, response.clone())).catch(() => {}));
  const kept = await copy(name);
  if (!kept) return asked.catch(() => instead(name));
  /** @type {Promise<Response>} */
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, kept));
  const fresh = asked.then((response) => (response.status < 500 ? response : kept)).catch(() => kept);
  return Promise.race([fresh, late]);
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("message", (event) => event.waitUntil(heard(event)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const name = named(request.url);
  if (request.method !== "GET" || request.headers.has("Range")) return;
  if (request.mode === "navigate") {
    if (PAGES.has(name)) event.respondWith(page(event, name));
  } else if (ASSETS.has(name)) event.respondWith(asset(event, name));
});
