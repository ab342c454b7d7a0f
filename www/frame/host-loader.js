// The loader for pages that show the map in a frame: finds `<iframe data-kuril>`, or makes one of `<div data-kuril>`,
// gives it the height that the map needs, hands on its events, and lets the page drive it through `frame.kuril`.
(() => {
  if (window.kurilEmbed) return;
  /** @typedef {{ type: string, nonce: string, value?: string | null }} Message */
  const home = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src;
  /** @type {WeakMap<HTMLIFrameElement, { nonce: string, wait: Message[] | null }>} */
  const known = new WeakMap();
  const told = ["ready", "select", "date", "perspective", "error"];
  /**
   * @template {"div" | "iframe"} Tag
   * @param {Tag} tag
   * @returns {HTMLElementTagNameMap[Tag][]}
   */
  const find = (tag) => [
    .../** @type {NodeListOf<HTMLElementTagNameMap[Tag]>} */ (document.querySelectorAll(`${tag}[data-kuril]`)),
  ];
  /** @type {(frame: HTMLIFrameElement, message: Message) => void} */
  const post = (frame, message) => frame.contentWindow?.postMessage({ kuril: 1, ...message }, "*");

  /** @param {HTMLIFrameElement} frame */
  const adopt = (frame) => {
    if (known.has(frame)) return;
    const nonce = crypto.getRandomValues(new Uint32Array(4)).join("-");
    /** @type {{ nonce: string, wait: Message[] | null }} */
    const state = { nonce, wait: [] };
    known.set(frame, state);
    /** @type {Record<string, (value?: string | null) => void>} */
    const commands = {};
    frame.kuril = commands;
    for (const type of ["lang", "choose", "date", "perspective", "theme", "point"])
      commands[type] = (value = null) => {
        const message = { type, nonce, value };
        state.wait ? state.wait.push(message) : post(frame, message);
      };
    post(frame, { type: "hello", nonce });
  };

  /** @param {HTMLElement} box */
  const fill = (box) => {
    const { kuril, ...wishes } = /** @type {Record<string, string>} */ (box.dataset);
    const frame = Object.assign(document.createElement("iframe"), {
      src: new URL(`embed.html?${new URLSearchParams(wishes)}`, home),
      title: box.title || "Map",
      loading: "lazy",
      allow: "fullscreen; clipboard-write",
      sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads",
    });
    frame.style.cssText = "width:100%;height:560px;border:0;display:block";
    frame.dataset.kuril = "";
    delete box.dataset.kuril;
    box.replaceChildren(frame);
  };

  const scan = () => {
    find("div").map(fill);
    find("iframe").map(adopt);
  };

  addEventListener("message", ({ source, origin, data }) => {
    const frame = find("iframe").find((one) => source && one.contentWindow === source);
    const state = frame && known.get(frame);
    if (!state || data?.kuril !== 1 || (origin !== "null" && origin !== new URL(frame.src).origin)) return;
    const { type, nonce, value } = data;
    if (type === "height" && value >= 50 && value <= 5000) frame.style.minHeight = `${+value}px`;
    if (nonce !== state.nonce) {
      // It speaks for the first time, or anew.
      state.wait ??= [];
      post(frame, { type: "hello", nonce: state.nonce });
    } else if (type === "hello") {
      for (const message of state.wait ?? []) post(frame, message);
      state.wait = null;
    } else if (told.includes(type)) {
      frame.dispatchEvent(new CustomEvent(`kuril-${type}`, { bubbles: true, detail: value }));
    }
  });
  window.kurilEmbed = { scan };
  addEventListener("DOMContentLoaded", scan);
  scan();
})();
