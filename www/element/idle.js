// Waiting for a browser that has nothing better to do, which ends.

/** A browser may never find a frame idle: what can wait waits no longer than this unless it is told, milliseconds. */
const LONGEST_MS = 500;
/** So long it waits where a browser has no idle callbacks, milliseconds. */
const SHORT_MS = 50;

/**
 * When the browser is idle, or soon.
 * @returns {Promise<unknown>}
 */
export function idle(timeout = LONGEST_MS) {
  return new Promise((done) => {
    // Safari has none.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(done, { timeout });
    else setTimeout(done, SHORT_MS);
  });
}
