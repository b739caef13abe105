"use strict";
/* Of many things the one that the page shows, found by its name in any script; what they share is written once. */
const Chooser = (() => {
  const { make, name } = Elements;
  const { things, facts, others, lanes } = Words.data;
  const MOST = 12; // names in the list at once
  const nameOf = (thing) => (thing ? Words.of(thing.label) || thing.id : "");
  const input = make("input", { id: "thing", type: "search", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list", "aria-describedby": "status" });
  const list = make("ul", { id: "found", role: "listbox", "data-say-label": "choose", hidden: true });
  const status = make("span", { id: "status", class: "unseen", role: "status" });
  let [chosen, hits, at] = [things[0], [], -1];

  const entriesOf = (thing) => thing.entries.map(([fact, lane, with_, sources]) => ({ ...facts[fact], lane: lanes[lane], others: with_.map((other) => others[other]), sources }));

  /** Those with a name that holds the words, of most entries first; all where there are no words. */
  const find = (words) => things.filter(({ label }) => Marks.holds(Object.values(label), words));

  function option(thing, number) {
    const aliases = [thing.label.zh, thing.label.en, ...Object.values(thing.label)].filter((text) => text && text !== nameOf(thing));
    const alias = aliases.find((text) => input.value && Marks.holds([text], input.value)) ?? aliases[0];
    const about = [Words.say(`${thing.kind}Kind`), alias].filter(Boolean).join(" · ");
    return make("li", { role: "option", id: `found-${number}`, "aria-selected": String(number === at), onmousedown: (event) => take(event, thing) },
      make("span", {}, name(nameOf(thing)), make("small", {}, name(about))), make("span", { class: "count" }, Words.number(thing.entries.length)));
  }

  function show() {
    const open = hits.length > 0;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    list.replaceChildren(...hits.slice(0, MOST).map(option));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `found-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function look(words) {
    hits = find(words);
    at = words && hits.length ? 0 : -1;
    status.textContent = words ? Words.say("thingsFound", { n: hits.length }) : "";
    show();
  }

  function leave() {
    [hits, at] = [[], -1];
    show();
    input.value = nameOf(chosen);
  }

  /** The entries of a thing, whose name is now the page's title. */
  function turn(thing) {
    chosen = thing;
    Words.data.title = thing.label;
    Words.data.kinds.facts = thing.kind;
    return entriesOf(thing);
  }

  function take(event, thing) {
    event.preventDefault();
    View.show(turn(thing));
    Facts.shut();
    Words.translate();
    leave();
    input.select();
  }

  function keys(event) {
    const shown = Math.min(hits.length, MOST);
    if (event.key === "ArrowDown" && !shown) look("");
    else if (event.key === "ArrowDown") at = (at + 1) % shown;
    else if (event.key === "ArrowUp" && shown) at = (at + shown - 1) % shown;
    else if (event.key === "Enter" && at >= 0) return take(event, hits[at]);
    else if (event.key === "Escape" && shown) {
      event.stopPropagation();
      leave();
    } else return;
    event.preventDefault();
    show();
  }

  input.addEventListener("input", () => look(input.value));
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => look(""));
  input.addEventListener("blur", leave);
  input.addEventListener("keydown", keys);
  Words.changed(leave);
  document.querySelector(".tools").prepend(make("div", { class: "finder" }, make("label", { for: "thing", "data-say": "choose" }), input, list, status));

  return { begin: () => turn(things.find(({ kind }) => kind === "institution") ?? things[0]) };
})();
