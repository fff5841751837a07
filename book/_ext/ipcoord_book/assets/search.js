/* The theme's search dialog and the search page, filled by our own Chinese search; everything heavy loads on first use. */
(function () {
  "use strict";

  const ROOT = document.documentElement.dataset.content_root || "./";
  const TEXT = "search-text.js";
  const SCRIPTS = ["search-engine.js", "minisearch.js", "search-docs.js"];
  const PER_GROUP = 6;
  const KEYS = matchMedia("(hover: none)").matches ? "点外面的暗处关闭。" : "用 ↑ ↓ 选择，回车打开，Esc 关闭。";
  const HINT = `可以输入词语“退卷”、条款“二（二）”或编号“N19”。${KEYS}`;

  const loaded = new Map();
  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        const script = element("script", { src: `${ROOT}_static/${name}`, onload: resolve });
        script.onerror = () => {
          loaded.delete(name);
          reject(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  }

  let engine = null;
  function ready() {
    engine ||= load(TEXT)
      .then(() => Promise.all(SCRIPTS.map(load)))
      .then(() => window.IpcoordSearchEngine.build(window.IPCOORD_SEARCH, window.MiniSearch));
    return engine;
  }

  function element(name, attributes = {}, ...children) {
    const node = Object.assign(document.createElement(name), attributes);
    node.append(...children);
    return node;
  }

  /* Text with the finds in <mark>; only text nodes, so that a query can never become markup. */
  function coloured(text, marks) {
    const parts = [];
    let at = 0;
    for (const [from, to] of window.IpcoordSearchText.ranges(text, marks)) {
      parts.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
      at = to;
    }
    return [...parts, text.slice(at)];
  }

  function address({ doc, marks }) {
    const find = marks.length ? `?find=${encodeURIComponent(marks.join(" "))}` : "";
    return `${ROOT}${doc.page}${find}${doc.anchor ? `#${encodeURIComponent(doc.anchor)}` : ""}`;
  }

  function entry(hit, badge) {
    const { doc, marks } = hit;
    const link = element("a", { href: address(hit), className: "ip-search__hit" });
    const title = element("span", { className: "ip-search__title" }, ...coloured(doc.title, marks));
    if (doc.state) title.append(" ", element("span", { className: "ip-search__badge ip-search__badge--state" }, doc.state));
    if (badge) title.append(" ", element("span", { className: "ip-search__badge" }, doc.group));
    link.append(title);
    if (doc.path) link.append(element("span", { className: "ip-search__path" }, doc.path));
    if (doc.text) link.append(element("span", { className: "ip-search__text" }, ...coloured(window.IpcoordSearchText.snippet(doc.text, marks, 84), marks)));
    return element("li", {}, link);
  }

  function section(heading, hits, badge) {
    const list = element("ul", {}, ...hits.map((hit) => entry(hit, badge)));
    list.setAttribute("aria-label", heading);
    return element("div", { className: "ip-search__group" }, element("p", { className: "ip-search__heading" }, heading), list);
  }

  /* The three best of all first; then the rest by group, the group with the best one first. */
  function sections(hits) {
    const best = hits.slice(0, 3);
    const groups = new Map();
    for (const hit of hits.slice(3)) {
      const list = groups.get(hit.doc.group) || [];
      if (list.length < PER_GROUP) list.push(hit);
      groups.set(hit.doc.group, list);
    }
    const rest = [...groups].map(([name, list]) => section(name, list, false));
    return best.length ? [section("最可能", best, true), ...rest] : [];
  }

  function mount(form, box) {
    const input = form.querySelector("input");
    const status = element("p", { className: "ip-search__status" }, HINT);
    const list = element("div", { className: "ip-search__list" });
    let turn = 0;
    status.setAttribute("role", "status");
    input.setAttribute("autocomplete", "off");
    box.classList.add("ip-search");
    box.append(status, list);

    async function run() {
      const query = input.value.trim();
      const mine = (turn += 1);
      let built;
      try {
        built = await ready();
      } catch (failure) {
        engine = null;
        status.textContent = `检索文件没有载入（${failure.message}）。请重新打开本页；仍不行，请重新生成本书。`;
        return;
      }
      if (mine !== turn) return;
      const hits = query ? window.IpcoordSearchEngine.search(built, query) : [];
      list.replaceChildren(...sections(hits));
      list.scrollTop = 0;
      if (!query) status.textContent = HINT;
      else if (hits.length) status.textContent = `找到 ${hits.length} 处。`;
      else status.textContent = `没有找到“${query}”。请换一个词，或少写几个字。`;
      box.dataset.query = query;
    }

    const links = () => [...list.querySelectorAll("a")];
    function move(event) {
      const all = links();
      const at = all.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: at < 0 ? NaN : 0, End: at < 0 ? NaN : all.length - 1 }[event.key];
      if (event.isComposing || Number.isNaN(to)) return;
      if (to === undefined) {
        // Typing on goes on in the field, wherever the focus stood.
        if (at >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) input.focus();
        return;
      }
      event.preventDefault();
      if (to < 0) input.focus();
      else if (all[to]) all[to].focus();
    }

    input.addEventListener("focus", (event) => {
      if (box.contains(event.relatedTarget)) return;
      input.select();
      run();
    });
    input.addEventListener("input", (event) => { if (!event.isComposing) run(); });
    input.addEventListener("compositionend", run);
    form.addEventListener("keydown", move);
    box.addEventListener("keydown", move);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await run();
      links()[0]?.click();
    });
    return { input, run };
  }

  /* On arrival: open what hides the place, colour the words that were looked for. */
  async function arrive() {
    const wanted = new URLSearchParams(window.location.search).get("find");
    if (!wanted || !document.querySelector("article")) return;
    await load(TEXT);
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const scope = target?.textContent.trim() ? target : document.querySelector("article");
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("script, style, mark, svg")) texts.push(walker.currentNode);
    for (const node of texts) {
      const found = window.IpcoordSearchText.ranges(node.data, wanted.split(" "));
      if (found.length) {
        const holder = document.createDocumentFragment();
        holder.append(...coloured(node.data, wanted.split(" ")));
        holder.querySelectorAll("mark").forEach((mark) => mark.classList.add("ip-found"));
        node.replaceWith(holder);
      }
    }
    (target || scope.querySelector(".ip-found"))?.scrollIntoView({ block: "center" });
  }

  const dialog = document.getElementById("pst-search-dialog");
  const page = document.querySelector(".bd-search-container");
  if (dialog) {
    dialog.setAttribute("aria-label", "搜索全书");
    dialog.append(element("div"));
    window.IpcoordSearch = { ready, ...mount(dialog.querySelector("form"), dialog.lastElementChild) };
    dialog.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });
  }
  if (page) {
    const { input, run } = mount(page.querySelector("form"), page.querySelector("#search-results"));
    input.value = new URLSearchParams(window.location.search).get("q") || "";
    run();
  }
  arrive();
})();
