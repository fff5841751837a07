// Replays a case on the page, without the engine: the same choices give the same screen as the engine's `play`
// (scene, news, papers, decision, verdict, score), with the same rules of who may see what. The review is the engine's alone.

const MOST_STEPS = 300;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const QUALITIES = ["best", "lawful", "risky", "unlawful"];

/** One screen of `story` after these choices, as `seat` (amr, psb, both) may see it. Throws where a choice is not open. */
export function screen(story, seat, choices = [], difficulty = 0) {
  const run = replay(story, seat, choices, difficulty);
  const eyes = seat === "both" ? run.waiting?.seat ?? "both" : seat;
  return {
    case: story.case,
    title: story.title,
    seat,
    seat_zh: story.seats[seat][0],
    viewer: eyes,
    difficulty,
    clock: timeText(run.now),
    briefing: story.briefing[eyes] ?? "",
    scene: sceneFor(run, eyes),
    news: newsFor(run, eyes),
    exhibits: exhibitsFor(run, eyes).map((id) => ({ id, title: story.exhibits[id].title, text: story.exhibits[id].text })),
    decision: decisionOf(run),
    last: told(run, lastFor(run, eyes)),
    score: scoreOf(run, eyes),
    choices: run.played.filter((p) => !p.byEngine).map(choiceOf),
    ended: run.ending !== null,
  };
}

/** What is said of the last choice to the chair that made it; in hot seat the next screen is already the other chair's. */
export function verdict(story, seat, choices, difficulty = 0) {
  const run = replay(story, seat, choices, difficulty);
  return told(run, lastFor(run, "both"));
}

/** Every choice with its prompt, verdict and chair, for the list at the end. */
export function decisions(story, seat, choices, difficulty = 0) {
  const run = replay(story, seat, choices, difficulty);
  return run.played.map((p) => ({ ...told(run, p), prompt: p.step.prompt ?? "", seat: p.step.seat, by_engine: p.byEngine, at: timeText(p.at) }));
}

/** The ending of a case that has ended: its title, its words for both chairs, the articles it rests on. */
export function endingOf(story, seat, choices, difficulty = 0) {
  const { ending } = replay(story, seat, choices, difficulty);
  return ending && { title: ending.title ?? "", text: words(ending, "both"), cites: ending.cites ?? [], cites_zh: basisWords(story, ending.cites ?? []) };
}

function replay(story, seat, choices, difficulty) {
  const run = { story, seat, difficulty, left: [...choices], now: moment(story.start), played: [], scenes: [], rows: [], waiting: null, ending: null };
  run.steps = new Map(story.steps.map((step, place) => [step.id, { step, place }]));
  let here = story.steps[0]?.id ?? null;
  for (let n = 0; here !== null && !run.waiting && !run.ending; n += 1) {
    if (n >= MOST_STEPS) throw new Error(`${story.case} 走了 ${MOST_STEPS} 步还没有结束。`);
    const { step } = run.steps.get(here);
    here = step.when && !holds(run, step.when) ? following(run, step) : enter(run, step);
  }
  if (run.left.length) throw new Error(`${story.case} 的选择 ${run.left[0]} 这时选不了（现在是 ${run.waiting?.id ?? "案件已经结束"}）；请从这里重选。`);
  return run;
}

function enter(run, step) {
  if (step.wait) run.now = later(run.now, step.wait);
  write(run, step.acts);
  run.scenes.push(step);
  if (step.ending) {
    run.ending = step;
    return null;
  }
  if (!step.options) return step.next ?? following(run, step);
  const option = decide(run, step);
  if (!option) {
    run.waiting = step;
    return null;
  }
  run.played.push({ step, option, byEngine: !["both", step.seat].includes(run.seat), at: run.now, scenes: run.scenes.length });
  write(run, option.acts);
  return option.next ?? step.next ?? following(run, step);
}

function decide(run, step) {
  const open = openOptions(run, step);
  if (!["both", step.seat].includes(run.seat)) return engineChoice(open, run.difficulty);
  if (!run.left.length) return null;
  const [asked, id] = run.left[0].split(":");
  if (asked !== step.id) return null;
  const option = open.find((o) => o.id === id);
  if (!option) throw new Error(`没有这个选项（${run.story.case} 的 ${step.id}）：${id}。`);
  run.left.shift();
  return option;
}

function engineChoice(options, difficulty) {
  const marked = options.filter((o) => o.engine !== undefined && o.engine <= difficulty);
  if (marked.length) return marked.reduce((best, o) => (o.engine > best.engine ? o : best));
  return options.reduce((best, o) => (QUALITIES.indexOf(o.quality) < QUALITIES.indexOf(best.quality) ? o : best));
}

const openOptions = (run, step) => step.options.filter((o) => !o.when || holds(run, o.when));

function following(run, step) {
  return run.story.steps[run.steps.get(step.id).place + 1]?.id ?? null;
}

function holds(run, { chose = [], not_chose = [], has = [], lacks = [] }) {
  const chosen = new Set(run.played.map(choiceOf));
  const done = new Set(run.rows.map((row) => row.act));
  return chose.every((c) => chosen.has(c)) && !not_chose.some((c) => chosen.has(c)) && has.every((a) => done.has(a)) && !lacks.some((a) => done.has(a));
}

