// The engine of a page: Python in a worker of its own, started with {folder, plain}, asked with {id, name, args} (args is JSON text).
// Says {kind: "step", step, done, whole} while it loads, then {kind: "ready"}, and one {kind: "answer"} for each question.
// It begins with Python's memory as it was after the start; told `plain`, it starts Python from the beginning.
import { ANSWER } from "./answer.js";
import { crossed } from "./memory.js";
import { watchFetch } from "./bytes.js";

const EMPTY = "empty.zip";
const LIBRARY = "python_stdlib.zip";
const PROGRAM = "pyodide.asm.wasm";

let started;
let python;
let told;
let base;
let lacking = false;
let last = { step: "fetch", done: 0, whole: 0 };
let turn = Promise.resolve();

// One question after the other: while what it needs is still on its way for one, the next would find it missing.
self.onmessage = ({ data }) => {
  if (data.folder) started = start(data.folder, data.plain);
  else turn = turn.then(() => reply(data));
};

function step(more) {
  last = { ...last, ...more };
  self.postMessage({ kind: "step", ...last });
}

async function start(folder, plain) {
  try {
    base = folder;
    told = await (await fetch(`${folder}engine.json`, { cache: "no-cache" })).json();
    const short = !plain && told.memory && typeof DecompressionStream === "function";
    const program = watchFetch(self, { sizes: told.sizes, names: told[short ? "short" : "whole"], kept: PROGRAM, tell: step });
    // Nobody waits for it where Python starts from the beginning.
    program.catch(() => {});
    const { loadPyodide } = await import(`${folder}pyodide.mjs`);
    python = await (short ? wake(loadPyodide, program) : loadPyodide({ indexURL: folder, packages: told.packages }));
    step({ step: "data" });
    const answer = short ? python.globals.get("answer") : python.runPython(`${ANSWER}\nanswer`);
    self.postMessage({ kind: "ready" });
    return answer;
  } catch (error) {
    self.postMessage({ kind: "failed", why: `${error?.message ?? error}` });
    return null;
  }
}

/** Start with the kept memory; the library comes later, and only if a question needs a part of it that is not there yet. */
async function wake(loadPyodide, program) {
  const packed = fetch(`${base}${told.memory}`);
  const files = Promise.all(Object.entries(told.files).map(async ([name, place]) => [place, await (await fetch(`${base}${name}`)).arrayBuffer()]));
  const memory = async () => {
    const stream = (await packed).body.pipeThrough(new DecompressionStream("gzip"));
    const copy = new Uint8Array(await new Response(stream).arrayBuffer());
    return crossed(copy, await program);
  };
  const made = await loadPyodide({ indexURL: base, stdLibURL: `${base}${EMPTY}`, _loadSnapshot: memory() });
  for (const [place, bytes] of await files) {
    made.FS.mkdirTree(place.slice(0, place.lastIndexOf("/")));
    made.FS.writeFile(place, new Uint8Array(bytes));
  }
  lacking = true;
  return made;
}

/** Bring what the kept memory did without: the library and the engine's own files. */
async function complete() {
  step({ step: "more" });
  const library = await (await fetch(`${base}${LIBRARY}`)).arrayBuffer();
  python.FS.writeFile("/lib/python314.zip", new Uint8Array(library));
  python.runPython("import sys, importlib, zipimport; sys.path_importer_cache.clear(); zipimport._zip_directory_cache.clear(); importlib.invalidate_caches()");
  await python.loadPackage(told.packages, { messageCallback() {} });
  lacking = false;
  self.postMessage({ kind: "ready" });
}

async function reply({ id, name, args }) {
  const answer = await started;
  if (!answer) return;
  try {
    await fetchNeeds(name);
    self.postMessage({ kind: "answer", id, ...read(await ask(answer, name, args)) });
  } catch (error) {
    // After a fatal error Python answers nothing any more; another error is one call's alone.
    const dead = error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.pyodide_fatal_error === true;
    if (dead) self.postMessage({ kind: "failed", why: `${error.message}` });
    else self.postMessage({ kind: "answer", id, broken: `${error?.message ?? error}`.trim().split("\n").at(-1) });
  }
}

const read = (line) => ({ [line[0] === "0" ? "text" : "refused"]: line.slice(1) });

async function ask(answer, name, args) {
  try {
    return answer(name, args);
  } catch (error) {
    if (!lacking || !/^(ImportError|ModuleNotFoundError|ZipImportError|FileNotFoundError|EOFError)$/.test(error?.type ?? "")) throw error;
    await complete();
    return answer(name, args);
  }
}

/** What a call needs beyond the engine is loaded at its first question. */
async function fetchNeeds(name) {
  const needs = (told.needs[name] ?? []).filter((one) => !(one in python.loadedPackages));
  if (!needs.length) return;
  if (lacking) await complete();
  step({ step: "more" });
  await python.loadPackage(needs, { messageCallback() {} });
  self.postMessage({ kind: "ready" });
}
