"use strict";
/* Saves what is shown: the network as a picture for a slide, fine enough for print, or its ties as a file for a spreadsheet. */
const Saving = (() => {
  const WIDTH = 1600;
  const HEIGHT = 1000;
  const TOP = 92;
  const BOTTOM = 56;

  function text(ctx, words, x, y, { size, weight = 400, colour, align = "left" }) {
    ctx.font = `${weight} ${size}px ${Labels.FAMILY}`;
    ctx.fillStyle = colour;
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    const fitting = shortened(ctx, words, WIDTH - 80);
    ctx.fillText(fitting, x, y);
    return ctx.measureText(fitting).width;
  }

  function shortened(ctx, words, most) {
    if (ctx.measureText(words).width <= most) return words;
    const signs = [...words];
    while (signs.length && ctx.measureText(`${signs.join("")} …`).width > most) signs.splice(-1, 1);
    return `${signs.join("").trimEnd()} …`;
  }

  /** Symbols and their names in one line, as many as it takes. */
  function legend(ctx, colours) {
    let x = 40;
    const middle = HEIGHT - BOTTOM / 2;
    const groups = Symbols.groups().filter((group) => Model.shownNodes().some((node) => Symbols.groupOf(node) === group));
    for (const group of groups) {
      ctx.font = `400 15px ${Labels.FAMILY}`;
      const words = shortened(ctx, Symbols.groupName(group), (WIDTH - 80) / groups.length - 40);
      Symbols.paint(ctx, group, x, middle, 7, { paper: colours.paper, ring: 0 });
      x += 14 + text(ctx, words, x + 14, middle, { size: 15, colour: colours.ink }) + 26;
    }
  }

  function frame() {
    const { scale, centre } = Painting.whole(Model.shownNodes(), WIDTH, HEIGHT - TOP - BOTTOM);
    return Painting.view(scale, centre, WIDTH, HEIGHT - TOP - BOTTOM);
  }

  function paint(ctx) {
    const colours = Painting.colours();
    const view = frame();
    const nodes = Model.shownNodes();
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, WIDTH, HEIGHT);
    ctx.save();
    ctx.translate(0, TOP);
    Painting.ties(ctx, Model.shownTies(), view, colours.tie);
    Painting.nodes(ctx, nodes, view, colours);
    Labels.draw(ctx, Labels.overview(ctx, nodes, view), view, colours);
    ctx.restore();
    text(ctx, Words.of(Words.data.title), 40, 36, { size: 28, weight: 600, colour: colours.ink });
    const said = ["summary", "explanation"].map((id) => document.getElementById(id).textContent).join("  ");
    text(ctx, said, 40, 66, { size: 15, colour: colours.soft });
    text(ctx, document.getElementById("hidden").textContent, 40, 87, { size: 15, colour: colours.ink });
    legend(ctx, colours);
  }

  function canvas() {
    const sheet = document.createElement("canvas");
    sheet.width = WIDTH * 2;
    sheet.height = HEIGHT * 2;
    const ctx = sheet.getContext("2d");
    ctx.scale(2, 2);
    paint(ctx);
    return sheet;
  }

  function vector() {
    const ctx = Vector.context(WIDTH, HEIGHT);
    paint(ctx);
    return new XMLSerializer().serializeToString(ctx.root);
  }

  const COLUMNS = ["source", "source_label", "source_country", "source_type", "target", "target_label", "target_country", "target_type", "facts", "first", "last", "significance", "stated_in"];

  /** The ties now shown with their ends, years and the addresses of their sources, one a line. */
  function table() {
    const end = ({ id, country, type, ...node }) => [id, Model.name(node), country, type];
    const rows = Table.rows().map((tie) => {
      const sources = new Set(Model.facts(tie).flatMap((fact) => fact.sources.map(({ iri }) => iri)));
      return [...tie.ends.flatMap(end), tie.count, tie.first, tie.last, tie.significance, [...sources].sort().join(" ")];
    });
    return "\ufeff" + [COLUMNS, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join(""); // the mark tells spreadsheets of UTF-8
  }

  function cell(value) {
    const words = String(value ?? "");
    return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  }

  /** Hands a file to the browser. */
  function give(blob, name) {
    const address = URL.createObjectURL(blob);
    Elements.make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  const png = () => canvas().toBlob((blob) => give(blob, "network.png"), "image/png");
  const svg = () => give(new Blob([vector()], { type: "image/svg+xml" }), "network.svg");
  const csv = () => give(new Blob([table()], { type: "text/csv" }), "network.csv");

  return { canvas, png, svg, csv };
})();
