// What every component draws with: elements from data (never from markup), labelled fields, and sentences that are announced.

let used = 0;

/** An id that no other element of this page has. */
export function freshId(stem = "ipc") {
  used += 1;
  return `${stem}-${used}`;
}

/**
 * An element: h("p", {class: "x", onclick: f}, "text", child, [more]). Texts become text nodes, never markup.
 * `on…` takes a function; true writes an empty attribute; null, undefined and false write none.
 */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) {
      if (typeof value !== "function") throw new TypeError(`${name} takes a function`);
      made.addEventListener(name.slice(2), value);
    } else made.setAttribute(name, value === true ? "" : String(value));
  }
  return add(made, children);
}

/** Append texts, elements and lists of them; nothing for null, undefined and false. */
export function add(parent, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return parent;
}

/** Put new children in the place of the old ones. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return add(parent, children);
}

/** A control with its visible label, and a hint that a screen reader reads with it. */
export function field(label, control, hint = "") {
  control.id ||= freshId();
  if (!hint) return h("div", { class: "ipc-field" }, h("label", { for: control.id }, label), control);
  const words = h("p", { class: "ipc-hint", id: freshId() }, hint);
  control.setAttribute("aria-describedby", words.id);
  return h("div", { class: "ipc-field" }, h("label", { for: control.id }, label), words, control);
}

/** A region whose new words a screen reader speaks: role="status" waits its turn, role="alert" does not. */
export function live(role = "status") {
  return h("div", { class: `ipc-live-region ipc-${role}`, role, "aria-live": role === "alert" ? "assertive" : "polite" });
}

/** A table with a caption and row heads; `cells` are texts or elements. It scrolls in a box of its own. */
export function table(caption, heads, rows) {
  const top = h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)));
  const body = rows.map((cells) => h("tr", {}, cells.map((cell, n) => (n ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))));
  return h(
    "div", { class: "ipc-table", tabindex: "0", role: "group", "aria-label": `${caption}，可左右滚动` },
    h("table", {}, h("caption", {}, caption), h("thead", {}, top), h("tbody", {}, body)),
  );
}

const SVG_SAFE = new Set(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs", "marker", "pattern", "lineargradient", "stop", "use", "clippath", "style"]);

/** A picture that the engine drew as SVG text: read as XML, and without scripts, handlers, links and foreign parts. */
export function picture(text) {
  const read = new DOMParser().parseFromString(text, "image/svg+xml");
  if (read.querySelector("parsererror") || read.documentElement.localName !== "svg") throw new Error("图画不出来：不是 SVG。");
  for (const node of [...read.querySelectorAll("*")]) {
    if (!SVG_SAFE.has(node.localName.toLowerCase())) { node.remove(); continue; }
    for (const { name, value } of [...node.attributes]) {
      if (/^on/i.test(name) || (/href$/i.test(name) && !value.startsWith("#"))) node.removeAttribute(name);
    }
  }
  return document.importNode(read.documentElement, true);
}

/** Offer a file to save. Works on a plain address too, where the clipboard does not. */
export function save(name, text, type = "text/plain;charset=utf-8") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
