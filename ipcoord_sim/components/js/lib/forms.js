// How each kind of item is answered: a form that is worked with the keyboard alone and says by itself what it is for.

import { add, fill, freshId, h } from "./dom.js";
import { halfWidth } from "./grading.js";

/** Text with **bold** as elements. */
export function rich(text) {
  return String(text).split(/\*\*(.+?)\*\*/).map((part, n) => (n % 2 ? h("strong", {}, part) : part));
}

const HINTS = {
  single: "选一项。", next_step: "选一项。", date: "选一天。", multiple: "可以选几项。",
  order: "从最先到最后排好：用每一项后面的“上移”“下移”。", match: "给每一项选一个配对。", number: "填一个数。",
};
const FORMS = { single: choices, next_step: choices, date: choices, multiple: choices, order, match, number };

/**
 * The form of an item: {el, answer(), missing}. `draft` is what stood there before; `changed(draft)` hears of every change.
 * answer() is null while the form is not complete; `missing` says what is wanted then.
 */
export function formOf(item, draft, changed) {
  return { missing: MISSING[item.type], ...FORMS[item.type](item, draft, changed) };
}

const MISSING = {
  single: "先选一项。", next_step: "先选一项。", date: "先选一天。", multiple: "至少选一项。", order: "", match: "每一项都要配上。", number: "先填一个数，例如 3 或者 50000。",
};

function group(item, ...inside) {
  return h("fieldset", { class: "ipc-answer" }, h("legend", {}, HINTS[item.type]), inside);
}

function choices(item, draft, changed) {
  const several = item.type === "multiple";
  const name = freshId("choice");
  const before = new Set([draft ?? []].flat());
  const boxes = item.options.map((o) => {
    const box = h("input", { type: several ? "checkbox" : "radio", name, value: o.id, id: freshId("o") });
    box.checked = before.has(o.id);
    return box;
  });
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const answer = () => { const found = chosen(); return found.length ? (several ? found : found[0]) : null; };
  const el = group(item, boxes.map((box, n) => h("div", { class: "ipc-choice" }, box, h("label", { for: box.id }, rich(item.options[n].text)))));
  el.addEventListener("change", () => changed(answer()));
  return { el, answer };
}

function order(item, draft, changed) {
  const known = new Map(item.options.map((o) => [o.id, o]));
  const whole = Array.isArray(draft) && draft.length === known.size && draft.every((id) => known.has(id));
  const now = whole ? [...draft] : item.options.map((o) => o.id);
  const list = h("ol", { class: "ipc-order" });
  const said = h("p", { class: "ipc-unseen", role: "status" });
  function move(id, by) {
    const from = now.indexOf(id), to = from + by;
    now.splice(from, 1);
    now.splice(to, 0, id);
    draw();
    const row = list.children[to];
    const wanted = row.querySelector(by < 0 ? ".ipc-up" : ".ipc-down");
    (wanted.disabled ? row.querySelector("button:not(:disabled)") : wanted).focus();
    said.textContent = `现在排第${to + 1}。`;
    changed([...now]);
  }
  function draw() {
    fill(list, now.map((id, n) => {
      const { text } = known.get(id);
      const button = (words, by, kind, off) =>
        h("button", { type: "button", class: kind, disabled: off, "aria-label": `${words}：${text}`, onclick: () => move(id, by) }, words);
      return h("li", {}, h("span", { class: "ipc-step" }, rich(text)), h("span", { class: "ipc-moves" }, button("上移", -1, "ipc-up", n === 0), button("下移", 1, "ipc-down", n === now.length - 1)));
    }));
  }
  draw();
  return { el: group(item, list, said), answer: () => [...now] };
}

function match(item, draft, changed) {
  const before = draft && typeof draft === "object" ? draft : {};
  const fields = item.options.map((o) => {
    const choice = h("select", { id: freshId("pair") }, h("option", { value: "" }, "请选"), item.pairs.map((pair) => h("option", { value: pair }, pair)));
    if (item.pairs.includes(before[o.id])) choice.value = before[o.id];
    return [o, choice];
  });
  const given = () => Object.fromEntries(fields.filter(([, choice]) => choice.value).map(([o, choice]) => [o.id, choice.value]));
  const el = group(item, fields.map(([o, choice]) => h("div", { class: "ipc-pair" }, h("label", { for: choice.id }, rich(o.text)), choice)));
  el.addEventListener("change", () => changed(given()));
  return { el, answer: () => { const found = given(); return Object.keys(found).length === fields.length ? found : null; } };
}

function number(item, draft, changed) {
  const box = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", id: freshId("n"), size: "14" });
  box.value = draft ?? "";
  const answer = () => {
    const text = halfWidth(box.value).trim();
    return /^[+-]?[\d,]*\.?\d+$/.test(text) ? Number(text.replaceAll(",", "")) : null;
  };
  box.addEventListener("input", () => changed(box.value));
  const el = group(item, h("div", { class: "ipc-number" }, h("label", { for: box.id }, "你的答案"), add(h("span"), box, item.unit ? ` ${item.unit}` : "")));
  return { el, answer };
}
