// A notebook's page tells whether this browser keeps a copy of the reader's own, whether it differs, and gives the original back.
(() => {
  "use strict";
  const box = document.querySelector(".ip-lite");
  if (!box || !globalThis.indexedDB) return;
  const name = box.dataset.notebook;
  const own = box.querySelector(".ip-lite__own");
  const STORE = "ipcoord-notebooks";

  /** The notebooks' storage, or null where there is none: looking must not make one. */
  const open = () => new Promise((done) => {
    let asked;
    try { asked = indexedDB.open(STORE); } catch { done(null); return; }
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = (event) => { event.preventDefault(); done(null); };
    asked.onblocked = () => done(null);
    asked.onsuccess = () => {
      if (asked.result.objectStoreNames.contains("files")) done(asked.result);
      else { asked.result.close(); done(null); }
    };
  });

  const request = (asked) => new Promise((done, fail) => { asked.onsuccess = () => done(asked.result); asked.onerror = () => fail(asked.error); });

  async function kept() {
    const store = await open();
    if (!store) return null;
    try { return (await request(store.transaction("files").objectStore("files").get(name))) ?? null; } finally { store.close(); }
  }

  async function forget() {
    const store = await open();
    if (!store) return;
    try {
      for (const part of ["files", "checkpoints"].filter((one) => store.objectStoreNames.contains(one))) {
        await request(store.transaction(part, "readwrite").objectStore(part).delete(name));
      }
    } finally { store.close(); }
  }

  const written = (notebook) => JSON.stringify(notebook.cells.map((cell) => [cell.cell_type, [cell.source].flat().join("")]));

  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    Object.assign(made, attributes);
    made.append(...children);
    return made;
  };

  const when = (text) => {
    const day = new Date(text);
    return Number.isNaN(day.getTime()) ? "" : `（${day.toLocaleString("zh-CN", { dateStyle: "long", timeStyle: "short" })}）`;
  };

  function save(notebook) {
    const address = URL.createObjectURL(new Blob([JSON.stringify(notebook, null, 1)], { type: "application/json" }));
    const link = element("a", { href: address, download: name.replace(".ipynb", "-我的.ipynb") });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  async function show() {
    const copy = await kept();
    if (!copy?.content?.cells) { box.removeAttribute("data-own"); own.replaceChildren(); return; }
    const shipped = await (await fetch(new URL(`../files/${name}`, box.querySelector(".ip-lite__second").href))).json();
    const changed = written(copy.content) !== written(shipped);
    box.dataset.own = changed ? "changed" : "run";
    const said = changed ? `这个浏览器里存着你改过的一份${when(copy.last_modified)}，点“在浏览器里打开”打开的是它，和下面的原样不同。`
      : `这个浏览器里存着你运行过的一份${when(copy.last_modified)}，文字和代码与下面的原样相同。`;
    const back = element("button", { type: "button", textContent: "恢复原样" });
    const keep = element("button", { type: "button", textContent: "下载我的这一份" });
    back.onclick = async () => {
      if (changed && !confirm("恢复原样以后，你在这个浏览器里的改动就没有了。要保留，请先点“下载我的这一份”。现在恢复吗？")) return;
      await forget();
      box.removeAttribute("data-own");
      own.replaceChildren(element("p", { textContent: "已经恢复原样：再打开就是教程里的这一份。还开着的笔记本请先关掉，不要再保存。" }));
    };
    keep.onclick = () => save(copy.content);
    own.replaceChildren(element("p", { textContent: said }), element("p", {}, back, " ", keep));
  }

  const look = () => show().catch(() => own.replaceChildren());
  look();
  // Coming back from the notebook, the reader sees what has become of it.
  addEventListener("pageshow", (event) => event.persisted && look());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
})();
