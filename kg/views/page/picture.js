"use strict";
/* The picture on the screen: vis-network keeps the view, the pointer and the touches; what it shows is painted here. */
const Picture = (() => {
  const frame = document.getElementById("canvas");
  const listeners = [];
  const chosen = { node: null, tie: null };
  const hovered = { node: null, tie: null };
  let colours = Painting.colours();
  let names = { key: "", list: [] };

  const placed = () => Model.nodes.map(({ id, x, y }) => ({ id, x, y }));
  const nodes = new vis.DataSet(placed());
  const options = { ...Words.data.options, nodes: { shape: "custom", ctxRenderer: symbol } };
  const network = new vis.Network(frame, { nodes, edges: [] }, options);

  function look() {
    return Painting.view(network.getScale(), network.getViewPosition(), frame.clientWidth, frame.clientHeight);
  }

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

  function focus() {
    const { node, tie } = hovered.node || hovered.tie ? hovered : chosen;
    if (tie) return { ties: [tie], nodes: tie.ends, must: new Set(tie.ends) };
    if (!node) return null;
    const ties = node.ties.filter(Model.isTieShown);
    return { ties, nodes: [node, ...ties.map((each) => Model.other(each, node))], must: new Set([node]) };
  }

  function labels(ctx, view) {
    const key = [view.scale.toFixed(4), Words.current(), Model.least(), frame.clientWidth].join();
    if (names.key !== key) names = { key, list: Labels.overview(ctx, Model.shownNodes(), view) };
    return names.list;
  }

  network.on("beforeDrawing", (ctx) =>
    onScreen(ctx, (_, view) => {
      ctx.fillStyle = colours.paper;
      ctx.fillRect(0, 0, view.width, view.height);
      Painting.ties(ctx, Model.shownTies(), view, colours.tie);
    }),
  );

  network.on("afterDrawing", (ctx) =>
    onScreen(ctx, (_, view) => {
      const lit = focus();
      if (!lit) return Labels.draw(ctx, labels(ctx, view), view, colours);
      ctx.fillStyle = colours.paper;
      ctx.globalAlpha = 0.82;
      ctx.fillRect(0, 0, view.width, view.height);
      ctx.globalAlpha = 1;
      Painting.ties(ctx, lit.ties, view, colours.accent, 0.8);
      Painting.nodes(ctx, lit.nodes, view, colours);
      Labels.draw(ctx, Labels.arrange(ctx, lit.nodes, view, lit.must, [0, 0, view.width, view.height]), view, colours);
    }),
  );

  function under(point) {
    const id = network.getNodeAt(point);
    const node = id === undefined ? null : Model.byId.get(id);
    if (node && Model.isNodeShown(node)) return { node, tie: null };
    return { node: null, tie: Painting.tieAt(point, look()) };
  }

  function hover(point) {
    const { node, tie } = point ? under(point) : { node: null, tie: null };
    if (node === hovered.node && tie === hovered.tie) return;
    Object.assign(hovered, { node, tie });
    frame.classList.toggle("over", Boolean(node || tie));
    network.redraw();
  }

  frame.addEventListener("mousemove", (event) => {
    const edge = frame.getBoundingClientRect();
    hover(event.buttons ? null : { x: event.clientX - edge.left, y: event.clientY - edge.top });
  });
  frame.addEventListener("mouseleave", () => hover(null));
  network.on("click", ({ pointer }) => {
    const found = under(pointer.DOM);
    for (const listener of listeners) listener(found);
  });
  network.on("dragging", ({ nodes: [id], pointer }) => {
    if (id === undefined) return;
    Object.assign(Model.byId.get(id), { x: pointer.canvas.x, y: pointer.canvas.y });
    names.key = "";
  });
  network.on("dragEnd", () => network.unselectAll());
  network.on("resize", () => (names.key = ""));

  /** Marks a node or a tie, or with neither unmarks all; moves it into view where it is outside. */
  function choose({ node = null, tie = null }) {
    Object.assign(chosen, { node, tie });
    const ends = tie ? tie.ends : node ? [node] : [];
    const view = look();
    const outside = ends.some((end) => view.at(end).some((place, axis) => place < 20 || place > [view.width, view.height][axis] - 20));
    if (outside) {
      const middle = (axis) => ends.reduce((sum, end) => sum + end[axis], 0) / ends.length;
      network.moveTo({ position: { x: middle("x"), y: middle("y") } });
    }
    network.redraw();
  }

  /** Takes over the places of the nodes and shows all of them. */
  function arrange() {
    nodes.update(placed());
    fit();
    network.redraw(); // vis-network leaves out what it last saw outside the view, and now sees it inside
    network.redraw();
  }

  function fit() {
    const { scale, centre } = Painting.whole(Model.shownNodes(), frame.clientWidth, frame.clientHeight);
    network.moveTo({ position: centre, scale });
  }

  const zoom = (factor) => network.moveTo({ scale: Math.min(12, Math.max(0.03, network.getScale() * factor)) });

  function move(dx, dy) {
    const { x, y } = network.getViewPosition();
    const step = 80 / network.getScale();
    network.moveTo({ position: { x: x + dx * step, y: y + dy * step } });
  }

  function repaint() {
    colours = Painting.colours();
    names.key = "";
    network.redraw();
  }

  const clicked = (listener) => listeners.push(listener);

  return { network, look, choose, arrange, fit, zoom, move, repaint, clicked, frame };
})();
