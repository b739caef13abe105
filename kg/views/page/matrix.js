"use strict";
/* A network as a matrix: rows and columns are its things, a cell holds how many facts tie the two. The more facts, the
   darker; the number stands in the cell. Frames along the diagonal are communities. */
const View = (() => {
  const { svg, make } = Elements;
  const { things, ties, facts, directed, most } = Words.data;
  const isNarrow = innerWidth < 600;
  const LEAST = matchMedia("(pointer: coarse)").matches ? 24 : 15; // pixels of a cell: a finger needs more than a mouse
  const LARGEST = 30;
  const LETTERS = 11; // pixels of the smallest
  const FEW = 24; // things on a phone
  const orders = ["byCommunity", "byFacts", "byName"];
  let ordered = orders[0];

  const all = facts.map(({ year }) => year).filter((year) => year !== null);
  const span = () => (all.length ? [Math.min(...all), Math.max(...all)] : null);
  let wished = span();
  const isWhole = () => String(wished) === String(span());
  const isWithin = ({ year }) => isWhole() || (year !== null && year >= wished[0] && year <= wished[1]);

  const nameOf = (thing) => Words.of(thing.label) || thing.id;
  const arrow = directed ? "→" : "–";
  const strength = things.map((_, at) => ties.filter(([a, b]) => a === at || b === at).reduce((sum, [, , list]) => sum + list.length, 0));
  const bearable = isNarrow ? Math.min(FEW, most) : most;
  const drawn = new Set(things.map((_, at) => at).sort((a, b) => strength[b] - strength[a] || a - b).slice(0, bearable));

  const cell = ([a, b, list]) => ({ a, b, facts: list.map((at) => facts[at]).filter(isWithin) });
  const cells = () => ties.map(cell).filter((tie) => tie.facts.length);
  const nameOfTie = ({ a, b }) => `${nameOf(things[a])} ${arrow} ${nameOf(things[b])}`;
  const years = (list) => list.map(({ year }) => year).filter((year) => year !== null);
  const first = (tie) => (years(tie.facts).length ? Math.min(...years(tie.facts)) : null);
  const last = (tie) => (years(tie.facts).length ? Math.max(...years(tie.facts)) : null);

  const behind = (tie) => ({ heading: () => nameOfTie(tie), about: [() => Words.say("facts", { n: tie.facts.length }), () => Words.years(first(tie), last(tie))], facts: tie.facts });

  /** A thing's ties, each of which leads on to its facts. */
  function behindThing(at) {
    const own = cells().filter(({ a, b }) => a === at || b === at).sort((one, other) => other.facts.length - one.facts.length);
    const links = own.map((tie) => ({ label: () => nameOfTie(tie), count: Words.number(tie.facts.length), open: () => Facts.open(behind(tie)) }));
    return { heading: () => nameOf(things[at]), about: [() => Words.say("ties", { n: own.length })], links, facts: [] };
  }

  function order() {
    const { compare } = new Intl.Collator(Words.current());
    const list = [...drawn].sort((a, b) => a - b);
    if (ordered === "byFacts") list.sort((a, b) => strength[b] - strength[a] || a - b);
    if (ordered === "byName") list.sort((a, b) => compare(nameOf(things[a]), nameOf(things[b])));
    return list;
  }

  /** The frames of communities, where these stand together. */
  function frames(list, corner, size) {
    if (ordered !== "byCommunity") return [];
    return [...grouped(list).values()].filter((group) => group.length > 1).map((group) => {
      const from = list.indexOf(group[0]) * size;
      return svg("rect", { x: corner[0] + from, y: corner[1] + from, width: group.length * size, height: group.length * size, fill: "none", stroke: Ink.colour("ink"), "stroke-width": 1.6, rx: 2, "pointer-events": "none" });
    });
  }

  function grouped(list) {
    const groups = new Map();
    for (const at of list) groups.set(things[at].community, [...(groups.get(things[at].community) ?? []), at]);
    return groups;
  }

  /** How much ink for so many facts: by the root, so that one fact is seen beside fifty. */
  const ink = (count, largest) => 0.14 + 0.86 * Math.sqrt((count - 1) / Math.max(1, largest - 1));

  function square(tie, [row, column], { corner, size, largest }) {
    const [x, y] = [corner[0] + column * size, corner[1] + row * size];
    const strong = ink(tie.facts.length, largest);
    const words = String(tie.facts.length);
    const parts = [
      svg("rect", { x: x + 0.5, y: y + 0.5, width: size - 1, height: size - 1, fill: Ink.colour("paper") }),
      svg("rect", { x: x + 0.5, y: y + 0.5, width: size - 1, height: size - 1, fill: Ink.colour("accent"), "fill-opacity": Ink.short(strong) }),
      svg("rect", { class: "ring", x, y, width: size, height: size, rx: 2 }),
    ];
    const letters = Math.max(LETTERS, Math.min(13, size * 0.55));
    const fits = Ink.width(words, letters) < size - 2;
    const number = fits ? Ink.text(words, x + size / 2, y + size / 2, { size: Ink.short(letters), anchor: "middle", fill: Ink.colour(strong > 0.75 ? "paper" : "ink"), "pointer-events": "none" }) : null;
    const label = `${nameOfTie(tie)}: ${Words.say("facts", { n: tie.facts.length })}`;
    const names = [...Object.values(things[tie.a].label), ...Object.values(things[tie.b].label)];
    return Marks.mark({ key: `${row}/${column}`, x: x + size / 2, y: y + size / 2, label, behind: behind(tie), names, words: number }, ...parts);
  }

  const lettersOf = (size) => Math.max(LETTERS, Math.min(13, size * 0.82));

  function head(at, place, { corner, size }, most) {
    const y = corner[1] + (place + 0.5) * size;
    const size1 = lettersOf(size);
    const words = Ink.text(Ink.shortened(nameOf(things[at]), most, size1), corner[0] - 7, y, { size: size1, anchor: "end", "pointer-events": "none" });
    const ring = svg("rect", { class: "ring", x: 1, y: y - size / 2, width: corner[0] - 4, height: size, rx: 3 });
    const touch = svg("rect", { x: 1, y: y - size / 2, width: corner[0] - 4, height: size, fill: "transparent" });
    return Marks.mark({ key: things[at].id, x: corner[0] - 10, y, label: nameOf(things[at]), behind: behindThing(at), names: Object.values(things[at].label), words }, touch, ring);
  }

  function above(at, place, { corner, size }, most) {
    const size1 = lettersOf(size);
    const x = corner[0] + (place + 0.5) * size;
    return Ink.text(Ink.shortened(nameOf(things[at]), most, size1), 0, 0, { size: size1, transform: `translate(${Ink.short(x)} ${corner[1] - 7}) rotate(-90)`, "aria-hidden": "true" });
  }

  function grid(list, { corner, size }) {
    const far = list.length * size;
    const lines = Array.from({ length: list.length + 1 }, (_, at) => `M${corner[0]} ${corner[1] + at * size}h${far}M${corner[0] + at * size} ${corner[1]}v${far}`);
    const diagonal = list.map((_, at) => `M${corner[0] + at * size} ${corner[1] + at * size}h${size}v${size}h${-size}Z`);
    return [svg("path", { d: diagonal.join(""), fill: Ink.colour("raised") }), svg("path", { d: lines.join(""), stroke: Ink.colour("line"), "stroke-width": 1, fill: "none" })];
  }

  /** The names of rows stay in sight on a screen that scrolls. */
  const picture = document.getElementById("picture");
  const keep = () => picture.querySelector(".rim")?.setAttribute("transform", `translate(${picture.scrollLeft} 0)`);
  picture.addEventListener("scroll", keep);

  function draw(width) {
    const list = order();
    const widest = Math.max(40, ...list.map((at) => Ink.width(nameOf(things[at]), 13)));
    const room = Math.ceil(Math.min(widest + 12, width * (isNarrow ? 0.36 : 0.3), 210));
    const size = Math.max(LEAST, Math.min(LARGEST, Math.floor((width - room - 4) / Math.max(1, list.length))));
    const corner = [room, Math.ceil(Math.min((widest * lettersOf(size)) / 13, isNarrow ? 150 : 190) + 14)];
    const place = new Map(list.map((at, number) => [at, number]));
    const inside = cells().filter(({ a, b }) => place.has(a) && place.has(b));
    const look = { corner, size, largest: Math.max(1, ...inside.map((tie) => tie.facts.length)) };
    const squares = inside.flatMap((tie) => {
      const at = [place.get(tie.a), place.get(tie.b)];
      return directed ? [square(tie, at, look)] : [square(tie, at, look), square(tie, [at[1], at[0]], look)];
    });
    const heads = list.map((at, number) => head(at, number, look, room - 12));
    const marks = [...heads, ...squares].sort((one, other) => one.y - other.y || one.x - other.x);
    const [across, down] = [corner[0] + list.length * size + 4, corner[1] + list.length * size + 8];
    const root = Ink.sheet(Math.max(1, across), down);
    const axes = directed && list.length ? ["to", "from"].map((word, line) => Ink.text(`${Words.say(word)} ${line ? "↓" : "→"}`, corner[0] - 7, corner[1] - 30 + 18 * line, { size: 12, fill: Ink.colour("soft"), anchor: "end" })) : [];
    const cover = svg("rect", { width: corner[0] - 1, height: down, fill: Ink.colour("paper") });
    const rim = svg("g", { class: "rim" }, cover, ...axes, ...heads.map(({ element }) => element));
    root.append(...grid(list, look), ...list.map((at, number) => above(at, number, look, corner[1] - 10)), ...squares.map(({ element }) => element), ...frames(list, corner, size), rim);
    requestAnimationFrame(keep);
    return { root, marks, height: down };
  }

  function summary() {
    const total = cells();
    const counts = [Words.say("things", { n: things.length }), Words.say("ties", { n: total.length }), Words.say("facts", { n: new Set(total.flatMap((tie) => tie.facts.map(({ id }) => id))).size }), wished && Words.years(...wished)];
    return counts.filter(Boolean).join(" · ");
  }

  function hidden() {
    const outside = ties.length - cells().length;
    return [things.length > bearable && Words.say("onlyMost", { n: bearable, all: things.length }), outside && Words.say("outside", { n: outside })].filter(Boolean).join(" ");
  }

  function inWords() {
    const list = [...cells()].sort((one, other) => other.facts.length - one.facts.length);
    if (!list.length) return Words.say("empty");
    return Words.say("inWords", { best: list.slice(0, 3).map((tie) => `${nameOfTie(tie)} (${tie.facts.length})`).join(Words.current() === "zh" ? "、" : ", ") });
  }

  function legend() {
    const largest = Math.max(1, ...cells().map((tie) => tie.facts.length));
    const steps = [...new Set([1, Math.ceil(largest / 3), largest])].map((count) =>
      make("span", { class: "sample" }, svg("svg", { width: 18, height: 18, "aria-hidden": "true" }, svg("rect", { width: 18, height: 18, fill: Ink.colour("accent"), "fill-opacity": ink(count, largest) })), Words.number(count)));
    return [make("h3", {}, Words.say("darkness")), make("p", { class: "samples" }, ...steps), make("p", { class: "hint" }, Words.say("frames"))];
  }

  const columns = [
    { key: directed ? "from" : "one", value: ({ a }) => nameOf(things[a]) },
    { key: directed ? "to" : "other", value: ({ b }) => nameOf(things[b]) },
    { key: "count", value: (tie) => tie.facts.length, number: true },
    { key: "firstYear", value: first, number: true },
    { key: "lastYear", value: last, number: true },
  ];

  return { draw, summary, hidden, inWords, legend, columns, rows: cells, behind, span, years: () => wished, wish: (years) => (wished = years), orders, order: () => ordered, wishOrder: (key) => (ordered = key) };
})();
