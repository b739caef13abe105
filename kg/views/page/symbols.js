"use strict";
/* Which colour and shape a node has. The two always go together, so that nothing is told by colour alone;
   the colours are Okabe and Ito's, which the colour-blind tell apart. */
const Symbols = (() => {
  const polygon = (corners, turn, stretch = 1) =>
    Array.from({ length: corners }, (_, at) => {
      const angle = turn + (at * 2 * Math.PI) / corners;
      return [Math.sin(angle) * stretch, -Math.cos(angle) * stretch];
    });
  const star = Array.from({ length: 10 }, (_, at) => {
    const far = at % 2 ? 0.62 : 1.36;
    return [Math.sin((at * Math.PI) / 5) * far, -Math.cos((at * Math.PI) / 5) * far];
  });
  const cross = [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4],
    [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]];
  /* null is a circle; all have about its area */
  const SHAPES = [
    { colour: "#0072b2", corners: null },
    { colour: "#d55e00", corners: polygon(4, Math.PI / 4, 1.25) },
    { colour: "#009e73", corners: polygon(3, 0, 1.45) },
    { colour: "#cc79a7", corners: polygon(4, 0, 1.25) },
    { colour: "#e69f00", corners: star },
    { colour: "#56b4e9", corners: polygon(6, 0, 1.1) },
    { colour: "#8a6d3b", corners: polygon(3, Math.PI, 1.45) },
  ];
  const OTHERS = { colour: "#6b7580", corners: cross };
  const NONE = { colour: "#6b7580", corners: null, hollow: true };
  const ATTRIBUTES = ["country", "type", "community"];
  let by = ATTRIBUTES.find(parts) ?? ATTRIBUTES[0];
  let groups = [];
  const groupOf = new Map();

  /** Whether an attribute parts the things into groups: not where all have the same, or each its own. */
  function parts(attribute) {
    const codes = Model.nodes.map((node) => node[attribute]).filter(Boolean);
    const kinds = new Set(codes).size;
    return kinds > 1 && kinds <= codes.length / 2;
  }

  /** Gives the commonest countries, types or communities a symbol each; the rest share one. */
  function arrange(attribute) {
    by = attribute;
    const counts = new Map();
    for (const node of Model.nodes) if (node[by]) counts.set(node[by], (counts.get(node[by]) ?? 0) + 1);
    const codes = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    const own = codes.slice(0, codes.length === SHAPES.length + 1 ? SHAPES.length - 1 : SHAPES.length);
    groups = own.map((code, at) => ({ code, ...SHAPES[at], count: 0 }));
    const others = { code: "others", ...OTHERS, count: 0 };
    const none = { code: "none", ...NONE, count: 0 };
    for (const node of Model.nodes) {
      const group = node[by] ? (groups.find(({ code }) => code === node[by]) ?? others) : none;
      group.count += 1;
      groupOf.set(node, group);
    }
    groups = [...groups, others, none].filter(({ count }) => count);
  }

  const WORDS = {
    country: { others: "otherCountries", none: "noCountry", name: Words.country },
    type: { others: "otherTypes", none: "noType", name: Words.type },
    community: { others: "otherCommunities", none: "noCommunity", name: community },
  };

  function groupName({ code }) {
    const words = WORDS[by];
    return code in words && code !== "name" ? Words.say(words[code]) : words.name(code);
  }

  /** A community is named by the best connected in it. */
  function community(code) {
    const members = Model.nodes.filter((node) => node.community === code);
    const most = members.reduce((best, node) => (node.ties.length > best.ties.length ? node : best));
    return Words.say("communityOf", { name: Model.name(most) });
  }

  function trace(ctx, x, y, radius, corners) {
    ctx.beginPath();
    if (!corners) ctx.arc(x, y, radius, 0, 2 * Math.PI);
    else corners.forEach(([dx, dy], at) => ctx[at ? "lineTo" : "moveTo"](x + dx * radius, y + dy * radius));
    ctx.closePath();
  }

  const draw = (ctx, node, ...where) => paint(ctx, groupOf.get(node), ...where);

  /** Draws a group's symbol; `ring` is the width of the paper-coloured edge that parts it from lines beneath. */
  function paint(ctx, { colour, corners, hollow }, x, y, radius, { paper, ring }) {
    ctx.lineJoin = "round";
    trace(ctx, x, y, radius, corners);
    ctx.strokeStyle = paper;
    ctx.lineWidth = ring * 2;
    ctx.stroke();
    ctx.fillStyle = hollow ? paper : colour;
    ctx.fill();
    if (!hollow) return;
    trace(ctx, x, y, radius * 0.82, corners);
    ctx.strokeStyle = colour;
    ctx.lineWidth = radius * 0.36;
    ctx.stroke();
  }

  /** The same symbol for the legend. */
  function icon({ colour, corners, hollow }) {
    const points = corners?.map(([x, y]) => `${(x * 6).toFixed(2)},${(y * 6).toFixed(2)}`).join(" ");
    const paint = hollow ? { fill: "none", stroke: colour, "stroke-width": 2.4 } : { fill: colour };
    const shape = points ? Elements.svg("polygon", { points, ...paint }) : Elements.svg("circle", { r: hollow ? 5 : 6, ...paint });
    return Elements.svg("svg", { viewBox: "-9 -9 18 18", width: 18, height: 18, "aria-hidden": "true" }, shape);
  }

  arrange(by);

  const number = (node) => groups.indexOf(groupOf.get(node));

  return { arrange, parts, arranged: () => by, groupName, nameOf: (attribute, code) => WORDS[attribute].name(code), draw, paint, icon, number, groups: () => groups, groupOf: (node) => groupOf.get(node) };
})();
