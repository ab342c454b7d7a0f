// Waiting for a browser that has nothing better to do, which ends.

/** A browser may never find a frame idle: what can wait waits no longer than this, milliseconds. */
const LONGEST_MS = 500;
/** So long it waits where a browser has no idle callbacks, milliseconds. */
const SHORT_MS = 50;

/** When the browser is idle, or soon. */
export function idle() {
  return new Promise((done) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(done, { timeout: LONGEST_MS });
    else setTimeout(done, SHORT_MS);
  });
}
