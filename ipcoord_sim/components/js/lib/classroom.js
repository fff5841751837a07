// What a class's exported files say: who has mastered what, and how each item behaves. Pure: files in, tables out.

import { latest } from "./mastery.js";
import { codeOf } from "./paper.js";
import { readExport } from "./progress-file.js";

/** Fewer answers than this say nothing about an item; the limits of p, r and distractors are those of the bank's own rules. */
export const ENOUGH = 30;
const LIMITS = { easy: 0.9, hard: 0.3, apart: 0.2, chosen: 0.05 };
const CHOICE = ["single", "multiple", "next_step", "date"];

/** {people: [{name, records}], refused: [{file, why}], odd} from [{name, text}]; files of one reader are united. */
export function gather(files) {
  const readers = new Map(), refused = [];
  let odd = 0;
  for (const { name: file, text } of files) {
    let read;
    try { read = readExport(text); } catch (error) { refused.push({ file, why: error.message }); continue; }
    odd += read.refused;
    const own = readers.get(read.reader || file) ?? { name: "", records: new Map() };
    own.name = read.name || own.name;
    for (const record of read.records) own.records.set(`${record.kind}:${record.uid}`, record);
    readers.set(read.reader || file, own);
  }
  const people = [...readers.values()].map((one, n) => ({
    name: one.name || `第${n + 1}人`,
    records: [...one.records.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.uid < b.uid ? -1 : 1)),
  }));
  return { people, refused, odd };
}

const answersOf = ({ records }) => records.filter((one) => one.kind === "answer" && one.counts !== false);

/** For each person and clause [right, answered] of the latest answers to items that still are what they were. */
export function byClause(people, clauses, items) {
  const digests = new Map(items.map((item) => [item.id, item.digest])), clause = new Map(items.map((item) => [item.id, item.clause]));
  return people.map((person) => {
    const newest = [...latest(answersOf(person), digests).values()];
    const cells = clauses.map(({ id }) => {
      const here = newest.filter((one) => clause.get(one.item) === id);
      return [here.filter((one) => one.correct).length, here.length];
    });
    const exam = person.records.filter((one) => one.kind === "exam" && typeof one.right === "number" && typeof one.total === "number").at(-1) ?? null;
    return { name: person.name, cells, exam, sound: exam ? soundSlip(exam) : null };
  });
}

// Whether the record of an exam still is what its code was made of.
function soundSlip(exam) {
  const rows = Array.isArray(exam.rows) && exam.rows.every((row) => row !== null && typeof row === "object") ? exam.rows : [];
  return exam.code === codeOf({ ...exam, keys: exam.version, name: "", rows }) && exam.right === rows.filter((row) => row.correct === true).length;
}

/** Every item that was answered: n, p (share right at the first try), r (n ≥ 30), how often each option was chosen, remarks. */
export function statistics(people, items) {
  const first = people.map((person) => firstAnswers(person, items));
  const shares = first.map((own) => ({ right: [...own.values()].filter((one) => one.correct).length, all: own.size }));
  return items.flatMap((item) => {
    const given = first.map((own, person) => ({ one: own.get(item.id), rest: shares[person] })).filter(({ one }) => one);
    if (!given.length) return [];
    const n = given.length, p = given.filter(({ one }) => one.correct).length / n;
    const paired = given.filter(({ rest }) => rest.all > 1).map(({ one, rest }) => [one.correct ? 1 : 0, (rest.right - (one.correct ? 1 : 0)) / (rest.all - 1)]);
    const r = n >= ENOUGH ? correlation(paired) : null;
    const options = CHOICE.includes(item.type) ? item.options.map((o) => ({ ...o, share: given.filter(({ one }) => [one.answer].flat().includes(o.id)).length / n })) : [];
    const key = new Set(given.filter(({ one }) => one.correct).flatMap(({ one }) => [one.answer].flat()));
    return [{ item, n, p, r, options, remarks: n >= ENOUGH ? remarks(p, r, options, key) : [] }];
  });
}

// The first answer that a person gave to each item, in practice or in an exam.
function firstAnswers(person, items) {
  const digests = new Map(items.map((item) => [item.id, item.digest])), found = new Map();
  const exams = person.records.filter((one) => one.kind === "exam" && Array.isArray(one.rows)).flatMap((one) => one.rows.filter((row) => row !== null && typeof row === "object").map((row) => ({ ...row, at: one.at })));
  for (const one of [...answersOf(person), ...exams].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    if (typeof one?.correct === "boolean" && digests.get(one.item) === one.digest && !found.has(one.item)) found.set(one.item, one);
  }
  return found;
}

/** Pearson's correlation of pairs; null where one side does not vary. */
export function correlation(pairs) {
  const n = pairs.length, mean = (side) => pairs.reduce((sum, pair) => sum + pair[side], 0) / n;
  const [mx, my] = [mean(0), mean(1)];
  let xy = 0, xx = 0, yy = 0;
  for (const [x, y] of pairs) { xy += (x - mx) * (y - my); xx += (x - mx) ** 2; yy += (y - my) ** 2; }
  return n > 1 && xx > 1e-12 && yy > 1e-12 ? xy / Math.sqrt(xx * yy) : null;
}

function remarks(p, r, options, key) {
  const idle = options.filter((o) => !key.has(o.id) && o.share < LIMITS.chosen);
  return [
    p > LIMITS.easy ? "太容易" : p < LIMITS.hard ? "太难" : "", r !== null && r < LIMITS.apart ? "分不开会的和不会的" : "",
    idle.length ? `几乎没有人选：${idle.map((o) => o.text).join("；")}` : "",
  ].filter(Boolean);
}
