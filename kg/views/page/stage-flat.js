"use strict";
/* The picture on the screen where a browser has no WebGL: painted anew on one canvas whenever it moves, by buttons, keys
   and dragging. Slow for the largest networks, and the same in every other respect as the Stage whose place it takes. */
const Flat = (() => {
  const frame = document.getElementById("canvas");
  const listeners = { over: [], clicked: [] };
  let sheet = null;
  let place = { scale: 1, centre: { x: 0, y: 0 } };
  let held = null;
  let waiting = 0;

  const look = () => Painting.view(place.scale, place.centre, frame.clientWidth, frame.clientHeight);
  const here = ({ clientX, clientY }) => {
    const edge = frame.getBoundingClientRect();
    return { x: clientX - edge.left, y: clientY - edge.top };
  };

  function paint() {
    const view = look();
    const sharp = devicePixelRatio || 1;
    const ctx = sheet.getContext("2d");
    const colours = Painting.colours();
    Object.assign(sheet, { width: view.width * sharp, height: view.height * sharp });
    Object.assign(sheet.style, { width: `${view.width}px`, height: `${view.height}px` });
    ctx.scale(sharp, sharp);
    Painting.ties(ctx, Model.shownTies(), view, colours.tie);
    Painting.nodes(ctx, Model.shownNodes(), view, colours);
    for (const painter of listeners.over) painter(ctx, view);
  }

  function redraw() {
    if (!sheet) begin();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(paint);
  }

  function begin() {
    sheet = Elements.make("canvas");
    frame.append(sheet);
    sheet.addEventListener("pointerdown", (event) => (held = { from: here(event), centre: place.centre }));
    sheet.addEventListener("pointermove", (event) => {
      if (!held || !event.buttons) return;
      const { x, y } = here(event);
      moveTo({ scale: place.scale, centre: { x: held.centre.x - (x - held.from.x) / place.scale, y: held.centre.y - (y - held.from.y) / place.scale } });
    });
    sheet.addEventListener("click", (event) => {
      const point = here(event);
      const moved = held && Math.hypot(point.x - held.from.x, point.y - held.from.y) > 4;
      held = null;
      if (!moved) for (const listener of listeners.clicked) listener(point);
    });
  }

  function moveTo(to) {
    place = to;
    redraw();
  }

  const over = (painter) => listeners.over.push(painter);
  const clicked = (listener) => listeners.clicked.push(listener);

  return { frame, look, moveTo, update: redraw, redraw, over, clicked };
})();
