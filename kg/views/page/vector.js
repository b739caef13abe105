"use strict";
/* A sheet of vector graphics that takes what the painter does on a canvas, so that both pictures are one. It knows those
   calls alone that Painting, Labels, Symbols and Saving make. */
const Vector = (() => {
  const { svg } = Elements;
  const ANCHORS = { left: "start", center: "middle", right: "end" };
  const short = (number) => Number(number.toFixed(2));

  /** A context like that of a canvas; `root` is the drawing. */
  function context(width, height) {
    const ruler = document.createElement("canvas").getContext("2d");
    const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` });
    let at = [0, 0];
    let path = "";
    const saved = [];
    const place = (x, y) => `${short(x + at[0])} ${short(y + at[1])}`;
    const stroke = () => ({ stroke: here.strokeStyle, "stroke-width": short(here.lineWidth), "stroke-linejoin": here.lineJoin, "stroke-linecap": here.lineCap });
    const add = (tag, attributes, ...children) => {
      const opacity = here.globalAlpha < 1 ? { opacity: short(here.globalAlpha) } : {};
      root.append(svg(tag, { ...attributes, ...opacity }, ...children));
    };
    const words = (text, x, y, look) => {
      const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(here.font);
      const [left, top] = place(x, y).split(" ");
      const font = { "font-family": Labels.FAMILY, "font-size": size, "font-weight": weight };
      add("text", { x: left, y: top, dy: "0.35em", "text-anchor": ANCHORS[here.textAlign], ...font, ...look }, text);
    };
    const here = {
      fillStyle: "#000000", strokeStyle: "#000000", lineWidth: 1, lineJoin: "miter", lineCap: "butt", globalAlpha: 1,
      font: "400 15px sans-serif", textAlign: "left", textBaseline: "middle",
      beginPath: () => (path = ""),
      closePath: () => (path += "Z"),
      moveTo: (x, y) => (path += `M${place(x, y)}`),
      lineTo: (x, y) => (path += `L${place(x, y)}`),
      arc: (x, y, r) => (path += `M${place(x - r, y)}a${short(r)} ${short(r)} 0 1 0 ${short(2 * r)} 0a${short(r)} ${short(r)} 0 1 0 ${short(-2 * r)} 0`),
      fill: () => add("path", { d: path, fill: here.fillStyle }),
      stroke: () => add("path", { d: path, fill: "none", ...stroke() }),
      fillRect: (x, y, w, h) => add("path", { d: `M${place(x, y)}h${w}v${h}h${-w}Z`, fill: here.fillStyle }),
      fillText: (text, x, y) => words(text, x, y, { fill: here.fillStyle }),
      strokeText: (text, x, y) => words(text, x, y, { fill: "none", ...stroke() }),
      measureText: (text) => Object.assign(ruler, { font: here.font }).measureText(text),
      save: () => saved.push(at),
      restore: () => (at = saved.pop()),
      translate: (x, y) => (at = [at[0] + x, at[1] + y]),
    };
    return Object.assign(here, { root });
  }

  return { context };
})();
