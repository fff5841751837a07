// The headings of a component continue those of its page, so that the outline has no hole.

/** h(0) is the level below the last heading before `el`, h(1) one below that: "h3", "h4" … */
export function headsOf(el) {
  let level = 1;
  for (const head of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!(head.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    if (!head.closest(".ipc")) level = Number(head.tagName[1]);
  }
  return (deeper) => `h${Math.min(6, level + 1 + deeper)}`;
}
