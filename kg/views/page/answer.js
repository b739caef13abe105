"use strict";
/* An answer as a table: a reader sorts and searches it, and a row leads to what it names, with the sources. */
const View = (() => {
  const { answer, columns: named, heads = {}, called = {}, asked = [], things, sources } = Words.data;
  let wanted = "";

  /** A class of the ontology is told by its name, another address by itself. */
  const told = (iri) => (iri.includes("/ontology#") ? Words.type(iri.split("#").at(-1)) : iri);

  function text(cell) {
    if (typeof cell === "boolean") return Words.say(cell ? "yes" : "no");
    if (cell === null || typeof cell !== "object") return cell;
    if ("thing" in cell) return Words.of(things[cell.thing].label) || things[cell.thing].id;
    return "source" in cell ? sources[cell.source].title : told(cell.iri);
  }

  /** A thing's name in the language chosen, and whether an event was held by a word of ours; all else as it is. */
  const namesOf = (key, cell) => called[key]?.[cell] ?? {};
  const shown = (key, cell) => (key === "status" && cell ? Words.say(cell) : Words.of(namesOf(key, cell)) || text(cell));

  const isNumber = (at) => answer.some((row) => typeof row[at] === "number") && answer.every((row) => row[at] === null || typeof row[at] === "number");

  /** Whether a column names the things of another one, which the page does itself in the reader's language. */
  const isName = (key) => key.endsWith("_name") && answer.some((row) => row[named.indexOf(key.slice(0, -5))]?.thing !== undefined);

  const columns = named.map((key, at) => ({ key, word: () => Words.of(heads[key], key.replaceAll("_", " ")), value: (row) => shown(key, row[at]), number: isNumber(at) })).filter(({ key }) => !isName(key));

  /** All that a row can be found by: its texts, and the names of its things in every language. */
  const namesIn = (cell, key) => Object.values(cell && typeof cell === "object" && "thing" in cell ? things[cell.thing].label : namesOf(key, cell));
  const words = (row) => row.flatMap((cell, at) => [String(text(cell) ?? ""), ...namesIn(cell, named[at])]);

  const rows = () => answer.filter((row) => Marks.holds(words(row), wanted));

  /** The things of a row with their sources; what only the row itself cites, under the row's name. */
  function behind(row) {
    const heading = () => String(row.map(text).find((words) => words !== null && words !== "") ?? "");
    const own = [...new Set(row.filter((cell) => cell && typeof cell === "object" && "thing" in cell).map(({ thing }) => thing))];
    const facts = own.map((at) => things[at]).filter((thing) => thing.sources.length);
    const cited = [...new Set(row.filter((cell) => cell && typeof cell === "object" && "source" in cell).map(({ source }) => source))];
    if (cited.length) facts.unshift({ label: { "": heading() }, id: "", start: "", end: "", sources: cited });
    return { heading, about: [], facts };
  }

  /** For what the question was asked. */
  const kind = () => [Words.say("kind"), ...asked.map((labels) => Words.of(labels, labels[""]))].join(" · ");

  const summary = () => Words.say("rows", { n: rows().length });
  const hidden = () => (wanted ? Words.say("found", { n: rows().length }) : "");

  return { columns, rows, behind, kind, summary, hidden, legend: () => [], inWords: summary, search: (text) => (wanted = text) };
})();
