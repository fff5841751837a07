// The review queue: what is due today, wrong ones first; before an assessment everything once more.

import { ask } from "./lib/asking.js";
import { argsOf, progressOf } from "./lib/call.js";
import { dayOf, daysBetween } from "./lib/days.js";
import { field, fill, h, live } from "./lib/dom.js";
import { queue } from "./lib/schedule.js";

const WHY = {
  wrong: "上次答错了。", due: "隔了几天，看还记不记得。", plan: "培训或者考核以前，再过一遍。",
  changed: "这道题改过了，或者它依据的法律改过了，所以再问一次。",
};
const ALONE = "这里不能保存进度，所以没有复习队列。请在教程的网页里打开。";

function render({ model, el }) {
  const args = argsOf(model), progress = progressOf(model);
  if (!progress) { fill(el, h("p", {}, ALONE)); return; }
  const box = h("div", { class: "ipc-quiz" }), trouble = live("status");
  const { retention, per_day: perDay } = args.rule;
  let skipped = new Set();

  function todays() {
    const day = progress.get("review-day") ?? null;
    const plan = day ? { day, rest: args.rest, made: args.made, perDay } : null;
    const found = queue(args.items, progress.all("answer"), { now: progress.now(), retention, perDay, plan });
    return { ...found, due: found.due.filter(({ item }) => !skipped.has(item.id)) };
  }
  function start(take = false) {
    trouble.textContent = progress.trouble;
    const { due, done, left, soon } = todays();
    const minutes = Math.max(1, Math.round((due.length * args.rule.seconds_per_item) / 60));
    const title = h("p", { class: "ipc-head", tabindex: "-1" }, due.length ? `今天到期${due.length}题，大约${minutes}分钟` : done ? `今天的复习做完了，共${done}题` : "今天没有到期的题");
    fill(box, title,
      left ? h("p", { class: "ipc-hint" }, `还有${left}题排在后面的日子，一天最多${perDay}题。`) : null,
      !due.length ? h("p", {}, soon ? `下一题在${wordsOf(soon, progress.now())}到期。` : "做过的题才会进来。先去做练习。", args.practice ? [" ", h("a", { href: args.practice }, "去练习")] : null) : null,
      due.length ? h("div", { class: "ipc-bar" }, h("button", { type: "button", class: "ipc-main", onclick: () => go(0, due.length) }, done ? "接着复习" : "开始复习")) : null,
      settings(),
    );
    if (take) title.focus();
  }
  function go(n, total) {
    const [next] = todays().due;
    if (!next) { skipped = new Set(); start(true); return; }
    const { item, why } = next;
    const draft = progress.get("review-draft");
    ask(box, item, {
      texts: args, take: true, head: `第${n + 1}题，共${Math.max(total, n + 1)}题`, note: WHY[why],
      draft: draft?.item === item.id ? draft.value : undefined,
      ondraft: (value) => progress.set("review-draft", { item: item.id, value }),
      onanswer: ({ answer, confidence, grade }) => {
        progress.add("answer", {
          item: item.id, digest: item.digest, clause: item.clause, norm: item.norm, seed: item.seed, set: "review", use: "review",
          answer, correct: grade.correct, score: Math.round(grade.score * 1000) / 1000, confidence,
        });
        progress.set("review-draft", null);
        trouble.textContent = progress.trouble;
      },
      onskip: () => { skipped.add(item.id); go(n + 1, total); }, onnext: () => go(n + 1, total),
      nextWords: n + 1 < total ? "下一题" : "看结果",
    });
  }
  function settings() {
    const day = h("input", { type: "date", min: dayOf(progress.now()) });
    day.value = progress.get("review-day") ?? "";
    const said = h("p", { class: "ipc-hint", role: "status" });
    const tell = () => {
      const chosen = progress.get("review-day");
      said.textContent = !chosen ? "没有定日子，按平常的间隔复习。" : chosen <= dayOf(progress.now()) ? "这一天已经到了，按平常的间隔复习。" : `离${wordsOf(chosen, progress.now())}还有${daysBetween(dayOf(progress.now()), chosen)}天。考前的几个工作日，把做过的题都再过一遍；放假和调休上班的日子不排。${chosen > args.known_until ? `放假安排只知道到${args.known_until}，以后的只避开周末。` : ""}`;
    };
    const set = (value) => { progress.set("review-day", value || null); start(); box.querySelector("details").open = true; box.querySelector('input[type="date"]').focus(); };
    tell();
    return h("details", { class: "ipc-settings" }, h("summary", {}, "定一个培训日或者考核日"),
      field("哪一天", day), h("div", { class: "ipc-bar" }, h("button", { type: "button", onclick: () => set(day.value) }, "定下"), h("button", { type: "button", onclick: () => set("") }, "不定")), said, h("p", { class: "ipc-hint" }, args.why));
  }

  fill(el, h("p", { class: "ipc-title" }, h("strong", {}, args.title), ` ${args.about}`), trouble, box);
  start();
}

function wordsOf(day, now) {
  const away = daysBetween(dayOf(now), day);
  const [, month, date] = day.split("-").map(Number);
  return away === 1 ? "明天" : away === 2 ? "后天" : `${month}月${date}日`;
}

export default { render };
