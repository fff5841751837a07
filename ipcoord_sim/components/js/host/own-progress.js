// The reader's progress on this page. On a server that is all; a page opened as a file has to look twice.
// Chromium sometimes shows such a page the storage as it stood a page ago. The tab's name outlives its pages, so the last record's key
// stands there: a page that does not find it opens itself once more, and until then writes nothing over what it cannot see.
import { openProgress } from "../lib/progress.js";

const SEEN = "ipcoord:seen ", AGAIN = "ipcoord:again ";

export function ownProgress(page = globalThis) {
  if (page.location.protocol !== "file:") return openProgress();
  const wrote = (key) => { page.name = key && SEEN + key; };
  const [, mark, key] = /^(ipcoord:\w+ )(.*)$/.exec(page.name) ?? [];
  if (mark === SEEN && hidden(page, key)) {
    page.name = AGAIN + key;
    page.location.reload();
    return openProgress(null);
  }
  if (mark === AGAIN) wrote(hidden(page, key) ? "" : key);
  return openProgress(undefined, { wrote });
}

function hidden(page, key) {
  try { return page.localStorage.getItem(key) === null; } catch { return false; }
}
