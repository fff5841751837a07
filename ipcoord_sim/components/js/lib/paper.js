// A paper handed in: answers judged with keys that came only then, the result by clause, and a code over it.

import { grade } from "./grading.js";
import { sha256 } from "./hash.js";

/** The items of a paper with their keys: places on the paper become the bank's own ids again. */
export function keyed(items, keys) {
  return items.map((item) => {
    const key = keys.items[item.id];
    if (!key) throw new Error(`答案里没有 ${item.id}；请重新打开这一页。`);
    // A number to be filled in shows no options before, for one of them would be the key.
    const options = item.options.length ? item.options.map((o) => ({ ...o, ...key[o.id] })) : Object.values(key);
    return { ...item, options, texts: keys.texts };
  });
}

/** [{item, digest, clause, correct, score, answer}] for answers by item; what was not answered is wrong. */
export function judged(items, answers) {
  return items.map((item) => {
    const given = Object.hasOwn(answers, item.id);
    const found = given ? grade(item, answers[item.id]) : null;
    return { item: item.id, digest: item.digest, clause: item.clause, correct: Boolean(found?.correct), score: found?.score ?? 0, answer: given ? own(item, answers[item.id]) : null };
  });
}

// An answer in the bank's ids, so that answers of all papers can be counted together.
function own(item, answer) {
  const name = new Map(item.options.map((o) => [o.id, o.own ?? o.id]));
  if (Array.isArray(answer)) return answer.map((id) => name.get(id) ?? id);
  if (answer && typeof answer === "object") return Object.fromEntries(Object.entries(answer).map(([id, pair]) => [name.get(id) ?? id, pair]));
  return name.get(answer) ?? answer;
}

/** [[clause, right, of]] in the order of the paper. */
export function byClause(rows) {
  const found = new Map();
  for (const { clause, correct } of rows) {
    const [right, of] = found.get(clause) ?? [0, 0];
    found.set(clause, [right + (correct ? 1 : 0), of + 1]);
  }
  return [...found].map(([clause, [right, of]]) => [clause, right, of]);
}

/** Sixteen signs over what a slip says: the same slip has the same code, another slip another one. It is no signature. */
export function codeOf({ paper, keys, started, handed, name, rows }) {
  const told = [paper, keys, started, handed, name ?? "", ...rows.map(({ item, correct }) => `${item}:${correct ? 1 : 0}`)];
  return sha256(told.join("\n")).slice(0, 16).toUpperCase().replace(/(.{4})(?=.)/g, "$1-");
}
