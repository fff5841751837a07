// What a reader sees while the engine comes: which step, how many bytes, and the sentence when it does not come.
import { h } from "../lib/dom.js";

const STEPS = {
  fetch: "第1步，共3步：取推算要用的文件（只在第一次）",
  start: "第2步，共3步：启动 Python",
  data: "第3步，共3步：装入法律数据",
  more: "再取这一页要用的网络分析程序",
};

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** The bar of one component; `show(now)` draws what the engine told. A screen reader hears the steps, not every byte. */
export function progressBar() {
  const words = h("p", { class: "ipc-load-step", role: "status" });
  const bar = h("progress", { max: "100", value: "0", "aria-label": "推算程序的装入进度" });
  const bytes = h("span", { class: "ipc-load-bytes" });
  const box = h("div", { class: "ipc-load", hidden: true }, h("div", { class: "ipc-load-line" }, bar, bytes));
  // The status region stands outside of what is hidden, so that its first words are spoken too.
  const el = h("div", { class: "ipc-load-box" }, words, box);
  return {
    el,
    show({ state, step, done, whole }, mine) {
      const loading = state === "loading" && mine;
      box.hidden = !loading;
      const said = loading ? `${STEPS[step] ?? STEPS.fetch}。` : "";
      if (words.textContent !== said) words.textContent = said;
      if (!loading) return;
      const part = whole ? Math.min(1, done / whole) : 0;
      const share = step === "data" ? 95 : Math.round(part * 85);
      bar.value = Math.max(bar.value > share && step !== "fetch" ? bar.value : share, 1);
      bytes.textContent = whole ? `${megabytes(Math.min(done, whole))}／${megabytes(whole)} MB` : "";
    },
  };
}
