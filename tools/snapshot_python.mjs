// Keeps Python's memory once the engine has answered its first questions:
// node snapshot_python.mjs PYODIDE_FOLDER STDLIB PACKAGE_FOLDER HOST_FOLDER OUT
// STDLIB is the library to start with, PACKAGE_FOLDER holds the engine's compiled files; HOST_FOLDER the page's own memory.js, which puts back what is taken out here.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [folder, library, source, host, out] = process.argv.slice(2);
const { crossed } = await import(pathToFileURL(join(host, "memory.js")).href);
const { ANSWER } = await import(pathToFileURL(join(host, "answer.js")).href);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: `${folder}/`, stdLibURL: library, _makeSnapshot: true });

function copy(from, to) {
  python.FS.mkdirTree(to);
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (statSync(path).isDirectory()) copy(path, `${to}/${name}`);
    else python.FS.writeFile(`${to}/${name}`, readFileSync(path));
  }
}

copy(source, "/lib/python3.14/site-packages");
python.runPython(ANSWER);
// The law is read and what the calls need is there; the cases are read when a page needs them.
python.runPython(`
import gc, importlib
importlib.invalidate_caches()
answer("deadline", '{"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}')
answer("assess", '{"on": "2026-01-01", "handled": "2026-11-01", "facts": {"conduct": ["sell_counterfeit_goods"], "sales_amount": 50000}}')
answer("norms", "{}")
answer("check", '{"log": {"format": "ipcoord-case/1", "case": {"id": "X", "facts": {}}, "events": []}}')
answer("nothing", "{}")
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

const kept = crossed(python.makeMemorySnapshot(), readFileSync(join(folder, "pyodide.asm.wasm")));
writeFileSync(out, gzipSync(kept, { level: 9 }));
