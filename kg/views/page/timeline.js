"use strict";
/* A thing's events, agreements, projects and memberships along the years, a lane for each. A mark stands where its date
   is; where the date leaves months open, a thin line runs through all days that it can mean. */
const View = (() => {
  const { svg } = Elements;
  const { lanes } = Words.data;
  let [entries, dated, wished] = [[], [], null];
  const SIGNS = {
    hosted: ["diamond", 1],
    events: ["circle", 0],
    agreements: ["square", 2],
    projects: ["triangle", 3],
    memberships: ["hexagon", 6],
  };
  const R = 5.2;
  const ROW = 21;
  const NAMES = 20; // rows of a lane with names; a fuller lane shows signs alone, closer together
  const dense = { row: 14, gap: 13 };
  const DAY = 86400000;
  const LONG = 400; // days from which an entry is drawn as a bar

  const time = (day) => Date.parse(`${day}T00:00:00Z`);
  const year = (day) => Number(day.slice(0, 4));
  const span = () => (dated.length ? [Math.min(...dated.map(({ first }) => year(first))), Math.max(...dated.map(({ last }) => year(last)))] : null);

  /** Takes over what is to be shown. */
  function show(list) {
    entries = list;
    dated = entries.filter(({ first }) => first);
    wished = span();
  }

  const wish = (years) => (wished = years);
  const isWhole = () => String(wished) === String(span());
  const isWithin = ({ first, last }) => (first ? year(last) >= wished[0] && year(first) <= wished[1] : isWhole());
  const shown = () => entries.filter(isWithin);
  const nameOf = (entry) => Words.of(entry.label) || entry.id;

  function behind(entry) {
    return { heading: () => nameOf(entry), about: [() => Words.say(entry.lane)], facts: [entry], key: entry.id };
  }

  /** A mark's places in time: the line of all days, the sign, and the bar of what lasted. */
  function geometry(entry, at) {
    const [left, right] = [at(time(entry.first)), at(time(entry.last) + DAY)];
    const lasting = entry.end && entry.start && time(entry.last) - time(entry.first) > LONG * DAY;
    const open = !lasting && entry.start.length < 10;
    return { left, right, lasting, x: lasting ? left : (left + right) / 2, open };
  }

  /** Where the signs of an entry end, so that its name may begin. */
  const endOf = ({ x, left, right, lasting, open }) => (lasting || open ? Math.max(right, left + R, x + R) : x + R);

  /** Entries in rows, each in the first that has room for it. */
  function rows(list, at, room) {
    const ends = [];
    return list.map((entry) => {
      const place = geometry(entry, at);
      const [from, to] = room(entry, place);
      let row = ends.findIndex((end) => end <= from);
      if (row < 0) row = ends.push(0) - 1;
      ends[row] = to;
      return { entry, ...place, row };
    });
  }

  const label = (entry, most) => Ink.shortened(nameOf(entry), most, 12);

  function laid(list, at, width) {
    const most = Math.min(260, width * 0.45);
    const named = rows(list, at, (entry, place) => {
      const words = Ink.width(label(entry, most), 12);
      const outside = endOf(place) + 6 + words > width;
      return outside ? [Math.min(place.left, place.x - R) - words - 8, endOf(place) + 8] : [Math.min(place.left, place.x - R), endOf(place) + words + 16];
    });
    const isFull = Math.max(...named.map(({ row }) => row)) >= NAMES;
    if (!isFull) return { row: ROW, most, places: named };
    return { row: dense.row, most: 0, places: rows(list, at, (_, place) => [Math.min(place.left, place.x - dense.gap / 2), Math.max(endOf(place), place.x + dense.gap / 2)]) };
  }

  function sign(place, y, width, most) {
    const { entry, x, left, right, lasting, open } = place;
    const [shape, hue] = SIGNS[entry.lane];
    const [fill, hollow] = [Ink.hue(hue), Boolean(entry.status) && entry.status !== "held"];
    const end = endOf(place);
    const words = most ? label(entry, most) : "";
    const outside = end + 6 + Ink.width(words, 12) > width;
    const parts = [
      lasting ? svg("rect", { x: Ink.short(left), y: Ink.short(y - 3), width: Ink.short(Math.max(right, left + R) - left), height: 6, rx: 3, fill, opacity: 0.45 }) : null,
      open && right - left > 2 * R ? svg("path", { d: `M${Ink.short(left)} ${y}H${Ink.short(right)}`, stroke: fill, "stroke-width": 1.2, opacity: 0.75 }) : null,
      svg("circle", { class: "ring", cx: Ink.short(x), cy: y, r: R + 4 }),
      svg("rect", { x: Ink.short(Math.min(left, x - R)), y: y - 8, width: Ink.short(end - Math.min(left, x - R)), height: 16, fill: "transparent" }),
      Ink.symbol(shape, x, y, R, fill, hollow),
    ];
    const beside = words && Ink.text(words, outside ? Math.min(left, x - R) - 5 : end + 5, y, { size: 12, anchor: outside ? "end" : "start" });
    const period = Words.period(entry.start, entry.end);
    const said = [nameOf(entry), period, Words.say(entry.lane), hollow && Words.say(entry.status)].filter(Boolean).join(", ");
    return Marks.mark({ key: entry.id, x, y, label: said, behind: behind(entry), names: Object.values(entry.label), words: beside || null }, ...parts.filter(Boolean));
  }

  function ticks(width) {
    const [from, to] = wished;
    const wanted = (to - from + 1) / Math.max(2, width / 74);
    const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find((each) => each >= wanted) ?? 1000;
    const first = Math.ceil(from / step) * step;
    return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, number) => first + number * step);
  }

  function axis(at, width, height) {
    return ticks(width).flatMap((tick) => {
      const x = Ink.short(at(Date.UTC(tick, 0, 1)));
      return [svg("path", { d: `M${x} 22V${height}`, stroke: Ink.colour("line"), "stroke-width": 1 }), Ink.text(String(tick), x, 10, { size: 12, fill: Ink.colour("soft"), anchor: x < 16 ? "start" : x > width - 16 ? "end" : "middle" })];
    });
  }

  function draw(width) {
    const marks = [];
    const drawn = [];
    const root = Ink.sheet(width, 30);
    if (!dated.length) return { root, marks, height: 30 };
    const [from, to] = [Date.UTC(wished[0], 0, 1), Date.UTC(wished[1] + 1, 0, 1)];
    const at = (moment) => Math.max(R + 2, Math.min(width - R - 2, R + 2 + ((moment - from) / (to - from)) * (width - 2 * R - 4)));
    let y = 30;
    for (const lane of lanes) {
      const list = shown().filter((entry) => entry.lane === lane && entry.first);
      if (!list.length) continue;
      const { row, most, places } = laid(list, at, width);
      const heading = Ink.text(`${Words.say(lane)} (${Words.number(list.length)})`, 0, y + 13, { size: 13.5, weight: 600, stroke: Ink.colour("paper"), "stroke-width": 4, "paint-order": "stroke" });
      const rule = svg("path", { d: `M0 ${y}H${width}`, stroke: Ink.colour("line"), "stroke-width": 1 });
      const inLane = places.map((place) => sign(place, y + 40 + place.row * row, width, most));
      drawn.push(rule, ...inLane.map(({ element }) => element), heading);
      marks.push(...inLane);
      y += 40 + (Math.max(...places.map((place) => place.row)) + 1) * row + 4;
    }
    root.setAttribute("height", y);
    root.setAttribute("viewBox", `0 0 ${width} ${y}`);
    root.append(...axis(at, width, y), ...drawn);
    return { root, marks, height: y };
  }

  function summary() {
    const counts = lanes.map((lane) => [lane, shown().filter((entry) => entry.lane === lane).length]).filter(([, n]) => n);
    const years = wished && Words.years(...wished);
    return [...counts.map(([lane, n]) => Words.say(`${lane}Count`, { n })), years].filter(Boolean).join(" · ");
  }

  function hidden() {
    const undated = entries.length - dated.length;
    const outside = dated.filter((entry) => !isWithin(entry)).length;
    return [undated && Words.say("undated", { n: undated }), outside && Words.say("outside", { n: outside })].filter(Boolean).join(" ");
  }

  function inWords() {
    const list = shown().filter(({ first }) => first);
    if (!list.length) return Words.say("empty");
    const per = new Map();
    for (const { first } of list) per.set(year(first), (per.get(year(first)) ?? 0) + 1);
    const [best, n] = [...per].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    return Words.say("inWords", { first: nameOf(list[0]), from: String(year(list[0].first)), last: nameOf(list.at(-1)), to: String(year(list.at(-1).first)), best: String(best), n });
  }

  function legend() {
    const signs = lanes.filter((lane) => entries.some((entry) => entry.lane === lane)).map((lane) => [SIGNS[lane], Words.say(lane)]);
    if (entries.some(({ status }) => status && status !== "held")) signs.push([["circle", 7, true], Words.say("notHeld")]);
    const items = signs.map(([[shape, hue, hollow], words]) =>
      Elements.make("li", {}, svg("svg", { width: 18, height: 18, "aria-hidden": "true" }, Ink.symbol(shape, 9, 9, R, Ink.hue(hue), hollow)), words));
    const line = svg("svg", { width: 18, height: 18, "aria-hidden": "true" }, svg("path", { d: "M0 9H18", stroke: Ink.hue(7), "stroke-width": 1.2 }));
    return [Elements.make("ul", { class: "keys" }, ...items, Elements.make("li", {}, line, Words.say("openDate")))];
  }

  const columns = [
    { key: "date", value: ({ start, end }) => [start, end].filter(Boolean).join(" – ") },
    { key: "what", value: nameOf },
    { key: "lane", value: ({ lane }) => Words.say(lane) },
    { key: "type", value: ({ type }) => type && Words.type(type) },
    { key: "status", value: ({ status }) => status && Words.say(status) },
    { key: "place", value: ({ places }) => places.map((labels) => Words.of(labels)).join(", ") },
    { key: "others", value: ({ others }) => others.map((labels) => Words.of(labels)).join(" · ") },
    { key: "sources", value: ({ sources }) => sources.length, number: true },
  ];

  show(Words.data.things?.length ? Chooser.begin() : (Words.data.entries ?? []));

  return { draw, show, summary, hidden, inWords, legend, columns, rows: shown, behind, span, years: () => wished, wish };
})();
