// Counts frames from now on, and returns the pixels of all canvases.
const deep = (root) => [...root.querySelectorAll("*")].flatMap((element) => [
  ...(element.localName === "canvas" ? [element] : []),
  ...(element.shadowRoot ? deep(element.shadowRoot) : []),
]);
window.benchCount = 0;
const count = () => {
  window.benchCount += 1;
  requestAnimationFrame(count);
};
requestAnimationFrame(count);
return deep(document).reduce((sum, { width, height }) => sum + width * height, 0);
