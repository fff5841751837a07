// What a component keeps for the reader between visits: in the host's progress where there is one, else until the page is left.
import { progressOf } from "./call.js";

const loose = new Map();

/** A drawer of its own in the reader's progress: `get()` gives the last value or null, `set(value)` keeps it; neither ever throws. */
export function drawer(model, kind, id) {
  const progress = progressOf(model);
  const key = `${kind}:${id}`;
  return {
    get() {
      try {
        return (progress?.get ? progress.get(kind, id) : loose.get(key)) ?? null;
      } catch {
        return loose.get(key) ?? null;
      }
    },
    set(value) {
      loose.set(key, value);
      try {
        progress?.set?.(kind, id, value);
      } catch {
        // A full or denied storage is the host's to tell; the value lives on until the page is left.
      }
    },
  };
}
