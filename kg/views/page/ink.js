"use strict";
/* Colours, letters and measures of a picture of plain SVG. Attributes carry them, no style sheet: a saved picture looks
   the same elsewhere. The hues are Okabe and Ito's, which the colour-blind tell apart; shapes or words say the same. */
const Ink = (() => {
  const { svg } = Elements;
  const HUES = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d3b", "#6b7580"];
  const style = getComputedStyle(document.documentElement);
  const FAMILY = style.getPropertyValue("--sans").trim().replaceAll('"', "'");
  const ruler = document.createElement("canvas").getContext("2d");

  /** The page's own colours, of its light or its dark dress. */
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const hue = (number) => HUES[number % HUES.length];
  const isDark = () => matchMedia("screen and (prefers-color-scheme: dark)").matches;

  function width(words, size, weight = 400) {
    ruler.font = `${weight} ${size}px ${FAMILY}`;
    return ruler.measureText(words).width;
  }

  /** As many signs of a text as fit. */
  function shortened(words, most, size, weight) {
    if (width(words, size, weight) <= most) return words;
    const signs = [...words];
    let [least, all] = [0, signs.length];
    while (least < all) {
      const middle = Math.ceil((least + all) / 2);
      if (width(`${signs.slice(0, middle).join("")}…`, size, weight) <= most) least = middle;
      else all = middle - 1;
    }
    return `${signs.slice(0, least).join("").trimEnd()}…`;
  }

  /** A line of text; a name from the data keeps its own direction. */
  const text = (words, x, y, { size = 13, weight = 400, fill = colour("ink"), anchor = "start", ...more } = {}) =>
    svg("text", { x: short(x), y: short(y), dy: "0.35em", "font-size": size, "font-weight": weight, fill, "text-anchor": anchor, ...more },
      svg("tspan", { "unicode-bidi": "isolate" }, words));

  const short = (number) => Number(number.toFixed(2));

  const SHAPES = {
    circle: (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
    diamond: (r) => `M0 ${-1.3 * r}L${1.3 * r} 0L0 ${1.3 * r}L${-1.3 * r} 0Z`,
    square: (r) => `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}Z`,
    triangle: (r) => `M0 ${-1.3 * r}L${1.25 * r} ${0.95 * r}L${-1.25 * r} ${0.95 * r}Z`,
    hexagon: (r) => `M${-1.15 * r} 0L${-0.58 * r} ${-r}H${0.58 * r}L${1.15 * r} 0L${0.58 * r} ${r}H${-0.58 * r}Z`,
  };

  /** A symbol around a point; hollow where what it stands for did not happen. */
  const symbol = (shape, x, y, r, fill, hollow = false) =>
    svg("path", { d: SHAPES[shape](r), transform: `translate(${short(x)} ${short(y)})`, fill: hollow ? colour("paper") : fill, stroke: fill, "stroke-width": 1.8, "stroke-linejoin": "round" });

  /** A sheet of this size, with room above for a title when it is to be saved. */
  function sheet(width, height) {
    return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FAMILY });
  }

  return { colour, hue, isDark, width, shortened, text, short, symbol, sheet };
})();
