// 证据包体检：勾材料、填清单和证据；缺什么、哪里对不上、哪些证据由公安重新收集，各有条文。
import { cards } from "./lib/cards.js";
import { field, fill, freshId, h } from "./lib/dom.js";
import { opening } from "./lib/opening.js";
import { sentenceOf } from "./lib/words.js";

const TABLES = [["investigation_report", "调查报告里写的物品"], ["goods_list", "物品清单里写的物品"]];
const WEIGHT = { missing: "缺材料", differs: "对不上", order: "日期倒了", hint: "提示" };
const DAYS = [["referral_letter", "day", "移送书的日期"], ["referral_letter", "approved", "批准移送的日期"], ["investigation_report", "day", "调查报告的日期"], ["goods_list", "day", "物品清单的日期"], ["test_report", "sampled", "取样的日期"], ["test_report", "day", "检验报告的日期"]];

async function render({ model, el }) {
  const { args, call, head, status, alarm } = opening({ model, el });
  const body = h("div", { class: "ipc-evidence" }, h("p", { class: "ipc-hint" }, "正在取材料表……"));
  const result = h("section", { "aria-label": "体检结果" });
  el.append(h("div", { class: "ipc-live-box" }, body, status));
  let form_ = args.form;
  try {
    form_ ??= await call("evidence_form", {});
  } catch (error) {
    fill(body, h("p", { class: "ipc-alert", role: "alert" }, `${sentenceOf(error)}要带的材料写在这一页上。`));
    return;
  }
  const given = args.contents ?? {};
  const tick = (id, words, checked) => {
    const box = h("input", { type: "checkbox", value: id, id: freshId(), checked });
    return { id, box, row: h("div", { class: "ipc-pick" }, box, h("label", { for: box.id }, words)) };
  };
  const facts = form_.facts.map((row) => tick(row.id, row.zh, args.facts?.[row.id] ?? false));
  const papers = form_.documents.map((row) => tick(row.id, row.zh, (args.documents ?? []).includes(row.id)));
  const tables = TABLES.map(([id, title]) => ({ id, ...goodsTable(title, given[id]?.items ?? []) }));
  const days = DAYS.map(([paper, key, words]) => ({ paper, key, input: h("input", { type: "date", value: given[paper]?.[key] ?? "" }), words }));
  const tested = h("input", { type: "text", value: (given.test_report?.items ?? []).join("、") });
  const proofs = proofTable(form_.kinds, given.evidence ?? []);
  const form = h(
    "form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); check(); } },
    h("fieldset", {}, h("legend", {}, "案件里有没有"), facts.map((f) => f.row)),
    h("fieldset", {}, h("legend", {}, "包里有哪些材料"), papers.map((p) => p.row)),
    h("details", { open: Boolean(args.contents) }, h("summary", {}, "核对内容（可以不填）"),
      tables.map((t) => t.node), field("检验报告里检验了哪些物品", tested, "用顿号隔开。"),
      h("fieldset", {}, h("legend", {}, "日期"), h("div", { class: "ipc-row" }, days.map((d) => field(d.words, d.input))))),
    h("details", { open: Boolean(given.evidence?.length) }, h("summary", {}, "每件证据（可以不填）"), proofs.node),
    alarm, h("p", {}, h("button", { type: "submit", class: "ipc-main" }, "体检")),
  );
  fill(body, form, result);

  /** What was filled in, as the call takes it; a paper that is not there has no contents. */
  function asked() {
    const documents = papers.filter((p) => p.box.checked).map((p) => p.id);
    const contents = {};
    const put = (paper, key, value) => { if (documents.includes(paper)) (contents[paper] ??= {})[key] = value; };
    for (const t of tables) if (t.rows().length) put(t.id, "items", t.rows());
    for (const d of days) if (d.input.value) put(d.paper, d.key, d.input.value);
    const names = tested.value.split(/[、，,;；]/).map((words) => words.trim()).filter(Boolean);
    if (names.length) put("test_report", "items", names);
    if (proofs.rows().length) contents.evidence = proofs.rows();
    return { documents, facts: Object.fromEntries(facts.map((f) => [f.id, f.box.checked])), contents };
  }

  async function check() {
    alarm.textContent = "";
    form.lastElementChild.before(alarm);
    const wrong = [...form.querySelectorAll("input[type=number]")].find((input) => !input.validity.valid);
    if (wrong) {
      fill(result);
      // At the field it is about: the button is some screens further down.
      wrong.closest(".ipc-field").append(alarm);
      alarm.textContent = `“${wrong.closest("fieldset").querySelector("legend").textContent}”的${wrong.labels[0].textContent}${wrong.value ? `写的是 ${wrong.value}` : "写的不是数"}；请写一个不小于0的数，不知道就空着。`;
      wrong.closest("details").open = true;
      wrong.focus();
      return;
    }
    try {
      draw(await call("evidence", asked()));
    } catch (error) {
      fill(result);
      alarm.textContent = sentenceOf(error);
      alarm.scrollIntoView({ block: "nearest" });
    }
  }

  function draw(found) {
    const names = Object.fromEntries(form_.documents.map((row) => [row.id, row.zh]));
    const counts = Object.entries(WEIGHT).map(([id, words]) => [words, found.findings.filter((row) => row.weight === id).length]).filter(([, n]) => n);
    const said = `${found.complete ? "材料齐，内容对得上。" : ""}${counts.map(([words, n]) => `${words}${n}处`).join("，")}${counts.length ? "。" : ""}${found.retake.length ? `要由公安机关重新收集的证据${found.retake.length}件。` : ""}`;
    const title = h(head(0), { "data-head": true, tabindex: "-1", class: `ipc-finding ${found.complete ? "" : "ipc-risky"}` }, said);
    fill(
      result, title,
      found.findings.length > 0 && cards("要补、要改的", ["哪一样", "怎么回事，依据哪一条"], found.findings.map((row) => [`${WEIGHT[row.weight]}：${names[row.paper] ?? row.paper}`, row.message_zh])),
      found.evidence.length > 0 && cards("每件证据怎么用", ["证据", "到了刑事程序", "依据哪一条"], found.evidence.map((row) => [`${row.name}（${row.kind_zh}）`, row.use_zh, row.message_zh])),
      h("p", { class: "ipc-hint" }, "这是核对的提示，不是法律结论。证据能不能用，由办案机关和法院审查。"),
    );
    status.textContent = said;
    title.focus();
  }

  if (args.show) await check();
}

