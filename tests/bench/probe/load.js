// Runs before the page's own scripts, as `install(name of the mark)`: notes when the marked picture reached the screen.
const install = (mark) => {
  const seen = () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => performance.mark("bench-seen");
    channel.port2.postMessage(null);
  };
  const marks = new PerformanceObserver((list) => {
    if (list.getEntriesByName(mark).length) requestAnimationFrame(seen);
  });
  marks.observe({ type: "mark", buffered: true });
  window.benchFrames = [];
  const frames = new PerformanceObserver((list) => {
    for (const { startTime, duration, scripts } of list.getEntries()) {
      const parts = scripts.map((script) => [script.invoker.split("/").pop(), script.startTime, script.duration]);
      window.benchFrames.push({ start: startTime, length: duration, scripts: parts });
    }
  });
  frames.observe({ type: "long-animation-frame", buffered: true });
};
