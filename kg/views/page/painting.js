"use strict";
/* Puts the network on any canvas: the one on the screen, and the larger one that is saved as a picture. */
const Painting = (() => {
  const ROOM = [84, 30]; // pixels around the outermost symbols, for their names

  /** From the coordinates of the network to those of a canvas: a scale, and the point in the canvas's middle. */
  function view(scale, centre, width, height) {
    const shrink = 1 / Math.max(1, Math.sqrt(scale)); // near to, symbols grow less than the distances
    const at = ({ x, y }) => [(x - centre.x) * scale + width / 2, (y - centre.y) * scale + height / 2];
    function limits(nodes) {
      const { left, right, top, bottom } = bounds(nodes);
      return [...at({ x: left, y: top }).map((edge, axis) => edge - ROOM[axis]), ...at({ x: right, y: bottom }).map((edge, axis) => edge + ROOM[axis])];
    }
    return { scale, width, height, at, limits, radius: (node) => Math.max(2.5, node.size * shrink * scale) };
  }

  function bounds(nodes) {
    const all = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const { x, y } of nodes) {
      all.left = Math.min(all.left, x);
      all.right = Math.max(all.right, x);
      all.top = Math.min(all.top, y);
      all.bottom = Math.max(all.bottom, y);
    }
    return all;
  }

  /** The scale and centre of the view that shows all these nodes, with room for names at the sides. */
  function whole(nodes, width, height) {
    if (!nodes.length) return { scale: 1, centre: { x: 0, y: 0 } };
    const { left, right, top, bottom } = bounds(nodes);
    const scales = [(width - 2 * ROOM[0]) / Math.max(1, right - left), (height - 2 * ROOM[1]) / Math.max(1, bottom - top)];
    return { scale: Math.max(0.02, Math.min(2.2, ...scales)), centre: { x: (left + right) / 2, y: (top + bottom) / 2 } };
  }

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    return { paper: read("--paper"), ink: read("--ink"), soft: read("--soft"), tie: read("--tie"), accent: read("--accent") };
  }

  const steepness = Math.min(1.25, 7 / Math.max(1, Model.most - 1));
  const tieWidth = (value) => 0.8 + steepness * (value - 1);

  /** Draws ties, the weaker beneath the stronger. */
  function ties(ctx, shown, look, colour, alpha = null) {
    const byValue = grouped(shown);
    ctx.strokeStyle = colour;
    ctx.lineCap = "round";
    for (const value of [...byValue.keys()].sort((a, b) => a - b)) {
      ctx.globalAlpha = alpha ?? Math.min(0.9, 0.34 + 0.21 * steepness * (value - 1));
      ctx.lineWidth = tieWidth(value);
      ctx.beginPath();
      for (const { ends } of byValue.get(value)) {
        ctx.moveTo(...look.at(ends[0]));
        ctx.lineTo(...look.at(ends[1]));
      }
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  function grouped(shown) {
    const groups = new Map();
    for (const tie of shown) {
      if (groups.has(tie.value)) groups.get(tie.value).push(tie);
      else groups.set(tie.value, [tie]);
    }
    return groups;
  }

  /** Draws symbols, the largest first, so that a small one is never lost beneath. */
  function nodes(ctx, shown, look, { paper }) {
    for (const node of shown) Symbols.draw(ctx, node, ...look.at(node), look.radius(node), { paper, ring: 1.5 });
  }

  /** The tie whose line passes this point of the canvas, the nearest within a few pixels. */
  function tieAt(point, look) {
    let best = null;
    let nearest = 7;
    for (const tie of Model.shownTies()) {
      const [[ax, ay], [bx, by]] = tie.ends.map(look.at);
      const long = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
      const along = Math.min(1, Math.max(0, ((point.x - ax) * (bx - ax) + (point.y - ay) * (by - ay)) / long));
      const away = Math.hypot(point.x - ax - along * (bx - ax), point.y - ay - along * (by - ay)) - tieWidth(tie.value) / 2;
      if (away < nearest) [best, nearest] = [tie, away];
    }
    return best;
  }

  return { view, whole, colours, ties, nodes, tieAt, tieWidth };
})();