function write(run, acts = []) {
  for (const spec of acts) {
    run.now = spec.wait ? later(run.now, spec.wait) : run.now;
    const row = { id: spec.id, at: run.now, actor: run.story.agencies[spec.who][0], from_zh: run.story.agencies[spec.who][1], act: spec.act, documents: spec.documents ?? [] };
    if (spec.to) {
      row.to = run.story.agencies[spec.to][0];
      if (spec.received !== undefined) row.received = run.now + spec.received * MINUTE;
    }
    run.rows.push(row);
    run.now += (spec.received ?? 0) * MINUTE;
  }
}

function later(now, [amount, clock]) {
  if (clock === null || clock === undefined) return now + amount * MINUTE;
  if (clock === "same") return now + amount * DAY;
  const when = clock.startsWith("@") ? moment(`${clock.slice(1, 11)}T${clock.slice(12).padStart(5, "0")}:00`) : atClock(now + amount * DAY, clock);
  if (when < now) throw new Error("案例里的时间倒了。");
  return when;
}

function atClock(day, clock) {
  const [hour, minute] = clock.split(":").map(Number);
  return Math.floor(day / DAY) * DAY + (hour * 60 + minute) * MINUTE;
}

// Beijing's wall clock counted as if it were UTC: no zone of the reader's machine comes in.
const moment = (text) => Date.parse(`${text.slice(0, 19)}Z`);
const timeText = (ms) => `${new Date(ms).toISOString().slice(0, 19)}+08:00`;
const choiceOf = (played) => `${played.step.id}:${played.option.id}`;

// Browsers of 2021 have no findLast; a case is played without the engine, so an older one will do.
const lastOf = (rows, test) => [...rows].reverse().find(test);

const logOf = (run) => [...run.rows].sort((a, b) => a.at - b.at);
const reachedAt = (row) => row.received ?? row.at;
const ofSeat = (path, seat) => path !== undefined && path.startsWith(`${seat}/`);

function visibleLog(run, seat) {
  return seat === "both" ? logOf(run) : logOf(run).filter((row) => ofSeat(row.actor, seat) || (ofSeat(row.to, seat) && reachedAt(row) <= run.now));
}

function lastFor(run, seat) {
  return lastOf(run.played, (p) => !p.byEngine && ["both", p.step.seat].includes(seat)) ?? null;
}

function words(step, seat) {
  const text = step.text ?? {};
  if (seat === "both") return [...new Set(Object.values(text))].join("\n\n");
  return text[seat] ?? text.both ?? "";
}

function sceneFor(run, seat) {
  const shown = run.scenes.slice(lastFor(run, seat)?.scenes ?? 0).map((step) => words(step, seat)).filter(Boolean);
  const knows = (step) => ["both", step.seat].includes(seat) || Boolean(words(step, seat));
  return { title: lastOf(run.scenes, (step) => step.title && knows(step))?.title ?? run.story.title, text: shown.join("\n\n") };
}

function newsFor(run, seat) {
  const since = lastFor(run, seat)?.at ?? moment(run.story.start);
  return visibleLog(run, seat)
    .filter((row) => !ofSeat(row.actor, seat) && reachedAt(row) > since)
    .map((row) => ({
      event: row.id, at: timeText(reachedAt(row)), from_zh: row.from_zh, act_zh: run.story.acts_zh[row.act],
      documents_zh: row.documents.map((id) => run.story.documents_zh[id]),
    }));
}

function exhibitsFor(run, seat) {
  const up = [...new Set(run.scenes.flatMap((step) => step.exhibits ?? []))];
  if (seat === "both") return up;
  const log = logOf(run);
  return up.filter((id) => {
    const { seat: owner, shared_by = [] } = run.story.exhibits[id];
    if (owner === undefined || owner === seat) return true;
    return log.some((row) => shared_by.includes(row.act) && ofSeat(row.actor, owner) && ofSeat(row.to, seat) && reachedAt(row) <= run.now);
  });
}

function decisionOf(run) {
  const step = run.waiting;
  return step && { id: step.id, seat: step.seat, prompt: step.prompt ?? "", options: openOptions(run, step).map(({ id, text }) => ({ id, text })) };
}

function scoreOf(run, seat) {
  const mine = run.played.filter((p) => !p.byEngine && ["both", p.step.seat].includes(seat)).map((p) => p.option.quality);
  const points = mine.reduce((sum, quality) => sum + run.story.qualities[quality][0], 0);
  return { points, of: run.story.qualities.best[0] * mine.length, ...Object.fromEntries(QUALITIES.map((q) => [q, mine.filter((one) => one === q).length])) };
}

function told(run, played) {
  if (!played) return null;
  const { text, quality, reason = "", then = "", basis = [] } = played.option;
  return { choice: choiceOf(played), text, quality, then, reason, basis, basis_zh: basisWords(run.story, basis) };
}

const basisWords = (story, ids) => [...new Set(ids.map((id) => story.basis_zh[id]))].join("；");
