"use strict";
/* Who stands where, year by year: a line for each thing, a point for each year. The lines that reach the last year are
   named there, and where two share a hue their strokes differ; others stay grey, their points tell their names. */
const View = (() => {
  const { svg, make } = Elements;
  const { things, years: every, rankings, orders, facts, places } = Words.data;
  const ROW = 34;
  const TOP = 34;
  const isNarrow = innerWidth < 600;
  const LEAST = isNarrow ? 320 : 620; // pixels; a narrower screen scrolls
  const LATE = isNarrow ? 8 : 30; // years that the page shows at first
  const REACH = isNarrow ? 12 : 9; // pixels around a point
  let measure = orders[0];

  const span = () => (every.length ? [every[0], every.at(-1)] : null);
  let wished = every.length && [Math.max(every[0], every.at(-1) - LATE + 1), every.at(-1)];
  const shownYears = () => every.filter((year) => year >= wished[0] && year <= wished[1]);
  const nameOf = (thing) => Words.of(thing.label) || thing.id;
  const round = (figure) => figure.toLocaleString(Words.current(), { maximumSignificantDigits: 4 });

  /** Every place of the years shown. */
  function standings() {
    return shownYears().flatMap((year) => rankings[measure][year - every[0]].map(([thing, rank, figure], place) => ({ year, thing, rank, figure, place })));
  }

  const factsOf = ({ thing, year }) => (things[thing].acts[year] ?? []).map((at) => facts[at]);

  /** The facts of the year, or where it has none, those of the last year that had. */
  function latest(standing) {
    const year = Math.max(...Object.keys(things[standing.thing].acts).map(Number).filter((each) => each <= standing.year));
    return Number.isFinite(year) ? factsOf({ ...standing, year }) : [];
  }

  function behind(standing) {
    const { thing, year, rank, figure } = standing;
    const list = latest(standing);
    const about = [() => Words.say("rankOf", { rank, year: String(year) }), () => Words.say("figureOf", { measure: Words.say(measure), figure: round(figure) }), () => (factsOf(standing).length ? `${Words.say("newFacts")}: ${Words.number(list.length)}` : Words.say("noNewFacts"))];
    return { heading: () => nameOf(things[thing]), about, facts: list };
  }

  function byThing(all) {
    const lines = new Map();
    for (const standing of all) lines.set(standing.thing, [...(lines.get(standing.thing) ?? []), standing]);
    return [...lines.values()].sort((one, other) => isLast(other) - isLast(one) || one.at(-1).place - other.at(-1).place || one[0].thing - other[0].thing);
  }

  /** A line along the places, broken where the thing had none. */
  function path(list, at) {
    return list.map((standing, number) => {
      const [x, y] = at(standing);
      const before = list[number - 1];
      if (!before || before.year !== standing.year - 1) return `M${x} ${y}`;
      const [left, up] = at(before);
      const middle = Ink.short((left + x) / 2);
      return `C${middle} ${up} ${middle} ${y} ${x} ${y}`;
    }).join("");
  }

  function point(standing, [x, y], fill, reach) {
    const { thing, year, rank } = standing;
    const active = factsOf(standing).length > 0;
    const label = `${nameOf(things[thing])}, ${Words.say("rankOf", { rank, year: String(year) })}`;
    const parts = [
      svg("circle", { cx: x, cy: y, r: active ? 4.6 : 2.2, fill, stroke: Ink.colour("paper"), "stroke-width": 1.2 }),
      svg("circle", { cx: x, cy: y, r: reach, fill: "transparent" }),
      svg("circle", { class: "ring", cx: x, cy: y, r: 8 }),
    ];
    return Marks.mark({ key: `${thing}/${year}`, x, y, label, behind: behind(standing), names: Object.values(things[thing].label) }, ...parts);
  }

  const isLast = (list) => list.at(-1).year === wished[1];

  /** The name after the last point. */
  function ending(list, at, room) {
    const last = list.at(-1);
    const [x, y] = at(last);
    return Ink.text(Ink.shortened(`${last.rank}. ${nameOf(things[last.thing])}`, room - 16, 12.5), x + 12, y, { size: 12.5 });
  }

  function line(list, number, { at, room, reach }) {
    const fill = isLast(list) ? Ink.hue(number % 7) : Ink.colour("line");
    const dash = isLast(list) && number >= 7 ? "7 4" : null;
    const stroke = svg("path", { d: path(list, at), fill: "none", stroke: fill, "stroke-width": isLast(list) ? 2.4 : 1.4, "stroke-dasharray": dash, "stroke-linejoin": "round" });
    const marks = list.map((standing) => point(standing, at(standing), isLast(list) ? fill : Ink.colour("tie"), reach));
    const name = isLast(list) ? ending(list, at, room) : null;
    return { group: svg("g", { class: "line" }, stroke, ...marks.map(({ element }) => element), name), marks };
  }

  /** The line under the pointer stands out. */
  function alone(groups) {
    for (const group of groups) {
      group.addEventListener("pointerenter", () => groups.forEach((other) => other.classList.toggle("back", other !== group)));
      group.addEventListener("pointerleave", () => groups.forEach((other) => other.classList.remove("back")));
    }
  }

  function axis(at, height) {
    const list = shownYears();
    const [left] = at({ year: list[0], place: 0 });
    const apart = list.length > 1 ? at({ year: list[1], place: 0 })[0] - left : 60;
    const step = [1, 2, 5, 10, 20, 25, 50].find((each) => each * apart >= 40) ?? 100;
    return list.filter((year) => year % step === 0 || list.length === 1).flatMap((year) => {
      const [x] = at({ year, place: 0 });
      return [svg("path", { d: `M${x} 20V${height - 12}`, stroke: Ink.colour("line"), "stroke-width": 1 }), Ink.text(String(year), x, 10, { size: 12, fill: Ink.colour("soft"), anchor: "middle" })];
    });
  }

  function draw(given) {
    const all = standings();
    const width = Math.max(given, LEAST);
    if (!all.length) return { root: Ink.sheet(width, 30), marks: [], height: 30 };
    const ends = all.filter(({ year }) => year === wished[1]).map((standing) => Ink.width(`${standing.rank}. ${nameOf(things[standing.thing])}`, 12.5));
    const room = Math.ceil(Math.min(Math.max(60, ...ends) + 18, width * (isNarrow ? 0.45 : 0.32)));
    const [from, to] = wished;
    const left = 34;
    const at = ({ year, place }) => [Ink.short(from === to ? left : left + ((year - from) / (to - from)) * (width - room - left)), TOP + 12 + place * ROW];
    const height = TOP + 12 + places * ROW;
    const reach = Ink.short(Math.min(REACH, (width - room - left) / Math.max(1, to - from) / 2));
    const lines = byThing(all).map((entry, number) => line(entry, number, { at, room, reach }));
    alone(lines.map(({ group }) => group));
    const numbers = Array.from({ length: places }, (_, place) => Ink.text(String(place + 1), 8, TOP + 12 + place * ROW, { size: 12, fill: Ink.colour("soft"), anchor: "middle" }));
    const root = Ink.sheet(width, height);
    root.append(...axis(at, height), ...numbers, ...[...lines].reverse().map(({ group }) => group));
    const marks = lines.flatMap((entry) => entry.marks).sort((one, other) => one.y - other.y || one.x - other.x);
    return { root, marks, height };
  }

  const summary = () => [Words.say(measure), wished && Words.years(...wished), Words.say("firstPlaces", { n: places })].filter(Boolean).join(" · ");

  function hidden() {
    const outside = every.length - (wished ? shownYears().length : 0);
    return outside ? Words.say("outside", { n: outside }) : "";
  }

  function inWords() {
    if (!standings().length) return Words.say("empty");
    const first = (year) => standings().filter((standing) => standing.year === year).slice(0, 3).map(({ thing }) => nameOf(things[thing])).join(Words.current() === "zh" ? "、" : ", ") || "–";
    return Words.say("inWords", { year: String(wished[1]), best: first(wished[1]), before: String(wished[0]), earlier: first(wished[0]) });
  }

  function legend() {
    const dot = (r, fill = Ink.hue(0)) => svg("svg", { width: 18, height: 18, "aria-hidden": "true" }, svg("circle", { cx: 9, cy: 9, r, fill }));
    return [make("ul", { class: "keys" }, make("li", {}, dot(4.6), Words.say("fullPoint")), make("li", {}, dot(2.2), Words.say("smallPoint")), make("li", {}, dot(4.6, Ink.colour("tie")), Words.say("greyLine")))];
  }

  const columns = [
    { key: "year", value: ({ year }) => year, number: true },
    { key: "rank", value: ({ rank }) => rank, number: true },
    { key: "thing", value: ({ thing }) => nameOf(things[thing]) },
    { key: "figure", value: ({ figure }) => figure, number: true },
    { key: "newFacts", value: (standing) => factsOf(standing).length, number: true },
  ];

  return { draw, summary, hidden, inWords, legend, columns, rows: standings, behind, span, years: () => wished, wish: (years) => (wished = years), orders, order: () => measure, wishOrder: (key) => (measure = key) };
})();
