// 自测: a paper without its keys. They are fetched when the paper is handed in, and not before; nothing else is loaded.

import { argsOf, progressOf } from "./lib/call.js";
import { fill, h, live, save, field, table } from "./lib/dom.js";
import { formOf, rich } from "./lib/forms.js";
import { verdicts } from "./lib/asking.js";
import { grade } from "./lib/grading.js";
import { byClause, codeOf, judged, keyed } from "./lib/paper.js";

const UNREACHED = "没有取到答案，卷子还在，没有丢。请看一看网络或者启动程序是不是还开着，再交一次。";
const STALE = "卷子已经换了新版，这一页还是旧的，判不了。请重新打开这一页，再从头答。";

function render({ model, el }) {
  const args = argsOf(model), progress = progressOf(model);
  const now = () => progress?.now() ?? new Date();
  const place = `exam/${args.paper}/${args.version}`;
  const box = h("div", { class: "ipc-quiz" }), trouble = live("status"), alarm = live("alert");
  let state = progress?.get(place) ?? null, ticking = 0;
  const keep = () => { progress?.set(place, state); trouble.textContent = progress?.trouble ?? ""; };

  // Several papers stand on one page: what holds for each is open at the first and one tap away at the others.
  const others = el.closest("[data-component]") !== document.querySelector('[data-component="exam"]');
  function intro(take = false) {
    const timed = h("input", { type: "checkbox", id: `ipc-timed-${args.paper}` });
    const title = h("p", { class: "ipc-head", tabindex: "-1" }, `${args.paper}卷：${args.items.length}题，对${Math.ceil((args.items.length * args.pass) / 100)}题合格`);
    fill(box, title,
      h("details", { open: !others }, h("summary", {}, "考之前先看"), h("ul", {}, args.promises.map((line) => h("li", {}, line)))),
      h("div", { class: "ipc-choice" }, timed, h("label", { for: timed.id }, `限时${args.minutes}分钟，到时自动交卷`)),
      h("div", { class: "ipc-bar" }, h("button", { type: "button", class: "ipc-main", onclick: () => {
        state = { started: now().toISOString(), until: timed.checked ? new Date(now().getTime() + args.minutes * 60_000).toISOString() : null, at: 0, answers: {} };
        keep();
        question(0, true);
      } }, "开始答题")),
    );
    if (take) title.focus();
  }
  function clock() {
    clearTimeout(ticking);
    if (!state?.until || state.handed) return "";
    const left = Date.parse(state.until) - now().getTime();
    if (left <= 0) { handIn(); return ""; }
    const shown = box.querySelector(".ipc-clock");
    if (shown) shown.textContent = `还有${Math.ceil(left / 60_000)}分钟`;
    if (left <= 5 * 60_000 && !state.warned) { state.warned = true; alarm.textContent = "还有5分钟。"; keep(); }
    ticking = setTimeout(clock, Math.min(left, 1000));
    return "";
  }
  function question(n, take) {
    const item = args.items[n];
    state.at = n;
    keep();
    const form = formOf(item, state.answers[item.id] ?? state.draft?.[item.id], (value) => {
      // A half-filled answer is kept as it stands; only a whole one counts.
      state.draft = { ...state.draft, [item.id]: value };
      const answer = form.answer();
      if (answer === null) delete state.answers[item.id]; else state.answers[item.id] = answer;
      keep();
      count();
    });
    const last = n === args.items.length - 1;
    const hold = () => { if (item.type === "order" && !Object.hasOwn(state.answers, item.id)) { state.answers[item.id] = form.answer(); keep(); } };
    const title = h("p", { class: "ipc-head", tabindex: "-1" }, `第${n + 1}题，共${args.items.length}题`);
    const told = h("span", { class: "ipc-kind" });
    const count = () => { told.textContent = `已答${args.items.filter((one) => Object.hasOwn(state.answers, one.id)).length}题`; };
    count();
    title.append(told, h("span", { class: "ipc-kind ipc-clock" }));
    fill(box, title, h("p", { class: "ipc-stem" }, rich(item.stem)), form.el,
      h("div", { class: "ipc-bar" },
        n ? h("button", { type: "button", onclick: () => { hold(); question(n - 1, true); } }, "上一题") : null,
        last ? null : h("button", { type: "button", class: "ipc-main", onclick: () => { hold(); question(n + 1, true); } }, "下一题"),
        h("button", { type: "button", class: last ? "ipc-main" : "ipc-skip", onclick: () => { hold(); sure(n); } }, "交卷")));
    clock();
    if (take) title.focus();
  }
  function sure(n) {
    const left = args.items.map((item, place) => [item, place]).filter(([item]) => !Object.hasOwn(state.answers, item.id));
    const title = h("p", { class: "ipc-head", tabindex: "-1" }, left.length ? `还有${left.length}题没有答` : `${args.items.length}题都答了`, h("span", { class: "ipc-kind ipc-clock" }));
    fill(box, title, left.length ? h("p", {}, "没有答的算错。") : null,
      left.length ? h("div", { class: "ipc-buttons" }, left.map(([, place]) => h("button", { type: "button", onclick: () => question(place, true) }, `第${place + 1}题`))) : null,
      h("div", { class: "ipc-bar" }, h("button", { type: "button", class: "ipc-main", onclick: handIn }, "现在交卷"), h("button", { type: "button", onclick: () => question(n, true) }, "再看看")));
    clock();
    title.focus();
  }
  async function handIn() {
    clearTimeout(ticking);
    alarm.textContent = "";
    let keys;
    try {
      const answer = await fetch(new URL(args.keys, document.baseURI), { cache: "no-cache" });
      if (!answer.ok) throw new Error(String(answer.status));
      keys = await answer.json();
      if (keys.version !== args.version) { alarm.textContent = STALE; sure(state.at); return; }
    } catch {
      alarm.textContent = UNREACHED;
      if (state.until && Date.parse(state.until) <= now().getTime()) { state.until = null; keep(); }
      sure(state.at);
      return;
    }
    const items = keyed(args.items, keys), rows = judged(items, state.answers);
    state.handed ??= now().toISOString();
    const right = rows.filter((row) => row.correct).length;
    const result = { paper: args.paper, version: args.version, started: state.started, handed: state.handed, rows, right, total: rows.length, passed: right * 100 >= args.pass * rows.length };
    result.code = codeOf({ ...result, keys: args.version, name: "" });
    if (!state.kept) { progress?.add("exam", result); state.kept = true; }
    state.result = { code: result.code };
    keep();
    results(items, rows, result, true);
  }
  function results(items, rows, result, take) {
    const clauses = new Map(args.clauses.map((clause) => [clause.id, `${clause.label} ${clause.heading}`]));
    const title = h("p", { class: `ipc-verdict ${result.passed ? "ipc-right" : "ipc-wrong"}`, tabindex: "-1" }, `${result.passed ? "合格" : "不合格"}：${result.total}题对${result.right}题，${args.pass}%合格。`);
    const wrong = rows.filter((row) => !row.correct), table_ = byClause(rows);
    const name = h("input", { type: "text", maxlength: "40", autocomplete: "off" }), told = live("status");
    const slip = () => {
      const typed = name.value.trim();
      if (/\d{15}/.test(typed)) { told.textContent = "称呼里像有证件号，请删掉再存。"; name.focus(); return; }
      const code = codeOf({ ...result, keys: args.version, name: typed });
      const spent = Math.max(1, Math.round((Date.parse(result.handed) - Date.parse(result.started)) / 60_000));
      save(`自测成绩-${args.paper}卷-${result.handed.slice(0, 10)}.txt`, [
        "知识产权行刑衔接协作　自测成绩单", `称呼：${typed || "没有填"}`, `卷子：${args.paper}卷（版本 ${args.version}）`, `交卷：${local(result.handed)}，用时约${spent}分钟`,
        `结果：${result.passed ? "合格" : "不合格"}，${result.total}题对${result.right}题，${args.pass}%合格`, ...table_.map(([id, got, of]) => `　${clauses.get(id) ?? id}：${got}／${of}`), `校验码：${code}`,
        "校验码只说明这张单子没有被改动过一两个字，不能证明是谁答的、有没有看书。", "",
      ].join("\r\n"));
      told.textContent = "已经存下，在浏览器的下载文件夹里。";
    };
    fill(box, title, h("p", {}, "校验码 ", h("code", {}, result.code)),
      table("按条款看", ["条款", "对", "题数"], table_.map(([id, got, of]) => [clauses.get(id) ?? id, String(got), String(of)])),
      field("成绩单上的称呼（可以不填，不要写证件号）", name),
      h("div", { class: "ipc-bar" }, h("button", { type: "button", class: "ipc-main", onclick: slip }, "存成绩单"), h("button", { type: "button", onclick: () => window.print() }, "打印")), told,
      wrong.length ? h("p", { class: "ipc-head" }, `答错或者没有答的${wrong.length}题`) : h("p", {}, "全对。"),
      wrong.map((row) => { const n = items.findIndex((item) => item.id === row.item); return looked(items[n], n, state.answers); }),
      h("div", { class: "ipc-bar" }, h("button", { type: "button", onclick: () => { state = null; keep(); intro(true); } }, "从头再答一遍")));
    if (take) title.focus();
  }

  fill(el, h("p", { class: "ipc-title" }, h("strong", {}, args.title), ` ${args.about}`), trouble, alarm, box);
  trouble.textContent = progress?.trouble ?? "";
  if (state?.handed) handIn();
  else if (state?.started) question(Math.min(state.at ?? 0, args.items.length - 1), false);
  else intro();
}

function looked(item, n, answers) {
  const given = Object.hasOwn(answers, item.id);
  const found = given ? grade(item, answers[item.id]) : { options: item.options.map((o) => ({ option: o.id, chosen: false, right: false, misconception: null })) };
  return h("details", {}, h("summary", {}, `第${n + 1}题　${item.stem.replaceAll("**", "").slice(0, 30)}…`), h("p", { class: "ipc-stem" }, rich(item.stem)), given ? null : h("p", {}, "这一题没有答。"),
    verdicts(item, given ? answers[item.id] : {}, found, item.texts));
}

function local(moment) {
  const at = new Date(moment);
  return `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日${at.getHours()}时${at.getMinutes()}分`;
}

export default { render };
