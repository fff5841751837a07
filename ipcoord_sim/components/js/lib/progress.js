// The reader's progress, kept in the reader's own browser and nowhere else.
// A record is written once under a key of its own and never changed: two tabs cannot lose each other's answers, and to merge is to unite.

import { ASIDE, FORMAT, LONGEST, PLACE, RECORD, ROOT, isPlace, isRecord, isRecordKey, readExport } from "./progress-file.js";
import { OURS, wipeElsewhere } from "./wiping.js";

const DENIED = "这个浏览器不让网页存东西（例如无痕模式）：进度只留在这一页，关掉就没有了。要留下，先到“我的进度”导出成文件。";
const FULL = "浏览器给这个网站的地方满了：刚才的进度只留在这一页。请先导出进度，再清理别的网站数据。";
const NEWER = "有一部分进度是更新的版本写的，这一版读不了，没有动它。";

function readersOwn() {
  try {
    const own = globalThis.localStorage;
    own.getItem(ROOT);
    return own;
  } catch {
    return null;
  }
}

/** The progress in this storage; never throws. `now` is the clock, `events` where changes of other tabs arrive, `wrote` hears the key of each record that is kept, and "" when all is wiped. */
export function openProgress(storage = readersOwn(), { now = () => new Date(), events = globalThis, wrote = () => {} } = {}) {
  const held = new Map(); // what the storage would not take, for as long as this page lives
  const read = new Map(); // records do not change, so each is parsed once
  const heard = new Set();
  let full = false, broken = countBroken();

  function keys() {
    const found = [...held.keys()];
    try {
      for (let n = 0; storage && n < storage.length; n += 1) if (!held.has(storage.key(n))) found.push(storage.key(n));
    } catch { /* taken away while the page was open: what is held remains */ }
    return found;
  }
  function text(key) {
    if (held.has(key)) return held.get(key);
    try { return storage?.getItem(key) ?? null; } catch { return null; }
  }
  function put(key, value) {
    held.delete(key);
    try {
      if (!storage) throw new Error("denied");
      storage.setItem(key, value);
      return true;
    } catch {
      held.set(key, value);
      full = Boolean(storage);
      return false;
    }
  }
  function drop(key) {
    held.delete(key);
    try { storage?.removeItem(key); } catch { /* it is gone with the page */ }
  }
  function retry() {
    if (storage && held.size && [...held].every(([key, value]) => put(key, value))) full = false;
  }
  // What cannot be read is put aside under another name, never thrown away.
  function aside(key, raw) {
    read.delete(key);
    try {
      storage.setItem(ASIDE + key.slice(ROOT.length), raw);
      storage.removeItem(key);
    } catch { /* no room for a second name: it stays where it is and is passed over */ }
    broken += 1;
    return null;
  }
  function countBroken() {
    try { return Object.keys(storage ?? {}).filter((key) => key.startsWith(ASIDE)).length; } catch { return 0; }
  }
  function parsed(key, fits) {
    const raw = text(key);
    if (raw === null) return null;
    const known = read.get(key);
    if (known?.raw === raw) return known.value;
    let value = null;
    try { value = JSON.parse(raw); } catch { return aside(key, raw); }
    if (!fits(value)) return aside(key, raw);
    read.set(key, { raw, value });
    return value;
  }
  const tell = () => { for (const listener of heard) listener(); };

  const progress = {
    now,
    /** "" or what the reader should know: storage denied or full, something that cannot be read. */
    get trouble() {
      const said = [];
      for (const key of keys()) {
        if (key.startsWith(PLACE)) parsed(key, isPlace);
        else if (isRecordKey(key)) parsed(key, isRecord);
      }
      if (!storage) said.push(DENIED);
      else if (full) said.push(FULL);
      if (broken) said.push(`有${broken}条进度读不出来，已经放到一边，没有删；其余的都在。导出的文件里带着它们。`);
      if (keys().some((key) => /^ipcoord:(?!1:)\d+:/.test(key))) said.push(NEWER);
      return said.join("");
    },
    /** Keep a record for ever; with a `uid` of its own it is kept once. Returns it. */
    add(kind, fields, uid = freshUid(now())) {
      const key = `${ROOT}${kind}:${uid}`;
      if (!RECORD.test(key) || kind === "place" || kind === "aside") throw new TypeError(`no kind or name of a record: ${kind} ${uid}`);
      const known = parsed(key, isRecord);
      if (known) return { ...known, kind, uid };
      const record = { ...fields, at: now().toISOString() };
      const written = JSON.stringify(record);
      if (written.length > LONGEST) throw new RangeError(`a record of ${written.length} characters; ${LONGEST} at most`);
      retry();
      if (progress.get("reader") === undefined) put(`${PLACE}reader`, JSON.stringify({ at: record.at, value: freshUid(now()) }));
      if (put(key, written)) wrote(key);
      tell();
      return { ...record, kind, uid };
    },
    /** The records of a kind, oldest first. */
    all(kind) {
      const found = [];
      for (const key of keys()) {
        const name = RECORD.exec(key);
        if (name?.[1] !== kind) continue;
        const value = parsed(key, isRecord);
        if (value) found.push({ ...value, kind, uid: name[2] });
      }
      return found.sort((a, b) => (a.at === b.at ? (a.uid < b.uid ? -1 : 1) : a.at < b.at ? -1 : 1));
    },
    /** Where one stopped, or a setting; the last write wins. Undefined where there is none. */
    get(name) {
      return parsed(PLACE + name, isPlace)?.value ?? undefined;
    },
    set(name, value) {
      retry();
      put(PLACE + name, JSON.stringify({ at: now().toISOString(), value: value ?? null }));
      tell();
    },
    /** Call `listener` after every change, also one of another tab; returns what ends it. */
    onchange(listener) {
      heard.add(listener);
      return () => heard.delete(listener);
    },
    /** Everything as the text of one file. */
    file({ name = "" } = {}) {
      const records = [], places = {}, laid = {};
      for (const key of keys()) {
        if (key.startsWith(ASIDE)) laid[key.slice(ASIDE.length)] = text(key);
        else if (key.startsWith(PLACE)) {
          const place = parsed(key, isPlace);
          if (place) places[key.slice(PLACE.length)] = place;
        } else if (isRecordKey(key)) {
          const [, kind, uid] = RECORD.exec(key);
          const value = parsed(key, isRecord);
          if (value) records.push({ kind, uid, ...value });
        }
      }
      records.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.uid < b.uid ? -1 : 1));
      return JSON.stringify({ format: FORMAT, exported: now().toISOString(), name, reader: progress.get("reader") ?? "", records, places, aside: laid }, null, 1);
    },
    /** Unite with an exported file: {added, known, refused}; throws an Error whose message is the sentence. */
    unite(text_) {
      const { records, places, aside: laid, refused } = readExport(text_);
      let added = 0, known = 0;
      for (const { kind, uid, ...value } of records) {
        const key = `${ROOT}${kind}:${uid}`;
        if (parsed(key, isRecord)) known += 1;
        else { put(key, JSON.stringify(value)); added += 1; }
      }
      for (const [name, place] of Object.entries(places)) {
        const own = parsed(PLACE + name, isPlace);
        if (!own || (name !== "reader" && own.at < place.at)) put(PLACE + name, JSON.stringify(place));
      }
      for (const [name, raw] of Object.entries(laid)) if (text(ASIDE + name) === null) { put(ASIDE + name, raw); broken += 1; }
      tell();
      return { added, known, refused };
    },
    /** Remove everything that this site keeps in the browser; resolves to what could not be removed. */
    async wipe() {
      for (const key of keys()) if (OURS.test(key)) drop(key);
      held.clear();
      read.clear();
      full = false;
      broken = 0;
      wrote("");
      const left = await wipeElsewhere();
      tell();
      return left;
    },
  };
  events?.addEventListener?.("storage", (event) => {
    if (event.key !== null && !event.key.startsWith(ROOT)) return;
    if (event.key === null || event.newValue === null) { read.clear(); broken = countBroken(); }
    tell();
  });
  // What was held goes with the page: whoever has made room in another tab leaves nothing behind.
  events?.addEventListener?.("pagehide", retry);
  return progress;
}

function freshUid(at) {
  const random = globalThis.crypto.getRandomValues(new Uint32Array(2));
  return `${at.getTime().toString(36)}-${[...random].map((part) => part.toString(36)).join("")}`;
}
