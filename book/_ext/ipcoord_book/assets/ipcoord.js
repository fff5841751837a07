// Small mends in the reader's browser: Chinese words for the theme's parts, boxes that scroll, and paper.
(() => {
  "use strict";

  const LABELS = [
    ["#pst-primary-sidebar-modal", "全书目录"],
    ["#pst-secondary-sidebar-modal", "本页目录"],
    ["#pst-search-dialog", "搜索全书"],
    ["nav.bd-docs-nav", "全书目录"],
  ];

  function nameParts() {
    for (const [selector, label] of LABELS) {
      for (const part of document.querySelectorAll(selector)) part.setAttribute("aria-label", label);
    }
    const skip = document.querySelector("#pst-skip-link a");
    if (skip) skip.textContent = "跳到正文";
    const top = document.getElementById("pst-back-to-top");
    if (top) top.lastChild.textContent = "回到页首";
  }

  // Only a box that really scrolls becomes a stop for the Tab key.
  function reachBoxes() {
    for (const box of document.querySelectorAll(".ip-table, div.highlight pre, .cell_output .output")) {
      const scrolls = box.scrollWidth > box.clientWidth + 1;
      if (!scrolls) {
        if (box.dataset.ipScroll) for (const name of ["tabindex", "role", "aria-label", "data-ip-scroll"]) box.removeAttribute(name);
        continue;
      }
      const caption = box.querySelector("caption");
      box.dataset.ipScroll = "1";
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `${caption ? caption.textContent.trim() : "表格"}（可左右滚动）`);
    }
  }

  // Regions of one name would be told apart by nobody, so they are numbered.
  function numberBoxes() {
    const seen = new Map();
    for (const box of document.querySelectorAll('[data-ip-scroll][role="region"]')) {
      const name = box.getAttribute("aria-label"), count = (seen.get(name) || 0) + 1;
      seen.set(name, count);
      if (count > 1 || name.startsWith("表格")) box.setAttribute("aria-label", name.replace("（可左右滚动）", `${count}（可左右滚动）`));
    }
  }

  let folded = [];
  function unfold() {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const part of folded) part.open = true;
  }
  function foldAgain() {
    for (const part of folded) part.open = false;
    folded = [];
  }

  function start() {
    nameParts();
    reachBoxes();
    numberBoxes();
    window.addEventListener("resize", () => { reachBoxes(); numberBoxes(); });
    window.addEventListener("beforeprint", unfold);
    window.addEventListener("afterprint", foldAgain);
    for (const button of document.querySelectorAll(".ip-print")) button.addEventListener("click", () => window.print());
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
