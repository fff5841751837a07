// Print one part of a page alone: copied as nodes (never as markup) into a frame of its own.
import { h } from "./dom.js";

const QUIET = "button, textarea, input, select, label";

/** Open the print dialogue for a copy of `part` under `title`, without its buttons and fields; `note` is printed below. */
export function printed(part, title, note = "") {
  const frame = h("iframe", { title, class: "ipc-print-frame", "aria-hidden": "true", tabindex: "-1" });
  document.body.append(frame);
  const page = frame.contentDocument;
  page.documentElement.lang = "zh-CN";
  page.title = title;
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"][href*="components"]')) page.head.append(page.importNode(h("link", { rel: "stylesheet", href: sheet.href }), true));
  const copy = page.importNode(part, true);
  for (const node of copy.querySelectorAll(QUIET)) node.remove();
  for (const node of copy.querySelectorAll("details")) node.open = true;
  page.body.className = "ipc ipc-printed";
  page.body.append(page.importNode(h("div", {}, h("h1", {}, title), h("p", { class: "ipc-hint" }, "人物、企业、商标、文号全部虚构。")), true), copy);
  if (note) page.body.append(page.importNode(h("div", {}, h("h4", {}, "我的话"), h("p", {}, note)), true));
  const gone = () => frame.remove();
  frame.contentWindow.addEventListener("afterprint", gone);
  setTimeout(() => frame.contentWindow.print(), 300);
  return frame;
}
