// The end of a case: what was decided, the engine's review, a note of one's own, the other chair, both runs side by side.
import { basisOf } from "./case-screens.js";
import { cards } from "./cards.js";
import { field, fill, h, picture, save } from "./dom.js";
import { printed } from "./print.js";
import { momentShort, momentZh, sentenceOf } from "./words.js";

const OTHER = { amr: "psb", psb: "amr" };
const FILES = [["html", "存成网页，可以打印"], ["csv", "存成表格（CSV）"], ["json", "存成数据（JSON）"]];

/** The last screen. The decisions stand there at once; the review comes when the engine has answered. */
export function drawEnd(game, shown, rows, ending, { say, restart, other, retake }) {
  const { story } = game;
  const review = h("div", { class: "ipc-review" });
  const seat = OTHER[game.seat];
  const again = seat && h("p", {}, h("button", { type: "button", onclick: () => other(seat) }, `换到${story.seats[seat][0]}再演一次`));
  const whole = h("div", {}, [
    h(game.head(0), { "data-head": true }, `结局：${ending.title}`),
    ending.text.split("\n\n").map((words) => h("p", {}, words)),
    ending.cites_zh && basisOf(story, ending.cites),
    h("p", { class: "ipc-score" }, `${story.seats[game.seat][0]}得分 ${shown.score.points} / ${shown.score.of}。${counts(story, shown.score)}`),
    again,
    h(game.head(1), {}, "你的每个决定"),
    h("ol", { class: "ipc-decided" }, rows.filter((row) => !row.by_engine).map((row) => h(
      "li", {}, h("p", {}, h("strong", {}, `${story.qualities[row.quality][1]}：`), `${row.prompt}——${row.text}`), h("p", {}, row.reason), basisOf(story, row.basis),
    ))),
    review,
  ]);
  loadReview(game, shown, review, whole, { say, retake });
  return [whole, h("p", { class: "ipc-foot" }, h("button", { type: "button", onclick: restart }, "回到开头"))];
}

const counts = (story, score) => Object.entries(story.qualities).map(([id, [, words]]) => `${words}${score[id]}次`).join("，") + "。";

async function loadReview(game, shown, place, whole, { say, retake }) {
  const { story, call } = game;
  const asked = { case: story.case, seat: game.seat, choices: game.choices, difficulty: game.difficulty };
  fill(place, h(game.head(1), {}, "复盘"), h("p", { role: "status" }, "复盘要用推算引擎，正在准备……"));
  try {
    const [answer, drawn] = await Promise.all([call("play", asked), call("review_file", { ...asked, form: "svg" })]);
    fill(place, ...reviewParts(game, answer, drawn.text, asked, whole, retake));
    await compare(game, answer, place);
    const broken = breaches(answer.review).length;
    say(`复盘好了：${broken ? `${broken}处违规` : "没有发现违规"}。`);
  } catch (error) {
    fill(
      place, h(game.head(1), {}, "复盘"),
      h("p", { class: "ipc-alert", role: "alert" }, `复盘没有生成：${sentenceOf(error)}上面的结局、得分和理由不受影响。`),
      error?.lasting ? null : h("p", {}, h("button", { type: "button", onclick: () => loadReview(game, shown, place, whole, { say, retake }) }, "再试一次")),
    );
  }
}

/** Which of the decisions in the list above a choice is; the machine's own stand in none. */
const placeOf = (game, choice) => game.choices.indexOf(choice) + 1;
const decided = (game, row) => (!row.choice ? "" : placeOf(game, row.choice) ? `第${placeOf(game, row.choice)}个，${row.quality_zh}` : `对方，${row.quality_zh}`);

const breaches = (review) => review.timeline.flatMap((row) => row.verdicts).concat(loose(review)).filter((v) => v.breach);
/** Findings that hang on no act of the timeline: what was never done. */
const loose = (review) => review.findings.filter((f) => f.breach && !review.timeline.some((row) => row.event === f.event));

