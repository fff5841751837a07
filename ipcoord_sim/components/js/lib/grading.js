// What an answer is worth, as `ipcoord_sim.quiz.grade` says it: the same score, the same verdict on every option.

/** An answer that is not of the form its item asks for; `message` says what is wanted. */
export class AnswerError extends Error {}

const WANTED = {
  single: "一个选项的编号", next_step: "一个选项的编号", date: "一个选项的编号", multiple: "选项编号的列表，每个一次",
  order: "全部选项编号的列表，按先后排", match: "每个选项编号配一个右边的内容", number: "一个数",
};
const JUDGES = { single: one, next_step: one, date: one, multiple: several, order: ordered, match: matched, number };
// What Python's float() reads, after the separators of thousands are taken out.
const NUMBER = /^\s*[+-]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:e[+-]?\d+(?:_\d+)*)?)\s*$/i;

/** {item, correct, score, options: [{option, chosen, right, reason, basis, misconception}]}; throws AnswerError. */
export function grade(item, answer) {
  const { right, chosen } = JUDGES[item.type](item, answer);
  const total = item.options.filter((o) => right.get(o.id)).length;
  const score = scoreOf(item, chosen, total);
  const options = item.options.map((o) => ({
    option: o.id, chosen: chosen.get(o.id), right: right.get(o.id), reason: o.reason, basis: o.basis, misconception: o.misconception ?? null,
  }));
  return { item: item.id, correct: total === item.options.length && score === 1, score, options };
}

function scoreOf(item, chosen, total) {
  if (item.type === "multiple") {
    const keys = item.options.filter((o) => o.correct);
    const hits = keys.filter((o) => chosen.get(o.id)).length - item.options.filter((o) => !o.correct && chosen.get(o.id)).length;
    return Math.max(0, hits / keys.length);
  }
  if (item.type === "order" || item.type === "match") return total / item.options.length;
  return item.options.some((o) => o.correct && chosen.get(o.id)) ? 1 : 0;
}

function one(item, answer) {
  let found = typeof answer === "string" ? item.options.find((o) => o.id === answer)?.id : undefined;
  if (found === undefined && item.type === "date" && typeof answer === "string") {
    // A day that was typed: the option that it names, or none of them.
    const named = (o) => answer === o.value || ([...answer].length === 10 && String(o.value).startsWith(answer));
    found = item.options.find(named)?.id ?? (/^\p{Nd}{4}|^\p{Nd}{1,3}$/u.test(answer) ? "" : undefined);
  }
  if (found === undefined) throw bad(item);
  return ticked(item, new Set([found]));
}

function several(item, answer) {
  const ids = item.options.map((o) => o.id);
  if (!Array.isArray(answer) || answer.some((a) => !ids.includes(a)) || new Set(answer).size < answer.length) throw bad(item);
  return ticked(item, new Set(answer));
}

function ordered(item, answer) {
  const ids = item.options.map((o) => o.id);
  if (!Array.isArray(answer) || answer.length !== ids.length || ids.some((id) => !answer.includes(id))) throw bad(item);
  return { right: new Map(item.options.map((o) => [o.id, answer[o.place - 1] === o.id])), chosen: new Map(ids.map((id) => [id, true])) };
}

function matched(item, answer) {
  const plain = answer !== null && typeof answer === "object" && !Array.isArray(answer);
  const known = (id) => item.options.some((o) => o.id === id);
  if (!plain || Object.entries(answer).some(([id, pair]) => !known(id) || !item.pairs.includes(pair))) throw bad(item);
  const given = (o) => (Object.hasOwn(answer, o.id) ? answer[o.id] : undefined);
  return {
    right: new Map(item.options.map((o) => [o.id, given(o) === o.pair])),
    chosen: new Map(item.options.map((o) => [o.id, Object.hasOwn(answer, o.id)])),
  };
}

function number(item, answer) {
  const found = typeof answer === "string" ? read(answer.replaceAll(",", "").replaceAll("，", "")) : answer;
  if (typeof found !== "number") throw bad(item);
  return ticked(item, new Set(item.options.filter((o) => o.value === found).map((o) => o.id)));
}

function read(text) {
  const bare = text.trim().toLowerCase().replace(/^[+-]/, "");
  if (["inf", "infinity", "nan"].includes(bare)) return bare === "nan" ? NaN : text.trim().startsWith("-") ? -Infinity : Infinity;
  const plain = text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  if (!NUMBER.test(plain) || !/^[+-]?\.?\d/.test(plain.trim())) return undefined;
  return Number(plain.replaceAll("_", ""));
}

function ticked(item, chosen) {
  return {
    right: new Map(item.options.map((o) => [o.id, chosen.has(o.id) === Boolean(o.correct)])),
    chosen: new Map(item.options.map((o) => [o.id, chosen.has(o.id)])),
  };
}

function bad(item) {
  return new AnswerError(`这一题的答案应为${WANTED[item.type]}。`);
}

/** Half-width digits and marks for what a Chinese keyboard writes. */
export function halfWidth(text) {
  return text.replace(/[０-９．＋－，]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0)).replaceAll("。", ".").replaceAll("\u3000", " ");
}
