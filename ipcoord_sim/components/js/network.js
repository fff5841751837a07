// 协作网络：谁和谁有渠道；拿走一个机关或者一处联络员，看断了什么。图和文字并排，文字说的和图一样。
import { cards } from "./lib/cards.js";
import { field, fill, h, picture } from "./lib/dom.js";
import { opening } from "./lib/opening.js";
import { sentenceOf } from "./lib/words.js";

const MOST = 12;

async function render({ model, el }) {
  const { args, call, head, status, alarm } = opening({ model, el });
  const result = h("section", { "aria-label": "网络和断了什么" });
  const controls = h("div", {});
  el.append(h("div", { class: "ipc-live-box" }, controls, alarm, result, status));
  let gone = [...(args.without ?? [])];
  let shown = null;
  let busy = false;

  const begin = h("button", { type: "button", class: "ipc-main", onclick: () => ask(gone) }, "画出信阳的协作网络");
  if (args.waits) fill(controls, h("p", {}, begin));
  else await ask(gone);

  async function ask(next) {
    if (busy) return;
    busy = true;
    alarm.textContent = "";
    status.textContent = "正在算……";
    try {
      shown = await call("network", { level: args.level ?? "city", without: next, picture: true });
      gone = next;
      draw();
    } catch (error) {
      status.textContent = "";
      alarm.textContent = sentenceOf(error);
    } finally {
      busy = false;
    }
  }

  function draw() {
    const names = new Map(shown.graph.nodes.map((node) => [node.id, node.name_zh]));
    const named = (id) => names.get(id) ?? liaison(id);
    const left = shown.graph.nodes.filter((node) => !gone.includes(node.id));
    const groups = [...new Set(left.map((node) => node.kind_zh))].map((kind) => h(
      "optgroup", { label: kind }, left.filter((node) => node.kind_zh === kind).map((node) => h("option", { value: node.id }, node.name_zh)),
    ));
    const contacts = shown.liaisons.filter((id) => !gone.includes(id));
    const choice = h("select", {}, groups, contacts.length ? h("optgroup", { label: "联络员" }, contacts.map((id) => h("option", { value: id }, liaison(id)))) : null);
    const take = h("button", { type: "button", class: "ipc-main", onclick: () => ask([...gone, choice.value]) }, "拿走，看断了什么");
    fill(
      controls, field("拿走哪一个", choice), h("p", { class: "ipc-foot" }, take, gone.length > 0 && h("button", { type: "button", onclick: () => ask([]) }, "全部放回")),
      gone.length > 0 && h("ul", { class: "ipc-gone", "aria-label": "已经拿走的" }, gone.map((id) => h("li", {}, `${named(id)} `, h("button", { type: "button", onclick: () => ask(gone.filter((one) => one !== id)) }, `放回${named(id)}`)))),
    );
    const { lost_without: lost, cut_agencies: cut, loss_of_each: each, carries } = shown.measures;
    const list = (ids) => (ids.length ? ids.map(named).join("、") : "没有");
    const said = gone.length
      ? `少了${gone.map(named).join("、")}：断了联系的${lost.pairs_lost}对机关，逐级请示到不了原来最上级的${lost.questions.length}个，没有公安机关可以移送的${lost.referrals.length}个，没有了的渠道${lost.channels.reduce((sum, row) => sum + row.lost, 0)}条。`
      : `${shown.size.agencies}个机关，${shown.size.channels}条渠道，都在。`;
    const title = h(head(0), { "data-head": true, tabindex: "-1" }, gone.length ? "断了什么" : "现在的网络");
    fill(
      result, title, h("p", {}, said),
      gone.length > 0 && cards("断了什么", ["断了什么", "哪些"], [
        ["彼此断了联系的", `${lost.pairs_lost}对机关`], ["和最大的一块断了联系的", list(lost.cut_off)], ["逐级请示到不了原来最上级的", list(lost.questions)],
        ["没有公安机关可以移送的", list(lost.referrals)], ["没有了的渠道", lost.channels.map((row) => `${row.name_zh}（${row.lost}条）`).join("、") || "没有"],
      ]),
      h("div", { class: "ipc-wide", tabindex: "0", role: "group", "aria-label": "网络图，可左右滚动" }, picture(shown.svg)),
      h("details", {}, h("summary", {}, "哪几个最要紧"),
        cards("拿走它，别的机关会断多少", ["机关", "断了联系的别的机关", "经过它的逐级请示"], rankings(each, carries).map(([id, loss, passes]) => [named(id), `${loss}对`, `${passes}个机关`])),
        h("p", {}, cut.length ? `拿走就把别人断开的：${cut.map((row) => row.name_zh).join("、")}。` : "没有哪一个机关，拿走它会把别的机关断开。")),
      h("p", { class: "ipc-hint" }, shown.notes_zh.join(""), shown.not_verified.length ? `没有画的待核渠道：${shown.not_verified.join("、")}。` : ""),
    );
    status.textContent = said;
    title.focus();
  }

  function liaison(id) {
    const place = id.replace(/^liaison\//, "");
    const there = shown?.map.rows.find((row) => row.id === place);
    return `${there?.name_zh ?? place}的联络员`;
  }
}

/** The agencies whose loss or whose place on the ways up weighs most. */
function rankings(each, carries) {
  const ids = new Set([...Object.keys(each), ...Object.keys(carries)]);
  return [...ids].map((id) => [id, each[id] ?? 0, carries[id] ?? 0]).sort((a, b) => b[1] - a[1] || b[2] - a[2]).slice(0, MOST);
}

export default { render };
