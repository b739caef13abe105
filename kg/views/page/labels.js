"use strict";
/* Names beside the symbols: the best connected first, each where it covers no other name and no symbol, or not at all.
   They keep their size on the screen, so that more of them fit the nearer one looks. */
const Labels = (() => {
  const WIDEST = 168;
  const WIDEST_BOLD = 146;
  const CELL = 80;
  const GAP = 3;
  const FAMILY = getComputedStyle(document.documentElement).getPropertyValue("--sans");
  const measured = new Map();

  /** Names are broken between words, and between characters where the script has no spaces. */
  const pieces = (text) => text.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+\s*|\s+/gu) ?? [];

  function broken(ctx, text, widest) {
    const lines = [""];
    for (const piece of pieces(text)) {
      const longer = lines.at(-1) + piece;
      if (lines.at(-1) && ctx.measureText(longer.trimEnd()).width > widest) lines.push(piece);
      else lines[lines.length - 1] = longer;
    }
    if (lines.length > 3) lines.splice(2, Infinity, lines[2].trimEnd() + " …");
    return lines.map((line) => line.trim());
  }

  function block(ctx, node, size, bold) {
    const font = `${bold ? 600 : 400} ${size}px ${FAMILY}`;
    const text = Model.name(node);
    const key = `${font}|${text}`;
    ctx.font = font;
    if (!measured.has(key)) {
      const lines = broken(ctx, text, bold ? WIDEST_BOLD : WIDEST);
      const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
      measured.set(key, { lines, font, width, step: size * 1.17, height: lines.length * size * 1.17 });
    }
    return measured.get(key);
  }

  const meet = (a, b) => a[4] !== b[4] && a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  /** Boxes on a coarse grid, so that a clash is found without looking at all of them. */
  function floor() {
    const cells = new Map();
    const around = function* (box) {
      for (let i = Math.floor(box[0] / CELL); i <= Math.floor(box[2] / CELL); i++)
        for (let j = Math.floor(box[1] / CELL); j <= Math.floor(box[3] / CELL); j++) yield `${i},${j}`;
    };
    return {
      add(box) {
        for (const key of around(box)) cells.has(key) ? cells.get(key).push(box) : cells.set(key, [box]);
      },
      count(box) {
        const met = new Set();
        for (const key of around(box)) for (const taken of cells.get(key) ?? []) if (meet(box, taken)) met.add(taken);
        return met.size;
      },
      free(box) {
        return this.count(box) === 0;
      },
    };
  }

  /** Where a block may stand around a symbol, the best place first: left edge, top edge, alignment. */
  function spots({ width, height }, radius) {
    const out = radius + 4;
    const slant = radius * 0.72 + 3;
    return [
      [out, -height / 2, "left"],
      [-out - width, -height / 2, "right"],
      [-width / 2, out, "center"],
      [-width / 2, -out - height, "center"],
      [slant, slant, "left"],
      [slant, -slant - height, "left"],
      [-slant - width, slant, "right"],
      [-slant - width, -slant - height, "right"],
    ];
  }

  /** The place where it covers no other name and the fewest symbols; null where every place covers a name. */
  function tight(label, radius, boxOf, names, symbols) {
    const all = [0, 7, 15].flatMap((further) => spots(label, radius + further));
    const possible = all.filter((spot) => names.free(boxOf(spot)));
    const costs = new Map(possible.map((spot, at) => [spot, symbols.count(boxOf(spot)) + at / 9]));
    return possible.sort((one, two) => costs.get(one) - costs.get(two))[0] ?? null;
  }

  const sizeOf = (node) => Math.round(11.5 + Math.min(2.5, Math.sqrt(node.degree) * 0.42));

  /** The best connected, which are always named; the layout keeps room beside them. */
  const leaders = (nodes, width) => nodes.slice(0, Math.min(10, width / 100, Math.max(3, Math.round(nodes.length / 25))));

  /** Chooses places for the names of the nodes, in their order; those in `must` get one even where it is tight.
      No name stands outside the limits, in which the view shows everything. */
  function arrange(ctx, nodes, view, must, limits) {
    const names = floor();
    const symbols = floor();
    for (const node of nodes) {
      const [x, y] = view.at(node);
      const r = view.radius(node) + 1;
      symbols.add([x - r, y - r, x + r, y + r, node]);
    }
    const chosen = [];
    const inside = (box) => box[0] >= limits[0] && box[1] >= limits[1] && box[2] <= limits[2] && box[3] <= limits[3];
    const uncut = { free: (box) => inside(box) && names.free(box) };
    const squeezed = (label, radius, boxOf) => tight(label, radius, boxOf, uncut, symbols) ?? tight(label, radius, boxOf, names, symbols);
    for (const node of [...nodes].sort((a, b) => must.has(b) - must.has(a))) {
      const label = block(ctx, node, sizeOf(node), must.has(node));
      const [x, y] = view.at(node);
      const boxOf = ([dx, dy]) => [x + dx - GAP, y + dy - 1, x + dx + label.width + GAP, y + dy + label.height + 1, node];
      const fits = (spot) => uncut.free(boxOf(spot)) && symbols.free(boxOf(spot));
      const place = spots(label, view.radius(node)).find(fits) ?? (must.has(node) ? squeezed(label, view.radius(node), boxOf) : null);
      if (!place) continue;
      names.add(boxOf(place));
      chosen.push({ node, label, place });
    }
    return chosen;
  }

  /** The names of the whole picture, of which the leaders' are certain. */
  const overview = (ctx, nodes, view) => arrange(ctx, nodes, view, new Set(leaders(nodes, view.width)), view.limits(nodes));

  function draw(ctx, chosen, view, { ink, paper }) {
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.strokeStyle = paper;
    ctx.fillStyle = ink;
    for (const { node, label, place } of chosen) {
      const [x, y] = view.at(node);
      const [dx, dy, align] = place;
      const left = x + dx + { left: 0, right: label.width, center: label.width / 2 }[align];
      ctx.font = label.font;
      ctx.textAlign = align;
      label.lines.forEach((line, at) => {
        const middle = y + dy + (at + 0.5) * label.step;
        ctx.lineWidth = 3.5;
        ctx.globalAlpha = 0.85;
        ctx.strokeText(line, left, middle);
        ctx.globalAlpha = 1;
        ctx.fillText(line, left, middle);
      });
    }
  }

  return { arrange, overview, draw, FAMILY };
})();
