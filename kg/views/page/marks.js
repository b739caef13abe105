"use strict";
/* The marks of a picture as buttons: one Tab leads to them, arrows from one to the next, Enter or a click opens one. */
const Marks = (() => {
  const { svg } = Elements;
  const place = document.getElementById("drawing");
  let marks = [];
  let at = 0;

  /** A mark of shapes at a point, with words beside it that its label holds in full; `key` tells it from others when the
      picture is drawn anew. */
  function mark({ key, x, y, label, behind, names = [], words = null }, ...shapes) {
    const button = svg("g", { class: "mark", role: "button", tabindex: "-1", "aria-label": label }, ...shapes, svg("title", {}, label));
    words?.setAttribute("aria-hidden", "true");
    return { key, x, y, element: svg("g", {}, button, words), button, behind, names: [label, ...names] };
  }

  function show(found) {
    const key = marks[at]?.key;
    marks = found;
    at = Math.max(0, marks.findIndex((each) => each.key === key));
    marks.forEach(({ element, button, behind }, number) => {
      element.addEventListener("click", () => {
        step(number);
        Facts.open(behind);
      });
      button.addEventListener("focus", () => step(number));
    });
    marks[at]?.button.setAttribute("tabindex", "0");
  }

  function step(number) {
    marks[at]?.button.setAttribute("tabindex", "-1");
    at = number;
    marks[at].button.setAttribute("tabindex", "0");
  }

  /** The mark that lies nearest in a direction: what is off the way counts three times. */
  function beside(dx, dy) {
    const here = marks[at];
    let [best, least] = [at, Infinity];
    marks.forEach((there, number) => {
      const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const off = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      if (number !== at && along > 0.5 && along + 3 * off < least) [best, least] = [number, along + 3 * off];
    });
    return best;
  }

  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  place.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !marks.length) return;
    if (event.key === "Enter" || event.key === " ") Facts.open(marks[at].behind);
    else if (MOVES[event.key]) step(beside(...MOVES[event.key]));
    else if (event.key === "Home" || event.key === "End") step(event.key === "Home" ? 0 : marks.length - 1);
    else return;
    if (event.key !== "Enter" && event.key !== " ") marks[at].button.focus();
    event.preventDefault();
  });

  const PLAIN = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđðþßæœı]/g, (letter) => PLAIN[letter]).trim();

  /** Leaves the marks in full colour that hold the words, and says how many. */
  function find(words) {
    const wanted = fold(words);
    let found = 0;
    for (const { button, names } of marks) {
      const holds = names.some((name) => fold(name).includes(wanted));
      button.classList.toggle("faint", !holds);
      found += holds;
    }
    return found;
  }

  /** Whether a text, or one in other scripts, holds the words. */
  const holds = (names, words) => names.some((name) => fold(name).includes(fold(words)));

  return { mark, show, find, holds };
})();
