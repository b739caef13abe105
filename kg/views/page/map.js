"use strict";
/* Countries and cities on the earth, with arcs between countries: what went from one to the other, or tied both. */
const View = (() => {
  const { svg, make } = Elements;
  const { layer, hasArcs, isDirected, isDrawn, shown, sums, distinct, yearsOf, nameOf, nameOfTie, count } = Flows;
  const HUES = { delegations: ["#0b62a8", "#5aa9e6"], agreements: ["#00805d", "#3cc39a"], events: ["#d55e00", "#f08a4b"] }; // by day and by night
  const BEND = 13;
  const NAME = 12; // letters on the map
  const drawing = document.getElementById("drawing");
  let chosen = null;

  function behind(tie) {
    const [key, n] = [layer(), tie.facts.length];
    const about = [() => Words.say(`${key}Count`, { n }), hasArcs() ? null : () => nameOf(tie.two), () => Words.years(...yearsOf(tie))];
    const title = nameOfTie(tie);
    return { key: tie.key, heading: () => (key === layer() ? nameOfTie(tie) : title), about: about.filter(Boolean), facts: Flows.inOrder(tie.facts) };
  }

  /** A country: what it sent and received, arc by arc. */
  function country({ end, list }) {
    const sent = list.filter((tie) => tie.one === end);
    const got = list.filter((tie) => tie.two === end);
    const directed = isDirected();
    const words = directed ? [() => Words.say("sent", { n: distinct(sent) }), () => Words.say("received", { n: distinct(got) })] : [() => Words.say("agreementsCount", { n: distinct(list) })];
    const label = (tie) => (directed ? `${tie.one === end ? "→" : "←"} ${nameOf(tie.one === end ? tie.two : tie.one)}` : nameOf(tie.one === end ? tie.two : tie.one));
    const links = list.map((tie) => ({ label: () => label(tie), count: Words.number(tie.facts.length), open: () => Facts.open(behind(tie)) }));
    return { key: end.iri, heading: () => nameOf(end), about: words, links, facts: [] };
  }

  const width = (n) => 0.65 + 1.3 * Math.sqrt(n - 0.75);
  const radius = (n) => (hasArcs() ? 1.8 + 0.62 * Math.sqrt(n) : 2.1 * Math.sqrt(n));
  const ink = () => HUES[layer()][Ink.isDark() ? 1 : 0];

  function arc(earth, tie, rooms) {
    const n = tie.facts.length;
    const thick = width(n);
    const head = headOf(n);
    const drawn = Globe.arc(earth, tie.one.point, tie.two.point, { bend: isDirected() ? BEND : 0, head, room: rooms.get(tie.two) + 1 });
    if (!drawn) return null;
    const plain = { fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
    const mark = Marks.mark({ key: tie.key, x: drawn.middle[0], y: drawn.middle[1], label: `${nameOfTie(tie)}, ${count(n)}`, behind: behind(tie), names: [tie.one, tie.two].flatMap(({ labels }) => Object.values(labels)) },
      svg("path", { d: drawn.line, ...plain, stroke: "transparent", "stroke-width": Math.max(9, thick + 5), "pointer-events": "stroke" }),
      svg("path", { d: drawn.line, ...plain, stroke: ink(), "stroke-width": Ink.short(thick), opacity: Ink.short(Math.min(0.85, 0.4 + 0.06 * n)) }),
      svg("path", { d: drawn.point, fill: ink(), opacity: Ink.short(Math.min(1, 0.62 + 0.06 * n)) }),
      svg("path", { class: "ring", d: drawn.line, "pointer-events": "none" }));
    mark.lit = [tie.key, tie.one.iri, tie.two.iri];
    return mark;
  }

  function dot(earth, sum) {
    const [x, y] = earth.at(sum.end.point);
    const r = radius(sum.n);
    const label = `${nameOf(sum.end)}, ${count(sum.n)}`;
    const look = hasArcs() ? { fill: Ink.colour("ink"), stroke: Ink.colour("paper"), "stroke-width": 1 } : { fill: ink(), "fill-opacity": 0.5, stroke: ink(), "stroke-width": 1 };
    const mark = Marks.mark({ key: sum.end.iri, x, y, label, behind: hasArcs() ? country(sum) : behind(sum.list[0]), names: Object.values(sum.end.labels) },
      svg("circle", { cx: Ink.short(x), cy: Ink.short(y), r: Ink.short(Math.max(r, 7)), fill: "transparent" }),
      svg("circle", { cx: Ink.short(x), cy: Ink.short(y), r: Ink.short(r), ...look }),
      svg("circle", { class: "ring", cx: Ink.short(x), cy: Ink.short(y), r: Ink.short(r + 3) }));
    mark.lit = [sum.end.iri, ...sum.list.flatMap((tie) => [tie.key, tie.one.iri, tie.two.iri])];
    return { ...mark, sum, r };
  }

  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** Puts names beside the signs, the greatest first, each where it meets no other name and no sign but tiny ones. */
  function name(earth, dots) {
    const named = dots.filter(({ lit }) => isLit(lit));
    const taken = named.map(({ x, y, r }) => [x - r, y - r, x + r, y + r, r]);
    for (const { x, y, r, sum, element } of named) {
      const words = nameOf(sum.end);
      const wide = Ink.width(words, NAME, 500);
      const isFree = (box) => box[0] > 0 && box[2] < earth.width && box[1] > 0 && box[3] < earth.height && !taken.some((other) => other[4] > r / 3 && meet(box, other));
      const around = { start: [x + r + 4, y], end: [x - r - 4, y], above: [x, y - r - 9], below: [x, y + r + 9] };
      for (const [side, [left, top]] of Object.entries(around)) {
        const from = { start: left, end: left - wide }[side] ?? left - wide / 2;
        const box = [from - 2, top - 7, from + wide + 2, top + 7, Infinity];
        if (!isFree(box)) continue;
        taken.push(box);
        element.append(Ink.text(words, from, top, { size: NAME, weight: 500, stroke: Ink.colour("paper"), "stroke-width": 3.2, "paint-order": "stroke", "stroke-linejoin": "round" }));
        break;
      }
    }
  }

  const isLit = (keys) => !chosen || keys.includes(chosen);

  function draw(wide) {
    const earth = Globe.laid(wide);
    const root = Ink.sheet(earth.width, earth.height);
    const list = shown().filter(isDrawn);
    const within = (end) => {
      const [x, y] = earth.at(end.point);
      return x >= 0 && x <= earth.width && y >= 0 && y <= earth.height;
    };
    const all = sums(list);
    const dots = all.filter(({ end }) => within(end)).map((sum) => dot(earth, sum));
    const rooms = new Map(all.map(({ end, n }) => [end, radius(n)]));
    const arcs = hasArcs() ? list.filter(({ one, two }) => within(one) || within(two)).map((tie) => arc(earth, tie, rooms)).filter(Boolean) : [];
    for (const { element, lit } of [...arcs, ...dots]) if (!isLit(lit)) element.setAttribute("opacity", 0.12);
    const clip = svg("clipPath", { id: "earth" }, svg("path", { d: Globe.room(earth) }));
    const lines = svg("g", { "clip-path": "url(#earth)" }, ...[...arcs].reverse().map(({ element }) => element));
    name(earth, dots);
    root.append(svg("defs", {}, clip), ...Globe.ground(earth), lines, ...dots.map(({ element }) => element), scale(earth));
    return { root, marks: [...dots, ...arcs], height: earth.height };
  }

  /** The same picture after the earth was turned or something was chosen. */
  function again() {
    const old = drawing.querySelector("svg");
    if (!old) return;
    const focused = old.contains(document.activeElement);
    const { root, marks } = draw(Number(old.getAttribute("width")));
    old.replaceChildren(...root.childNodes);
    Marks.show(marks);
    document.getElementById("search").dispatchEvent(new Event("input"));
    if (focused) old.querySelector("[tabindex='0']")?.focus();
  }

  function summary() {
    const list = shown();
    if (!list.length) return Words.say("nothing");
    const where = hasArcs() ? Words.say("countriesCount", { n: sums(list).length }) : Words.say("placesCount", { n: list.length });
    const years = list.flatMap((tie) => yearsOf(tie)).filter((year) => year !== null);
    return [count(distinct(list)), where, years.length ? Words.years(Math.min(...years), Math.max(...years)) : ""].filter(Boolean).join(" · ");
  }

  const hidden = () => Object.entries(Flows.hidden()).map(([key, n]) => n && Words.say(key, { n })).filter(Boolean).join(" ");

  function inWords() {
    const best = shown().slice(0, 5).map((tie) => `${nameOfTie(tie)}, ${count(tie.facts.length)}`);
    return [summary(), best.length && Words.say("inWordsOf", { list: best.join("; ") })].filter(Boolean).join(". ");
  }

  const samples = () => {
    const most = hasArcs() ? shown()[0]?.facts.length ?? 1 : sums(shown())[0]?.n ?? 1;
    return [...new Set([1, Math.round(most / 3), most])].filter((n) => n > 0);
  };
  const headOf = (n) => (isDirected() ? 4 + 1.5 * width(n) : 0);

  /** What stands for a number: an arc's line, or a circle; in the middle of a box. */
  function sample(n, wide, high) {
    const [x, y, r, head] = [wide / 2, high / 2, radius(n), headOf(n)];
    if (!hasArcs()) return [svg("circle", { cx: x, cy: y, r: Ink.short(r), fill: ink(), "fill-opacity": 0.5, stroke: ink() })];
    const line = svg("path", { d: `M${x - 20} ${y}H${Ink.short(x + 20 - head)}`, stroke: ink(), "stroke-width": Ink.short(width(n)), "stroke-linecap": "round" });
    const [base, half] = [Ink.short(x + 20 - head), Ink.short(head / 2)];
    return head ? [line, svg("path", { d: `M${x + 20} ${y}L${base} ${Ink.short(y - half)}V${Ink.short(y + half)}Z`, fill: ink() })] : [line];
  }
  const box = (n) => (hasArcs() ? [44, Math.max(12, headOf(n) + 2)] : [2 * radius(n) + 3, 2 * radius(n) + 3]);

  /** The scale in the corner of the picture, so that a saved one can be read. */
  function scale(earth) {
    const numbers = samples();
    const sizes = numbers.map((n) => box(n).map(Math.ceil));
    const wide = Math.max(...sizes.map(([each]) => each));
    let top = earth.height - sizes.reduce((sum, [, high]) => sum + high + 3, 0);
    const group = svg("g", { "aria-hidden": "true" }, svg("rect", { x: 0, y: top - 4, width: wide + 34, height: earth.height - top + 4, rx: 5, fill: Ink.colour("paper"), opacity: 0.75 }));
    for (const [at, n] of numbers.entries()) {
      const high = sizes[at][1];
      group.append(svg("g", { transform: `translate(0 ${top})` }, ...sample(n, wide, high), Ink.text(Words.number(n), wide + 6, high / 2, { size: NAME, fill: Ink.colour("soft") })));
      top += high + 3;
    }
    return group;
  }

  function picture(n) {
    const [wide, high] = box(n);
    return svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, "aria-hidden": "true" }, ...sample(n, wide, high));
  }
  const key = (sign, words) => make("li", {}, sign, make("span", {}, words));

  function legend() {
    const point = svg("svg", { width: 12, height: 12, "aria-hidden": "true" }, svg("circle", { cx: 6, cy: 6, r: 4, fill: Ink.colour("ink") }));
    const signs = hasArcs() ? [key(picture(2), Words.say(isDirected() ? "direction" : "noDirection")), key(point, Words.say(isDirected() ? "aCountry" : "aParty"))] : [key(picture(4), Words.say("anEvent"))];
    const sizes = samples().map((n) => make("span", { class: "sample" }, picture(n), Words.number(n)));
    const best = shown().slice(0, 8).map((tie) => make("li", {}, make("button", { type: "button", class: "plain", onclick: () => Facts.open(behind(tie)) }, Elements.name(nameOfTie(tie))), make("span", { class: "count" }, Words.number(tie.facts.length))));
    const parts = Bundle.parts.map(({ name, version, license }) => `${name} ${version} (${license})`).join(", ");
    return [
      make("ul", { class: "keys" }, ...signs),
      make("h3", {}, Words.say(hasArcs() ? "widths" : "areas")),
      make("p", { class: "samples" }, ...sizes),
      make("h3", {}, Words.say("most")),
      make("ol", { class: "list" }, ...best),
      make("p", { class: "hint" }, Words.say("whence")),
      make("p", { class: "hint" }, `${Words.say("madeWith")} ${parts}`),
    ];
  }

  const columnsOf = {
    delegations: ["from", "to"],
    agreements: ["one", "two"],
    events: ["city", "country"],
  };
  const columns = () => [
    { key: columnsOf[layer()][0], value: (tie) => nameOf(tie.one) },
    { key: columnsOf[layer()][1], value: (tie) => nameOf(tie.two) },
    { key: `${layer()}Number`, value: (tie) => tie.facts.length, number: true },
    { key: "firstYear", value: (tie) => yearsOf(tie)[0], number: true },
    { key: "lastYear", value: (tie) => yearsOf(tie)[1], number: true },
  ];

  if (innerWidth < 600) Globe.begin(62);
  Turning.begin(again);
  Facts.changed((what) => {
    chosen = what?.key ?? null;
    again();
    if (!what && document.activeElement === document.body) drawing.querySelector(".mark[tabindex='0']")?.focus();
  });

  return {
    draw, summary, hidden, inWords, legend, behind,
    kind: () => Words.say(layer()),
    orders: Flows.orders,
    order: layer,
    span: Flows.span,
    years: Flows.years,
    wish: Flows.wish,
    rows: shown,
    get columns() { return columns(); },
    wishOrder(key) {
      Flows.choose(key);
      Facts.shut();
    },
  };
})();
