"use strict";
/* An answer as a table: a reader sorts and searches it, and a row leads to what it names, with the sources. */
const View = (() => {
  const { make } = Elements;
  const { answer, columns: named, things, sources, how } = Words.data;
  let wanted = "";

  /** A class of the ontology is told by its name, another address by itself. */
  const told = (iri) => (iri.includes("/ontology#") ? Words.type(iri.split("#").at(-1)) : iri);

  function text(cell) {
    if (cell === null || typeof cell !== "object") return cell;
    if ("thing" in cell) return Words.of(things[cell.thing].label) || things[cell.thing].id;
    return "source" in cell ? sources[cell.source].title : told(cell.iri);
  }

  const isNumber = (at) => answer.some((row) => typeof row[at] === "number") && answer.every((row) => row[at] === null || typeof row[at] === "number");

  /** Whether a column names the things of another one, which the page does itself in the reader's language. */
  const isName = (key) => key.endsWith("_name") && answer.some((row) => row[named.indexOf(key.slice(0, -5))]?.thing !== undefined);

  const columns = named.map((key, at) => ({ key, word: () => key.replaceAll("_", " "), value: (row) => text(row[at]), number: isNumber(at) })).filter(({ key }) => !isName(key));

  /** All that a row can be found by: its texts, and the names of its things in every language. */
  const words = (row) => row.flatMap((cell) => (cell && typeof cell === "object" && "thing" in cell ? Object.values(things[cell.thing].label) : [String(text(cell) ?? "")]));

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

  const summary = () => Words.say("rows", { n: rows().length });
  const hidden = () => (wanted ? Words.say("found", { n: rows().length }) : "");
  const legend = () => [how.en && make("p", { lang: "en" }, how.en)].filter(Boolean);

  return { columns, rows, behind, summary, hidden, legend, inWords: summary, search: (text) => (wanted = text) };
})();
