// 门槛时光机：一个数额、行为日和处理日，放到每一段法律里；哪一天越过哪条线，用旧法、新法还是更轻的。
import { basisLine, cited } from "./lib/book.js";
import { cards } from "./lib/cards.js";
import { field, fill, freshId, h, picture } from "./lib/dom.js";
import { opening } from "./lib/opening.js";
import { sentenceOf } from "./lib/words.js";

const WAIT = 120;
const AID = "这是按条文数字的对照，供办案参考；以法律文本和承办机关的认定为准。";
const FLAGS = [["marks", "两种以上注册商标"], ["prior", "二年内受过处罚又犯"], ["unit", "单位"]];

async function render({ model, el }) {
  const { args, call, head, status, alarm } = opening({ model, el });
  const body = h("div", { class: "ipc-machine" }, h("p", { class: "ipc-hint" }, "正在取门槛表……"));
  const result = h("section", { "aria-label": "对照结果" });
  el.append(h("div", { class: "ipc-live-box" }, body, status));
  let rows = args.choices;
  try {
    rows ??= (await call("time_machine_choices", {})).choices;
  } catch (error) {
    fill(body, h("p", { class: "ipc-alert", role: "alert" }, `${sentenceOf(error)}门槛的数字在门槛一览里。`));
    return;
  }

  const what = h("select", { onchange: () => { rescale(); soon(); } }, grouped(rows));
  const slider = h("input", { type: "range", min: 0, oninput: () => { number.value = slider.value; soon(); } });
  const number = h("input", { type: "number", min: 0, step: "any", oninput: () => { slider.value = number.value || 0; soon(); } });
  const on = h("input", { type: "date", onchange: () => soon() });
  const handled = h("input", { type: "date", onchange: () => soon() });
  const boxes = FLAGS.map(([name, words]) => {
    const box = h("input", { type: "checkbox", id: freshId(), checked: Boolean(args[name]), onchange: () => soon() });
    return { name, box, row: h("div", { class: "ipc-pick" }, box, h("label", { for: box.id }, words)) };
  });
  const unit = h("span", {});
  const form = h(
    "form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); compute(); } },
    field("什么行为，看哪个数额", what),
    h("div", { class: "ipc-row" }, field("数额或者数量（拖动）", slider), field("数额或者数量（输入）", number, "单位："),),
    h("div", { class: "ipc-row" }, field("行为日", on), field("处理日", handled)),
    h("fieldset", {}, h("legend", {}, "会改变门槛的情形"), boxes.map((b) => b.row)), alarm,
  );
  form.querySelector(`#${number.getAttribute("aria-describedby")}`).append(unit);
  fill(body, form, result);

  const chosen = () => rows[Number(what.value)];

  function rescale() {
    const row = chosen();
    slider.max = row.most;
    slider.step = row.step;
    unit.textContent = row.unit_zh;
    if (Number(number.value) > row.most * 10) number.value = row.most;
    slider.value = number.value || 0;
  }

  let timer = 0;
  let turn = 0;
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(compute, WAIT);
  }

  async function compute() {
    const mine = (turn += 1);
    const row = chosen();
    const problem = number.value === "" ? "还没有写数额；请写一个不小于零的数。" : !on.value || !handled.value ? "行为日和处理日都要写；请写成年月日。" : "";
    if (problem) return refuse(problem);
    try {
      const asked = { offence: row.offence, field: row.field, amount: Number(number.value), on: on.value, handled: handled.value };
      for (const { name, box } of boxes) if (box.checked) asked[name] = true;
      const shown = await call("time_machine", asked);
      if (mine !== turn) return;
      alarm.textContent = "";
      draw(shown);
    } catch (error) {
      if (mine === turn) refuse(sentenceOf(error));
    }
  }

  function refuse(sentence) {
    turn += 1;
    fill(result);
    status.textContent = "";
    alarm.textContent = sentence;
  }

  function draw(shown) {
    const met = shown.result.entry === "met";
    fill(
      result,
      h(head(0), { class: `ipc-finding ${met ? "ipc-risky" : ""}` }, shown.verdict_zh),
      h("p", {}, shown.sides.map((side) => `${side.law_zh}：${side.verdict_zh}。`).join(""), `${shown.chosen_zh}。`),
      h("div", { class: "ipc-picture" }, picture(shown.svg)),
      cards(`${shown.field_zh}${shown.amount_zh}，放到每一段法律里`, ["从哪天起", "门槛（入罪）", "那时做、那时处理", `那时做、${shown.handled}处理`], shown.rows.map((row) => [
        row.from, row.fact ? [h("strong", {}, row.figure_zh), " ", cited(row.fact, row.instrument)] : row.figure_zh, row.then_zh, [row.later_zh, row.applied_zh ? h("p", { class: "ipc-hint" }, row.applied_zh) : ""],
      ])),
      h("details", {}, h("summary", {}, "这个结论对照了哪些数字"), cards("对照的数字", ["数额", "门槛", "结果", "依据"], shown.why.map((row) => [
        [row.what_zh, row.decisive ? "（决定结论）" : ""], row.threshold_zh, `${row.met ? "✔" : "✘"} ${row.outcome_zh}`, [basisLine(row.basis, ""), row.law_zh],
      ]))),
      shown.notes.length > 0 && h("ul", {}, shown.notes.map((words) => h("li", {}, words))),
      h("p", { class: "ipc-hint" }, shown.only_zh, AID),
    );
    status.textContent = shown.sentence_zh;
  }

  const at = rows.findIndex((row) => row.offence === (args.offence ?? "crl-214") && (!args.field || row.field === args.field));
  what.value = Math.max(at, 0);
  number.value = args.amount ?? chosen().most / 4;
  on.value = args.on ?? "2024-05-20";
  handled.value = args.handled ?? "2025-06-16";
  rescale();
  if (args.first) draw(args.first);
  else await compute();
}

/** The amounts under their offence; a narrow closed box shows the beginning, so what tells them apart comes first. */
function grouped(rows) {
  const groups = new Map();
  rows.forEach((row, n) => {
    const [offence, amount] = row.label_zh.split(" · ");
    if (!groups.has(offence)) groups.set(offence, []);
    groups.get(offence).push(h("option", { value: n }, `${amount}：${offence.replace(/罪$/, "")}`));
  });
  return [...groups].map(([name, options]) => h("optgroup", { label: name }, options));
}

export default { render };
