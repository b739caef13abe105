"use strict";
/* The views behind their tabs: a view is read and drawn in a frame of its own when its tab is first opened. All frames
   follow one language, and the years that a reader chose in one of them. */
(() => {
  const by = (id) => document.getElementById(id);
  const { words, views, figures } = JSON.parse(by("data").textContent);
  const SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";
  const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const parsed = document.readyState === "loading" ? new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true })) : Promise.resolve();
  let language = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";
  let years = null; // as each page shows them, until a reader chooses
  let shown = null;

  const tab = (view) => by(`tab-${view.key}`);
  const panel = (view) => by(`view-${view.key}`);
  const wanted = () => views.find(({ key }) => `#${key}` === location.hash) ?? views[0];
  const nameOf = ({ title, about }) => `${title[language]}: ${about[language]}`;
  const tell = ({ frame }) => frame?.contentWindow.postMessage({ language, years }, "*"); // a sandboxed frame has no origin to name

  /** The frame of a view, with its page put together from its parts. */
  function open(view) {
    const texts = view.page.map((piece) => (typeof piece === "number" ? by(`part-${piece}`).textContent : piece));
    const address = URL.createObjectURL(new Blob(texts, { type: "text/html" }));
    view.frame = document.createElement("iframe");
    view.frame.setAttribute("sandbox", SANDBOX);
    view.frame.title = nameOf(view);
    view.frame.addEventListener("load", () => {
      URL.revokeObjectURL(address);
      panel(view).querySelector(".waiting").remove();
      tell(view);
    }, { once: true });
    view.frame.src = `${address}#atlas-${language}`;
    const waiting = Object.assign(document.createElement("p"), { className: "waiting", textContent: words[language].waiting });
    panel(view).append(waiting, view.frame);
  }

  async function show(view) {
    shown = view;
    for (const each of views) {
      tab(each).setAttribute("aria-selected", String(each === view));
      tab(each).tabIndex = each === view ? 0 : -1;
      panel(each).classList.toggle("behind", each !== view);
    }
    tab(view).scrollIntoView({ block: "nearest", inline: "nearest" });
    if (view !== views[0]) await parsed;
    if (shown !== view) return;
    if (view.frame) tell(view);
    else open(view);
  }

  function translate() {
    const said = words[language];
    document.documentElement.lang = language;
    document.title = said.title;
    for (const element of document.querySelectorAll("[data-say]")) element.textContent = said[element.dataset.say];
    for (const element of document.querySelectorAll("[data-count]")) element.textContent = figures[element.dataset.count].toLocaleString(language);
    by("language").textContent = said.language;
    by("language").lang = language === "en" ? "zh" : "en";
    by("tabs").setAttribute("aria-label", said.tabs);
    for (const view of views) {
      tab(view).textContent = panel(view).querySelector("h2").textContent = view.title[language];
      panel(view).querySelector("p").textContent = tab(view).title = view.about[language];
      if (view.frame) view.frame.title = nameOf(view);
    }
  }

  function step(event) {
    const at = views.findIndex((view) => tab(view) === event.target);
    const next = { Home: 0, End: views.length - 1 }[event.key] ?? (at + KEYS[event.key] + views.length) % views.length;
    if (at < 0 || !(next >= 0) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    tab(views[next]).focus();
    location.hash = views[next].key;
  }

  by("tabs").setAttribute("role", "tablist");
  for (const view of views) {
    for (const [name, value] of Object.entries({ role: "tab", "aria-controls": `view-${view.key}` })) tab(view).setAttribute(name, value);
    for (const [name, value] of Object.entries({ role: "tabpanel", "aria-labelledby": `tab-${view.key}` })) panel(view).setAttribute(name, value);
    tab(view).addEventListener("click", () => (location.hash = view.key));
  }
  by("tabs").addEventListener("keydown", step);
  by("language").addEventListener("click", () => {
    language = language === "en" ? "zh" : "en";
    translate();
    tell(shown);
  });
  addEventListener("hashchange", () => show(wanted()));
  addEventListener("message", ({ source, data }) => {
    if (source === shown.frame?.contentWindow) ({ years } = data);
  });
  document.documentElement.classList.add("drawn");
  by("tabs").hidden = by("language").hidden = false;
  translate();
  show(wanted());
})();
