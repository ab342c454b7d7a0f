// One deed of a reader who uses everything, by its number, `arguments[0]`: the deeds take turns. In the end the map stands
// as it stood before.
const number = arguments[0];
const map = document.querySelector("kuril-map");
const root = map.shadowRoot;
const part = (selector) => root.querySelector(selector);
const all = (selector) => [...root.querySelectorAll(selector)];
const one = (list, at) => list[at % list.length];
const frames = async (count) => {
  for (let left = count; left > 0; left -= 1) await new Promise(requestAnimationFrame);
};
const press = (selector) => part(selector)?.click();
const turn = Math.floor(number / 13);
const stage = part(".stage");
const { left, top, width, height } = stage.getBoundingClientRect();
const [middleX, middleY] = [left + width / 2, top + height / 2];
const point = (type, clientX, clientY, buttons) =>
  stage.dispatchEvent(
    new PointerEvent(type, { clientX, clientY, buttons, button: 0, pointerId: 7, pointerType: "mouse", isPrimary: true, bubbles: true, cancelable: true }),
  );
const key = (name) => stage.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, composed: true }));

const deeds = {
  async choose() {
    for (const button of all(".sight button").slice(turn % 5, (turn % 5) + 5)) {
      map.choose(button.dataset.place);
      await frames(4);
    }
    map.choose(null);
  },
  async walk() {
    for (const name of ["ArrowDown", "ArrowDown", "Home", "End", "Enter", "Escape", "i", "Escape"]) {
      key(name);
      await frames(2);
    }
  },
  async day() {
    for (const act of ["later", "later", "earlier"]) {
      press(`[data-act=${act}]`);
      await frames(3);
    }
    map.date = null;
  },
  async side() {
    for (const side of ["japan", "russia", "differ", "neutral"]) {
      map.perspective = side;
      await frames(3);
    }
    map.perspective = null;
  },
  async pan() {
    point("pointerdown", middleX, middleY, 1);
    for (let step = 1; step <= 20; step += 1) {
      point("pointermove", middleX + step * 6, middleY - step * 4, 1);
      await frames(1);
    }
    point("pointerup", middleX + 120, middleY - 80, 0);
    point("pointerleave", middleX, middleY, 0);
  },
  async zoom() {
    for (const deltaY of [-240, -240, -240, 240, 240, 240]) {
      const where = { clientX: middleX, clientY: middleY, bubbles: true, cancelable: true };
      stage.dispatchEvent(new WheelEvent("wheel", { ...where, deltaY, ctrlKey: true }));
      await frames(4);
    }
    press(".views .in");
    await frames(4);
    press(".views .home");
  },
  async search() {
    const input = part(".search input");
    input.focus();
    input.value = one(["itur", "択", "куна", "par", "zzz"], turn);
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await frames(2);
    const enter = { key: "Enter", bubbles: true, cancelable: true, composed: true };
    input.dispatchEvent(new KeyboardEvent("keydown", enter));
    await frames(3);
    input.blur();
  },
  async tour() {
    press("[data-guide=enter]");
    for (let step = 0; step < 3; step += 1) {
      await frames(6);
      press("[data-guide=next]");
    }
    await frames(4);
    press("[data-guide=leave]");
  },
  async tools() {
    press("[data-act=tools]");
    for (let left = 400; left > 0 && !part("[data-tool=measure]"); left -= 1) await frames(1);
    press("[data-tool=measure]");
    key("Enter");
    key("ArrowRight");
    key("Enter");
    await frames(3);
    press("[data-tool=clear]");
    press("[data-tool=close]");
  },
  async links() {
    map.choose(one(["iturup", "shikotan", "shumshu"], turn));
    await frames(3);
    for (const selector of [".card [data-goto]", ".card [data-next]", ".panel-place [data-place]"]) {
      press(selector);
      await frames(3);
    }
    map.choose(null);
  },
  async language() {
    for (const lang of ["ja", "ru", "en"]) {
      map.lang = lang;
      await frames(6);
    }
  },
  async size() {
    for (const size of ["70%", "50%", ""]) {
      map.style.width = size;
      await frames(5);
    }
  },
  async help() {
    press("[data-act=help]");
    for (let left = 400; left > 0 && !part("dialog"); left -= 1) await frames(1);
    part("dialog")?.close();
  },
};

return (async () => {
  await one(Object.values(deeds), number)();
  map.state = {};
  map.point(null);
  root.activeElement?.blur();
  for (const box of all("details[open]")) box.open = false;
  await frames(6);
  return true;
})();
