// Compiles every .py below TREE with the browser's own Python: node compile_python.mjs PYODIDE_FOLDER TREE KIND FOLDER…
// KIND sealed: a .pyc in the place of its .py. KIND readable: the .py stays and gets its .pyc in __pycache__.
// KIND bare: as sealed, without docstrings and asserts, for the memory that pages start from.
// The .pyc say of themselves that nobody need look at the source again, so no file times matter; they keep line numbers
// and leave out columns, a fifth of their size.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, tree, kind, ...parts] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: `${folder}/`, env: { PYTHONNODEBUGRANGES: "1" } });
python.FS.mkdirTree("/tree");
python.mountNodeFS("/tree", tree);
python.globals.set("kind", kind);
python.globals.set("parts", python.toPy(parts));
python.runPython(`
import os
from importlib.util import cache_from_source
from pathlib import Path
from py_compile import PycInvalidationMode, compile

for part in parts:
    for source in sorted(Path("/tree", part).rglob("*.py")):
        inside = source.relative_to(f"/tree/{part}").parts
        name = "/lib/python3.14/" + "/".join(inside if part == "stdlib" else ["site-packages", *inside])
        target = cache_from_source(str(source)) if kind == "readable" else f"{source}c"
        compile(str(source), target, name, True, 2 if kind == "bare" else 0, PycInvalidationMode.UNCHECKED_HASH)
        if kind != "readable":
            os.remove(source)
`);
