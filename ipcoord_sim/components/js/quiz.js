// A set of items, one at a time; the reader can stop anywhere and goes on there. Keys and reasons are in the page: no engine is needed.

import { argsOf, progressOf } from "./lib/call.js";
import { fill, h, live } from "./lib/dom.js";
import { SURE, ask } from "./lib/asking.js";
import { grade } from "./lib/grading.js";
import { finished, leave } from "./lib/left.js";
import { STATES, mastery } from "./lib/mastery.js";

const AGAIN = "这道题改过了，或者它依据的法律改过了，所以再问一次。";

function render({ model, el }) {
  const args = argsOf(model), progress = progressOf(model);
  const pretest = args.use === "pretest";
  const box = h("div", { class: "ipc-quiz" }), trouble = live("status");
  const heading = h("p", { class: "ipc-title" }, h("strong", {}, args.title), args.about ? ` ${args.about}` : "");
  fill(el, heading, trouble, box);
  const place = `quiz/${args.set}`;
  const state = restored(progress?.get(place), args.items);

  function keep() {
    progress?.set(place, state);
    trouble.textContent = progress?.trouble ?? "";
  }
  function open(n, take) {
    const item = args.items[n];
    if (!item) { finish(take); return; }
    state.at = item.id;
    keep();
    const last = n === args.items.length - 1;
    ask(box, item, {
      texts: args, take, sure: !pretest,
      head: `第${n + 1}题，共${args.items.length}题`, note: state.changed.includes(item.id) ? AGAIN : "",
      draft: state.draft?.item === item.id ? state.draft.value : undefined,
      ondraft: (value) => { state.draft = { item: item.id, value }; keep(); },
      done: state.results[item.id] ?? null,
      onanswer: ({ answer, confidence, grade: found }) => {
        state.results[item.id] = { digest: item.digest, answer, confidence };
        state.changed = state.changed.filter((id) => id !== item.id);
        state.draft = null;
        progress?.add("answer", {
          item: item.id, digest: item.digest, clause: item.clause, norm: item.norm, seed: item.seed, set: args.set, use: args.use,
          answer, correct: found.correct, score: Math.round(found.score * 1000) / 1000, confidence, ...(pretest ? { counts: false } : {}),
        });
        keep();
        leave(progress, el, place, `${args.title}，第${n + 1}题，共${args.items.length}题。`);
      },
      onskip: () => open(following(n), true), onnext: () => open(following(n), true),
      nextWords: last || following(n) >= args.items.length ? "看结果" : "下一题",
    });
  }
  // Forward to the next item without an answer; at the end those that were skipped are told of, not forced.
  function following(n) {
    let next = n + 1;
    while (next < args.items.length && state.results[args.items[next].id]) next += 1;
    return next;
  }
  function finish(take) {
    state.at = "";
    keep();
    finished(progress, place);
    const given = args.items.filter((item) => state.results[item.id]);
    const right = given.filter((item) => grade(item, state.results[item.id].answer).correct);
    const wrong = given.filter((item) => !right.includes(item)), skipped = args.items.filter((item) => !given.includes(item));
    const title = h("p", { class: "ipc-head", tabindex: "-1" }, given.length ? `答了${given.length}题，对${right.length}题` : "这一组都跳过了");
    const again = (items, words) => h("button", { type: "button", class: "ipc-main", onclick: () => { for (const item of items) delete state.results[item.id]; open(args.items.indexOf(items[0]), true); } }, words);
    fill(box, title,
      pretest ? h("p", {}, "这几题不计分。往下读，看看和你想的一样不一样。") : null,
      wrong.length && !pretest ? h("p", {}, "答错的，下次复习先到。", args.review ? h("a", { href: args.review }, "去复习") : null) : null,
      pretest ? null : calibration(given, right, state.results),
      pretest || !progress || !args.norms?.length ? null : goals(mastery(args.norms, progress.all("answer"), args.rule)),
      h("div", { class: "ipc-bar" },
        wrong.length ? again(wrong, `再做错的${wrong.length}题`) : null,
        skipped.length ? again(skipped, `做跳过的${skipped.length}题`) : null,
        given.length ? h("button", { type: "button", onclick: () => { state.results = {}; state.draft = null; open(0, true); } }, "全部再做一遍") : null),
    );
    if (take) title.focus();
  }

  // A link to one of the items, from the search or a lesson plan, opens it.
  function come() {
    const n = args.items.findIndex((item) => location.hash === `#q-${item.id}`);
    if (n >= 0) { open(n, true); el.scrollIntoView(); }
    return n >= 0;
  }
  addEventListener("hashchange", come);
  trouble.textContent = progress?.trouble ?? "";
  const begun = state.at || Object.keys(state.results).length || state.changed.length;
  const at = args.items.findIndex((item) => item.id === state.at);
  const changed = args.items.findIndex((item) => state.changed.includes(item.id));
  if (come()) return;
  if (changed >= 0 && at < 0) open(changed, false);
  else if (at >= 0) open(at, false);
  else if (begun) finish(false);
  else open(0, false);
}

/** The place where one stopped, without what no longer is: an item that changed loses its answer and is asked again. */
function restored(kept, items) {
  const state = { at: "", results: {}, draft: null, changed: [] };
  if (!kept || typeof kept !== "object") return state;
  for (const item of items) {
    const one = kept.results?.[item.id];
    if (!one) { if (kept.changed?.includes?.(item.id)) state.changed.push(item.id); continue; }
    try {
      if (one.digest !== item.digest) state.changed.push(item.id);
      else if (grade(item, one.answer)) state.results[item.id] = one;
    } catch { state.changed.push(item.id); }
  }
  state.at = items.some((item) => item.id === kept.at) ? kept.at : "";
  state.draft = kept.draft && items.some((item) => item.id === kept.draft.item) ? kept.draft : null;
  return state;
}

function calibration(given, right, results) {
  const rows = SURE.map(([n, words]) => [words, given.filter((item) => results[item.id].confidence === n)]).filter(([, found]) => found.length);
  return rows.length ? h("p", {}, rows.map(([words, found], n) => `${n ? "；" : ""}说“${words}”的${found.length}题，对${found.filter((item) => right.includes(item)).length}题`), "。") : null;
}

function goals(found) {
  const shown = found.filter((one) => one.state !== "none");
  if (!shown.length) return null;
  return h("div", {}, h("p", {}, h("strong", {}, `目标：${shown.length}个里掌握了${shown.filter((one) => one.state === "mastered").length}个`)),
    h("ul", { class: "ipc-goals" }, shown.map((one) => h("li", { class: `ipc-goal-${one.state}` },
      h("span", { class: `ipc-mark ${one.state === "mastered" ? "ipc-ok" : "ipc-off"}` }, STATES[one.state]), " ", one.href ? h("a", { href: one.href }, `${one.id} ${one.zh}`) : `${one.id} ${one.zh}`))));
}

export default { render };
