// 到期: where the reader stopped, how many items are due today, and the way to both; nothing for a reader who has begun nothing.

import { argsOf, progressOf } from "./lib/call.js";
import { fill, h } from "./lib/dom.js";
import { left } from "./lib/left.js";
import { queue } from "./lib/schedule.js";

function render({ model, el }) {
  const args = argsOf(model), progress = progressOf(model);
  if (!progress) { el.hidden = true; return; }
  function show() {
    const answers = progress.all("answer"), open = left(progress);
    const due = answers.some((one) => one.counts !== false) ? dueNow(answers) : [];
    el.hidden = !due.length && !open;
    fill(el,
      open && h("p", { class: "ipc-due" }, h("span", { class: "ipc-mark ipc-ok" }, "没做完"), ` ${open.words} `, h("a", { href: open.href }, "接着做")),
      due.length > 0 && h("p", { class: "ipc-due" }, h("span", { class: "ipc-mark ipc-no" }, "到期"), ` 今天有${due.length}题要复习。`, h("a", { href: args.review }, "去复习")));
  }
  function dueNow(answers) {
    const digests = args.items.map(([id, digest, clause]) => ({ id, digest, clause }));
    const day = progress.get("review-day") ?? null;
    const { retention, per_day: perDay } = args.rule;
    return queue(digests, answers, { now: progress.now(), retention, perDay, plan: day ? { day, rest: args.rest, made: args.made, perDay } : null }).due;
  }
  progress.onchange(show);
  show();
}

export default { render };
