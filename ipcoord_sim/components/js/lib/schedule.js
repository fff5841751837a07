// When an item is asked again: FSRS by the day, replayed from the answers themselves, so that no card can be lost or contradict them.

import { dayOf, noon, plusDays } from "./days.js";
import { State, createEmptyCard, fsrs } from "../../ts-fsrs.mjs";

const AGAIN = 1, HARD = 2, GOOD = 3;

/** What an answer is to the scheduler: wrong, right without being sure, right. A guess that was right is no proof. */
function ratingOf(record) {
  return !record.correct ? AGAIN : record.confidence === 1 ? HARD : GOOD;
}

/**
 * The state of every item answered: Map(item → {due, last, digest, wrong, recall(day)}).
 * Of several answers on one day the worst counts, so that an item put right at once is still asked tomorrow.
 */
export function cards(answers, { retention }) {
  const scheduler = fsrs({ request_retention: retention, enable_fuzz: false, enable_short_term: false });
  const days = new Map();
  for (const one of answers) {
    if (one.counts === false) continue;
    const day = dayOf(one.at), of = days.get(one.item) ?? new Map();
    const before = of.get(day);
    of.set(day, { rating: Math.min(ratingOf(one), before?.rating ?? GOOD), digest: one.digest });
    days.set(one.item, of);
  }
  const found = new Map();
  for (const [item, of] of days) {
    let card = null, last = "", now = null;
    for (const [day, review] of [...of].sort(([a], [b]) => (a < b ? -1 : 1))) {
      card ??= createEmptyCard(noon(day));
      card = scheduler.next(card, noon(day), review.rating).card;
      [last, now] = [day, review];
    }
    const kept = card;
    found.set(item, {
      due: plusDays(last, Math.max(1, kept.scheduled_days)), last, digest: now.digest, wrong: now.rating === AGAIN,
      recall: (day) => (kept.state === State.New ? 0 : scheduler.get_retrievability(kept, noon(day), false)),
    });
  }
  return found;
}

/**
 * Today's queue: {due: [{item, why}], done, left, soon}. `items` are those that the page can ask; `why` is wrong | changed | due | plan.
 * Wrong ones first, then changed ones, then what is nearest to being forgotten; at most `perDay` less what was reviewed today.
 */
export function queue(items, answers, { now, retention, perDay, plan = null }) {
  const today = dayOf(now), known = cards(answers, { retention });
  const done = new Set(answers.filter((one) => one.set === "review" && dayOf(one.at) === today).map((one) => one.item)).size;
  const rows = [];
  for (const item of items) {
    const card = known.get(item.id);
    if (!card || (card.last === today && card.digest === item.digest)) continue;
    const changed = card.digest !== item.digest;
    if (changed || card.due <= today) rows.push({ item, card, why: card.wrong ? "wrong" : changed ? "changed" : "due" });
  }
  const taken = new Set(rows.map((row) => row.item.id));
  for (const row of planned(items.filter((item) => !taken.has(item.id)), known, today, plan)) rows.push(row);
  const ordered = ranked(rows, today);
  const room = Math.max(0, perDay - done);
  const later = [...known].filter(([id, card]) => card.due > today && items.some((item) => item.id === id)).map(([, card]) => card.due).sort();
  return { due: mixed(ordered).slice(0, room), done, left: Math.max(0, rows.length - room), soon: later[0] ?? null };
}

// Wrong, changed, due, planned; then by what is nearest to being forgotten; of equal ones a clause's second after every clause's first.
function ranked(rows, today) {
  const order = { wrong: 0, changed: 1, due: 2, plan: 3 }, turns = new Map();
  const found = rows.map((row) => ({ row, why: order[row.why], recall: Math.round(row.card.recall(today) * 100) }));
  found.sort((a, b) => a.why - b.why || a.recall - b.recall || (a.row.item.id < b.row.item.id ? -1 : 1));
  for (const one of found) {
    const group = `${one.why} ${one.recall} ${one.row.item.clause}`;
    one.turn = turns.get(group) ?? 0;
    turns.set(group, one.turn + 1);
  }
  found.sort((a, b) => a.why - b.why || a.recall - b.recall || a.turn - b.turn || (a.row.item.id < b.row.item.id ? -1 : 1));
  return found.map(({ row }) => row);
}

// Never three of one clause in a row while another can stand between; wrong ones stay ahead of the rest.
function mixed(rows) {
  const found = [...rows];
  for (let n = 2; n < found.length; n += 1) {
    const clause = found[n].item.clause;
    if (found[n - 1].item.clause !== clause || found[n - 2].item.clause !== clause) continue;
    const other = found.findIndex((row, place) => place > n && row.item.clause !== clause && row.why === found[n].why);
    if (other > 0) found.splice(n, 0, ...found.splice(other, 1));
  }
  return found;
}

/**
 * Before an assessment everything is seen once more: on the last working days before it, as many days as it takes, the weakest first.
 * plan: {day, rest: [days off], made: [make-up workdays], perDay}; reviews fall on no day off and on no make-up day.
 */
function planned(items, known, today, plan) {
  if (!plan?.day || plan.day <= today) return [];
  const wanted = items.filter((item) => known.has(item.id));
  const days = workdays(plan, Math.ceil(wanted.length / plan.perDay));
  if (!days.includes(today)) return [];
  const rest = wanted.filter((item) => known.get(item.id).last < days[0]);
  const share = Math.ceil(rest.length / days.filter((day) => day >= today).length);
  return rest
    .sort((a, b) => known.get(a.id).recall(plan.day) - known.get(b.id).recall(plan.day) || (a.id < b.id ? -1 : 1))
    .slice(0, share)
    .map((item) => ({ item, card: known.get(item.id), why: "plan" }));
}

/** The last `count` ordinary working days before the assessment, in order. */
function workdays({ day, rest = [], made = [] }, count) {
  const found = [];
  for (let n = 1; found.length < count && n < 400; n += 1) {
    const one = plusDays(day, -n), week = noon(one).getDay();
    if (week !== 0 && week !== 6 && !rest.includes(one) && !made.includes(one)) found.unshift(one);
  }
  return found;
}
