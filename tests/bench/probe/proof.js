// Runs before the page's own scripts, as `install(name of the mark)`: counts the pixels of the land's colour on all
// canvases in the task of the mark, in the frame after it, and a second later.
const install = (mark) => {
  const canvases = (root) => [...root.querySelectorAll("*")].flatMap((element) => [
    ...(element.localName === "canvas" ? [element] : []),
    ...(element.shadowRoot ? canvases(element.shadowRoot) : []),
  ]);
  const count = () => {
    let land = 0;
    for (const canvas of canvases(document).filter(({ width, height }) => width && height)) {
      const copy = new OffscreenCanvas(400, 300).getContext("2d", { willReadFrequently: true });
      copy.imageSmoothingEnabled = false;
      copy.drawImage(canvas, 0, 0, 400, 300);
      const { data } = copy.getImageData(0, 0, 400, 300);
      for (let at = 0; at < data.length; at += 4) {
        const off = Math.abs(data[at] - 0xf1) + Math.abs(data[at + 1] - 0xeb) + Math.abs(data[at + 2] - 0xdd);
        if (off < 6 && data[at + 3] === 255) land += 1;
      }
    }
    return land;
  };
  const real = performance.mark;
  performance.mark = function (name, ...rest) {
    const made = real.call(performance, name, ...rest);
    if (name === mark) {
      const counts = [count()];
      requestAnimationFrame(() => counts.push(count()));
      setTimeout(() => {
        counts.push(count());
        window.benchLand = counts;
      }, 1000);
    }
    return made;
  };
};
