"use strict";
/* Ties the parts of the page together. */
(() => {
  const by = (id) => document.getElementById(id);
  const slider = by("least");

  function summary() {
    const [first, last] = Model.span;
    const counts = [Words.say("institutions", { n: Model.nodes.length }), Words.say("ties", { n: Model.ties.length }), Words.years(first, last)];
    by("title").textContent = Words.of(Words.data.title);
    document.title = Words.of(Words.data.title);
    by("summary").textContent = counts.filter(Boolean).join(" · ");
    by("explanation").textContent = Model.ties.length ? Words.of(Words.data.explanation, Words.say("explanation")) : Words.say("nothing");
  }

  function hidden() {
    const ties = Model.ties.length - Model.shownTies().length;
    const nodes = Model.nodes.length - Model.shownNodes().length;
    const counts = { ties: Words.say("ties", { n: ties }), nodes: Words.say("institutions", { n: nodes }) };
    by("hidden").textContent = ties ? Words.say("hidden", counts) : "";
    by("leastSays").textContent = Words.say("leastUnit", { n: Model.least() });
    slider.value = Model.least();
    slider.setAttribute("aria-valuetext", by("leastSays").textContent);
  }

  function all() {
    summary();
    hidden();
    Panel.render();
    Table.render();
    Picture.repaint();
  }

  function keys(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (moves[event.key]) Picture.move(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") Picture.zoom(1.3);
    else if (event.key === "-") Picture.zoom(1 / 1.3);
    else if (event.key === "0") Picture.fit();
    else return;
    event.preventDefault();
  }

  slider.max = Model.most;
  by("leastControl").hidden = Model.most < 2;
  slider.addEventListener("input", () => Model.setLeast(Number(slider.value)));
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
  by("png").addEventListener("click", Saving.save);
  Picture.frame.addEventListener("keydown", keys);
  document.addEventListener("keydown", (event) => event.key === "Escape" && Panel.shut());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", Picture.repaint);

  Picture.clicked(({ node, tie }) => (node || tie ? Panel.open(node ? { node } : { tie }) : Panel.shut()));
  Panel.changed(Picture.choose);
  Model.changed(() => {
    hidden();
    Panel.render();
    Table.render();
    Picture.repaint();
    Picture.arrange();
  });
  Words.changed(all);

  Words.translate();
  Picture.fit();
})();