function reviewParts(game, answer, svg, asked, whole, retake) {
  const { review } = answer;
  const found = [...new Map(breaches(review).map((v) => [v.message_zh, v])).values()];
  const note = h("textarea", { rows: 3, oninput: () => { game.note = note.value; } });
  note.value = game.note;
  return [
    h(game.head(1), {}, "复盘"),
    h(game.head(2), {}, "违规和依据"),
    found.length ? h("ol", {}, found.map((v) => h("li", {}, v.message_zh))) : h("p", {}, "没有发现违规。"),
    changes(game, review, retake),
    h(game.head(2), {}, "两家的时间线"),
    h("div", { class: "ipc-wide", tabindex: "0", role: "group", "aria-label": "时间线图，可左右滚动" }, picture(svg)),
    cards("发生了什么", ["时间", "机关", "做了什么", "哪个决定", "对照"], review.timeline.map((row) => [
      momentShort(row.at), row.agency_zh, acted(row), decided(game, row),
      row.verdicts.map((v) => h("div", { class: v.breach ? "ipc-broken" : null }, v.message_zh)),
    ])),
    review.limits.length > 0 && cards("期限", ["机关", "从", "最晚", "做的时间", "用了", "依据"], review.limits.map((row) => [
      row.agency_zh, momentShort(row.from), momentShort(row.due), `${momentShort(row.done) || "没有做"}${row.breach ? "（逾期）" : ""}`, row.used_zh, row.basis_zh,
    ])),
    unshared(game, review),
    h(game.head(2), {}, "带走的话"),
    h("ul", {}, review.takeaways.map((row) => h("li", {}, row.text))),
    field("哪一步最晚？为什么？写下来，会和复盘一起打印", note),
    h("p", { class: "ipc-foot" },
      h("button", { type: "button", onclick: () => printed(whole, `复盘 ${answer.case} ${answer.title}`, note.value) }, "打印复盘"),
      FILES.map(([form, words]) => h("button", { type: "button", onclick: async (event) => keepFile(game, asked, form, event.currentTarget) }, words))),
    h("p", { class: "ipc-hint" }, "复盘是对照规则推算的辅助，最后以法律文本和承办机关的认定为准。"),
  ];
}

function acted(row) {
  const papers = row.documents_zh.length ? `：${row.documents_zh.join("、")}` : "";
  return `${row.act_zh}${row.to_zh ? ` → ${row.to_zh}` : ""}${papers}`;
}

function changes(game, review, retake) {
  if (!review.counterfactuals.length) return null;
  return [
    h(game.head(2), {}, "只改一步，会怎样"),
    h("ul", {}, review.counterfactuals.map((row) => h(
      "li", {}, h("p", {}, `${row.prompt}当时选了“${row.text}”；改选“${row.instead_text}”，其余照旧，下面这些就不违规了：${row.removes_zh.join("；")}。`),
      row.adds.length ? h("p", {}, `但会多出违规：${row.adds_zh.join("；")}。`) : null,
      row.also.length ? h("p", {}, `改了以后，后面有${row.also.length}个决定也要重做，这里按最好的算。`) : null,
      h("p", {}, h("button", { type: "button", onclick: () => retake(row.choice) }, `回到第${placeOf(game, row.choice)}个决定，重新选`)),
    ))),
  ];
}

function unshared(game, review) {
  if (!review.unshared.length) return null;
  return [h(game.head(2), {}, "一直没有给对方的材料"), h("ul", {}, review.unshared.map((x) => h("li", {}, `${x.id} ${x.title}。可以通过“${x.by_zh.join("、")}”给对方。`)))];
}

async function keepFile(game, asked, form, button) {
  button.disabled = true;
  try {
    const file = await game.call("review_file", { ...asked, form });
    save(file.name, file.text, file.type);
  } finally {
    button.disabled = false;
  }
}

/** Both chairs' last runs side by side, where both have been played to the end. */
async function compare(game, answer, place) {
  const { story, call } = game;
  const seat = OTHER[game.seat];
  const there = seat && game.runs[seat];
  if (!there) return;
  const other = await call("play", { case: story.case, seat, ...there });
  if (!other.review) return;
  const runs = game.seat === "amr" ? [answer, other] : [other, answer];
  const cell = (f) => runs.map(f);
  const steps = cell((r) => r.review.timeline.map((row) => `${momentShort(row.at)} ${row.agency_zh}：${row.act_zh}`));
  const shared = steps[0].filter((step) => steps[1].includes(step));
  // First of all: whoever has played both chairs came for this.
  place.prepend(h(game.head(1), {}, "两席对照"), cards("同一个案件，两次推演", ["比什么", ...runs.map((r) => r.seat_zh)], [
    ["得分", ...cell((r) => `${r.score.points} / ${r.score.of}`)],
    ["违规", ...cell((r) => said(breaches(r.review).map((v) => v.message_zh), "没有发现违规"))],
    ["结局", ...cell((r) => r.review.ending.title)],
    ["结束的时间", ...cell((r) => momentZh(r.review.ended))],
    ["只有这一次走的步骤", ...steps.map((own) => said(own.filter((step) => !shared.includes(step)), `没有，${shared.length}步两次都走了`))],
    ["没有给对方的材料", ...cell((r) => said(r.review.unshared.map((x) => `${x.id} ${x.title}`), "没有"))],
  ]));
}

const said = (rows, none) => (rows.length ? h("ul", {}, [...new Set(rows)].map((words) => h("li", {}, words))) : none);
