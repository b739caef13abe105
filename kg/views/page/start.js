"use strict";
/* Ties the parts of the page together. */
(() => {
  const by = (id) => document.getElementById(id);

  function summary() {
    const [first, last] = Model.span;
    const counts = [Words.say("institutions", { n: Model.nodes.length }), Words.say("ties", { n: Model.ties.length }), Words.years(first, last)];
    by("title").textContent = Words.of(Words.data.title);
    document.title = Words.of(Words.data.title);
    by("summary").textContent = counts.filter(Boolean).join(" · ");
    const { explanation } = Words.data;
    by("explanation").textContent = Model.ties.length ? (explanation[Words.current()] ?? Words.say("explanation")) : Words.say("nothing");
  }

  /** Which wish leaves ties out; where there are several, that there are filters. */
  function reason() {
    const { least } = Model.wishes;
    const { country, type, community, beyond } = Model.wishes;
    if (!Model.isFiltered()) return "hidden";
    const others = least > 1 || country || type || community || !Model.allFacts();
    return beyond < 1 && !others ? "hiddenByChance" : "hiddenByFilters";
  }

  function hidden() {
    const ties = Model.ties.length - Model.shownTies().length;
    const nodes = Model.nodes.length - Model.shownNodes().length;
    const counts = { ties: Words.say("ties", { n: ties }), nodes: Words.say("institutions", { n: nodes }), p: String(Model.wishes.beyond) };
    by("hidden").textContent = ties ? Words.say(reason(), counts) : "";
    inWords();
  }

  /** The picture in words, for who cannot see it. */
  function inWords() {
    const nodes = Model.shownNodes();
    const ties = Model.shownTies();
    const strongest = ties.reduce((best, tie) => (!best || tie.count > best.count ? tie : best), null);
    const values = {
      nodes: Words.say("institutions", { n: nodes.length }),
      ties: Words.say("ties", { n: ties.length }),
      best: nodes.slice(0, 3).map((node) => `${Model.name(node)} (${Words.number(node.degree)})`).join(Words.current() === "zh" ? "、" : ", "),
      strongest: strongest && Model.tieName(strongest),
      facts: strongest && Words.say("sharedEvents", { n: strongest.count }),
    };
    by("inWords").textContent = strongest ? Words.say("inWords", values) : "";
  }

  function all() {
    summary();
    hidden();
    Filters.translate();
    Filters.show();
    Panel.render();
    Table.render();
    Picture.repaint();
  }

  function walk(step) {
    const node = Picture.step(step);
    if (!node) return;
    Picture.choose({ node });
    by("status").textContent = `${Model.name(node)}: ${Words.say("ties", { n: node.degree })}`;
  }

  function keys(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) Picture.move(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") Picture.zoom(1.3);
    else if (event.key === "-") Picture.zoom(1 / 1.3);
    else if (event.key === "0") Picture.fit();
    else if (event.key === "n") walk(1);
    else if (event.key === "p") walk(-1);
    else if (event.key === "Enter" && Picture.chosen().node) Panel.open({ node: Picture.chosen().node });
    else return;
    event.preventDefault();
  }

  function escape() {
    if (Panel.isOpen()) Panel.shut();
    else Picture.choose({});
  }

  for (const choice of document.querySelectorAll("input[name=by]")) {
    choice.addEventListener("change", () => {
      Symbols.arrange(choice.value);
      all();
    });
  }
  by("language").addEventListener("click", Words.swap);
  by("zoomIn").addEventListener("click", () => Picture.zoom(1.3));
  by("zoomOut").addEventListener("click", () => Picture.zoom(1 / 1.3));
  by("fit").addEventListener("click", Picture.fit);
  for (const form of ["png", "svg", "csv"]) by(form).addEventListener("click", Saving[form]);
  Picture.frame.addEventListener("keydown", keys);
  document.addEventListener("keydown", (event) => event.key === "Escape" && escape());
  matchMedia("screen and (prefers-color-scheme: dark)").addEventListener("change", Picture.repaint);

  Picture.clicked(({ node, tie }) => (node || tie ? Panel.open(node ? { node } : { tie }) : Panel.shut()));
  Panel.changed(Picture.choose);
  Model.changed(({ moved }) => {
    hidden();
    Filters.show();
    Panel.render();
    Table.render();
    Picture.repaint();
    if (moved) Picture.fit();
  });
  Words.changed(all);

  Words.translate();
  Picture.fit();
})();
