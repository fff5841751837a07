// 汇总: many exported files of a class, read in this browser and sent nowhere; by clause, by item, out as tables.

import { argsOf } from "./lib/call.js";
import { ENOUGH, byClause, gather, statistics } from "./lib/classroom.js";
import { csv } from "./lib/csv.js";
import { field, fill, h, live, save, table } from "./lib/dom.js";

const percent = (part) => `${Math.round(part * 100)}%`;
const plain = (text) => text.replaceAll("**", "");

function render({ model, el }) {
  const args = argsOf(model);
  const said = live("status"), view = h("div"), files = [];
  const input = h("input", { type: "file", accept: ".json,application/json", multiple: true });
  const take = async (list) => {
    for (const file of list) files.push({ name: file.name, text: file.size > 20_000_000 ? "" : await file.text() });
    input.value = "";
    show();
  };
  input.addEventListener("change", () => take([...input.files]));
  const drop = h("div", { class: "ipc-drop" }, field("学员导出的进度文件（可以一次选很多个）", input, "文件只在这台电脑的浏览器里读，不上传。也可以把文件拖到这里。"));
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
  fill(el, h("p", { class: "ipc-title" }, h("strong", {}, args.title)), drop, said, view);

  function show() {
    const { people, refused, odd } = gather(files);
    said.textContent = `读了${files.length}个文件，${people.length}人。${refused.length ? `${refused.length}个文件用不上。` : ""}${odd ? `有${odd}条记录读不懂，没有算。` : ""}`;
    const rows = byClause(people, args.clauses, args.items), stats = statistics(people, args.items);
    fill(view,
      refused.length ? h("ul", { class: "ipc-refused" }, refused.map(({ file, why }) => h("li", {}, `${file}：${why}`))) : null,
      people.length ? [classTable(args.clauses, rows), itemTable(stats), h("div", { class: "ipc-bar" },
        h("button", { type: "button", class: "ipc-main", onclick: () => save("汇总-按条款.csv", csv(classRows(args.clauses, rows)), "text/csv;charset=utf-8") }, "存按条款的表"),
        h("button", { type: "button", class: "ipc-main", onclick: () => save("汇总-按题.csv", csv(itemRows(stats)), "text/csv;charset=utf-8") }, "存按题的表"),
        h("button", { type: "button", onclick: () => { files.length = 0; fill(view); said.textContent = "表清空了，文件没有动。"; input.focus(); } }, "清空"))] : null);
  }
  function classTable(clauses, found) {
    const whole = clauses.map((_, n) => found.reduce(([right, of], { cells }) => [right + cells[n][0], of + cells[n][1]], [0, 0]));
    const words = ([right, of]) => (of ? percent(right / of) : "—");
    return table("全班按条款：最近一次答对的比例", ["姓名", ...clauses.map((clause) => clause.label), "自测"],
      [...found.map(({ name, cells, exam, sound }) => [name, ...cells.map(words), exam ? `${exam.right}／${exam.total}${exam.passed ? " 合格" : " 不合格"}${sound ? "" : "，校验码不符"}` : "—"]), ["全班", ...whole.map(words), "—"]]);
  }
  function itemTable(stats) {
    const shown = stats.map(({ item, n, p, r, options, remarks }) => [
      `${item.id} ${plain(item.stem).slice(0, 24)}…`, String(n), percent(p), n < ENOUGH ? `不到${ENOUGH}人` : r === null ? "算不出" : r.toFixed(2),
      options.map((o) => `${plain(o.text).slice(0, 12)} ${percent(o.share)}`).join("；") || "—", remarks.join("；") || "—",
    ]);
    return table("每一题：第一次作答", ["题", "人数", "答对", "区分度", "各选项", "要看的"], shown);
  }
}

/** Clause by person, shares as numbers from 0 to 1. */
function classRows(clauses, found) {
  const head = ["姓名", ...clauses.flatMap((clause) => [`${clause.label}答对`, `${clause.label}做过`]), "卷子", "自测答对", "自测题数", "合格", "校验码", "校验码相符"];
  return [head, ...found.map(({ name, cells, exam, sound }) => [name, ...cells.flat(), exam?.paper ?? "", exam?.right ?? "", exam?.total ?? "", exam ? Number(Boolean(exam.passed)) : "", exam?.code ?? "", sound === null ? "" : Number(sound)])];
}

/** One row an option; what is counted stands beside the item and the option it belongs to. */
function itemRows(stats) {
  const round = (value) => (value === null ? "" : Math.round(value * 1000) / 1000);
  const rows = stats.flatMap(({ item, n, p, r, options, remarks }) =>
    (options.length ? options : [null]).map((o) => [item.id, item.clause, plain(item.stem), n, round(p), round(r), o ? o.id : "", o ? plain(o.text) : "", o ? round(o.share) : "", remarks.join("；")]));
  return [["题号", "条款", "题干", "人数", "答对比例", "区分度", "选项", "选项内容", "选的比例", "要看的"], ...rows];
}

export default { render };
