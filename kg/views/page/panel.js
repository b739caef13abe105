"use strict";
/* The column beside the picture: the legend, or what stands behind the tie or the node that was chosen. */
const Panel = (() => {
  const { make, svg, name, link } = Elements;
  const panel = document.getElementById("panel");
  const listeners = [];
  let showing = {};
  let from = null;

  const button = (text, action, look = "plain") => make("button", { type: "button", class: look, onclick: action }, text);

  function heading(text) {
    return make("h2", { tabindex: "-1" }, text);
  }

  function sizes() {
    const most = Math.max(1, Model.shownNodes()[0]?.degree ?? 1);
    const steps = [...new Set([1, Math.max(2, Math.round(most / 4)), most])].filter((step) => step <= most);
    return steps.map((step) => {
      const r = 0.62 * (Words.data.size[0] + Words.data.size[1] * Math.sqrt(step));
      const box = 2 * r + 2;
      const mark = svg("svg", { width: box, height: box, "aria-hidden": "true" }, svg("circle", { cx: r + 1, cy: r + 1, r, class: "size" }));
      return make("span", { class: "sample" }, mark, Words.number(step));
    });
  }

  function widths() {
    const all = [1, 2, Math.max(3, Math.round(Model.most / 2)), Model.most];
    const steps = [...new Set(all)].filter((step) => step <= Model.most && step >= Model.wishes.least);
    return steps.map((step) => {
      const line = svg("line", { x1: 2, y1: 7, x2: 26, y2: 7, "stroke-width": Painting.tieWidth(step), class: "width" });
      return make("span", { class: "sample" }, svg("svg", { width: 28, height: 14, "aria-hidden": "true" }, line), Words.number(step));
    });
  }

  function legend() {
    const members = (group) => Model.shownNodes().filter((node) => Symbols.groupOf(node) === group).length;
    const rows = Symbols.groups().filter(members).map((group) =>
      make("li", {}, Symbols.icon(group), make("span", {}, Symbols.groupName(group)), make("span", { class: "count" }, Words.number(members(group)))),
    );
    const best = Model.shownNodes().slice(0, 8).map((node) =>
      make("li", {}, button(nodeName(node), () => open({ node })), make("span", { class: "count" }, Words.number(node.degree))),
    );
    return [
      heading(Words.say("legend")),
      make("ul", { class: "legend" }, ...rows),
      make("h3", {}, Words.say("sizes")),
      make("p", { class: "samples" }, ...sizes()),
      make("h3", {}, Words.say("widths")),
      make("p", { class: "samples" }, ...widths()),
      make("h3", {}, Words.say("best")),
      make("ol", { class: "list" }, ...best),
      make("p", { class: "hint" }, Words.say("howTo")),
      about(),
    ];
  }

  /** What draws this page, and under which licence each part of it came. */
  function about() {
    const parts = Words.data.parts.map(({ name: part, version, license }) => make("li", {}, `${part} ${version} (${license})`));
    return make("details", { class: "hint" }, make("summary", {}, Words.say("about")), make("ul", {}, ...parts));
  }

  const nodeName = (node) => make("span", { class: "named" }, Symbols.icon(Symbols.groupOf(node)), name(Model.name(node)));

  /** The line of small print that says what kind of institution, and where. */
  const kind = ({ type, country }) => [type && Words.type(type), country && Words.country(country)].filter(Boolean).join(" · ");

  function source({ title, url, publisher, published, iri }) {
    const about = [publisher, published].filter(Boolean).join(", ");
    return make("li", {}, link(title || iri, url), about && make("span", { class: "about" }, name(about)));
  }

  function fact({ label, event, start, end, places, themes, sources }) {
    const title = Words.of(label, event);
    const others = [...new Set(Object.values(label))].filter((text) => text !== title);
    const where = places.map((at) => Words.of(Words.data.places[at])).join(", ");
    const when = [Words.period(start, end), where].filter(Boolean).join(" · ");
    return make("li", { class: "fact" },
      make("strong", {}, name(title)),
      ...others.map((text) => make("span", { class: "alias" }, name(text))),
      make("span", { class: "when" }, name(when)),
      themes.length ? make("span", { class: "about" }, name(themes.map((theme) => Words.of(Words.data.themes[theme].label)).join(" · "))) : null,
      make("h3", { class: "minor" }, Words.say("source", { n: sources.length })),
      sources.length ? make("ul", { class: "sources" }, ...sources.map(source)) : make("p", { class: "about" }, Words.say("noSource")),
    );
  }

  function tiePage(tie) {
    const years = Words.years(tie.first, tie.last);
    return [
      heading(Words.say("sharedEvents", { n: tie.shown ? tie.count : tie.value })),
      make("ul", { class: "ends" }, ...tie.ends.map((end, at) => make("li", {}, at && Model.directed ? "→ " : "", button(nodeName(end), () => open({ node: end }))))),
      years && make("p", { class: "about" }, years),
      tie.significance === null ? null : make("p", { class: "about" }, Words.say("chance", { p: tie.significance < 0.001 ? "< 0.001" : `= ${tie.significance.toPrecision(2)}` })),
      make("ol", { class: "facts" }, ...Model.facts(tie).map(fact)),
    ];
  }

  function measures(node) {
    const known = Object.entries(node.measures).filter(([key]) => key !== "degree");
    if (!known.length) return null;
    const rows = known.flatMap(([key, value]) => [make("dt", {}, Words.say(key)), make("dd", {}, Words.number(value))]);
    return make("section", {}, make("h3", {}, Words.say("measures")), make("dl", {}, ...rows));
  }

  function direction(tie, node) {
    if (!Model.directed) return null;
    const to = tie.ends[0] === node;
    return make("span", {}, make("span", { "aria-hidden": "true" }, to ? "→" : "←"), make("span", { class: "unseen" }, Words.say(to ? "to" : "from")));
  }

  function nodePage(node) {
    const own = Model.name(node);
    const others = [...new Set(Object.values(node.labels))].filter((text) => text !== own);
    const rows = node.ties.map((tie) =>
      make("li", {}, direction(tie, node), button(nodeName(Model.other(tie, node)), () => open({ tie })), make("span", { class: "count" }, Words.say("sharedEvents", { n: tie.value }))),
    );
    return [
      heading(nodeName(node)),
      ...others.map((text) => make("p", { class: "alias" }, name(text))),
      make("p", { class: "about" }, kind(node)),
      measures(node),
      make("h3", {}, Words.say("ties", { n: node.ties.length })),
      make("ul", { class: "list" }, ...rows),
    ];
  }

  function render() {
    const { tie, node } = showing;
    const content = tie ? tiePage(tie) : node ? nodePage(node) : legend();
    const close = tie || node ? button("×", shut, "close") : null;
    close?.setAttribute("aria-label", Words.say("back"));
    panel.replaceChildren(...[close, ...content].filter(Boolean));
    panel.scrollTop = 0;
  }

  /** Shows what stands behind a tie or a node, and moves the reader there. */
  function open(thing) {
    if (!isOpen()) from = document.activeElement;
    showing = thing;
    render();
    panel.querySelector("h2").focus();
    for (const listener of listeners) listener(showing);
  }

  /** Back to the legend, and the reader to where they came from. */
  function shut() {
    if (!isOpen()) return;
    showing = {};
    render();
    from?.focus?.();
    for (const listener of listeners) listener(showing);
  }

  const changed = (listener) => listeners.push(listener);

  const isOpen = () => Boolean(showing.tie || showing.node);

  return { open, shut, isOpen, render, changed };
})();
