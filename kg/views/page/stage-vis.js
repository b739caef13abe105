"use strict";
/* The picture on the screen for small networks: vis-network keeps the view, the pointer and the touches, and each node
   can be dragged; what it shows is painted here. Stage of stage-sigma.js does the same for large ones. */
const Stage = (() => {
  const frame = document.getElementById("canvas");
  const listeners = { over: [], clicked: [] };
  let colours = Painting.colours();

  const placed = () => Model.nodes.map(({ id, x, y }) => ({ id, x, y }));
  const nodes = new vis.DataSet(placed());
  const options = { ...Words.data.options, nodes: { shape: "custom", ctxRenderer: symbol } };
  const network = new vis.Network(frame, { nodes, edges: [] }, options);

  const look = () => Painting.view(network.getScale(), network.getViewPosition(), frame.clientWidth, frame.clientHeight);

  /** vis-network asks here how each node looks, in its own coordinates. */
  function symbol({ ctx, id, x, y }) {
    const node = Model.byId.get(id);
    const { scale } = look();
    const radius = look().radius(node) / scale;
    const drawNode = () => Model.isNodeShown(node) && Symbols.draw(ctx, node, x, y, radius, { paper: colours.paper, ring: 1.5 / scale });
    return { drawNode, nodeDimensions: { width: radius * 2, height: radius * 2 } };
  }

  /** Paints in pixels of the screen, whatever vis-network has set. */
  function onScreen(ctx, paint) {
    const ratio = ctx.canvas.width / frame.clientWidth;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(ctx, look());
    ctx.restore();
  }

  network.on("beforeDrawing", (ctx) =>
    onScreen(ctx, (_, view) => {
      ctx.fillStyle = colours.paper;
      ctx.fillRect(0, 0, view.width, view.height);
      Painting.ties(ctx, Model.shownTies(), view, colours.tie);
    }),
  );
  network.on("afterDrawing", (ctx) => onScreen(ctx, (_, view) => listeners.over.forEach((paint) => paint(ctx, view))));
  network.on("click", ({ pointer }) => listeners.clicked.forEach((listener) => listener(pointer.DOM)));
  network.on("dragging", ({ nodes: [id], pointer }) => {
    if (id !== undefined) Object.assign(Model.byId.get(id), { x: pointer.canvas.x, y: pointer.canvas.y });
  });
  network.on("dragEnd", () => network.unselectAll());

  /** Takes over how nodes and ties look and where they stand. */
  function update() {
    colours = Painting.colours();
    nodes.update(placed());
    network.redraw(); // vis-network leaves out what it last saw outside the view, and now sees it inside
    network.redraw();
  }

  const over = (paint) => listeners.over.push(paint);
  const clicked = (listener) => listeners.clicked.push(listener);
  const moveTo = ({ scale, centre }) => network.moveTo({ position: centre, scale });

  return { frame, look, moveTo, update, redraw: () => network.redraw(), over, clicked };
})();
