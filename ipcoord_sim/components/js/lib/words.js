// Days and times as an officer writes them; Beijing's, whatever zone the reader's machine is in.

const WEEK = "日一二三四五六";

/** `2026-09-30T15:00:00+08:00` → 2026年9月30日（周三）15:00; a day alone has no clock. */
export function momentZh(text) {
  const [year, month, day] = text.slice(0, 10).split("-").map(Number);
  const week = WEEK[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return `${year}年${month}月${day}日（周${week}）${text.length > 10 ? text.slice(11, 16) : ""}`;
}

/** The same as a table has room for it: 2026-09-30 15:00. */
export const momentShort = (text) => (text ? text.slice(0, 16).replace("T", " ") : "");

/** What a field of the page gives (2026-09-30T15:00) as the engine reads it: Beijing's offset written out. */
export const beijing = (local) => (local ? `${local.length === 16 ? `${local}:00` : local}+08:00` : "");

/** One sentence for the reader of anything that was thrown. */
export function sentenceOf(error) {
  return error?.name === "CallError" || /[\u4e00-\u9fff]/.test(error?.message ?? "") ? error.message : `没有算出来（${error?.message ?? error}）；请再试一次。`;
}
