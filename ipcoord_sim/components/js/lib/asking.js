// One item on the screen: the situation, the answer with how sure one is, then for every option why.

import { add, fill, h, live } from "./dom.js";
import { formOf, rich } from "./forms.js";
import { grade } from "./grading.js";

const TYPES = { single: "单选", multiple: "多选", order: "排序", match: "配对", number: "填数", date: "选日期", next_step: "下一步" };
export const SURE = [[1, "没把握"], [2, "大概对"], [3, "有把握"]];

/**
 * Ask one item within `host`.
 * `texts` {basis, beliefs} are the words of citations and misconceptions; `head` stands above; `note` says why it is asked again.
 * `draft`/`ondraft` keep a half-given answer; `done` {answer, confidence} shows an answer given before.
 * `onanswer({answer, confidence, grade})`; `onskip()` and `onnext()` go on; without `sure` one button stands for three.
 */
export function ask(host, item, { texts, head = "", note = "", draft, ondraft = () => {}, done = null, onanswer, onskip = null, onnext, nextWords = "下一题", sure = true, take = false }) {
  const said = live("status"), wrong = live("alert");
  const form = formOf(item, done ? done.answer : draft, ondraft);
  const after = h("div", { class: "ipc-after" });
  const title = h("p", { class: "ipc-head", tabindex: "-1" }, head || TYPES[item.type], head ? h("span", { class: "ipc-kind" }, TYPES[item.type]) : null);
  const bar = h("div", { class: "ipc-bar" });

  function hand(confidence) {
    const answer = form.answer();
    if (answer === null) { wrong.textContent = form.missing; form.el.querySelector("input, select, button")?.focus(); return; }
    wrong.textContent = "";
    const found = grade(item, answer);
    onanswer({ answer, confidence, grade: found });
    show(answer, found, true);
  }
  function show(answer, found, fresh) {
    for (const control of form.el.querySelectorAll("input, select, button")) control.disabled = true;
    form.el.hidden = true;
    bar.remove();
    const why = h("p", { class: "ipc-why", tabindex: "-1" }, "为什么");
    fill(after, why, verdicts(item, answer, found, texts), h("div", { class: "ipc-bar" }, h("button", { type: "button", class: "ipc-main", onclick: onnext }, nextWords)));
    said.className = `ipc-live-region ipc-status ipc-verdict ${found.correct ? "ipc-right" : "ipc-wrong"}`;
    said.textContent = verdictWords(item, found);
    if (fresh) why.focus();
  }

  if (sure) add(bar, h("p", { class: "ipc-hint" }, "交答案，顺便说几分把握："), h("div", { class: "ipc-buttons", role: "group", "aria-label": "交答案，几分把握" }, SURE.map(([n, words]) => h("button", { type: "button", class: "ipc-main", onclick: () => hand(n) }, words))));
  else add(bar, h("button", { type: "button", class: "ipc-main", onclick: () => hand(null) }, "看答案"));
  if (onskip) add(bar, h("button", { type: "button", class: "ipc-skip", onclick: onskip }, "跳过"));
  fill(host, title, note ? h("p", { class: "ipc-hint" }, note) : null, h("p", { class: "ipc-stem" }, rich(item.stem)), form.el, wrong, said, bar, after);
  if (done) show(done.answer, grade(item, done.answer), false);
  if (take) title.focus();
}

function verdictWords(item, found) {
  if (found.correct) return "答对了。";
  if (item.type === "order" || item.type === "match") return `还没有全对：${item.options.length}项里对了${found.options.filter((o) => o.right).length}项。`;
  if (item.type === "multiple" && found.score > 0) return "没有全对。";
  const key = item.options.filter((o) => o.correct).map((o) => plain(o.text));
  return `答错了。正确的是：${key.join("；")}`;
}

const plain = (text) => text.replaceAll("**", "");

/** Every option with its verdict, its reason, what it rests on, the misconception behind it. */
export function verdicts(item, answer, found, texts) {
  const rows = item.options.map((o, n) => ({ o, v: found.options[n] }));
  const one = (row) => verdict(item, row, answer, texts);
  if (item.type === "order") rows.sort((a, b) => a.o.place - b.o.place);
  const first = ["order", "match"].includes(item.type) ? rows : rows.filter(({ o, v }) => v.chosen || o.correct);
  const rest = rows.filter((row) => !first.includes(row));
  const typed = item.type === "number" && !found.options.some((v) => v.chosen);
  return h("div", { class: "ipc-verdicts" },
    typed ? h("p", {}, `你填的是 ${answer}${item.unit}。`) : null,
    h("ul", {}, first.map(one)),
    rest.length ? h("details", {}, h("summary", {}, `其余${rest.length}项为什么不选`), h("ul", {}, rest.map(one))) : null,
  );
}

function verdict(item, { o, v }, answer, texts) {
  const belief = v.misconception && !(v.right && v.chosen) ? texts.beliefs?.[v.misconception] : null;
  return h("li", { class: v.right && (v.chosen || !o.correct) ? "ipc-is-right" : "ipc-is-wrong" },
    h("p", { class: "ipc-option" }, h("span", { class: `ipc-mark ${markOf(item, o, v)[1]}` }, markOf(item, o, v)[0]), " ", rich(o.text), pairWords(item, o, v, answer)),
    h("p", {}, rich(o.reason)),
    belief ? h("p", { class: "ipc-belief" }, h("strong", {}, `误区：${belief.title}。`), `有人想：${belief.believed}其实：${belief.remedy}`) : null,
    o.basis?.length ? h("p", { class: "ipc-hint" }, "依据：", told(o.basis, texts).map((id, n) => [n ? "；" : "", cited(id, texts)])) : null,
  );
}

function markOf(item, o, v) {
  if (item.type === "order") return v.right ? [`第${o.place}步，放对了`, "ipc-ok"] : [`应排第${o.place}`, "ipc-no"];
  if (item.type === "match") return v.right ? ["配对了", "ipc-ok"] : ["配错了", "ipc-no"];
  if (o.correct) return v.chosen ? ["对，你选的", "ipc-ok"] : ["应选", "ipc-ok"];
  return v.chosen ? ["错，你选的", "ipc-no"] : ["不选", "ipc-off"];
}

function pairWords(item, o, v, answer) {
  if (item.type !== "match") return "";
  return v.right ? ` ↔ ${o.pair}` : ` ↔ ${o.pair}（你配的是：${answer[o.id] ?? "没有配"}）`;
}

// Two facts of one article are one citation to a reader.
function told(ids, texts) {
  const words = (id) => texts.basis?.[id]?.zh ?? id;
  return ids.filter((id, n) => ids.findIndex((other) => words(other) === words(id)) === n);
}

function cited(id, texts) {
  const known = texts.basis?.[id];
  if (!known) return id;
  return known.href ? h("a", { href: known.href }, known.zh) : known.zh;
}
