"use strict";
/* The reader's ways to turn the earth and to come nearer: buttons, keys, and the mouse or a finger that drags it. */
const Turning = (() => {
  const { make } = Elements;
  const drawing = document.getElementById("drawing");

  /** From now on `again` is called whenever the earth has moved. */
  function begin(again) {
    const turns = { nearer: ["+", () => Globe.approach(1.5)], farther: ["−", () => Globe.approach(1 / 1.5)], west: ["◀", () => Globe.move(-20, 0)], east: ["▶", () => Globe.move(20, 0)] };
    const buttons = Object.entries(turns).map(([word, [sign, turn]]) => make("button", { type: "button", id: word, "data-say-label": word, onclick: () => (turn(), again()) }, sign));
    buttons.push(make("button", { type: "button", id: "whole", "data-say": "whole", onclick: () => (Globe.whole(), again()) }));
    document.querySelector(".tools .space").before(make("div", { class: "buttons" }, ...buttons));
    drawing.addEventListener("keydown", (event) => {
      const word = { "+": "nearer", "=": "nearer", "-": "farther" }[event.key];
      if (word && !event.ctrlKey && !event.metaKey) document.getElementById(word).click();
    });
    Object.assign(drawing.style, { touchAction: "pan-y", userSelect: "none" });
    let from = null;
    let moved = false;
    drawing.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.button === 0) from = [event.clientX, event.clientY];
    });
    drawing.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return;
      const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
      if (!moved && Math.hypot(dx, dy) < 5) return;
      if (!moved) drawing.setPointerCapture(event.pointerId);
      moved = true;
      from = [event.clientX, event.clientY];
      const degrees = 360 / drawing.clientWidth;
      Globe.move(-dx * degrees, dy * degrees * 0.8);
      again();
    });
    drawing.addEventListener("pointerup", () => (from = null));
    drawing.addEventListener("click", (event) => moved && event.stopPropagation(), true);
    drawing.addEventListener("dblclick", () => document.getElementById("nearer").click());
  }

  return { begin };
})();
