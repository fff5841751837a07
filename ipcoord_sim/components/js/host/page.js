// The host of a page: finds the boxes, loads their components, gives each a model with the one engine behind `call`.
// Other scripts of the page find it as `window.ipcoord`: {engine, draw, ready}.
import { fill, h } from "../lib/dom.js";
import { Engine } from "./engine.js";
import { staysStill } from "./file.js";
import { ownProgress } from "./own-progress.js";
import { progressBar } from "./progress-bar.js";

const HERE = new URL(".", import.meta.url).href;
const ROOT = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI).href;
globalThis.ipcoordProgress ??= ownProgress();
const engine = new Engine(new URL("lite/static/pyodide/", ROOT).href, new URL("worker.js", HERE).href);

/** A component's module; a page opened as a file brings its components along, because there modules cannot be loaded. */
async function load(name) {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`没有这个部件：${name}。`);
  return globalThis.ipcoordComponents?.[name] ?? (await import(new URL(`../${name}.js`, HERE).href)).default;
}

/** What a component gets from its host: its settings, its calls, its progress bar while they wait. */
function modelOf(box, args, bar) {
  const held = { args };
  const heard = new Map();
  let mine = 0;
  let failed = false;
  engine.watch((now) => {
    bar.show(now, mine > 0);
    if (now.state === "ready") failed = false;
    box.toggleAttribute("data-no-engine", failed);
  });
  return {
    async call(name, given) {
      mine += 1;
      try {
        return await engine.call(name, given);
      } catch (refused) {
        // A case has been played without the engine: its stand-in, which says that it cannot be, would be wrong.
        failed = engine.state === "failed" && box.dataset.component !== "case";
        throw refused;
      } finally {
        mine -= 1;
        box.toggleAttribute("data-no-engine", failed);
        bar.show({ state: engine.state }, mine > 0);
      }
    },
    progress: globalThis.ipcoordProgress,
    get: (key) => held[key],
    set(key, value) {
      held[key] = value;
      for (const told of heard.get(`change:${key}`) ?? []) told();
    },
    on: (event, told) => heard.set(event, [...(heard.get(event) ?? []), told]),
    off: (event, told) => heard.set(event, (heard.get(event) ?? []).filter((one) => told && one !== told)),
    send() {},
    save_changes() {},
  };
}

/** Draw one box. What cannot be drawn leaves its static picture standing and says so. */
async function draw(box) {
  if (box.dataset.drawn !== undefined || box.dataset.drawing !== undefined) return;
  const still = staysStill(box.dataset.component);
  if (still) {
    if (!box.querySelector(":scope > .ipc-host")) box.prepend(h("div", { class: "ipc-host" }, h("p", { class: "ipc-server" }, still)));
    return;
  }
  box.dataset.drawing = "";
  const bar = progressBar();
  const el = h("div", { class: "ipc-live" });
  const frame = h("div", { class: "ipc-host" }, bar.el, el);
  try {
    const args = JSON.parse(box.querySelector(":scope > script.ipc-args")?.textContent ?? "{}");
    const component = await load(box.dataset.component);
    box.prepend(frame);
    await component.render({ model: modelOf(box, args, bar), el });
    box.dataset.drawn = "";
  } catch (error) {
    fill(frame, h("p", { class: "ipc-alert", role: "status" }, "可以操作的部分没有画出来，下面是静态的内容。请刷新本页再试。"));
    box.prepend(frame);
    console.error(error);
  } finally {
    delete box.dataset.drawing;
  }
}

/** Those in sight at once, the rest when the browser has time: nobody waits for a box further down. */
async function drawAll() {
  const boxes = [...document.querySelectorAll(".ipc[data-component]")];
  const seen = (box) => box.getBoundingClientRect().top < innerHeight * 1.5;
  await Promise.all(boxes.filter(seen).map(draw));
  const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 50));
  for (const box of boxes) {
    if (box.dataset.drawn === undefined) await new Promise((done) => idle(() => draw(box).finally(done), { timeout: 500 }));
  }
}

/** A page that is loaded again stands at the very line again: what stands above it grew while it was drawn. A reader who has moved meanwhile stays. */
async function standAgain(drawn) {
  const spot = `ipcoord:1:line:${location.pathname}`;
  const safely = (work) => { try { return work(); } catch { return null; } }; // A denied storage costs the line, nothing else.
  const again = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  const line = again ? safely(() => sessionStorage.getItem(spot)) : null;
  let moved = false;
  for (const move of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(move, () => { moved = true; }, { once: true, passive: true });
  addEventListener("pagehide", () => safely(() => sessionStorage.setItem(spot, String(scrollY))));
  await drawn;
  if (line !== null && !moved) scrollTo({ top: Number(line), behavior: "instant" });
}

const ready = drawAll();
standAgain(ready);
globalThis.ipcoord = { engine, draw, ready };
