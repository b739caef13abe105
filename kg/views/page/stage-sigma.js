"use strict";
/* The picture on the screen for large networks: sigma keeps the view, the pointer and the touches, and draws ties and
   nodes by WebGL; names are painted on a canvas over them. Stage of stage-vis.js does the same for small ones. Where a
   browser has no WebGL, Flat stands in.

   A picture of thousands of ties takes a moment to draw. While it is moved, the last one is pushed about and stretched
   like a photograph, and when it rests it is drawn anew; it reaches beyond the frame, for what comes in meanwhile. */
const Stage = (() => {
  if (!document.createElement("canvas").getContext("webgl2")) return Flat;
  const FRAME = 1000; // of the network's units that sigma takes for one of its own
  const MANY = 500; // nodes, or twice as many ties, with which a picture is not drawn anew with each movement
  const REST = 150; // milliseconds without movement before it is
  const HELD = 600; // the same while a finger or a button is down
  const HURRY = 400; // the same where it was moved beyond what was drawn
  const frame = document.getElementById("canvas");
  const wide = document.createElement("div");
  const listeners = { over: [], clicked: [] };
  const drawn = { look: null, at: 0, fresh: false };
  let bounds = Painting.bounds([]);
  let resting = 0;
  let taking = false;
  let held = false;

  wide.style.position = "absolute";
  frame.append(wide);
  widen();
  const renderer = new Bundle.Sigma(network([], []), wide, {
    renderLabels: false,
    stagePadding: 0,
    allowInvalidContainer: true,
    defaultDrawNodeHover: () => {},
    zoomToSizeRatioFunction: (ratio) => 1 / Painting.growth(scaleOf(ratio)),
    nodeProgramClasses: { symbol: Programs.Nodes },
    edgeProgramClasses: { tie: Programs.Ties },
  });
  const camera = renderer.getCamera();
  const sheet = renderer.createCanvas("over", { afterLayer: "hoverNodes" });
  const { edges, nodes, mouse, ...unused } = renderer.getCanvases();
  const layers = [edges, nodes, sheet];
  const ctx = sheet.getContext("2d");
  const draw = renderer.render.bind(renderer);

  camera.enabledRotation = false;
  renderer.setCustomBBox({ x: [0, FRAME], y: [0, FRAME] });
  renderer.getNodeAtPosition = () => undefined; // Picture knows; reading it back from the drawing takes long
  renderer.pickingLayers.clear();
  renderer.render = render;
  renderer.resize(true);
  for (const canvas of Object.values(unused)) canvas.style.display = canvas === sheet ? "" : "none"; // empty, and yet each would be laid over the others
  mouse.style.opacity = 0;

  /** What is shown as sigma takes it: the largest nodes first, and the strongest ties last, above the others. */
  function network(shown, ties) {
    const graph = Model.directed ? new Bundle.DirectedGraph() : new Bundle.UndirectedGraph();
    const { tie: colour } = Painting.colours();
    for (const node of shown) graph.addNode(node.id, { x: node.x, y: -node.y, size: node.size, mark: Symbols.number(node), type: "symbol" });
    for (const tie of [...ties].sort((a, b) => a.count - b.count)) {
      const color = colour + Math.round(Painting.tieAlpha(tie.count) * 255).toString(16).padStart(2, "0");
      graph.addEdgeWithKey(tie.number, tie.from, tie.to, { size: Painting.tieWidth(tie.count), color, tip: tie.ends[1].size, type: "tie" });
    }
    return graph;
  }

  /** The drawing reaches beyond the frame on each side, by whole pixels. */
  function widen() {
    const [beside, above] = [frame.clientWidth, frame.clientHeight].map((length) => Math.round(length * Painting.BEYOND));
    wide.style.inset = `${-above}px ${-beside}px`;
    return [beside, above];
  }

  const scaleOf = (ratio) => Math.min(wide.clientWidth, wide.clientHeight) / (FRAME * ratio);

  function look() {
    const { x, y, ratio } = camera.getState();
    return Painting.view(scaleOf(ratio), { x: x * FRAME, y: -y * FRAME }, frame.clientWidth, frame.clientHeight);
  }

  function moveTo({ scale, centre }) {
    widen(); // the frame may have another size by now
    camera.setState({ x: centre.x / FRAME, y: -centre.y / FRAME, ratio: scaleOf(1) / scale, angle: 0 });
  }

  const isMany = () => Model.shownNodes().length > MANY || Model.shownTies().length > 2 * MANY;

  /** Sigma's picture of where the camera now is: drawn, or where that takes long, the last one in its place for a while. */
  function render() {
    renderer.renderFrame = null; // else sigma takes this picture for one that is still to come, and asks for no other
    if (taking) return;
    clearTimeout(resting);
    const since = performance.now() - drawn.at;
    if (!drawn.fresh || !isMany() || isSame() || (since > HURRY && isUncovered())) return anew();
    shift(look());
    resting = setTimeout(anew, isUncovered() ? Math.max(0, HURRY - since) : held ? HELD : REST);
  }

  function anew() {
    const room = widen();
    draw();
    Object.assign(drawn, { look: look(), at: performance.now(), fresh: true });
    for (const layer of layers) layer.style.transform = "";
    paint(room);
  }

  function isSame() {
    const { scale, centre } = look();
    return scale === drawn.look.scale && centre.x === drawn.look.centre.x && centre.y === drawn.look.centre.y;
  }

  /** Lays the last picture where what it shows now belongs. */
  function shift({ scale, centre }) {
    const sharp = devicePixelRatio || 1;
    const by = ["x", "y"].map((axis) => (drawn.look.centre[axis] - centre[axis]) * scale);
    const [x, y] = scale === drawn.look.scale ? by.map((pixels) => Math.round(pixels * sharp) / sharp) : by;
    for (const layer of layers) layer.style.transform = `translate(${x}px, ${y}px) scale(${scale / drawn.look.scale})`;
  }

  /** Whether a part of the network is in the frame of which the last picture shows nothing. */
  function isUncovered() {
    const [now, then] = [look(), drawn.look];
    return [["x", "left", "right", "width"], ["y", "top", "bottom", "height"]].some(([axis, from, to, length]) => {
      const seen = now[length] / 2 / now.scale;
      const there = (then[length] * (0.5 + Painting.BEYOND)) / then.scale;
      return (
        Math.max(bounds[from], now.centre[axis] - seen) < then.centre[axis] - there - 1 / now.scale ||
        Math.min(bounds[to], now.centre[axis] + seen) > then.centre[axis] + there + 1 / now.scale
      );
    });
  }

  function paint([beside, above] = widen()) {
    const view = look();
    const sharp = devicePixelRatio || 1;
    const [width, height] = [wide.clientWidth * sharp, wide.clientHeight * sharp].map(Math.round);
    if (sheet.width !== width || sheet.height !== height) Object.assign(sheet, { width, height });
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, width, height);
    ctx.setTransform(sharp, 0, 0, sharp, beside * sharp, above * sharp);
    for (const painter of listeners.over) painter(ctx, view);
  }

  /** Paints anew what stands over the drawing; while that is moved, later. */
  const redraw = () => (drawn.fresh && isSame() ? paint() : renderer.scheduleRender());

  /** Takes over what is shown, how it looks and where it stands. */
  function update() {
    bounds = Painting.bounds(Model.shownNodes());
    drawn.fresh = false;
    Programs.renew();
    taking = true;
    renderer.setGraph(network(Model.shownNodes(), Model.shownTies()));
    taking = false;
    renderer.scheduleRender();
  }

  function resized() {
    const then = drawn.look;
    if (then?.width === frame.clientWidth && then.height === frame.clientHeight) return;
    drawn.fresh = false;
    renderer.scheduleRender();
  }

  const click = ({ x, y }) => {
    const [beside, above] = widen();
    for (const listener of listeners.clicked) listener({ x: x - beside, y: y - above });
  };
  renderer.getMouseCaptor().on("click", click);
  renderer.getTouchCaptor().on("tap", click);
  frame.addEventListener("pointerdown", () => (held = true));
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => {
      held = false;
      renderer.scheduleRender();
    });
  }
  new ResizeObserver(resized).observe(frame);

  const over = (painter) => listeners.over.push(painter);
  const clicked = (listener) => listeners.clicked.push(listener);

  return { frame, look, moveTo, update, redraw, over, clicked };
})();
