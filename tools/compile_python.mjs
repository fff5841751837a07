// Compiles every .py below TREE with the browser's own Python: node compile_python.mjs PYODIDE_FOLDER TREE READABLE…
// A file becomes a .pyc in its place; in the folders named READABLE it stays and gets its .pyc in __pycache__.
// The .pyc say of themselves that nobody need look at the source again, so no file times matter; they keep line numbers
// and leave out columns, a fifth of their size.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, tree, ...readable] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: `${folder}/`, env: { PYTHONNODEBUGRANGES: "1" } });
python.FS.mkdirTree("/tree");
python.mountNodeFS("/tree", tree);
python.globals.set("readable", python.toPy(readable));
python.runPython(`
import os
from importlib.util import cache_from_source
from pathlib import Path
from py_compile import PycInvalidationMode, compile

for source in sorted(Path("/tree").rglob("*.py")):
    part, *inside = source.relative_to("/tree").parts
    name = "/lib/python3.14/" + "/".join(inside if part == "stdlib" else ["site-packages", *inside])
    kept = part in readable
    compile(str(source), cache_from_source(str(source)) if kept else f"{source}c", name, True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    if not kept:
        os.remove(source)
`);
