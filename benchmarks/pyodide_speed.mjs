// Seconds of one city in CPython and in Pyodide, in turns: node pyodide_speed.mjs PYODIDE_FOLDER PACKAGE_FOLDER PYTHON
// Processor time, the fastest of each: CPython, Pyodide.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, source, python] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: folder + "/" });

function copy(from, to) {
  pyodide.FS.mkdirTree(to);
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (name === "__pycache__" || name.endsWith(".yaml")) continue;
    if (statSync(path).isDirectory()) copy(path, `${to}/${name}`);
    else pyodide.FS.writeFile(`${to}/${name}`, readFileSync(path));
  }
}

copy(source, "/engine/ipcoord_sim");
const WORK = `
import time
from ipcoord_sim.simulation import read_scenario
from ipcoord_sim.simulation.engine import run_plain
from ipcoord_sim.simulation.tables import model_of
model = model_of(read_scenario("plan"))

def fastest(rounds, clock=time.process_time):
    best = 9e9
    for _ in range(rounds):
        begun = clock()
        run_plain(model, 1)
        best = min(best, clock() - begun)
    return best
`;
pyodide.runPython(`import sys; sys.path.insert(0, "/engine")` + WORK);
const best = [Infinity, Infinity];
for (let round = 0; round < 5; round++) {
  best[0] = Math.min(best[0], parseFloat(execFileSync(python, ["-c", WORK + "\nprint(fastest(20))"], { encoding: "utf8" })));
  for (let n = 0; n < 5; n++) {
    const begun = process.cpuUsage();
    pyodide.runPython("for _ in range(5): run_plain(model, 1)");
    const spent = process.cpuUsage(begun);
    best[1] = Math.min(best[1], (spent.user + spent.system) / 5e6);
  }
}
console.log(`${best[0]} ${best[1]}`);
