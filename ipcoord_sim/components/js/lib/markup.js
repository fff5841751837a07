// Text with markup that the engine made: only what a view is made of is taken over, nothing in it can run or load.

import { freshId } from "./dom.js";

const TAGS = new Set([
  "p", "strong", "em", "br", "ul", "ol", "li", "div", "span", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td",
  "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs", "marker", "pattern", "clippath", "use",
]);
// What can load or run: handlers, and addresses other than a place in the same picture.
const FORBIDDEN = /^(on|src|srcset|action|formaction|ping|poster|data$)/i;
const POINTS = ["aria-labelledby", "aria-describedby", "href", "xlink:href", "fill", "stroke", "clip-path", "marker-start", "marker-end", "marker-mid", "mask"];

/** The markup as nodes; its ids are new ones, so that the same picture may stand twice on a page. */
export function markup(text) {
  const body = new DOMParser().parseFromString(`<body>${text}`, "text/html").body;
  for (const node of [...body.querySelectorAll("*")]) {
    if (!TAGS.has(node.localName.toLowerCase())) { node.remove(); continue; }
    for (const { name, value } of [...node.attributes]) {
      const leads = /href$/i.test(name) && !value.startsWith("#");
      if (FORBIDDEN.test(name) || leads || /url\(\s*["']?(?!#)/i.test(value)) node.removeAttribute(name);
    }
  }
  rename(body);
  return [...body.childNodes].map((node) => document.importNode(node, true));
}

/** Every id of the part a fresh one, and what points to it with it. */
function rename(part) {
  const fresh = new Map([...part.querySelectorAll("[id]")].map((node) => [node.id, freshId()]));
  for (const node of part.querySelectorAll("*")) {
    if (fresh.has(node.id)) node.id = fresh.get(node.id);
    for (const name of POINTS) {
      const value = node.getAttribute(name);
      if (!value) continue;
      const named = name.startsWith("aria-") ? value.split(" ").map((id) => fresh.get(id) ?? id).join(" ") : value.replace(/#([\w-]+)/g, (whole, id) => `#${fresh.get(id) ?? id}`);
      if (named !== value) node.setAttribute(name, named);
    }
  }
}
