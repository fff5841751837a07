// 我的进度: what is mastered, by clause; out and in as one file; and a button after which nothing is left.

import { argsOf, progressOf } from "./lib/call.js";
import { field, fill, h, live, save, table } from "./lib/dom.js";
import { STATES, mastery } from "./lib/mastery.js";
import { dayOf } from "./lib/days.js";

const ALONE = "这里不能保存进度。请在教程的网页里打开。";

function render({ model, el }) {
  const args = argsOf(model), progress = progressOf(model);
  if (!progress) { fill(el, h("p", {}, ALONE)); return; }
  const trouble = live("status"), said = live("status"), view = h("div");

  function show() {
    trouble.textContent = progress.trouble;
    const answers = progress.all("answer"), counted = answers.filter((one) => one.counts !== false);
    const rows = args.clauses.map((clause) => {
      const goals = mastery(clause.norms, answers, args.rule).filter((goal) => goal.state !== "none");
      const given = goals.reduce((sum, goal) => sum + goal.answered, 0), right = goals.reduce((sum, goal) => sum + goal.right, 0);
      return { clause, goals, given, right, got: goals.filter((goal) => goal.state === "mastered").length };
    });
    const total = rows.reduce((sum, row) => sum + row.goals.length, 0), got = rows.reduce((sum, row) => sum + row.got, 0);
    const name = ({ clause }) => (clause.href ? h("a", { href: clause.href }, `${clause.label} ${clause.heading}`) : `${clause.label} ${clause.heading}`);
    fill(view,
      h("p", { class: "ipc-head" }, `${total}个目标，掌握了${got}个`),
      h("p", { class: "ipc-hint" }, `读完${progress.all("read").length}页，答过${counted.length}次，玩过${progress.all("play").length}次案例。${args.about}`),
      table("按条款看掌握了多少", ["条款", "掌握", "最近一次答对"], rows.map((row) => [name(row), `${row.got}／${row.goals.length}`, row.given ? `${row.right}／${row.given}题` : "没做过"])),
      rows.filter((row) => row.given).map(({ clause, goals }) => h("details", {}, h("summary", {}, `${clause.label}的目标`), h("ul", { class: "ipc-goals" }, goals.map((goal) =>
        h("li", {}, h("span", { class: `ipc-mark ${goal.state === "mastered" ? "ipc-ok" : "ipc-off"}` }, STATES[goal.state]), " ", goal.href ? h("a", { href: goal.href }, `${goal.id} ${goal.zh}`) : `${goal.id} ${goal.zh}`))))),
      exams(progress.all("exam")),
    );
  }

  const name = h("input", { type: "text", maxlength: "40", autocomplete: "off" });
  const file = h("input", { type: "file", accept: ".json,application/json" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      if (chosen.size > 20_000_000) throw new Error("文件太大，不是导出的进度。");
      const { added, known, refused } = progress.unite(await chosen.text());
      said.textContent = `并入了${added}条，${known}条本来就有。${refused ? `有${refused}条读不懂，没有并入。` : ""}`;
    } catch (error) { said.textContent = `${chosen.name}：${error.message}`; }
    file.value = "";
    show();
  });
  const out = h("button", { type: "button", class: "ipc-main", onclick: () => {
    const typed = name.value.trim();
    if (/\d{15}/.test(typed)) { said.textContent = "称呼里像有证件号，请删掉再导出。"; name.focus(); return; }
    save(`进度-${typed ? `${typed.replace(/[\\/:*?"<>|\s]+/g, "-")}-` : ""}${dayOf(progress.now())}.json`, progress.file({ name: typed }), "application/json");
    said.textContent = "已经导出。文件在浏览器的下载文件夹里。";
  } }, "导出进度");

  fill(el, h("p", { class: "ipc-title" }, h("strong", {}, args.title), " 进度只在这台设备的这个浏览器里，不上传。"), trouble, view,
    h("p", { class: "ipc-head" }, "带走，或者带回来"),
    field("称呼（可以不填；交给教员汇总时填）", name, "不要写证件号、电话。"),
    h("div", { class: "ipc-bar" }, out),
    field("导入进度", file, "选“导出进度”存下的文件。两边的进度合在一起，不会盖掉。"), said,
    wiping());
  progress.onchange(show);
  show();

  function wiping() {
    const box = h("div", { class: "ipc-wipe" });
    const result = live("status");
    const ask = h("button", { type: "button", onclick: () => {
      const yes = h("button", { type: "button", class: "ipc-main", onclick: async () => {
        const left = await progress.wipe();
        fill(box, ask);
        result.textContent = left.length ? `清除了。还有${left.length}处正被别的标签页用着，请关掉别的标签页再清一次。` : "清除了，这个浏览器里没有留下进度。";
        ask.focus();
      } }, "确认清除");
      const no = h("button", { type: "button", onclick: () => { fill(box, ask); ask.focus(); } }, "不清除");
      fill(box, h("p", { id: "ipc-wipe-ask" }, h("strong", {}, "清除以后找不回来。"), "读过的、答过的、玩过的、复习的安排、考试结果、笔记本里改过的内容，都会从这个浏览器里删掉。要留，先导出。"), h("div", { class: "ipc-bar", role: "group", "aria-labelledby": "ipc-wipe-ask" }, no, yes));
      no.focus();
    } }, "清除全部进度");
    fill(box, ask);
    return h("div", {}, h("p", { class: "ipc-head" }, "清除"), box, result);
  }
}

function exams(found) {
  if (!found.length) return null;
  return table("考过的卷子", ["卷子", "哪天", "结果", "校验码"], found.map((one) => [`${one.paper}卷`, String(one.at).slice(0, 10), `${one.right}／${one.total}，${one.passed ? "合格" : "不合格"}`, one.code]));
}

export default { render };
