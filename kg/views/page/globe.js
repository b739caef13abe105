"use strict";
/* The earth on the sheet: how it is turned, how near it is, where a point of it lies, and the arcs between two points.
   Outlines are those of land alone: the page draws no borders. */
const Globe = (() => {
  const { svg } = Elements;
  const { geoEqualEarth, geoGraticule10, geoInterpolate, geoPath, land } = Bundle;
  const SPHERE = { type: "Sphere" };
  const SHAPE = 0.46; // height of the picture by its width
  const LEAST = 360; // so high is it on a phone, where it shows a part of the world
  const MIDDLE = 12; // the latitude in the middle: nobody meets in Antarctica
  const WHOLE = { long: 152, lat: MIDDLE, near: 1 }; // the map's edge lies in the Atlantic, off all land but ice
  const look = { ...WHOLE };

  const wrapped = (angle) => ((((angle + 180) % 360) + 360) % 360) - 180;

  /** The earth as it lies on a picture of this width: `at` gives a point's place, null where it is not within. */
  function laid(width) {
    const height = Math.max(LEAST, Math.round(width * SHAPE));
    const projection = geoEqualEarth().rotate([-look.long, 0]).fitWidth(width, SPHERE);
    const scale = projection.scale() * Math.max(1, height / (width * SHAPE)) * look.near;
    projection.scale(scale).translate([width / 2, 0]);
    projection.translate([width / 2, height / 2 - projection([look.long, look.lat])[1]]).clipExtent([[-2, -2], [width + 2, height + 2]]);
    return { width, height, projection, at: (point) => projection(point) };
  }

  /** The outline of the whole earth. */
  const outline = ({ projection }) => geoPath(projection).digits(1)(SPHERE) ?? "";

  /** Where arcs may be: on the earth, and above the pole, which the map stretches to a line. */
  function room(earth) {
    const [[left, top], [right]] = [-179.99, 179.99].map((off) => earth.at([look.long + off, 90]));
    const [west, east, pole] = [Math.max(0, left), Math.min(earth.width, right), top + 1].map(Ink.short);
    return `${outline(earth)}M${west} ${pole}V-2H${east}V${pole}Z`;
  }

  function ground(earth) {
    const path = geoPath(earth.projection).digits(1);
    const [sea, coast] = [Ink.isDark() ? "#1a2027" : "#f4f7fa", Ink.isDark() ? "#39434e" : "#dde3e9"];
    return [
      svg("path", { d: outline(earth), fill: sea }),
      svg("path", { d: path(geoGraticule10()) ?? "", fill: "none", stroke: Ink.colour("line"), "stroke-width": 0.5, opacity: 0.55 }),
      svg("path", { d: path(land) ?? "", fill: coast }),
    ];
  }

  /** The shortest way between two points as pieces, each a list of places; where the map ends, a piece ends. */
  function way(earth, from, to) {
    const between = geoInterpolate(from, to);
    const pieces = [[]];
    let before = null;
    for (let step = 0; step <= 48; step += 1) {
      const point = between(step / 48);
      const long = wrapped(point[0] - look.long);
      if (before !== null && Math.abs(long - before) > 180) pieces.push([]);
      before = long;
      pieces.at(-1).push([...earth.at(point), step / 48]);
    }
    return pieces.filter((piece) => piece.length > 1);
  }

  const along = (piece) => piece.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - piece[at][0], y - piece[at][1]), 0);

  /** The same way, bent to the right of whoever goes it: so there and back are two arcs. */
  function bent(pieces, most) {
    const bend = Math.min(most, 0.14 * pieces.reduce((sum, piece) => sum + along(piece), 0));
    return pieces.map((piece) => piece.map(([x, y, part], at) => {
      const [before, after] = [piece[Math.max(0, at - 1)], piece[Math.min(piece.length - 1, at + 1)]];
      const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
      const length = Math.hypot(dx, dy) || 1;
      const off = bend * 4 * part * (1 - part);
      return [x - (dy / length) * off, y + (dx / length) * off];
    }));
  }

  /** A piece without the last of its length. */
  function cut(piece, length) {
    const kept = [...piece];
    let left = Math.min(length, along(piece) * 0.7);
    while (kept.length > 1) {
      const [[x, y], [px, py]] = [kept.at(-1), kept.at(-2)];
      const step = Math.hypot(x - px, y - py);
      if (step > left) return [...kept.slice(0, -1), [x + ((px - x) * left) / step, y + ((py - y) * left) / step]];
      left -= step;
      kept.pop();
    }
    return piece;
  }

  const line = (pieces) => pieces.map((piece) => `M${piece.map(([x, y]) => `${Ink.short(x)} ${Ink.short(y)}`).join("L")}`).join("");

  /** An arc as paths: the line, and with a `head` its point; `room` is what the sign at its end takes. */
  function arc(earth, from, to, { bend = 0, head = 0, room = 0 }) {
    const pieces = bend ? bent(way(earth, from, to), bend) : way(earth, from, to);
    if (!pieces.length) return null;
    const last = pieces.length - 1;
    const full = cut(pieces[last], room);
    const shaft = head ? cut(full, head) : full;
    const [tip, base] = [full.at(-1), shaft.at(-1)];
    const [dx, dy] = [(tip[0] - base[0]) * 0.5, (tip[1] - base[1]) * 0.5];
    const point = head ? `M${[tip, [base[0] - dy, base[1] + dx], [base[0] + dy, base[1] - dx]].map((place) => place.map(Ink.short).join(" ")).join("L")}Z` : "";
    const longest = pieces.reduce((one, other) => (along(other) > along(one) ? other : one));
    return { line: line([...pieces.slice(0, last), shaft]), point, middle: longest[Math.floor(longest.length / 2)] };
  }

  function move(long, lat) {
    look.long = wrapped(look.long + long / look.near);
    look.lat = Math.max(-60, Math.min(80, look.lat + lat / look.near));
  }

  const approach = (factor) => (look.near = Math.max(1, Math.min(12, look.near * factor)));
  const whole = () => Object.assign(look, WHOLE);

  /** Begins with this longitude in the middle. */
  const begin = (long) => Object.assign(look, Object.assign(WHOLE, { long }));

  return { laid, ground, room, arc, move, approach, whole, begin };
})();
