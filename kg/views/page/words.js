"use strict";
/* What the page says, in the language chosen; names of things fall back to whatever language they have. */
const Words = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const listeners = [];
  let language = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";

  function say(key, values = {}) {
    const table = data.words[language];
    let text = table[`${key}@${data.kinds.nodes}`] ?? table[`${key}@${data.kinds.facts}`] ?? table[key] ?? key;
    if (typeof text === "object") {
      text = text[new Intl.PluralRules(language).select(values.n)] ?? text.other;
    }
    return text.replace(/\{(\w+)\}/g, (whole, slot) => (slot in values ? number(values[slot]) : whole));
  }

  const number = (value) => (typeof value === "number" ? value.toLocaleString(language) : String(value));

  /** The text of a language map in the chosen language, or the nearest there is. */
  function of(labels, otherwise = "") {
    if (!labels) return otherwise;
    const regional = Object.keys(labels).sort().find((tag) => tag.startsWith(language + "-"));
    return labels[language] ?? labels[regional] ?? labels.en ?? (otherwise || Object.values(labels)[0] || "");
  }

  /** The name of a country by its code. */
  function country(code) {
    if (data.names.countries?.[code]) return of(data.names.countries[code], code);
    try {
      return new Intl.DisplayNames([language], { type: "region" }).of(code);
    } catch {
      return code;
    }
  }

  /** The name of a class by its local name: PublicLibrary is a public library. */
  function type(code) {
    if (data.names.types?.[code]) return of(data.names.types[code], code);
    return code.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);
  }

  function day(text) {
    const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
    return year ? new Date(Date.UTC(+year, month - 1, +date)) : null;
  }

  /** Days in Chinese, of the last what it does not share with the first; browsers put strokes between the numbers. */
  function inChinese(from, to) {
    const numbers = (date) => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    const [first, last] = [numbers(from), numbers(to)];
    const apart = first.findIndex((number, at) => number !== last[at]);
    const words = (some) => some.map((number, at) => `${number}${"年月日"[at + 3 - some.length]}`).join("");
    return apart < 0 ? words(first) : `${words(first)}至${words(last.slice(apart))}`;
  }

  /** A period in words; an uncertain or open date stays as its source has it. */
  function period(start, end) {
    const from = day(start);
    const to = day(end || start);
    if (from && to && from <= to) {
      if (language === "zh") return inChinese(from, to);
      return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).formatRange(from, to);
    }
    return [start, end].filter((text, at, all) => text && text !== all[at - 1]).join(" – ") || say("noDate");
  }

  /** The years between, one where they are the same. */
  const years = (first, last) => [...new Set([first, last].filter((year) => year !== null))].join("–");

  /** Puts the words into the elements that name them, now and whenever the language changes. */
  function translate() {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
    for (const element of document.querySelectorAll("[data-say-label]")) {
      element.setAttribute("aria-label", say(element.dataset.sayLabel));
      element.title = say(element.dataset.sayLabel);
    }
    for (const element of document.querySelectorAll("[data-say-name]")) {
      element.setAttribute("aria-label", say(element.dataset.sayName));
    }
    for (const listener of listeners) listener();
  }

  function swap() {
    language = language === "en" ? "zh" : "en";
    translate();
  }

  const changed = (listener) => listeners.push(listener);

  return { data, say, of, country, type, period, years, translate, swap, changed, number, current: () => language };
})();
