"use strict";
/* The network as it was written into the page, and the part of it that is shown. */
const Model = (() => {
  const { nodes, edges: ties, events, themes, start, size, directed, backbone } = Words.data;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const tiesOf = new Map(nodes.map((node) => [node.id, []]));
  const listeners = [];
  const WHOLE = { least: 1, beyond: 1, since: -Infinity, until: Infinity, country: "", type: "", community: "", theme: "" };
  const wishes = { ...WHOLE, ...start };

  ties.forEach((tie, number) => {
    tie.number = number;
    tie.ends = [byId.get(tie.from), byId.get(tie.to)];
    for (const end of tie.ends) tiesOf.get(end.id).push(tie);
  });
  for (const node of nodes) node.ties = tiesOf.get(node.id);

  const first = ties.reduce((year, tie) => Math.min(year, tie.first ?? Infinity), Infinity);
  const last = ties.reduce((year, tie) => Math.max(year, tie.last ?? -Infinity), -Infinity);
  const span = Number.isFinite(first) ? [first, last] : [null, null];
  const most = ties.reduce((value, tie) => Math.max(value, tie.value), 1);

  const allYears = () => wishes.since <= first && wishes.until >= last;
  const allFacts = () => allYears() && !wishes.theme;
  const inYears = (year) => allYears() || (year !== null && year >= wishes.since && year <= wishes.until);
  const within = themes.map((theme) => new Set(theme.within));
  const inTheme = (event) => !wishes.theme || events[event].themes.some((theme) => within[wishes.theme].has(theme));

  /** Whether a fact is of the years and the theme chosen; its year stands with the tie where it is not that of its start. */
  const isChosen = ([event, , year = events[event].year]) => inYears(year) && inTheme(event);

  /** How many facts of the chosen years and theme a tie has; one that names none counts while its years last. */
  function countOf(tie) {
    if (allFacts()) return tie.value;
    if (tie.facts.length) return tie.facts.filter(isChosen).length;
    return !wishes.theme && tie.first !== null && tie.first <= wishes.until && tie.last >= wishes.since ? tie.value : 0;
  }

  const ATTRIBUTES = ["country", "type", "community"];
  const isWanted = (node) => ATTRIBUTES.every((name) => !wishes[name] || String(node[name]) === wishes[name]);
  const isBeyond = (tie) => wishes.beyond >= 1 || (tie.significance ?? 1) < wishes.beyond;
  const isShown = (tie) => tie.count > 0 && tie.count >= wishes.least && isBeyond(tie) && tie.ends.some(isWanted);
  const isFiltered = () => !allFacts() || wishes.beyond < 1 || ATTRIBUTES.some((name) => wishes[name]);
  const isTieShown = (tie) => tie.shown;
  const isNodeShown = (node) => (wishes.least <= 1 && !isFiltered()) || node.degree > 0;
  let shown = [];
  let shownTies = [];

  const levels = [...new Set(nodes.flatMap(({ places }) => Object.keys(places).map(Number)))].filter((level) => level > 1).sort((a, b) => a - b);

  /** The part of the network whose places are taken: that of the whole where none was prepared for the ties now shown. */
  function part() {
    if (backbone !== null && wishes.beyond <= backbone) return "backbone";
    return wishes.least > 1 ? (levels.find((level) => level >= wishes.least) ?? 1) : 1;
  }

  /** Counts anew what is shown, and gives each node the place and size it has among those ties. */
  function count() {
    const here = part();
    for (const tie of ties) {
      tie.count = countOf(tie);
      tie.shown = isShown(tie);
    }
    for (const node of nodes) {
      node.degree = node.ties.filter(isTieShown).length;
      node.size = size[0] + size[1] * Math.sqrt(node.degree);
      [node.x, node.y] = node.places[here] ?? node.places[1];
    }
    shownTies = ties.filter(isTieShown);
    shown = nodes.filter(isNodeShown);
    shown.sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  }

  function other(tie, node) {
    return tie.ends[0] === node ? tie.ends[1] : tie.ends[0];
  }

  const name = (node) => Words.of(node.labels, node.label);
  const tieName = (tie) => tie.ends.map(name).join(directed ? " → " : " – ");

  /** Every fact behind a tie with the sources that state it, the earliest first: of a tie that is shown, those chosen. */
  const facts = (tie) =>
    tie.facts.filter((fact) => !tie.shown || isChosen(fact)).map(([event, sources]) => ({
      ...events[event],
      sources: sources.map((source) => Words.data.sources[source]),
    }));

  /** Shows other ties; places change only where those of another part were prepared. */
  function wish(changes) {
    const before = part();
    Object.assign(wishes, changes);
    count();
    for (const listener of listeners) listener({ moved: part() !== before });
  }

  count();
  for (const node of nodes) {
    node.ties.sort((a, b) => b.value - a.value || other(b, node).ties.length - other(a, node).ties.length);
  }

  const changed = (listener) => listeners.push(listener);

  return {
    nodes, ties, byId, span, most, directed, other, name, tieName, facts, wish, changed, wishes, WHOLE,
    isTieShown, isNodeShown, shownTies: () => shownTies, shownNodes: () => shown, isFiltered, allFacts,
  };
})();
