"use strict";
/* The network as it was written into the page, and the part of it that is shown. */
const Model = (() => {
  const { nodes, edges: ties, least: start, size } = Words.data;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const tiesOf = new Map(nodes.map((node) => [node.id, []]));
  const listeners = [];
  let least = start;

  for (const tie of ties) {
    tie.ends = [byId.get(tie.from), byId.get(tie.to)];
    for (const end of tie.ends) tiesOf.get(end.id).push(tie);
  }
  for (const node of nodes) node.ties = tiesOf.get(node.id);
  for (const node of nodes) {
    node.ties.sort((a, b) => b.value - a.value || other(b, node).ties.length - other(a, node).ties.length);
  }
  const isTieShown = (tie) => tie.value >= least;
  const isNodeShown = (node) => least <= 1 || node.degree > 0;
  let shown = [];

  /** Counts anew what is shown, and gives each node the place and size it has among the ties of that strength. */
  function count() {
    for (const node of nodes) {
      node.degree = node.ties.filter(isTieShown).length;
      node.size = size[0] + size[1] * Math.sqrt(node.degree);
      const level = Object.keys(node.places).map(Number).sort((a, b) => a - b).find((each) => each >= least);
      [node.x, node.y] = node.places[level ?? 1];
    }
    shown = nodes.filter(isNodeShown);
    shown.sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  }

  function other(tie, node) {
    return tie.ends[0] === node ? tie.ends[1] : tie.ends[0];
  }

  const shownTies = () => ties.filter(isTieShown);
  const name = (node) => Words.of(node.labels, node.label);
  const tieName = (tie) => tie.ends.map(name).join(" – ");

  /** Every event behind a tie with the sources that state it, the earliest first. */
  const facts = (tie) =>
    tie.facts.map(([event, sources]) => ({
      ...Words.data.events[event],
      sources: sources.map((source) => Words.data.sources[source]),
    }));

  function setLeast(value) {
    if (value === least) return;
    least = value;
    count();
    for (const listener of listeners) listener();
  }

  count();

  const first = Math.min(...ties.map((tie) => tie.first ?? Infinity));
  const last = Math.max(...ties.map((tie) => tie.last ?? -Infinity));
  const span = Number.isFinite(first) ? [first, last] : [null, null];
  const most = Math.max(1, ...ties.map((tie) => tie.value));
  const changed = (listener) => listeners.push(listener);

  return {
    nodes, ties, byId, span, most, other, name, tieName, facts,
    isTieShown, isNodeShown, shownTies, shownNodes: () => shown, setLeast, changed, least: () => least,
  };
})();
