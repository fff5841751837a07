// What a component keeps for the reader between visits: in the host's progress where there is one, else until the page is left.
import { progressOf } from "./call.js";

const loose = new Map();

/** A drawer of its own in the reader's progress: `get()` gives the last value or null, `set(value)` keeps it, `record` adds one for ever; none throws. */
export function drawer(model, kind, id) {
  const progress = progressOf(model);
  const name = `${kind}/${id}`;
  const safely = (work) => {
    try {
      return work();
    } catch {
      return undefined; // A full or denied storage is the progress's to tell; the value lives on until the page is left.
    }
  };
  return {
    get: () => safely(() => progress?.get(name)) ?? loose.get(name) ?? null,
    set(value) {
      loose.set(name, value);
      safely(() => progress?.set(name, value));
    },
    record: (what, fields) => safely(() => progress?.add(what, fields)),
  };
}
