// 到期: how many items are due today, with the way to them; nothing for a reader who has answered none.

import { argsOf, progressOf } from "./lib/call.js";
import { fill, h } from "./lib/dom.js";
import { queue } from "./lib/schedule.js";

function render({ model, el }) {
  const args = argsOf(model), progress = progressOf(model);
  if (!progress) { el.hidden = true; return; }
  function show() {
    const answers = progress.all("answer");
    if (!answers.some((one) => one.counts !== false)) { el.hidden = true; fill(el); return; }
    const digests = args.items.map(([id, digest, clause]) => ({ id, digest, clause }));
    const day = progress.get("review-day") ?? null;
    const { retention, per_day: perDay } = args.rule;
    const { due } = queue(digests, answers, { now: progress.now(), retention, perDay, plan: day ? { day, rest: args.rest, made: args.made, perDay } : null });
    el.hidden = !due.length;
    fill(el, due.length ? h("p", { class: "ipc-due" }, h("span", { class: "ipc-mark ipc-no" }, "到期"), ` 今天有${due.length}题要复习。`, h("a", { href: args.review }, "去复习")) : null);
  }
  progress.onchange(show);
  show();
}

export default { render };
