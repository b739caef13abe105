"use strict";
/* The same ties as a table: for readers who hear the page, who print it, or who want it sorted. */
const Table = (() => {
  const { make, name } = Elements;
  const section = document.getElementById("table");
  const place = document.getElementById("rows");
  const collator = () => new Intl.Collator(Words.current());
  const COLUMNS = [
    { key: Model.directed ? "sender" : "a", value: (tie) => Model.name(tie.ends[0]) },
    { key: Model.directed ? "receiver" : "b", value: (tie) => Model.name(tie.ends[1]) },
    { key: "events", value: (tie) => tie.count, number: true },
    { key: "first", value: (tie) => tie.first, number: true },
    { key: "last", value: (tie) => tie.last, number: true },
  ];
  let sorted = { column: COLUMNS[2], down: true };
  const listed = Further.under(place, render);

  function rows() {
    const { column, down } = sorted;
    const { compare } = collator();
    const order = column.number ? (a, b) => (a ?? -Infinity) - (b ?? -Infinity) || 0 : compare;
    return [...Model.shownTies()].sort((a, b) => {
      const first = order(column.value(a), column.value(b)) * (down ? -1 : 1);
      return first || compare(Model.tieName(a), Model.tieName(b));
    });
  }

  function head(column) {
    const here = column === sorted.column;
    const sort = here ? (sorted.down ? "descending" : "ascending") : null;
    const turn = () => {
      sorted = { column, down: here ? !sorted.down : Boolean(column.number) };
      render();
      place.querySelectorAll("th button")[COLUMNS.indexOf(column)].focus();
    };
    const arrow = make("span", { "aria-hidden": "true" }, here ? (sorted.down ? " ▼" : " ▲") : "");
    return make("th", { scope: "col", "aria-sort": sort, class: column.number ? "number" : null },
      make("button", { type: "button", onclick: turn }, Words.say(column.key), arrow));
  }

  function row(tie) {
    const cells = COLUMNS.map(({ key, value, number }) => make("td", { "data-word": Words.say(key), class: number ? "number" : null }, name(String(value(tie) ?? ""))));
    const show = make("button", { type: "button", onclick: () => Panel.open({ tie }) }, Words.say("show"));
    show.setAttribute("aria-label", `${Words.say("show")}: ${Model.tieName(tie)}`);
    return make("tr", {}, ...cells, make("td", {}, show));
  }

  function render() {
    if (!section.open) return place.replaceChildren();
    const all = rows();
    const table = make("table", {},
      make("caption", {}, Words.say("tableHint")),
      make("thead", {}, make("tr", {}, ...COLUMNS.map(head), make("td", {}))),
      make("tbody", {}, ...listed.first(all).map(row)));
    place.replaceChildren(table, ...listed.rest(all));
  }

  section.addEventListener("toggle", () => {
    render();
    if (section.open) section.scrollIntoView({ block: "start" });
  });

  return { render, rows };
})();
