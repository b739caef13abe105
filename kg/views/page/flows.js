"use strict";
/* What the map shows: three layers of ties between countries, or of a city to its country, each with its own years. */
const Flows = (() => {
  const { layers, ends, facts, elsewhere, own } = Words.data;
  for (const [language, said] of Object.entries(own)) Object.assign(Words.data.words[language], said);
  const orders = ["delegations", "agreements", "events"];
  let layer = orders[0];

  for (const [iri, end] of Object.entries(ends)) Object.assign(end, { iri, point: end.point ?? (end.type === "Country" ? Bundle.points[end.country] ?? null : null) });
  const ties = Object.fromEntries(orders.map((key) => [key, layers[key].map((tie) => ({ key: `${key} ${tie.from} ${tie.to}`, one: ends[tie.from], two: ends[tie.to], all: tie.facts.map((at) => facts[at]) }))]));
  const all = () => ties[layer];
  const hasArcs = () => layer !== "events";
  const isDirected = () => layer === "delegations";

  /** What the line under the title says of the layer. */
  const explain = () => (Words.data.explanation = Object.fromEntries(Object.entries(own).map(([language, said]) => [language, said[`${layer}Explained`]])));

  const spanOf = (key) => {
    const known = ties[key].flatMap((tie) => tie.all.map(({ year }) => year));
    const years = [...known, ...(key === "events" ? elsewhere : [])].filter((year) => year !== null);
    return years.length ? [Math.min(...years), Math.max(...years)] : null;
  };
  const spans = Object.fromEntries(orders.map((key) => [key, spanOf(key)]));
  const wishes = { ...spans };
  const span = () => spans[layer];
  const isWhole = () => String(wishes[layer]) === String(span());
  const isWithin = (year) => (year === null ? isWhole() : year >= wishes[layer][0] && year <= wishes[layer][1]);

  /** The ties of the years wished, each with its facts of these years; most facts first. */
  function shown() {
    const within = all().map((tie) => ({ ...tie, facts: tie.all.filter(({ year }) => isWithin(year)) })).filter((tie) => tie.facts.length);
    return within.sort((a, b) => b.facts.length - a.facts.length || (a.key < b.key ? -1 : 1));
  }

  const isDrawn = ({ one, two }) => one.point && (two.point || !hasArcs());
  const distinct = (list) => new Set(list.flatMap((tie) => tie.facts.map(({ id }) => id))).size;
  const nameOf = (end) => Words.of(end.labels, end.iri);
  const nameOfTie = ({ one, two }) => (hasArcs() ? `${nameOf(one)} ${isDirected() ? "→" : "–"} ${nameOf(two)}` : nameOf(one));
  const count = (n) => Words.say(`${layer}Count`, { n });
  const yearsOf = (tie) => {
    const years = tie.facts.map(({ year }) => year).filter((year) => year !== null);
    return years.length ? [Math.min(...years), Math.max(...years)] : [null, null];
  };
  const inOrder = (list) => [...list].sort((a, b) => (a.year ?? 9999) - (b.year ?? 9999) || (a.start < b.start ? -1 : 1));

  /** The ends of ties with what they sum up to, the greatest first. */
  function sums(list) {
    const found = new Map();
    const add = (end, tie) => (found.get(end) ?? found.set(end, { end, list: [] }).get(end)).list.push(tie);
    for (const tie of list) {
      add(tie.one, tie);
      if (hasArcs()) add(tie.two, tie);
    }
    const summed = [...found.values()].map((sum) => ({ ...sum, n: distinct(sum.list) }));
    return summed.sort((a, b) => b.n - a.n || (a.end.iri < b.end.iri ? -1 : 1));
  }

  const hidden = () => ({
    undated: isWhole() ? 0 : new Set(all().flatMap((tie) => tie.all).filter(({ year }) => year === null).map(({ id }) => id)).size,
    unplaced: hasArcs() ? 0 : elsewhere.filter(isWithin).length,
    pointless: shown().filter((tie) => !isDrawn(tie)).length,
  });

  function choose(key) {
    layer = key;
    explain();
  }

  choose(layer);

  return {
    orders, layer: () => layer, choose, hasArcs, isDirected, isDrawn, shown, sums, distinct, hidden, yearsOf, inOrder, nameOf, nameOfTie, count,
    span, years: () => wishes[layer], wish: (years) => (wishes[layer] = years),
  };
})();
