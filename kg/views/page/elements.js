"use strict";
/* Elements are made here and nowhere else, with text set as text: what a source wrote is never read as HTML. */
const Elements = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  /** An element; children are elements or plain text. */
  const make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

  const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  /** A name from the data, apart from the text around it whatever direction it is written in. */
  const name = (text) => make("bdi", {}, text);

  /** The text, as a link where the address is one of the web; never a script or a file. */
  function link(text, address) {
    let url = null;
    try {
      url = new URL(address);
    } catch {
      return name(text);
    }
    if (url.protocol !== "http:" && url.protocol !== "https:") return name(text);
    return make("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, name(text));
  }

  return { make, svg, name, link };
})();
