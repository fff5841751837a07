// Keeps Python's memory once the engine has answered its first questions:
// node snapshot_python.mjs PYODIDE_FOLDER STDLIB PACKAGE_FOLDER HOST_FOLDER OUT
// STDLIB is the library to start with, PACKAGE_FOLDER holds the engine's compiled files; HOST_FOLDER the page's own memory.js,
// which puts back what is taken out here.
import crypto from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, library, source, host, out] = process.argv.slice(2);
const { crossed } = await import(pathToFileURL(join(host, "memory.js")).href);
const { ANSWER } = await import(pathToFileURL(join(host, "answer.js")).href);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);

// The same files give the same memory: no clock, no chance, no order of sets that differs from run to run.
const begun = Date.UTC(2020, 1, 2);
Date.now = () => begun;
performance.now = () => 0;
Math.random = () => 0.5;
crypto.randomFillSync = (view) => view.fill(7);

async function start() {
  const python = await loadPyodide({ indexURL: `${folder}/`, stdLibURL: library, env: { PYTHONHASHSEED: "0" }, _makeSnapshot: true });
  copy(python, source, "/lib/python3.14/site-packages");
  python.runPython("import importlib; importlib.invalidate_caches()");
  python.runPython(ANSWER);
  return python;
}

function copy(python, from, to) {
  python.FS.mkdirTree(to);
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (statSync(path).isDirectory()) copy(python, path, `${to}/${name}`);
    else python.FS.writeFile(`${to}/${name}`, readFileSync(path));
  }
}

// A first Python is asked all kinds of things, and tells which parts it took for that.
const asked = (await start()).runPython(`
import sys

def ask(name, **args):
    return json.loads(answer(name, json.dumps(args))[1:])

def play(case, seat):
    choices = []
    while (decision := ask("play", case=case, seat=seat, choices=choices)["decision"]) is not None:
        choices.append(f"{decision['id']}:{decision['options'][0]['id']}")

for row in ask("cases")["cases"]:
    play(row["id"], "amr")
    play(row["id"], "psb")
log = {"format": "ipcoord-case/1", "case": {"id": "X", "facts": {}}, "events": [
    {"id": "e1", "at": "2026-03-02T09:00:00+08:00", "actor": "amr/xinyang/gushi", "act": "referral.send", "to": "psb/xinyang/gushi"}]}
ask("norms"), ask("periods"), ask("items", seed=1), ask("law_diff", first="2025-04-25", second="2025-04-26")
ask("check", log=log), ask("duties", log=log, now="2026-03-03T09:00:00+08:00"), ask("procedure", log=log, agency="psb/xinyang/gushi")
ask("evidence", documents=["referral_letter"])
ask("deadline", period="orn310-reconsider-request-3d", start="2026-09-30T15:00:00+08:00")
ask("assess", on="2026-01-01", handled="2026-11-01", facts={"conduct": ["sell_counterfeit_goods"], "sales_amount": 50000})
answer("nothing", "{}")
json.dumps(sorted(sys.modules))
`);

// A second one has those parts and has read the law; the cases are read when a page needs them.
const python = await start();
python.FS.writeFile("/parts.json", asked);
python.runPython(`
import gc, random, sys, zipimport

for part in json.load(open("/parts.json")):
    try:
        importlib.import_module(part)
    except ImportError:
        # Names that only the running Python gives to itself.
        pass
answer("deadline", '{"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}')
answer("assess", '{"on": "2026-01-01", "handled": "2026-11-01", "facts": {"conduct": ["sell_counterfeit_goods"], "sales_amount": 50000}}')
del part
# A part that is not there yet shall be missing, not broken: the library's file is an empty one when a page begins.
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
random.seed(7)
gc.collect()
`);

// What was freed still holds old bytes, which would be sent for nothing.
const memory = python._module;
const whole = memory.HEAPU8.length;
const used = () => memory.HEAPU32[memory._emscripten_get_sbrk_ptr() >>> 2];
const taken = [];
for (const size of [20, 18, 16, 14, 12, 10, 9, 8, 7].map((power) => 2 ** power)) {
  while (used() + size < whole - 131072) {
    const place = memory._malloc(size);
    memory.HEAPU8.fill(0, place, place + size);
    taken.push(place);
  }
}
taken.forEach((place) => memory._free(place));
if (memory.HEAPU8.length !== whole) throw new Error("the memory grew while it was cleaned");

writeFileSync(out, crossed(python.makeMemorySnapshot(), readFileSync(join(folder, "pyodide.asm.wasm"))));
