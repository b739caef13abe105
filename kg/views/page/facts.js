"use strict";
/* The column beside the picture: what its signs mean, or the facts behind the mark that was chosen, with their sources. */
const Facts = (() => {
  const { make, name, link } = Elements;
  const panel = document.getElementById("panel");
  const listeners = [];
  let showing = null;
  let from = null;

  const button = (text, action, look = "plain") => make("button", { type: "button", class: look, onclick: action }, text);

  function source(number) {
    const { title, url, publisher, published, iri } = Words.data.sources[number];
    const about = [publisher, published].filter(Boolean).join(", ");
    return make("li", {}, link(title || iri, url), about && make("span", { class: "about" }, name(about)));
  }

  /** A fact: names in all languages, when and where, who else, and who says so; its own name where the heading is another. */
  function fact({ label, id, lane, type, status, start, end, places = [], others = [], sources }, heading) {
    const title = Words.of(label) || id;
    const aliases = [...new Set(Object.values(label))].filter((text) => text !== title);
    const place = places.map((labels) => Words.of(labels)).join(", ");
    const kind = [type && Words.type(type), status && status !== "held" && Words.say(status)].filter(Boolean).join(" · ");
    return make("li", { class: "fact" },
      title === heading ? null : make("strong", {}, name(title)),
      ...aliases.map((text) => make("span", { class: "alias" }, name(text))),
      kind && make("span", { class: "when" }, kind),
      make("span", { class: "when" }, name([(start || end || lane) && Words.period(start, end), place].filter(Boolean).join(" · "))),
      others.length ? make("span", { class: "about" }, ...between(others.map((labels) => name(Words.of(labels))))) : null,
      make("h3", {}, Words.say("source", { n: sources.length })),
      sources.length ? make("ul", { class: "sources" }, ...sources.map(source)) : make("p", { class: "about" }, Words.say("noSource")),
    );
  }

  const between = (items) => items.flatMap((item, at) => (at ? [" · ", item] : [item]));

  /** What was chosen: a heading, lines about it, and facts; further pages as buttons. */
  function chosen({ heading, about = [], links = [], facts }) {
    return [
      make("h2", { tabindex: "-1" }, name(heading())),
      ...about.map((line) => make("p", { class: "about" }, name(line()))),
      links.length ? make("ul", { class: "list" }, ...links.map(({ label, count, open: next }) => make("li", {}, button(name(label()), next), make("span", { class: "count" }, count ?? "")))) : null,
      make("ol", { class: "facts" }, ...facts.map((each) => fact(each, heading()))),
    ];
  }

  /** What is asked or counted here, in the language chosen where it has been said in that. */
  function asked() {
    const { how = {} } = Words.data;
    return Words.of(how) && make("p", { lang: how[Words.current()] ? null : "en" }, Words.of(how));
  }

  const legend = () => [make("h2", { tabindex: "-1" }, Words.say("legend")), asked(), ...View.legend(), make("p", { class: "hint" }, Words.say("howTo"))];

  function render() {
    const close = showing ? button("×", shut, "close") : null;
    close?.setAttribute("aria-label", Words.say("back"));
    panel.replaceChildren(...[close, ...(showing ? chosen(showing) : legend())].filter(Boolean));
    panel.scrollTop = 0;
  }

  /** Shows what stands behind a mark or a row, and moves the reader there. */
  function open(what) {
    if (!showing) from = document.activeElement;
    showing = what;
    render();
    panel.querySelector("h2").focus({ preventScroll: innerWidth > 900 });
    for (const listener of listeners) listener(what);
  }

  /** Back to the legend, and the reader to where they came from. */
  function shut() {
    if (!showing) return;
    showing = null;
    render();
    for (const listener of listeners) listener(null);
    from?.focus?.();
  }

  const changed = (listener) => listeners.push(listener);

  return { open, shut, render, changed };
})();
