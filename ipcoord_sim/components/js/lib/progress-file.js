// The form of the progress: keys, records, and the one file in which it travels.

export const FORMAT = "ipcoord-progress/1";
export const ROOT = "ipcoord:1:";
export const PLACE = `${ROOT}place:`;
export const ASIDE = `${ROOT}aside:`;
export const RECORD = /^ipcoord:1:([a-z]{2,12}):([\w.~/#@-]{1,160})$/;
export const LONGEST = 20_000;

/** What an exported file holds; throws an Error with one sentence for a file of another kind. */
export function readExport(file) {
  let data;
  try { data = JSON.parse(String(file).replace(/^\uFEFF/, "")); } catch { throw new Error("不是导出的进度：内容不是 JSON。请选“导出进度”存下的文件。"); }
  if (!isPlain(data) || !String(data.format ?? "").startsWith("ipcoord-progress/")) throw new Error("不是导出的进度：没有认得的格式标记。请选“导出进度”存下的文件。");
  if (data.format !== FORMAT) throw new Error(`进度文件的版本是 ${String(data.format).slice(0, 40)}，这一版只读 ${FORMAT}；请用新的版本打开。`);
  if (!Array.isArray(data.records)) throw new Error("进度文件不完整：缺少 records。请重新导出。");
  const sound = (r) => isRecord(r) && RECORD.test(`${ROOT}${r.kind}:${r.uid}`) && !["place", "aside"].includes(r.kind) && JSON.stringify(r).length <= LONGEST;
  const records = data.records.filter(sound);
  const places = Object.fromEntries(Object.entries(isPlain(data.places) ? data.places : {}).filter(([, place]) => isPlace(place) && JSON.stringify(place).length <= LONGEST));
  const aside = Object.fromEntries(Object.entries(isPlain(data.aside) ? data.aside : {}).filter(([, raw]) => typeof raw === "string" && raw.length <= LONGEST));
  return {
    records, places, aside, refused: data.records.length - records.length,
    reader: typeof data.reader === "string" ? data.reader : "", name: typeof data.name === "string" ? data.name.slice(0, 40) : "",
    exported: typeof data.exported === "string" ? data.exported : "",
  };
}

export function isRecordKey(key) {
  return RECORD.test(key) && !key.startsWith(PLACE) && !key.startsWith(ASIDE);
}
export function isRecord(value) {
  return isPlain(value) && typeof value.at === "string" && !Number.isNaN(Date.parse(value.at));
}
export function isPlace(value) {
  return isRecord(value) && "value" in value;
}
function isPlain(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
