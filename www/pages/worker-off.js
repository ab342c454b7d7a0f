// The worker that ends the worker: put in the place of `kuril-worker.js` it removes the copy of the site that the browser
// keeps and itself, so that every page comes from the server again. It answers for nothing.

/** The path below which this copy of the site stands, with which the names of its caches end. */
const FOLDER = new URL("./", location.href).pathname;

async function end() {
  await clients.claim();
  for (const name of await caches.keys()) {
    if (name.startsWith("kuril-") && name.slice(name.indexOf(" ") + 1) === FOLDER) await caches.delete(name);
  }
  await registration.unregister();
}

addEventListener("install", (event) => event.waitUntil(skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(end()));
