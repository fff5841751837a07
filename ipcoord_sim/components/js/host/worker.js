// The engine of a page: Python in a worker of its own, started with {folder}, asked with {id, name, args} (args is JSON text).
// Says {kind: "step", step, done, whole} while it loads, then {kind: "ready"}, and one {kind: "answer"} for each question.

const ANSWER = `
import json
import ipcoord_sim
from ipcoord_sim.errors import IpcoordError

def answer(name, args):
    """The line that the command line prints; a refusal is its sentence."""
    try:
        return "0" + json.dumps(ipcoord_sim.call(name, json.loads(args)), ensure_ascii=False)
    except IpcoordError as refused:
        return "2" + refused.zh

answer
`;

let answer;
let python;
let told;

self.onmessage = ({ data }) => {
  if (data.folder) answer = start(data.folder);
  else reply(data);
};

async function start(folder) {
  try {
    told = await (await fetch(`${folder}engine.json`, { cache: "no-cache" })).json();
    countBytes(told.sizes);
    step("fetch");
    const { loadPyodide } = await import(`${folder}pyodide.mjs`);
    python = await loadPyodide({ indexURL: folder, packages: told.packages });
    step("data");
    const made = python.runPython(ANSWER);
    self.postMessage({ kind: "ready" });
    return made;
  } catch (error) {
    self.postMessage({ kind: "failed", why: `${error?.message ?? error}` });
    return null;
  }
}

async function reply({ id, name, args }) {
  const found = await answer;
  if (!found) return;
  try {
    await fetchNeeds(name);
    const line = found(name, args);
    const [key, text] = [line[0] === "0" ? "text" : "refused", line.slice(1)];
    self.postMessage({ kind: "answer", id, [key]: text });
  } catch (error) {
    // After a fatal error Python answers nothing any more; another error is one call's alone.
    const dead = error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.pyodide_fatal_error === true;
    if (dead) self.postMessage({ kind: "failed", why: `${error.message}` });
    else self.postMessage({ kind: "answer", id, broken: `${error?.message ?? error}`.trim().split("\n").at(-1) });
  }
}

/** What a call needs beyond the engine is loaded at its first question. */
async function fetchNeeds(name) {
  const needs = (told.needs[name] ?? []).filter((one) => !(one in python.loadedPackages));
  if (!needs.length) return;
  step("more");
  await python.loadPackage(needs, { messageCallback() {} });
  self.postMessage({ kind: "ready" });
}

let lastStep = "fetch";
let done = 0;
let whole = 0;

function step(name) {
  lastStep = name;
  self.postMessage({ kind: "step", step: name, done, whole });
}

/** Every file of the engine tells how much of it has come; a server that compresses sends fewer bytes than we see. */
function countBytes(sizes) {
  whole = Object.values(sizes).reduce((sum, [raw, packed]) => sum + Math.min(raw, packed), 0);
  const plain = self.fetch.bind(self);
  self.fetch = async (address, options) => {
    const response = await plain(address, options);
    const size = sizes[new URL(response.url).pathname.split("/").at(-1)];
    if (size && response.ok && response.body) count(response.clone().body.getReader(), Math.min(1, size[1] / size[0]));
    return response;
  };
}

async function count(reader, share) {
  let told = 0;
  try {
    for (;;) {
      const part = await reader.read();
      if (part.done) break;
      done += part.value.length * share;
      if (done - told > 100_000) {
        told = done;
        step(lastStep);
      }
    }
    if (lastStep === "fetch" && done >= whole * 0.98) step("start");
  } catch {
    // The load itself tells what is wrong; the count need not.
  }
}
