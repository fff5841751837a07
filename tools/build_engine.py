"""Build the browser's engine: Pyodide, its library and the packages as compiled Python, and the one list that names them.

    python -m tools.build_engine        # into _build/html/lite/static/pyodide

One folder serves the pages of the book and the notebooks in the browser. Nothing is fetched: Pyodide comes from npm,
the packages from this environment. What has not changed is not built again.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path, PurePosixPath

from tools.compress_site import SUFFIXES
from tools.engine_packages import BESIDE, CASES, ENGINE, gathered, packed, row
from tools.keeping import ROOT, given, kept, site_asked

__all__ = ["build", "engine_inputs", "main", "make"]

HERE = Path(__file__).resolve().parent
PYODIDE = ROOT / "book" / "node_modules" / "pyodide"
CACHE = ROOT / "_build" / "engine"
PLACE = PurePosixPath("lite/static/pyodide")
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
OUTSIDE = re.compile(rb"https://cdn\.jsdelivr\.net/pyodide/[^`\"']*")
SCRIPTS = ROOT / "ipcoord_sim" / "components" / "js" / "host"
# Calls that need more than the engine itself.
NEEDS = {"network": ["networkx"]}


def engine_inputs() -> list[Path]:
    """The files that the engine is made from."""
    ours = [p for p in (ROOT / "ipcoord_sim").rglob("*") if p.suffix in (".py", ".yaml", ".yml", ".txt", ".js", ".css", ".csv", ".json")]
    cases = list((ROOT / "casebank").rglob("*.yaml"))
    made = ("compiled.json", "compiled_cases.json")
    own = [ROOT / "pyproject.toml", ROOT / "hatch_build.py", ROOT / "constraints.txt", PYODIDE / "package.json"]
    tools = [Path(__file__), HERE / "engine_packages.py", *HERE.glob("*.mjs"), *(HERE / "lite").glob("*.py"), *BESIDE.rglob("*")]
    return sorted(p for p in [*ours, *cases, *own, *tools] if p.is_file() and p.name not in made)


def node() -> str:
    """The program node, the machine's own or that of this environment."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit("没有找到 node，请先运行 make setup。node is missing, run: make setup")
    return found


def make(target: Path, work: Path, *, compiled: bool = True) -> None:
    """Build everything into `target`, with `work` for what lies in between; not `compiled`, it is as published, to measure against."""
    tree = work / "tree"
    (tree / "stdlib").mkdir(parents=True)
    zipfile.ZipFile(PYODIDE / "python_stdlib.zip").extractall(tree / "stdlib")
    versions = gathered(tree)
    bare = work / "bare"
    if compiled:
        for part in ("stdlib", ENGINE):
            shutil.copytree(tree / part, bare / part)
        _node("compile_python.mjs", PYODIDE, tree, "sealed", "stdlib", *(name for name in versions if name != ENGINE))
        _node("compile_python.mjs", PYODIDE, tree, "readable", ENGINE)
        _node("compile_python.mjs", PYODIDE, bare, "bare", "stdlib", ENGINE)

    target.mkdir(parents=True)
    for name in RUNTIME:
        # Where Pyodide would look outside, were no folder given: here one always is.
        (target / name).write_bytes(OUTSIDE.sub(b"./", (PYODIDE / name).read_bytes()))
    packed(tree / "stdlib", target / "python_stdlib.zip")
    rows = {name: row(name, version, tree / name, target) for name, version in sorted(versions.items())}
    lock = {"info": json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"], "packages": rows}
    (target / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
    if compiled:
        _manifest(target, rows, _memory(target, bare, work))


def _node(script: str, *words: object) -> None:
    """Run one of our scripts; what it wrote is shown when it fails."""
    ran = subprocess.run([node(), str(HERE / script), *map(str, words)], capture_output=True, text=True)
    if ran.returncode:
        # A fault inside Pyodide prints its whole program first.
        said = "\n".join(line for line in ran.stderr.splitlines() if len(line) < 1000)
        raise SystemExit(f"引擎没有做成（{script}）。The engine does not build: {said[-3000:]}")


def _memory(target: Path, bare: Path, work: Path) -> dict:
    """Python's memory after its start, which pages begin with, and the files that it still reads."""
    packed(bare / "stdlib", work / "stdlib.zip")
    _node("snapshot_python.mjs", target, work / "stdlib.zip", bare / ENGINE, SCRIPTS, work / "memory")
    # Python's own zlib packs this two hundredths smaller than node's.
    packed_memory = gzip.compress((work / "memory").read_bytes(), 9, mtime=0)
    seal = sha256(packed_memory).hexdigest()[:10]
    (target / f"memory-{seal}.bin").write_bytes(packed_memory)
    cases = _for_pages((bare / ENGINE / CASES).read_bytes())
    name = f"cases-{sha256(cases).hexdigest()[:10]}.json"
    (target / name).write_bytes(cases)
    with zipfile.ZipFile(target / "empty.zip", "w"):
        pass
    return {"memory": f"memory-{seal}.bin", "files": {name: f"/lib/python3.14/site-packages/{CASES}"}}


def _for_pages(cases: bytes) -> bytes:
    """The case bank without the chapters' own material: that stands printed in the pages, and no call asks for it."""
    bank = json.loads(cases)
    bank["data"]["teaching"] = {}
    return json.dumps(bank, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _manifest(target: Path, rows: dict, memory: dict) -> None:
    """What the pages load and how big it is, as it is and compressed: the progress bar tells it."""
    short = [*RUNTIME, "pyodide-lock.json", memory["memory"], *memory["files"]]
    whole = [*RUNTIME, "pyodide-lock.json", "python_stdlib.zip", rows[ENGINE]["file_name"]]
    sizes = {name: _sizes((target / name).read_bytes(), name) for name in {*short, *whole}}
    told = {"packages": [ENGINE], "needs": NEEDS, "sizes": sizes, "short": short, "whole": whole, **memory}
    (target / "engine.json").write_text(json.dumps(told, sort_keys=True), encoding="utf-8")


def _sizes(body: bytes, name: str) -> tuple[int, int]:
    """Bytes as they are, and as a server sends them: an archive has no compressed copy."""
    return len(body), len(gzip.compress(body, 9, mtime=0)) if PurePosixPath(name).suffix in SUFFIXES else len(body)


def build(out: Path, *, cache: Path = CACHE) -> bool:
    """Put the engine below the site `out`; whether anything had to be built."""
    if not PYODIDE.is_dir():
        raise SystemExit(f"缺少 {PYODIDE.relative_to(ROOT)}，请先运行 make setup。missing npm part, run: make setup")
    fresh = kept(cache / "pyodide", engine_inputs(), make)
    given(cache / "pyodide", out.joinpath(*PLACE.parts))
    return fresh


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and build."""
    out = site_asked(__doc__, arguments)
    made = build(out)
    place = out.joinpath(*PLACE.parts)
    size = sum(p.stat().st_size for p in place.iterdir()) / 1e6
    print(f"浏览器里的引擎：{place}（{size:.1f} MB，{'重新做成' if made else '没有变化'}）")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