/** Lines of goods that can be added and taken away. */
function goodsTable(title, items) {
  const lines = new Set();
  const list = h("div", {});
  function line(item = {}) {
    const inputs = {
      name: h("input", { type: "text", value: item.name ?? "" }), quantity: h("input", { type: "number", min: 0, step: "any", value: item.quantity ?? "" }),
      unit: h("input", { type: "text", value: item.unit ?? "" }), unit_price: h("input", { type: "number", min: 0, step: "any", value: item.unit_price ?? "" }),
      value: h("input", { type: "number", min: 0, step: "any", value: item.value ?? "" }),
    };
    const box = h("input", { type: "checkbox", id: freshId(), checked: Boolean(item.tested) });
    const words = { name: "名称", quantity: "数量", unit: "单位", unit_price: "单价（元）", value: "金额（元）" };
    const one = { inputs, box };
    one.node = h(
      "fieldset", { class: "ipc-line" }, h("legend", {}, `${title}：第${lines.size + 1}行`),
      h("div", { class: "ipc-row" }, Object.entries(inputs).map(([key, input]) => field(words[key], input))),
      h("div", { class: "ipc-pick" }, box, h("label", { for: box.id }, "做过检验或者鉴定")),
      h("button", { type: "button", onclick: () => { lines.delete(one); one.node.remove(); more.focus(); } }, "去掉这一行"),
    );
    lines.add(one);
    list.append(one.node);
    return one;
  }
  const more = h("button", { type: "button", onclick: () => line().inputs.name.focus() }, `${title}：加一行`);
  items.forEach(line);
  return {
    node: h("div", {}, list, h("p", {}, more)),
    rows: () => [...lines].map(({ inputs, box }) => {
      const row = { name: inputs.name.value.trim() };
      if (inputs.unit.value.trim()) row.unit = inputs.unit.value.trim();
      for (const key of ["quantity", "unit_price", "value"]) if (inputs[key].value !== "") row[key] = Number(inputs[key].value);
      if (box.checked) row.tested = true;
      return row;
    }).filter((row) => row.name || Object.keys(row).length > 1),
  };
}

/** Pieces of evidence by name and kind. */
function proofTable(kinds, given) {
  const lines = new Set();
  const list = h("div", {});
  function line(proof = {}) {
    const name = h("input", { type: "text", value: proof.name ?? "" });
    const kind = h("select", {}, kinds.map((row) => h("option", { value: row.id, selected: row.id === proof.kind }, row.zh)));
    const one = { name, kind };
    one.node = h("fieldset", { class: "ipc-line" }, h("legend", {}, `证据第${lines.size + 1}件`), h("div", { class: "ipc-row" }, field("名称", name), field("种类", kind)),
      h("button", { type: "button", onclick: () => { lines.delete(one); one.node.remove(); more.focus(); } }, "去掉这一件"));
    lines.add(one);
    list.append(one.node);
    return one;
  }
  const more = h("button", { type: "button", onclick: () => line().name.focus() }, "加一件证据");
  given.forEach(line);
  return { node: h("div", {}, list, h("p", {}, more)), rows: () => [...lines].map(({ name, kind }, n) => ({ id: `p${n + 1}`, kind: kind.value, name: name.value.trim() || `第${n + 1}件` })) };
}

export default { render };
