"use strict";
/* What stands over the drawn network: names, what is pointed at or chosen with its neighbourhood; and how it is moved.
   The drawing itself is Stage's. */
const Picture = (() => {
  const { frame, look, moveTo } = Stage;
  const MOST_NAMED = 1500; // with more nodes, names are only sought for those in view
  const listeners = [];
  const chosen = { node: null, tie: null };
  const hovered = { node: null, tie: null };
  let colours = Painting.colours();
  let names = { key: "", list: [] };

  function focus() {
    const { node, tie } = hovered.node || hovered.tie ? hovered : chosen;
    if (tie) return { ties: [tie], nodes: tie.ends, must: new Set(tie.ends) };
    if (!node) return null;
    const ties = node.ties.filter(Model.isTieShown);
    return { ties, nodes: [node, ...ties.map((each) => Model.other(each, node))], must: new Set([node]) };
  }

  /** The names of the picture, sought anew when it has grown or shrunk, and where there are many, when it has moved. */
  function labels(ctx, view) {
    const all = Model.shownNodes();
    const many = all.length > MOST_NAMED;
    const key = [view.scale.toFixed(4), Words.current(), view.width, ...(many ? [view.centre.x, view.centre.y] : [])].join();
    if (names.key !== key) {
      const nodes = many ? all.filter((node) => isNear(view.at(node), view)).slice(0, MOST_NAMED) : all;
      names = { key, list: Labels.overview(ctx, nodes, view) };
    }
    return names.list;
  }

  const isNear = ([x, y], { width, height }) => Math.abs(x / width - 0.5) < 0.5 + Painting.BEYOND && Math.abs(y / height - 0.5) < 0.5 + Painting.BEYOND;

  Stage.over((ctx, view) => {
    const lit = focus();
    if (!lit) return Labels.draw(ctx, labels(ctx, view), view, colours);
    ctx.fillStyle = colours.paper;
    ctx.globalAlpha = 0.82;
    ctx.fillRect(-view.width, -view.height, 3 * view.width, 3 * view.height); // beyond the frame as well
    ctx.globalAlpha = 1;
    Painting.ties(ctx, lit.ties, view, colours.accent, 0.8);
    Painting.nodes(ctx, lit.nodes, view, colours);
    Labels.draw(ctx, Labels.arrange(ctx, lit.nodes, view, lit.must, [0, 0, view.width, view.height]), view, colours);
  });

  function under(point) {
    const node = Painting.nodeAt(point, look());
    return { node, tie: node ? null : Painting.tieAt(point, look()) };
  }

  function hover(point) {
    const { node, tie } = point ? under(point) : { node: null, tie: null };
    if (node === hovered.node && tie === hovered.tie) return;
    Object.assign(hovered, { node, tie });
    frame.classList.toggle("over", Boolean(node || tie));
    Stage.redraw();
  }

  frame.addEventListener("mousemove", (event) => {
    const edge = frame.getBoundingClientRect();
    hover(event.buttons ? null : { x: event.clientX - edge.left, y: event.clientY - edge.top });
  });
  frame.addEventListener("mouseleave", () => hover(null));
  Stage.clicked((point) => {
    const found = under(point);
    for (const listener of listeners) listener(found);
  });
  new ResizeObserver(() => (names.key = "")).observe(frame);

  /** Marks a node or a tie, or with neither unmarks all; moves it into view where it is outside. */
  function choose({ node = null, tie = null }) {
    Object.assign(chosen, { node, tie });
    const ends = tie ? tie.ends : node ? [node] : [];
    const view = look();
    const outside = ends.some((end) => view.at(end).some((place, axis) => place < 20 || place > [view.width, view.height][axis] - 20));
    if (outside) {
      const middle = (axis) => ends.reduce((sum, end) => sum + end[axis], 0) / ends.length;
      moveTo({ scale: view.scale, centre: { x: middle("x"), y: middle("y") } });
    }
    Stage.redraw();
  }

  /** Takes over what is shown, and how it looks. */
  function repaint() {
    colours = Painting.colours();
    names.key = "";
    Stage.update();
  }

  /** Shows all nodes. */
  function fit() {
    names.key = "";
    moveTo(Painting.whole(Model.shownNodes(), frame.clientWidth, frame.clientHeight));
  }

  const zoom = (factor) => moveTo({ scale: Math.min(12, Math.max(0.02, look().scale * factor)), centre: look().centre });

  function move(dx, dy) {
    const { scale, centre } = look();
    moveTo({ scale, centre: { x: centre.x + (dx * 80) / scale, y: centre.y + (dy * 80) / scale } });
  }

  /** The node a step further on, from the best connected to the least; null where none is shown. */
  function step(by) {
    const nodes = Model.shownNodes();
    const at = nodes.indexOf(chosen.node);
    return nodes[at < 0 ? (by > 0 ? 0 : nodes.length - 1) : (at + by + nodes.length) % nodes.length] ?? null;
  }

  const clicked = (listener) => listeners.push(listener);

  return { look, choose, fit, zoom, move, step, repaint, clicked, frame, chosen: () => chosen, names: () => names.list };
})();
