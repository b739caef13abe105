"use strict";
/* A long table shows its first rows, and more of them on request: a browser that lays out thousands stands still. */
const Further = (() => {
  const { make } = Elements;
  const MANY = 500;

  /** For a table that is rendered in a place: its first rows, and what stands below them where there are more. */
  function under(place, render) {
    let most = MANY;

    function more() {
      const at = most;
      most += MANY;
      render();
      place.querySelectorAll("tbody tr")[at]?.querySelector("button").focus();
    }

    function rest(rows) {
      const left = rows.length - most;
      if (left <= 0) return [];
      const button = make("button", { type: "button", onclick: more }, Words.say("more", { n: Math.min(MANY, left) }));
      return [make("p", {}, button, " ", Words.say("notListed", { n: left }))];
    }

    return { first: (rows) => rows.slice(0, most), rest };
  }

  return { under };
})();
