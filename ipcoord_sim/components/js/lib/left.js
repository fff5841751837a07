// Where the reader stopped last, so that the front page leads back there: one place at a time, kept with the progress.
import { pageName } from "./reading.js";

const LEFT = "left";
const PAGE = /^(?!\/)[\w./-]+\.html$/; // a page of this site and nothing else: the mark may come from an imported file
const ANCHOR = /^[\w-]*$/;

/** Remember that the reader is in the middle of `what` (a set, a case), shown in `el`; `words` say where. */
export function leave(progress, el, what, words) {
  const page = pageName(location.pathname, document.documentElement.dataset.content_root);
  const anchor = el.closest("[id]")?.id ?? "";
  if (PAGE.test(page)) progress?.set(LEFT, { what, page, anchor: ANCHOR.test(anchor) ? anchor : "", words: words.slice(0, 80) });
}

/** `what` has been brought to its end: nothing is left open if it was that. */
export function finished(progress, what) {
  if (progress?.get(LEFT)?.what === what) progress.set(LEFT, null);
}

/** {href, words} of what was left open, or null. */
export function left(progress) {
  const mark = progress.get(LEFT);
  if (!mark || !PAGE.test(mark.page) || mark.page.includes("..") || !ANCHOR.test(mark.anchor) || typeof mark.words !== "string") return null;
  return { href: `${document.documentElement.dataset.content_root ?? "./"}${mark.page}${mark.anchor ? `#${mark.anchor}` : ""}`, words: mark.words };
}
