"use strict";
/* The picture on the screen for large networks: sigma keeps the view, the pointer and the touches, and draws ties and
   nodes by WebGL; what stands over them is painted on a canvas. Stage of stage-vis.js does the same for small ones. Where
   a browser has no WebGL, Flat stands in. */
const Stage = (() => {
  if (!document.createElement("canvas").getContext("webgl2")) return Flat;
  const FRAME = 1000; // of the network's units that sigma takes for one of its own
  const MOVING = 3000; // ties that are drawn while the picture moves, the strongest; all when it rests
  const frame = document.getElementById("canvas");
  const listeners = { over: [], clicked: [] };
  const graph = Model.directed ? new Bundle.DirectedGraph() : new Bundle.UndirectedGraph();
  let colours = Painting.colours();
  let few = Infinity;

  for (const node of Model.shownNodes()) add(node);
  for (const node of Model.nodes) if (!graph.hasNode(node.id)) add(node);
  const strongest = [...Model.ties].sort((a, b) => b.value - a.value);
  for (const tie of strongest) graph.addEdgeWithKey(tie.number, tie.from, tie.to);

  function add({ id, x, y }) {
    graph.addNode(id, { x, y: -y });
  }

  const least = () => Math.min(frame.clientWidth, frame.clientHeight);
  const scaleOf = (ratio) => least() / (FRAME * ratio);

  function node(id) {
    const found = Model.byId.get(id);
    return { x: 0, y: 0, size: found.size, mark: Symbols.number(found), hidden: !Model.isNodeShown(found), type: "symbol" };
  }

  function tie(number) {
    const { count, shown, ends } = Model.ties[number];
    const faint = Math.round(Painting.tieAlpha(count) * 255).toString(16).padStart(2, "0");
    return { size: Painting.tieWidth(count), color: colours.tie + faint, tip: ends[1].size, hidden: !shown, type: "tie" };
  }

  const renderer = new Bundle.Sigma(graph, frame, {
    renderLabels: false,
    stagePadding: 0,
    allowInvalidContainer: true,
    defaultDrawNodeHover: () => {},
    zoomToSizeRatioFunction: (ratio) => 1 / Painting.growth(scaleOf(ratio)),
    nodeProgramClasses: { symbol: Programs.Nodes },
    edgeProgramClasses: { tie: Programs.Ties },
    nodeReducer: node,
    edgeReducer: tie,
  });
  renderer.getNodeAtPosition = () => undefined; // Picture knows; reading it back from the drawing takes long
  renderer.setCustomBBox({ x: [0, FRAME], y: [0, FRAME] });
  const camera = renderer.getCamera();
  const sheet = renderer.createCanvas("over", { afterLayer: "hoverNodes", style: { pointerEvents: "none" } });
  const ctx = sheet.getContext("2d");

  function look() {
    const { x, y, ratio } = camera.getState();
    return Painting.view(scaleOf(ratio), { x: x * FRAME, y: -y * FRAME }, frame.clientWidth, frame.clientHeight);
  }

  const moveTo = ({ scale, centre }) => camera.setState({ x: centre.x / FRAME, y: -centre.y / FRAME, ratio: least() / (FRAME * scale), angle: 0 });

  function paint() {
    const view = look();
    const sharp = devicePixelRatio || 1;
    const [width, height] = [view.width * sharp, view.height * sharp].map(Math.round);
    if (sheet.width !== width || sheet.height !== height) Object.assign(sheet, { width, height });
    Object.assign(sheet.style, { width: `${view.width}px`, height: `${view.height}px` });
    ctx.setTransform(sharp, 0, 0, sharp, 0, 0);
    ctx.clearRect(0, 0, view.width, view.height);
    for (const painter of listeners.over) painter(ctx, view);
  }

  /** The place in the order of ties after as many as are drawn in motion. */
  function enough() {
    let left = Math.min(MOVING, Model.shownTies().length);
    return strongest.findIndex((each) => each.shown && --left <= 0) + 1;
  }

  let resting = 0;
  camera.on("updated", () => {
    if (Model.shownTies().length <= MOVING) return;
    Programs.limit(few);
    clearTimeout(resting);
    resting = setTimeout(rest, 200);
  });

  function rest() {
    Programs.limit(Infinity);
    renderer.scheduleRender();
  }

  renderer.on("afterRender", paint);
  renderer.getMouseCaptor().on("click", ({ x, y }) => listeners.clicked.forEach((listener) => listener({ x, y })));
  renderer.getTouchCaptor().on("tap", ({ x, y }) => listeners.clicked.forEach((listener) => listener({ x, y })));
  camera.enabledRotation = false;

  /** Takes over how nodes and ties look and where they stand. */
  function update() {
    colours = Painting.colours();
    few = enough();
    Programs.renew();
    graph.updateEachNodeAttributes((id, attributes) => {
      const { x, y } = Model.byId.get(id);
      return Object.assign(attributes, { x, y: -y });
    });
    renderer.refresh({ schedule: true });
  }

  const over = (painter) => listeners.over.push(painter);
  const clicked = (listener) => listeners.clicked.push(listener);

  return { frame, look, moveTo, update, redraw: paint, over, clicked };
})();
