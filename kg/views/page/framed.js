"use strict";
/* A page in a frame of the atlas follows it: its language, and the years that were chosen there. A page of its own, or
   in any other frame, is left as it is. */
(() => {
  const by = (id) => document.getElementById(id);
  const [, language] = /^#atlas-(en|zh)$/.exec(location.hash) ?? [];
  if (parent === window || !language) return;

  const limits = () => [by("since"), by("until")].map(({ min, max }) => [Number(min), Number(max)])[0];

  function speak(wanted) {
    if (wanted !== Words.current()) Words.swap();
  }

  /** Chooses these years as a reader does; an end that is null is as far as this page goes. */
  function choose([since, until]) {
    const [least, most] = limits();
    const wanted = [Math.max(since ?? least, least), Math.min(until ?? most, most)].map(String);
    const isMet = wanted[0] === by("since").value && wanted[1] === by("until").value;
    if (by("since").closest("[hidden]") || Number(wanted[0]) > Number(wanted[1]) || isMet) return;
    [by("since").value, by("until").value] = wanted;
    by("since").dispatchEvent(new Event("input"));
  }

  /** Tells the atlas which years a reader chose here. */
  function tell({ target }) {
    if (target !== by("since") && target !== by("until")) return;
    const [least, most] = limits();
    const [since, until] = [Number(by("since").value), Number(by("until").value)];
    parent.postMessage({ years: [since > least ? since : null, until < most ? until : null] }, "*");
  }

  document.documentElement.classList.add("framed");
  document.addEventListener("input", tell);
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    speak(data.language);
    if (data.years) choose(data.years);
  });
  speak(language);
})();
