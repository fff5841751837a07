// A CSV file cut into parts that the engine can take one after the other: whole records, all rows of a case together.

// What people take for a table, by its first bytes.
const SHEET = "这是 Excel 或者 WPS 的表格文件，这里读不了；请在 WPS 里另存为 CSV（UTF-8）再选。";
const OTHER = "这是图片或者 PDF，不是表格；请选 CSV 或者 JSON。";
const OTHERS = [
  { begin: [0x50, 0x4b, 0x03, 0x04], said: SHEET }, { begin: [0xd0, 0xcf, 0x11, 0xe0], said: SHEET },
  { begin: [0x89, 0x50, 0x4e, 0x47], said: OTHER }, { begin: [0xff, 0xd8, 0xff], said: OTHER }, { begin: [0x25, 0x50, 0x44, 0x46], said: OTHER },
];

/** The text of a file in UTF-8 or in what WPS writes (GB18030). */
export function decode(bytes) {
  const view = new Uint8Array(bytes);
  for (const { begin, said } of OTHERS) if (begin.every((byte, n) => view[n] === byte)) throw new Error(said);
  if ((view[0] === 0xff && view[1] === 0xfe) || (view[0] === 0xfe && view[1] === 0xff)) throw new Error("文件的文字编码读不了；请在 WPS 里另存为 CSV（UTF-8）再试。");
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  throw new Error("文件的文字编码读不了；请在 WPS 里另存为 CSV（UTF-8）再试。");
}

/** Records with the line each ends on; a line break within quotes ends none. Gives way to the page every `pause` records. */
export async function records(text, pause = 20_000, onward = async () => {}) {
  const found = [];
  let begin = 0;
  let line = 1;
  let quoted = false;
  for (let n = 0; n <= text.length; n += 1) {
    const sign = text[n];
    if (sign === '"') quoted = !quoted;
    const ends = n === text.length || (!quoted && (sign === "\n" || (sign === "\r" && text[n + 1] !== "\n")));
    if (ends) {
      if (n > begin || n < text.length) found.push({ text: text.slice(begin, n).replace(/\r$/, ""), line });
      begin = n + 1;
      if (found.length && found.length % pause === 0) await onward(n / text.length);
    }
    if (sign === "\n" || (sign === "\r" && text[n + 1] !== "\n")) line += 1;
  }
  return found;
}

/** The first cells of a record, up to the column that is asked for. */
function cellAt(record, place) {
  let n = 0;
  for (let cell = 0; ; cell += 1) {
    let value = "";
    if (record[n] === '"') {
      const end = /(?:[^"]|"")*/y;
      end.lastIndex = n + 1;
      value = (end.exec(record)?.[0] ?? "").replaceAll('""', '"');
      n = record.indexOf(",", end.lastIndex);
    } else {
      const next = record.indexOf(",", n);
      value = record.slice(n, next < 0 ? record.length : next);
      n = next;
    }
    if (cell === place) return value.trim();
    if (n < 0) return "";
    n += 1;
  }
}

/** Parts of the text with at most about `most` rows, no case cut in two; each with its rows' lines in the whole file. */
export async function parts(text, most = 600, onward) {
  const rows = await records(text.replace(/^\ufeff/, ""), undefined, onward);
  const [head, ...body] = rows;
  if (!head) return [{ text: "", lines: [] }];
  const names = head.text.split(",").map((name) => name.trim().replace(/^"|"$/g, ""));
  const place = names.indexOf("case");
  const cases = new Map();
  for (const row of body) {
    const id = place < 0 || !row.text ? "" : cellAt(row.text, place);
    if (!cases.has(id)) cases.set(id, []);
    cases.get(id).push(row);
  }
  const found = [];
  let now = [];
  for (const group of cases.values()) {
    if (now.length && now.length + group.length > most) {
      found.push(now);
      now = [];
    }
    now.push(...group);
  }
  if (now.length || !found.length) found.push(now);
  return found.map((group) => ({ text: [head, ...group].map((row) => row.text).join("\r\n"), lines: group.map((row) => row.line) }));
}
