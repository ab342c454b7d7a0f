// A copy of the site for reading without a network: once the page has all it needs, the browser is asked to run
// `kuril-worker.js`, which keeps that copy. Where a browser keeps nothing, as in a private window or without https, the
// page works as it is.

import { idle } from "../element/idle.js";

/** The script of the worker, at the root of the site. */
const NAME = "../kuril-worker.js";
/** Its address: the only one that the page's policy lets through. */
const WORKER = new URL(NAME, import.meta.url).href;
/** The folder of all assets. */
const HERE = import.meta.url.slice(0, import.meta.url.lastIndexOf("/") + 1);
/** So long the page may stay busy before the worker is asked for all the same, milliseconds. */
const PATIENCE_MS = 5000;

/** The address of the worker as the page's policy wants it. */
function trusted() {
  const policy = window.trustedTypes?.createPolicy("kuril-worker", {
    /** @param {string} address */
    createScriptURL(address) {
      if (address !== WORKER) throw new TypeError(`${address} is not the worker of this site`);
      return address;
    },
  });
  return policy ? policy.createScriptURL(WORKER) : WORKER;
}

/**
 * Resolves when the map of the page, if it has one, has fetched all that it fetches by itself.
 * @param {HTMLElement | null} map
 * @returns {Promise<void>}
 */
function settled(map) {
  const last = navigator.connection?.saveData ? "read" : "complete";
  const done = () => !map || last in map.dataset || "failed" in map.dataset;
  return new Promise((resolve) => {
    if (!map || done()) return resolve();
    new MutationObserver((_, observer) => {
      if (!done()) return;
      observer.disconnect();
      resolve();
    }).observe(map, { attributes: true });
  });
}

/** What this page is made of, which tells the worker of which version it is. */
function parts() {
  /** @type {NodeListOf<HTMLScriptElement & HTMLLinkElement>} */
  const found = document.querySelectorAll("script[src], link[href]");
  return [...found].map(({ src, href }) => src || href).filter((address) => address.startsWith(HERE));
}

async function keep() {
  await settled(document.querySelector("kuril-map"));
  await idle(PATIENCE_MS);
  // At the root of an origin another worker may already serve all of it, which this one would replace.
  const scope = new URL("./", WORKER).href;
  const there = await navigator.serviceWorker.getRegistration(scope);
  const worker = there?.active ?? there?.waiting ?? there?.installing;
  if (there?.scope === scope && worker && worker.scriptURL !== WORKER) return;
  const registration = await navigator.serviceWorker.register(trusted(), { updateViaCache: "none" });
  // The one that is about to go would begin its copy anew.
  const tell = () => (registration.waiting ?? registration.active)?.postMessage(parts());
  const follow = () => registration.installing?.addEventListener("statechange", tell);
  registration.addEventListener("updatefound", follow);
  follow();
  tell();
}

// A browser may refuse all of this, as it likes.
if (isSecureContext && location.protocol.startsWith("http")) keep().catch(() => {});
