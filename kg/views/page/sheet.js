"use strict";
/* Ties the parts of a page with a picture together, and saves it. */
(() => {
  const by = (id) => document.getElementById(id);
  const drawing = by("drawing");
  const SAVED = 1400; // the width of a saved picture
  const EDGE = 40;
  const ROOM = 150; // pixels of the window that a table should have to be open from the beginning

  function words() {
    by("kind").textContent = View.kind?.() ?? Words.say("kind");
    by("title").textContent = Words.of(Words.data.title);
    document.title = by("title").textContent;
    by("summary").textContent = View.summary();
    by("explanation").textContent = Words.data.explanation[Words.current()] ?? Words.say("explanation");
    by("hidden").textContent = View.hidden();
    by("inWords").textContent = View.inWords();
  }

  function draw() {
    if (!View.draw) return;
    const { root, marks } = View.draw(Math.max(320, drawing.clientWidth));
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", Words.say("picture"));
    root.setAttribute("aria-describedby", "inWords");
    drawing.replaceChildren(root);
    Marks.show(marks);
    look();
  }

  function look() {
    const wanted = by("search").value;
    if (!View.draw) return search(wanted);
    const found = Marks.find(wanted);
    if (wanted) by("hidden").textContent = Words.say("found", { n: found });
    else by("hidden").textContent = View.hidden();
  }

  /** A page without a picture shows the rows that hold the words. */
  function search(wanted) {
    View.search(wanted);
    words();
    Rows.render();
  }

  /** Where there is no picture, the table takes its place. */
  function alone() {
    by("picture").replaceChildren(by("rows"), by("inWords"));
    by("below").remove();
    by("png").hidden = by("svg").hidden = true;
  }

  /** Where the picture leaves room beneath it, the table fills it from the beginning. */
  const isRoom = () => innerWidth > 900 && innerHeight - drawing.getBoundingClientRect().bottom > ROOM;

  function all() {
    if (View.orders) {
      by("ordering").hidden = false;
      by("order").replaceChildren(...View.orders.map((key) => Elements.make("option", { value: key, selected: key === View.order() }, Words.say(key))));
    }
    years();
    words();
    Facts.render();
    Rows.render();
    draw();
  }

  function years() {
    const span = View.span?.();
    by("years").hidden = !span || span[0] === span[1];
    if (by("years").hidden) return;
    const [since, until] = View.years();
    for (const [id, value] of [["since", since], ["until", until]]) {
      by(id).min = span[0];
      by(id).max = span[1];
      by(id).value = value;
    }
    by("yearsSay").textContent = Words.years(since, until);
  }

  function turned(event) {
    let [since, until] = [Number(by("since").value), Number(by("until").value)];
    if (since > until) event.target.id === "since" ? (until = since) : (since = until);
    View.wish([since, until]);
    years();
    words();
    Rows.render();
    draw();
  }

  /** The picture on a sheet of its own: above it the title, how much is shown and what is not. */
  function saved() {
    const { root, height } = View.draw(SAVED - 2 * EDGE);
    for (const element of root.querySelectorAll("[tabindex], [role]")) for (const name of ["tabindex", "role", "class"]) element.removeAttribute(name);
    for (const ring of root.querySelectorAll(".ring")) ring.remove();
    root.setAttribute("x", EDGE);
    root.setAttribute("y", 104);
    const sheet = Ink.sheet(SAVED, height + 104 + EDGE);
    const most = SAVED - 2 * EDGE;
    const title = [by("kind"), by("title")].map(({ textContent }) => textContent).join(Words.current() === "zh" ? "：" : ": ");
    const said = [View.summary(), View.hidden()].filter(Boolean).join(" · ");
    sheet.append(
      Elements.svg("rect", { width: "100%", height: "100%", fill: Ink.colour("paper") }),
      Ink.text(Ink.shortened(title, most, 26, 600), EDGE, 44, { size: 26, weight: 600 }),
      Ink.text(Ink.shortened(said, most, 14), EDGE, 76, { size: 14, fill: Ink.colour("soft") }),
      root);
    return { text: new XMLSerializer().serializeToString(sheet), width: SAVED, height: height + 104 + EDGE };
  }

  /** Hands a file to the browser. */
  function give(blob, ending) {
    const address = URL.createObjectURL(blob);
    Elements.make("a", { href: address, download: `${Words.data.kinds.nodes}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  async function png() {
    const { text, width, height } = saved();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const scale = Math.min(2, 16000 / Math.max(width, height));
    const canvas = Elements.make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => give(blob, "png"), "image/png");
  }

  by("png").addEventListener("click", png);
  by("svg").addEventListener("click", () => give(new Blob([saved().text], { type: "image/svg+xml" }), "svg"));
  by("csv").addEventListener("click", () => give(new Blob([Rows.csv()], { type: "text/csv" }), "csv"));
  by("language").addEventListener("click", Words.swap);
  by("search").addEventListener("input", look);
  by("since").addEventListener("input", turned);
  by("until").addEventListener("input", turned);
  by("order").addEventListener("change", () => {
    View.wishOrder(by("order").value);
    all();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && Facts.shut());
  matchMedia("screen and (prefers-color-scheme: dark)").addEventListener("change", all);
  let width = drawing.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(drawing.clientWidth - width) < 2) return;
    width = drawing.clientWidth;
    draw();
  }).observe(drawing);
  if (!View.draw) alone();
  Words.changed(all);
  Words.translate();
  if (View.draw && isRoom()) {
    by("table").open = true;
    by("table").classList.add("unasked"); // and so not printed
    by("table").addEventListener("click", () => by("table").classList.remove("unasked"));
  }
})();
