"use strict";
/* Finds an institution by any of its names, in any script, with or without accents. */
const Search = (() => {
  const { make, name } = Elements;
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  const status = document.getElementById("status");
  const MOST = 12;
  let hits = [];
  let at = -1;

  /* letters that Unicode does not take apart into a plain one and a sign */
  const PLAIN = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

  function fold(text) {
    const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return bare.replace(/[łøđðþßæœı]/g, (letter) => PLAIN[letter]).replace(/\s+/g, " ").trim();
  }

  const haystacks = [...Model.nodes].sort((a, b) => b.ties.length - a.ties.length).map((node) => ({ node, names: [node.label, ...Object.values(node.labels)].map(fold) }));

  /** The nodes with a name that holds the words, those that begin with them first. */
  function find(text) {
    const wanted = fold(text);
    if (!wanted) return [];
    const holding = haystacks.filter(({ names }) => names.some((each) => each.includes(wanted)));
    const begins = ({ names }) => names.some((each) => each.startsWith(wanted));
    return [...holding.filter(begins), ...holding.filter((hay) => !begins(hay))].map(({ node }) => node);
  }

  function option(node, index) {
    const matching = Object.values(node.labels).find((text) => text !== Model.name(node) && fold(text).includes(fold(input.value)));
    return make("li", { role: "option", id: `found-${index}`, "aria-selected": index === at, onmousedown: (event) => take(event, node) },
      Symbols.icon(Symbols.groupOf(node)), make("span", {}, name(Model.name(node)), matching && make("small", {}, name(matching))));
  }

  function show() {
    const open = hits.length > 0;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    list.replaceChildren(...hits.slice(0, MOST).map(option));
    if (at >= 0) input.setAttribute("aria-activedescendant", `found-${at}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function look() {
    hits = find(input.value);
    at = hits.length ? 0 : -1;
    status.textContent = input.value ? Words.say("found", { n: hits.length }) : "";
    show();
  }

  function clear() {
    hits = [];
    at = -1;
    show();
  }

  function take(event, node) {
    event.preventDefault();
    clear();
    input.value = Model.name(node);
    if (!Model.isNodeShown(node)) Model.wish(Model.WHOLE);
    Panel.open({ node });
  }

  input.addEventListener("input", look);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", clear);
  input.addEventListener("keydown", (event) => {
    const shown = Math.min(hits.length, MOST);
    if (event.key === "ArrowDown" && shown) at = (at + 1) % shown;
    else if (event.key === "ArrowUp" && shown) at = (at + shown - 1) % shown;
    else if (event.key === "Enter" && at >= 0) return take(event, hits[at]);
    else if (event.key === "Escape" && shown) {
      event.stopPropagation();
      return clear();
    } else return;
    event.preventDefault();
    show();
  });

  return { find };
})();
