"use strict";
/* The reader's wishes: how strong a tie must be, of which years, and of whom. A control that could change nothing is not shown. */
const Filters = (() => {
  const { make } = Elements;
  const by = (id) => document.getElementById(id);
  const CHANCES = [0.5, 0.3, 0.2, 0.1, 0.05, 0.01];
  const ATTRIBUTES = ["country", "type", "community"];
  const [first, last] = Model.span;
  const years = { since: by("since"), until: by("until") };

  const counted = (attribute) => {
    const counts = new Map();
    for (const node of Model.nodes) if (node[attribute]) counts.set(node[attribute], (counts.get(node[attribute]) ?? 0) + 1);
    return counts;
  };
  const { themes, events } = Words.data;
  const factsOf = ({ within }) => events.filter((event) => event.themes.some((theme) => within.includes(theme))).length;
  const all = { ...Object.fromEntries(ATTRIBUTES.map((attribute) => [attribute, counted(attribute)])), theme: new Map(themes.map((theme, at) => [String(at), factsOf(theme)])) };
  const CHOICES = Object.keys(all);
  const nameOf = (choice, code) => (choice === "theme" ? Words.of(themes[code].label) : Symbols.nameOf(choice, code));

  function options(attribute) {
    const counts = all[attribute];
    const named = [...counts.keys()].map((code) => [code, nameOf(attribute, code)]);
    const { compare } = new Intl.Collator(Words.current());
    named.sort((a, b) => (attribute === "community" ? Number(a[0]) - Number(b[0]) : compare(a[1], b[1])));
    const texts = named.map(([code, text]) => make("option", { value: code }, `${text} (${Words.number(counts.get(code))})`));
    return [make("option", { value: "" }, Words.say("all")), ...texts];
  }

  const chances = () => [
    make("option", { value: "1" }, Words.say("allTies")),
    ...CHANCES.map((chance) => make("option", { value: chance }, Words.say("beyondChance", { p: String(chance) }))),
  ];

  function fill(select, content) {
    const { value } = select;
    select.replaceChildren(...content);
    select.value = value;
  }

  function translate() {
    for (const attribute of CHOICES) fill(by(attribute), options(attribute));
    fill(by("beyond"), chances());
  }

  /** Puts the controls where the wishes are. */
  function show() {
    const { least, beyond, since, until } = Model.wishes;
    by("least").value = least;
    by("leastSays").textContent = Words.say("leastUnit", { n: least });
    by("least").setAttribute("aria-valuetext", by("leastSays").textContent);
    by("beyond").value = beyond;
    years.since.value = Math.max(since, first);
    years.until.value = Math.min(until, last);
    by("yearsSay").textContent = Words.years(Number(years.since.value), Number(years.until.value));
    for (const attribute of CHOICES) by(attribute).value = Model.wishes[attribute];
    by("everything").hidden = !Model.isFiltered() && least <= 1;
  }

  /** A slider of years that is pushed against the other takes it along. */
  function period(moved) {
    const [since, until] = [Number(years.since.value), Number(years.until.value)];
    const limits = since <= until ? { since, until } : moved === "since" ? { since, until: since } : { since: until, until };
    if (limits.since <= first) limits.since = -Infinity;
    if (limits.until >= last) limits.until = Infinity;
    Model.wish(limits);
  }

  for (const slider of Object.values(years)) Object.assign(slider, { min: first ?? 0, max: last ?? 0 });
  years.since.value = first;
  years.until.value = last;
  years.since.addEventListener("input", () => period("since"));
  years.until.addEventListener("input", () => period("until"));
  by("least").max = Model.most;
  by("least").addEventListener("input", () => Model.wish({ least: Number(by("least").value) }));
  by("beyond").addEventListener("change", () => Model.wish({ beyond: Number(by("beyond").value) }));
  for (const attribute of CHOICES) by(attribute).addEventListener("change", () => Model.wish({ [attribute]: by(attribute).value }));
  by("everything").addEventListener("click", () => Model.wish(Model.WHOLE));

  const narrow = matchMedia("(max-width: 900px)");
  const unfold = () => (by("filters").open = !narrow.matches);
  narrow.addEventListener("change", unfold);
  unfold();

  by("leastControl").hidden = Model.most < 2;
  by("beyondControl").hidden = !Model.ties.some(({ significance }) => significance !== null && significance < 0.5);
  by("yearsControl").hidden = first === null || first === last;
  for (const attribute of CHOICES) by(`${attribute}Control`).hidden = all[attribute].size < (attribute === "theme" ? 1 : 2);
  for (const choice of document.querySelectorAll("input[name=by]")) {
    choice.checked = choice.value === Symbols.arranged();
    choice.parentElement.hidden = !choice.checked && !Symbols.parts(choice.value);
  }

  return { translate, show };
})();
