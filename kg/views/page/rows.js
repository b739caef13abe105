"use strict";
/* The same content as a table: for readers who hear the page, who print it, or who want it sorted or in a spreadsheet.
   A view's columns have a key (its word), a value of a row, and `number` where it is one. */
const Rows = (() => {
  const { make, name } = Elements;
  const LONG = 120; // signs of a cell on the page; a spreadsheet gets them all
  const DAY = /^\d{4}-\d\d(-\d\d)?$/;
  const place = document.getElementById("rows");
  let sorted = { column: -1, down: false }; // rows come in an order of their own
  const listed = Further.under(place, render);

  function all() {
    const { compare } = new Intl.Collator(Words.current(), { numeric: true });
    if (sorted.column < 0) return View.rows();
    const { value, number } = View.columns[sorted.column];
    const order = number ? (a, b) => (a ?? -Infinity) - (b ?? -Infinity) || 0 : (a, b) => compare(a ?? "", b ?? "");
    const rows = View.rows().map((row, at) => [value(row), at, row]);
    rows.sort((a, b) => order(a[0], b[0]) * (sorted.down ? -1 : 1) || a[1] - b[1]);
    return rows.map(([, , row]) => row);
  }

  function head({ key, word, number }, at) {
    const here = at === sorted.column;
    const turn = () => {
      sorted = { column: at, down: here ? !sorted.down : Boolean(number) };
      render();
      place.querySelectorAll("th button")[at].focus();
    };
    const arrow = make("span", { "aria-hidden": "true" }, here ? (sorted.down ? " ▼" : " ▲") : "");
    return make("th", { scope: "col", "aria-sort": here ? (sorted.down ? "descending" : "ascending") : null, class: number ? "number" : null },
      make("button", { type: "button", onclick: turn }, word ? word() : Words.say(key), arrow));
  }

  const cut = (words) => (words.length > LONG ? `${words.slice(0, LONG).trimEnd()}…` : words);

  function row(content) {
    const cells = View.columns.map(({ key, word, value, number }) => {
      const words = String(value(content) ?? "");
      return make("td", { "data-word": word ? word() : Words.say(key), class: number ? "number" : DAY.test(words) ? "day" : null }, name(cut(words)));
    });
    const show = make("button", { type: "button", onclick: () => Facts.open(View.behind(content)) }, Words.say("show"));
    show.setAttribute("aria-label", `${Words.say("show")}: ${View.behind(content).heading()}`);
    return make("tr", {}, ...cells, make("td", {}, show));
  }

  function render() {
    const rows = all();
    place.replaceChildren(make("table", {},
      make("caption", {}, Words.say("tableHint")),
      make("thead", {}, make("tr", {}, ...View.columns.map(head), make("td", {}))),
      make("tbody", {}, ...listed.first(rows).map(row))), ...listed.rest(rows));
  }

  function cell(value) {
    const words = String(value ?? "");
    return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  }

  /** What is now shown, for a spreadsheet, with the addresses of sources. */
  function csv() {
    const sources = (row) => [...new Set(View.behind(row).facts.flatMap((fact) => fact.sources.map((at) => Words.data.sources[at].iri)))].sort().join(" ");
    const head = [...View.columns.map(({ key }) => key), "stated_in"];
    const lines = [head, ...all().map((content) => [...View.columns.map(({ value }) => value(content)), sources(content)])];
    return "\ufeff" + lines.map((line) => line.map(cell).join(",") + "\r\n").join(""); // the mark tells spreadsheets of UTF-8
  }

  return { render, csv };
})();
