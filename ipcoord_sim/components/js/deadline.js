// 期限推算：选一件事，写下起算的时间，先自己想一个答案；各种读法、图、最稳妥的一天、日历文件。
import { basisLine, cited } from "./lib/book.js";
import { cards } from "./lib/cards.js";
import { field, fill, freshId, h, picture, save } from "./lib/dom.js";
import { opening } from "./lib/opening.js";
import { beijing, sentenceOf } from "./lib/words.js";

async function render({ model, el }) {
  const { args, call, head, status, alarm } = opening({ model, el });
  const result = h("section", { class: "ipc-result", "aria-label": "推算结果" });
  const body = h("div", { class: "ipc-deadline" }, h("p", { class: "ipc-hint" }, "正在取期限表……"));
  el.append(h("div", { class: "ipc-live-box" }, body, status));
  let groups = args.choices;
  try {
    groups ??= (await call("deadline_choices", {})).groups;
  } catch (error) {
    fill(body, h("p", { class: "ipc-alert", role: "alert" }, `${sentenceOf(error)}不能推算的时候，请看这一页写着的期限。`));
    return;
  }
  const every = groups.flatMap((group) => group.periods);
  const byId = new Map(every.map((row) => [row.id, row]));
  const state = { shown: null };

  const search = h("input", { type: "search", autocomplete: "off", oninput: () => narrow() });
  const found = h("p", { class: "ipc-hint", role: "status" });
  const choice = h("select", { onchange: () => chosen() });
  const start = h("input", { required: true });
  const startField = h("div", {});
  const own = h("input", {});
  const ownField = h("div", {});
  const custody = h("input", { type: "checkbox", id: freshId() });
  const held = h("div", { class: "ipc-pick" }, custody, h("label", { for: custody.id }, "犯罪嫌疑人在押"));
  const about = h("p", { class: "ipc-hint" });
  const which = [field("遇到的事（打几个字就能找）", search, "例如：退卷、批准、查封、补正。"), found, field("是哪一件", choice)];
  const preset = byId.has(args.period) ? args.period : byId.has(`${args.period}#1`) ? `${args.period}#1` : null;
  const form = h(
    "form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); compute(); } },
    preset ? null : which, about, startField, ownField,
    // Where the page has said which period it is about, the reader is asked for two days and nothing else.
    preset ? h("details", { open: Boolean(args.choose) }, h("summary", {}, "换一件事，或者有人在押"), which, held) : held,
    alarm, h("p", {}, h("button", { type: "submit", class: "ipc-main" }, "推算")),
  );
  fill(body, form, result);

  function options(rows) {
    fill(choice, groups.map((group) => {
      const within = group.periods.filter((row) => rows.includes(row));
      return within.length ? h("optgroup", { label: group.title_zh }, within.map((row) => h("option", { value: row.id }, `${row.say_zh}（${row.limit_zh}）`))) : null;
    }));
  }

  function narrow() {
    const asked = search.value.trim().toLowerCase();
    const before = choice.value;
    const rows = every.filter((row) => matches(row, asked));
    options(rows.length ? rows : every);
    if (byId.has(before) && (rows.length === 0 || rows.some((row) => row.id === before))) choice.value = before;
    found.textContent = asked ? (rows.length ? `找到${rows.length}件。` : "没有找到，下面列出全部；换个说法再试。") : "";
    chosen();
  }

  /** What hangs on the period: its article, and whether its start and its end are days or moments. */
  function chosen() {
    const row = byId.get(choice.value);
    fill(about, `${row.say_zh}：${row.limit_zh}${row.starts_from ? `，从${row.starts_from}起` : ""}。`, cited(row.id, row.citation_zh), "。", row.ended ? `这条到${row.ended}为止，现在不再适用。` : "");
    held.hidden = row.custody === false;
    const type = row.hours ? "datetime-local" : "date";
    if (own.type !== type || !ownField.firstChild) {
      const day = start.value.slice(0, 10);
      own.type = start.type = type;
      own.value = "";
      start.value = day && row.hours ? `${day}T09:00` : day;
      fill(startField, row.hours ? field("什么时候发生的（北京时间）", start, "写批准、接受或者收到的那一刻，几点几分。") : field("哪一天发生的", start, "写收到、批准、接受或者作出决定的那一天。"));
      fill(ownField, field(row.hours ? "先自己想：最晚到几点（可以不填）" : "先自己想：最后一天是哪天（可以不填）", own));
    }
    result.hidden = true;
  }

  async function compute() {
    alarm.textContent = "";
    if (!start.value) return refuse(start.type === "date" ? "还没有写日子；请写成年月日。" : "还没有写时间；请写成年月日和几点几分。", start);
    const asked = { period: choice.value, start: moment(start), in_custody: custody.checked && !held.hidden };
    if (own.value) asked.own = moment(own);
    try {
      state.shown = await call("deadline_aid", asked);
    } catch (error) {
      return refuse(sentenceOf(error), start);
    }
    draw(state.shown);
  }

  function refuse(sentence, control) {
    result.hidden = true;
    status.textContent = "";
    alarm.textContent = sentence;
    control.focus();
  }

  function draw(shown, spoken = true) {
    const row = byId.get(choice.value);
    const best = shown.readings.find((r) => r.safest);
    const usual = shown.readings.find((r) => r.default);
    const title = h(head(0), { "data-head": true, tabindex: "-1" }, `最稳妥：${shown.safest_zh}以前做完`);
    fill(
      result, shown.grade && h("p", { class: `ipc-grade ipc-finding ${shown.grade.right ? "" : "ipc-risky"}` }, h("strong", {}, shown.grade.right ? "你的答案可以。" : "你的答案不对。"), shown.grade.because_zh),
      title,
      h("p", {}, `${row.say_zh}，${shown.start_zh}起算。默认读法是“${usual.title_zh}”（${usual.standing_zh}），最晚${usual.last_zh}。`, best === usual ? "" : `按“${best.title_zh}”（${best.standing_zh}）更早，按它办不会误。`),
      shown.office_zh && h("p", {}, shown.office_zh),
      shown.custody_zh && h("p", {}, shown.custody_zh),
      h("p", {}, h("button", { type: "button", onclick: () => save(`deadline-${shown.answer.period.replace("#", "-")}.ics`, shown.ics, "text/calendar;charset=utf-8") }, "存进手机日历（.ics）")),
      cards("各种读法", ["读法", "最后一天", "分量", "怎么数，为什么"], shown.readings.map((r) => [
        h("span", { class: r.safest ? "ipc-safe" : null }, r.title_zh, r.safest ? "　最稳妥" : "", r.default ? "　默认" : ""), h("span", { class: "ipc-num" }, r.last_zh), r.standing_zh,
        // Where the reason says word for word how to count, once is enough.
        [r.because_zh.includes(r.how_zh) ? null : h("p", {}, r.how_zh), h("p", {}, r.because_zh), basisLine(r.basis)],
      ])),
      h("div", { class: "ipc-picture" }, picture(shown.line_svg)),
      h("details", {}, h("summary", {}, "一周一周地看"), h("div", { class: "ipc-picture" }, picture(shown.svg))),
      basisLine(shown.basis, "期限的依据："),
      shown.answer.note_zh && h("p", {}, `${shown.answer.note_zh}。`),
      h("p", { class: "ipc-hint" }, shown.horizon_zh, shown.aid_zh),
    );
    result.hidden = false;
    if (!spoken) return;
    status.textContent = `${shown.grade ? `${shown.grade.right ? "你的答案可以。" : "你的答案不对。"}${shown.grade.because_zh}` : ""}最稳妥：${shown.safest_zh}以前做完。`;
    title.focus();
  }

  options(every);
  if (preset) choice.value = preset;
  chosen();
  if (args.start) start.value = start.type === "date" ? args.start.slice(0, 10) : args.start.length === 10 ? `${args.start}T09:00` : args.start.slice(0, 16);
  if (args.own === false) ownField.hidden = true;
  if (args.first) draw(args.first, false);
  else if (preset && args.start && args.show) await compute();
}

/** What a field holds, as the engine reads it: a day, or a moment in Beijing. */
const moment = (input) => (input.type === "date" ? input.value : beijing(input.value));

/** Whether every word typed stands in the situation, its words or its article. */
function matches(row, asked) {
  const text = [row.say_zh, ...row.words, row.label_zh, row.citation_zh, row.limit_zh].join(" ").toLowerCase();
  return asked.split(/\s+/).every((word) => text.includes(word));
}

export default { render };
