"use strict";
/* Saves the network as a picture for a slide: title, the ties now shown, legend, fine enough for print. */
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
    ctx.fillText(words, x, y, WIDTH - 80);
    return ctx.measureText(words).width;
  }

  function legend(ctx, colours) {
    let x = 40;
    for (const group of Symbols.groups()) {
      const sample = Model.nodes.find((node) => Symbols.groupOf(node) === group);
      Symbols.draw(ctx, sample, x, HEIGHT - BOTTOM / 2, 7, { paper: colours.paper, ring: 0 });
      x += 14 + text(ctx, Symbols.groupName(group), x + 14, HEIGHT - BOTTOM / 2, { size: 15, colour: colours.ink }) + 26;
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

  /** Hands the picture to the browser as a file. */
  function save() {
    canvas().toBlob((blob) => {
      const address = URL.createObjectURL(blob);
      Elements.make("a", { href: address, download: "network.png" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    }, "image/png");
  }

  return { canvas, save };
})();
