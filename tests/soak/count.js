// What a page holds: pages of memory of each wasm module, elements, and those of the map.
const map = document.querySelector("kuril-map");
const modules = performance.getEntriesByType("resource").filter(({ name }) => /kuril_(map|tools)\.[0-9a-f]+\.js$/.test(name));
const elements = (root) =>
  [...root.querySelectorAll("*")].reduce((sum, { shadowRoot }) => sum + 1 + (shadowRoot ? elements(shadowRoot) : 0), 0);
return (async () => {
  let pages = 0;
  for (const name of new Set(modules.map(({ name }) => name))) {
    // A module that runs already hands out what it exports.
    const { default: init } = await import(name);
    pages += (await init()).memory.buffer.byteLength / 65536;
  }
  return { pages, elements: elements(document), failed: map?.dataset.failed ?? "" };
})();
