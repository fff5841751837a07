// 到期: how many items are due today, with the way to them; nothing for a reader who has answered none.

import { argsOf, progressOf } from "./lib/call.js";
import { fill, h } from "./lib/dom.js";

function render({ model, el }) {
  const args = argsOf(model), progress = progressOf(model);
  if (!progress) { el.hidden = true; return; }
  let asked = 0;
  async function show() {
    const own = (asked += 1), answers = progress.all("answer");
    if (!answers.some((one) => one.counts !== false)) { el.hidden = true; fill(el); return; }
    // The scheduler comes only to readers who have something to review.
    const { queue } = await import("./lib/schedule.js");
    if (own !== asked) return;
    const digests = args.items.map(([id, digest, clause]) => ({ id, digest, clause }));
    const day = progress.get("review-day") ?? null;
    const { retention, per_day: perDay } = args.rule;
    const { due } = queue(digests, answers, { now: progress.now(), retention, perDay, plan: day ? { day, rest: args.rest, made: args.made, perDay } : null });
    el.hidden = !due.length;
    fill(el, due.length ? h("p", { class: "ipc-due" }, h("span", { class: "ipc-mark ipc-no" }, "到期"), ` 今天有${due.length}题要复习。`, h("a", { href: args.review }, "去复习")) : null);
  }
  progress.onchange(show);
  return show();
}

export default { render };
