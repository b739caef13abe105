"use strict";
/* Puts the network on any canvas: the one on the screen, and the larger one that is saved as a picture. */
const Painting = (() => {
  const room = (width) => [Math.min(84, width / 8), 30]; // pixels around the outermost symbols, for their names
  const LEAST_RADIUS = innerWidth < 600 ? 2.4 : 3.4; // a phone has less room
  const BEYOND = 0.3; // of the frame's width and height that is painted at each side of it as well, where pictures are pushed about

  /** From the coordinates of the network to those of a canvas: a scale, and the point in the canvas's middle. */
  function view(scale, centre, width, height) {
    const grown = growth(scale);
    const at = ({ x, y }) => [(x - centre.x) * scale + width / 2, (y - centre.y) * scale + height / 2];
    const under = (point) => ({ x: (point.x - width / 2) / scale + centre.x, y: (point.y - height / 2) / scale + centre.y });
    function limits(nodes) {
      const { left, right, top, bottom } = bounds(nodes);
      return [...at({ x: left, y: top }).map((edge, axis) => edge - room(width)[axis]), ...at({ x: right, y: bottom }).map((edge, axis) => edge + room(width)[axis])];
    }
    return { scale, centre, width, height, at, under, limits, radius: (node) => Math.max(LEAST_RADIUS, node.size * grown) };
  }

  /** How much symbols grow: near to, less than the distances. */
  const growth = (scale) => scale / Math.max(1, Math.sqrt(scale));

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
    const [beside, above] = room(width);
    const scales = [(width - 2 * beside) / Math.max(1, right - left), (height - 2 * above) / Math.max(1, bottom - top)];
    return { scale: Math.max(0.02, Math.min(2.2, ...scales)), centre: { x: (left + right) / 2, y: (top + bottom) / 2 } };
  }

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    return { paper: read("--paper"), ink: read("--ink"), soft: read("--soft"), tie: read("--tie"), accent: read("--accent") };
  }

  const steepness = Math.min(1.25, 7 / Math.max(1, Model.most - 1));
  const tieWidth = (value) => 0.9 + steepness * (value - 1);
  /** The more ties, the fainter each. */
  const faintest = () => 0.3 + 0.35 * Math.min(1, 300 / Math.max(1, Model.shownTies().length));
  const tieAlpha = (value, least = faintest()) => Math.min(0.9, least + 0.21 * steepness * (value - 1));

  /** Draws ties, the weaker beneath the stronger, each with its direction where it has one. */
  function ties(ctx, shown, look, colour, alpha = null) {
    const byCount = grouped(shown);
    const least = faintest();
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.lineCap = "round";
    for (const value of [...byCount.keys()].sort((a, b) => a - b)) {
      ctx.globalAlpha = alpha ?? tieAlpha(value, least);
      ctx.lineWidth = tieWidth(value);
      ctx.beginPath();
      for (const { ends } of byCount.get(value)) {
        ctx.moveTo(...look.at(ends[0]));
        ctx.lineTo(...look.at(ends[1]));
      }
      ctx.stroke();
      if (Model.directed) for (const tie of byCount.get(value)) arrow(ctx, tie, look);
    }
    ctx.globalAlpha = 1;
  }

  /** The head of an arrow at the symbol where a tie leads. */
  function arrow(ctx, { ends, count }, look) {
    const [[ax, ay], [bx, by]] = ends.map(look.at);
    const away = Math.hypot(bx - ax, by - ay) || 1;
    const [dx, dy] = [(bx - ax) / away, (by - ay) / away];
    const long = Math.min(arrowLength(tieWidth(count)), 0.4 * away);
    const tip = look.radius(ends[1]);
    const point = (back, aside) => [bx - dx * (tip + back) - dy * aside, by - dy * (tip + back) + dx * aside];
    ctx.beginPath();
    ctx.moveTo(...point(0, 0));
    ctx.lineTo(...point(long, long * 0.42));
    ctx.lineTo(...point(long, -long * 0.42));
    ctx.closePath();
    ctx.fill();
  }

  const arrowLength = (width) => 5 + 2 * width;

  function grouped(shown) {
    const groups = new Map();
    for (const tie of shown) {
      if (groups.has(tie.count)) groups.get(tie.count).push(tie);
      else groups.set(tie.count, [tie]);
    }
    return groups;
  }

  /** Draws symbols, the largest first, so that a small one is never lost beneath. */
  function nodes(ctx, shown, look, { paper }) {
    for (const node of shown) Symbols.draw(ctx, node, ...look.at(node), look.radius(node), { paper, ring: 1.5 });
  }

  /** The tie whose line passes this point of the canvas, the nearest within a few pixels; of two that run both ways,
      the one whose head is nearer. */
  function tieAt(point, look) {
    const { x, y } = look.under(point);
    let best = null;
    let nearest = 7;
    for (const tie of Model.shownTies()) {
      const a = tie.ends[0];
      const b = tie.ends[1];
      const dx = b.x - a.x;
      const dy = b.y - a.y;
      const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const distance = Math.sqrt((x - a.x - along * dx) ** 2 + (y - a.y - along * dy) ** 2) * look.scale;
      const away = distance - tieWidth(tie.count) / 2 - (Model.directed ? along * 0.1 : 0);
      if (away < nearest) [best, nearest] = [tie, away];
    }
    return best;
  }

  /** The node whose symbol covers this point of the canvas, the smallest where several do. */
  function nodeAt({ x, y }, look) {
    let best = null;
    for (const node of Model.shownNodes()) {
      const [nx, ny] = look.at(node);
      if (Math.hypot(x - nx, y - ny) <= look.radius(node) + 2) best = node;
    }
    return best;
  }

  return { view, whole, bounds, growth, colours, ties, nodes, tieAt, nodeAt, tieWidth, tieAlpha, arrowLength, LEAST_RADIUS, BEYOND };
})();
