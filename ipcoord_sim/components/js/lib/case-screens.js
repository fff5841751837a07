// The screens of a case before its end: choose a chair, hand over, a scene with its decision, the verdict.
import { cited } from "./book.js";
import { field, fill, freshId, h } from "./dom.js";
import { momentShort, momentZh } from "./words.js";

const SEATS = ["amr", "psb", "both"];
const HARDER = ["对方尽力而为", "对方有时误期或者出错", "对方常常误期或者出错"];

/** The first screen. `running` is a game that was left, or null. */
export function drawStart(game, running, { begin, resume }) {
  const { story } = game;
  const seats = SEATS.map((seat) => {
    const [name, agency] = story.seats[seat];
    const box = h("input", { type: "radio", name: "seat", value: seat, checked: seat === game.seat, id: freshId() });
    const words = seat === "both" ? "两席轮流：两个人，换人时屏幕先遮住" : `${name}：${agency}`;
    return h("div", { class: "ipc-pick" }, box, h("label", { for: box.id }, words));
  });
  const harder = h("select", {}, HARDER.map((words, n) => h("option", { value: n, selected: n === game.difficulty }, words)));
  const later = h("input", { type: "checkbox", id: freshId(), checked: game.later });
  const form = h(
    "form", { onsubmit(event) {
      event.preventDefault();
      begin(new FormData(form).get("seat"), Number(harder.value), later.checked);
    } },
    h("fieldset", {}, h("legend", {}, "坐哪一席"), seats),
    field("另一席由机器来做时", harder),
    h("div", { class: "ipc-pick" }, later, h("label", { for: later.id }, "每步先不说结论，留到复盘")),
    h("p", {}, h("button", { type: "submit", class: "ipc-main" }, running ? "重新开始" : "开始")),
  );
  const goOn = running && h("p", {}, h("button", { type: "button", class: "ipc-main", onclick: resume }, `接着上次：${story.seats[running.seat][0]}，已经做了${running.choices.length}个决定`));
  return [
    h(game.head(0), { "data-head": true }, `推演：${story.title}`),
    h("p", { class: "ipc-hint" }, `约${story.minutes}分钟，难度${story.difficulty_zh}。人物、企业、商标、文号全部虚构。答案也在这一页的源文件里，自己练习用，不能当考试。`),
    goOn, form,
  ];
}

/** Between two chairs: nothing of the other side's screen is left. */
export function drawHandOver(game, seat, from, ready) {
  const { story } = game;
  const other = seat === "amr" ? "psb" : "amr";
  return [
    h(game.head(0), { "data-head": true }, `请换人：${story.seats[seat][0]}`),
    h("p", {}, from ? `${story.seats[other][0]}请离开，${story.seats[seat][0]}坐到屏幕前。` : `${story.seats[seat][0]}坐到屏幕前，${story.seats[other][0]}先不看。`),
    h("p", {}, h("button", { type: "button", class: "ipc-main", onclick: ready }, `我是${story.seats[seat][0]}，开始`)),
  ];
}

/** One scene and its one decision. */
export function drawScene(game, shown, choose, restart) {
  const { story } = game;
  const alarm = h("p", { class: "ipc-alert", role: "alert" });
  const options = shown.decision.options.map((o) => {
    const box = h("input", { type: "radio", name: "option", value: o.id, id: freshId() });
    return h("div", { class: "ipc-pick" }, box, h("label", { for: box.id }, `${o.id}. ${o.text}`));
  });
  const form = h(
    "form", { class: "ipc-decision", onsubmit(event) {
      event.preventDefault();
      const picked = new FormData(form).get("option");
      if (picked) choose(picked);
      else fill(alarm, "还没有选；请先选一个。");
    } },
    h("fieldset", {}, h("legend", {}, shown.decision.prompt), options), alarm,
    h("p", {}, h("button", { type: "submit", class: "ipc-main" }, "就这样决定")),
  );
  return [
    bar(game, shown),
    h(game.head(0), { "data-head": true }, shown.scene.title),
    h("div", { class: "ipc-columns" },
      h("div", {}, paragraphs(shown.scene.text), newsOf(shown), form),
      h("aside", { "aria-label": "手上的材料" }, h(game.head(1), {}, "手上的材料"), papers(game, shown), briefing(shown))),
    foot(restart),
  ];
}

/** What came of the choice, how good it was, and why. */
export function drawVerdict(game, told, shown, goOn, restart) {
  const { story } = game;
  const word = story.qualities[told.quality][1];
  const said = game.later
    ? [h(game.head(0), { "data-head": true }, "已经记下"), h("p", {}, `你选了：${told.text}`), h("p", {}, "结论留到复盘。")]
    : [
      h(game.head(0), { "data-head": true, class: `ipc-finding ipc-${told.quality}` }, `结论：${word}`),
      h("p", {}, `你选了：${told.text}`),
      told.then && h("p", { class: "ipc-then" }, told.then),
      h("p", {}, told.reason),
      basisOf(story, told.basis),
    ];
  return [h("div", {}, said), h("p", {}, h("button", { type: "button", class: "ipc-main", onclick: goOn }, shown.ended ? "看结局和复盘" : "接着演")), foot(restart)];
}

/** 依据, each with its link in the book. */
export function basisOf(story, ids) {
  const once = [...new Map(ids.map((id) => [story.basis_zh[id], id])).entries()];
  return once.length ? h("p", { class: "ipc-basis" }, "依据：", once.map(([words, id], n) => [n ? "；" : "", cited(id, words)]), "。") : null;
}

function bar(game, shown) {
  const points = game.later || !shown.score.of ? "" : `得分 ${shown.score.points} / ${shown.score.of}`;
  return h(
    "p", { class: "ipc-strip" }, h("span", {}, `${game.story.case}　${game.story.seats[shown.viewer][0]}`),
    h("time", { datetime: shown.clock }, momentZh(shown.clock)), points && h("span", {}, points),
  );
}

const paragraphs = (text) => text.split("\n\n").filter(Boolean).map((words) => h("p", {}, words));

function newsOf(shown) {
  if (!shown.news.length) return null;
  const rows = shown.news.map((row) => {
    const with_ = row.documents_zh.length ? `（${row.documents_zh.join("、")}）` : "";
    return h("li", {}, `${momentShort(row.at)}　${row.from_zh}：${row.act_zh}${with_}`);
  });
  return h("div", { class: "ipc-news" }, h("p", {}, "这段时间里："), h("ul", {}, rows));
}

function papers(game, shown) {
  if (!shown.exhibits.length) return h("p", { class: "ipc-hint" }, "现在没有材料。");
  return shown.exhibits.map((x) => {
    const fresh = !game.seen.has(`${shown.viewer} ${x.id}`);
    return h("details", { open: fresh }, h("summary", {}, `${x.id} ${x.title}${fresh ? "（新）" : ""}`), paragraphs(x.text));
  });
}

const briefing = (shown) => (shown.briefing ? h("details", {}, h("summary", {}, "我的角色卡"), paragraphs(shown.briefing)) : null);

const foot = (restart) => h("p", { class: "ipc-foot" }, h("button", { type: "button", onclick: restart }, "回到开头"));
