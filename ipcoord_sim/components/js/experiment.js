// 实验：改一个数、换一个选择，结论、表和图跟着变。能改什么由引擎给出（experiment_form），每次的答案也是（experiment）。
import { field, fill, freshId, h } from "./lib/dom.js";
import { markup } from "./lib/markup.js";
import { opening } from "./lib/opening.js";
import { sentenceOf } from "./lib/words.js";

const WAIT = 150;

async function render({ model, el }) {
  const { args, call, status, alarm } = opening({ model, el });
  const body = h("div", {}, h("p", { class: "ipc-hint" }, "正在准备……"));
  const result = h("section", { class: "ipc-view", "aria-label": "结果" });
  el.append(h("div", { class: "ipc-live-box" }, body, status));
  const asked = { name: args.name, ...(args.first ? { first: args.first } : {}) };
  let form = args.form;
  try {
    form ??= await call("experiment_form", asked);
  } catch (error) {
    fill(body, h("p", { class: "ipc-alert", role: "alert" }, sentenceOf(error)));
    return;
  }

  // Two experiments may stand on one page.
  result.setAttribute("aria-label", `${form.title_zh}：结果`);
  let timer = 0;
  let turn = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(compute, WAIT);
  };
  const controls = form.controls.map((row) => KINDS[row.kind](row, soon));
  const reset = h("button", { type: "button", onclick: () => {
    clearTimeout(timer);
    turn += 1;
    controls.forEach((control, n) => control.write(form.controls[n].first));
    draw(form.answer);
  } }, "恢复原样");
  fill(
    body, h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); compute(); } }, h("div", { class: "ipc-controls" }, controls.map((control) => control.el)), h("p", { class: "ipc-foot" }, reset)),
    alarm, result,
  );

  async function compute() {
    const mine = (turn += 1);
    const values = Object.fromEntries(controls.map((control, n) => [form.controls[n].name, control.read()]));
    try {
      const answer = await call("experiment", { ...asked, values });
      if (mine === turn) draw(answer);
    } catch (error) {
      if (mine !== turn) return;
      fill(result);
      status.textContent = "";
      alarm.textContent = sentenceOf(error);
    }
  }

  function draw(answer) {
    alarm.textContent = "";
    fill(result, h("p", { class: "ipc-finding" }, h("strong", {}, answer.sentence_zh)), markup(answer.html));
    if (status.textContent !== answer.sentence_zh) status.textContent = answer.sentence_zh;
  }

  draw(form.answer);
}

/** How each kind of control is drawn: {el, read(), write(value)}; `changed` hears of every change. */
const KINDS = {
  choice(row, changed) {
    const select = h("select", { onchange: changed }, row.options.map((option, n) => h("option", { value: n }, option.label_zh)));
    const write = (value) => { select.value = row.options.findIndex((option) => option.id === value); };
    write(row.first);
    return { el: field(row.label_zh, select, row.hint_zh), read: () => row.options[Number(select.value)].id, write };
  },
  count(row, changed) {
    const number = h("input", { type: "number", inputmode: "numeric", min: row.least, max: row.most, step: row.step, oninput: () => { slider.value = number.value; changed(); } });
    const slider = h("input", { type: "range", min: row.least, max: row.most, step: row.step, "aria-label": `${row.label_zh}（拖动）`, oninput: () => { number.value = slider.value; changed(); } });
    const write = (value) => { number.value = value; slider.value = value; };
    write(row.first);
    const el = field(row.label_zh, number, row.hint_zh);
    el.append(slider);
    el.classList.add("ipc-count");
    // What is no whole number goes to the engine as it was typed: it says what is wanted.
    return { el, read: () => (/^-?\d+$/.test(number.value) ? Number(number.value) : number.value), write };
  },
  flag(row, changed) {
    const box = h("input", { type: "checkbox", id: freshId(), onchange: changed });
    const write = (value) => { box.checked = value; };
    write(row.first);
    const hint = row.hint_zh ? h("p", { class: "ipc-hint", id: freshId() }, row.hint_zh) : null;
    if (hint) box.setAttribute("aria-describedby", hint.id);
    return { el: h("div", {}, h("div", { class: "ipc-pick" }, box, h("label", { for: box.id }, row.label_zh)), hint), read: () => box.checked, write };
  },
  day: (row, changed) => typed(row, h("input", { type: "date", onchange: changed })),
  moment: (row, changed) => typed(row, h("input", { type: "datetime-local", onchange: changed }), (text) => text.replace("T", " "), (text) => text.replace(" ", "T")),
  lines: (row, changed) => typed(row, h("textarea", { rows: 6, spellcheck: "false", oninput: changed })),
};

function typed(row, control, out = (text) => text, into = (text) => text) {
  const write = (value) => { control.value = into(value); };
  write(row.first);
  // The hint on how a moment is written is for those who type one; here it is picked.
  const el = field(row.label_zh, control, row.kind === "moment" ? "北京时间。" : row.hint_zh);
  el.classList.toggle("ipc-broad", row.kind === "lines");
  return { el, read: () => out(control.value), write };
}

export default { render };
