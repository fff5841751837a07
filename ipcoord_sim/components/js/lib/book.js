// Links into the book, where there is one around the component; elsewhere (a notebook, a stage) the words alone.
import { h } from "./dom.js";

const LAW = "chapters/appendix/provenance.html";
const PLAN = "chapters/part1/plan.html";

/** Where the book keeps a norm (N12) or a fact (orn310-send-24h, pol-180-supplement#2); null outside the book. */
export function address(id) {
  const root = document.documentElement.dataset.content_root;
  if (root === undefined) return null;
  return /^N\d\d$/.test(id) ? `${root}${PLAN}#norm-${id.toLowerCase()}` : `${root}${LAW}#fact-${id.replace("#", "-n")}`;
}

/** A page of the book, in a tab of its own; outside the book nothing. */
export function pageLink(page, words) {
  const root = document.documentElement.dataset.content_root;
  return root === undefined ? null : h("a", { href: `${root}${page}`, target: "_blank", rel: "noopener" }, `${words}（另开一页）`);
}

/** One citation: a link in the book. */
export function cited(id, words) {
  const href = address(id);
  return href ? h("a", { href }, words) : h("span", {}, words);
}

/** 依据 as a line: `basis` rows of {id, zh}; the same words stand once. */
export function basisLine(basis, label = "依据：") {
  const once = [...new Map(basis.map((row) => [row.zh, row])).values()];
  return once.length ? h("p", { class: "ipc-basis" }, label, once.map((row, n) => [n ? "；" : "", cited(row.id, row.zh)]), "。") : null;
}
