// Answers calls with the engine inside Pyodide: node answers.mjs PYODIDE_FOLDER PACKAGE_FOLDER CALLS.json
// PACKAGE_FOLDER holds the unpacked wheel; the answers are printed one a line, as the command line prints them.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, source, callsFile] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: folder + "/" });

function copy(from, to) {
  pyodide.FS.mkdirTree(to);
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (statSync(path).isDirectory()) copy(path, `${to}/${name}`);
    else pyodide.FS.writeFile(`${to}/${name}`, readFileSync(path));
  }
}

copy(source, "/engine");
pyodide.FS.writeFile("/calls.json", readFileSync(callsFile));
const lines = pyodide.runPython(`
import json, sys
sys.path.insert(0, "/engine")
import ipcoord_sim as ip

def answer(name, args):
    try:
        return json.dumps(ip.call(name, args), ensure_ascii=False)
    except ip.IpcoordError as refused:
        return "2 " + refused.zh

"\\n".join(answer(name, args) for name, args in json.load(open("/calls.json", encoding="utf-8")))
`);
process.stdout.write(lines + "\n");
