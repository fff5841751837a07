// 移送判断：最多八问，一次一问；结论、依据、要带的材料、最晚什么时候、哪个回答会翻转结论。
import { basisLine, pageLink } from "./lib/book.js";
import { cards } from "./lib/cards.js";
import { field, fill, freshId, h } from "./lib/dom.js";
import { opening } from "./lib/opening.js";
import { beijing, sentenceOf } from "./lib/words.js";

// Where the answer to a question can be looked up; a new tab, so that the answers given stay.
const LOOK_UP = { amount: [["chapters/part1/amounts.html", "数额怎么算"], ["chapters/appendix/thresholds.html", "门槛一览"]] };
const seeAlso = (id) => (LOOK_UP[id] ?? []).map(([page, words]) => ["　", pageLink(page, words)]);

async function render({ model, el }) {
  const { args, call, head, status, alarm } = opening({ model, el });
  const stage = h("div", { class: "ipc-referral" });
  el.append(h("div", { class: "ipc-live-box" }, alarm, stage, status));
  let answers = { ...args.answers };
  let start = args.start ?? "";

  /** Ask the engine where we are; a refusal leaves the screen as it was. */
  async function ask(next, { focus = true } = {}) {
    alarm.textContent = "";
    let shown;
    try {
      shown = await call("referral", { answers: next, ...(start ? { start: beijing(start) } : {}) });
    } catch (error) {
      alarm.textContent = sentenceOf(error);
      return;
    }
    answers = next;
    if (shown.conclusion) conclude(shown, focus);
    else question(shown, focus);
  }

  function put(title, ...parts) {
    fill(stage, ...parts);
    return { focus() { title.focus(); } };
  }

  function question(shown, focus) {
    const asked = shown.questions.find((q) => q.id === shown.next);
    const done = shown.asked.filter((id) => id in answers);
    const title = h(head(0), { "data-head": true, tabindex: "-1" }, `第${done.length + 1}问：${asked.ask_zh}`);
    title.id = freshId();
    const hint = h("p", { class: "ipc-hint", id: freshId() }, asked.help_zh, seeAlso(asked.id));
    const options = h(
      "div", { class: "ipc-options", role: "group", "aria-labelledby": title.id, "aria-describedby": hint.id },
      asked.answers.map((a) => h("button", { type: "button", onclick: () => answer({ ...answers, [asked.id]: a.id }) }, a.label_zh)),
    );
    /** One tap answers; while the engine thinks, a second tap does nothing. */
    async function answer(next) {
      const buttons = [...options.querySelectorAll("button")];
      for (const button of buttons) button.disabled = true;
      await ask(next);
      for (const button of buttons) button.disabled = false;
    }
    const placed = put(
      title, h("p", { class: "ipc-strip" }, `已经答了${done.length}问，最多${shown.most}问。点一个就到下一问。`), title, hint, options,
      done.length > 0 && h("p", { class: "ipc-foot" }, back(done), again()),
    );
    status.textContent = `第${done.length + 1}问。`;
    if (focus) placed.focus();
  }

  /** One question back: the last answer is taken out, what followed from it falls away by itself. */
  const back = (done) => h("button", { type: "button", onclick: () => {
    const { [done[done.length - 1]]: _, ...rest } = answers;
    ask(rest);
  } }, "上一问");
  const again = () => h("button", { type: "button", onclick: () => ask({}) }, "重新来");

  function conclude(shown, focus) {
    const found = shown.conclusion;
    const title = h(head(0), { "data-head": true, tabindex: "-1", class: "ipc-finding" }, `结论：${found.act_zh}`);
    const when = h("input", { type: "datetime-local", value: start });
    const placed = put(
      title, title, h("p", {}, found.because_zh), basisLine(found.basis),
      found.also.length > 0 && [h(head(1), {}, "同时要做"), h("ul", {}, found.also.map((row) => h("li", {}, row.say_zh, basisLine(row.basis))))],
      h(head(1), {}, "最晚什么时候"), found.due.length ? [
        field("从什么时候起算（填了就推算到日子）", when),
        h("p", {}, h("button", { type: "button", onclick: () => { start = when.value; ask(answers); } }, "推算期限")),
        cards("移送的期限", ["要做的事", "多久", "最晚", "最稳妥", "依据"], found.due.map((row) => [
          row.say_zh, `从${row.from_zh}起${row.limit_zh}`, row.last_zh ?? "填上时间再看", row.safest_zh ?? "填上时间再看", basisLine(row.basis, ""),
        ])),
        found.due[0].last_zh && h("p", { class: "ipc-hint" }, "两行都假定从这一刻起算。"),
      ] : h("p", {}, "这一步没有写天数，及时办。行政办案的期限照走。"),
      found.checklist.length > 0 && [
        h(head(1), {}, "移送时带齐"), h("p", { class: "ipc-hint" }, "没有物品、没有做检验的，对应的一份不用。"),
        h("ul", { class: "ipc-checks" }, found.checklist.map((row) => {
          const box = h("input", { type: "checkbox", id: freshId() });
          return h("li", { class: "ipc-pick" }, box, h("label", { for: box.id }, row.zh));
        })),
      ],
      h(head(1), {}, "哪个事实会翻转结论"),
      found.flips.length ? cards("换一个回答", ["如果", "结论变成"], found.flips.map((row) => [
        `${row.ask_zh}改答“${row.answer_zh}”`, row.acts.length === 1 ? row.acts_zh[0] : `要再问，可能是${row.acts_zh.join("、")}`,
      ])) : h("p", {}, "换任何一个回答，结论都不变。"),
      h("details", {}, h("summary", {}, `答过的${found.answers.length}问`), h("ol", {}, found.answers.map((row) => h("li", {}, `${row.ask_zh}${row.answer_zh}。`)))),
      h("p", { class: "ipc-hint" }, "标着“待核”的，以现行文本为准。这是办案的辅助提示，最后以法律文本和承办机关的认定为准。"),
      h("p", { class: "ipc-foot" }, back(shown.asked), again()),
    );
    status.textContent = `结论：${found.act_zh}。${found.because_zh}`;
    if (focus) placed.focus();
  }

  if (args.first) question(args.first, false);
  else await ask(answers, { focus: false });
}

export default { render };
