"""Build the browser's engine: Pyodide, its library and the packages as compiled Python, and the one list that names them.

    python -m tools.build_engine        # into _build/html/lite/static/pyodide

One folder serves the pages of the book and the notebooks in the browser. Nothing is fetched: Pyodide comes from npm,
the packages from this environment. What has not changed is not built again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath

__all__ = ["build", "engine_inputs", "main"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYODIDE = ROOT / "book" / "node_modules" / "pyodide"
KERNEL = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
CACHE = ROOT / "_build" / "engine"
PLACE = PurePosixPath("lite/static/pyodide")
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
ENGINE = "ipcoord-sim"
SCRIPTS = ROOT / "ipcoord_sim" / "components" / "js" / "host"
CASES = "ipcoord_sim/data/compiled_cases.json"
# Calls that need more than the engine itself.
NEEDS = {"network": ["networkx"]}
# What the pages and the notebooks take from this environment; a wheel of another platform is left without its machine code.
INSTALLED = (
    "anywidget", "asttokens", "comm", "executing", "ipython", "ipython-pygments-lexers", "ipywidgets", "jupyterlab-widgets",
    "matplotlib-inline", "networkx", "prompt-toolkit", "psygnal", "pure-eval", "pygments", "stack-data", "traitlets",
    "typing-extensions", "wcwidth",
)
# What the notebooks' kernel brings along for the browser.
KERNEL_WHEELS = ("ipykernel", "piplite", "pyodide_kernel", "widgetsnbextension-4")
# The kernel asks for these by name: names complete without jedi, and nothing can be installed offline (tools/lite/micropip.py).
STAND_INS = ("jedi", "micropip")
# Files beside the notebooks: the kernel of a page cannot ask the site for them, so they come with it.
BESIDE = ROOT / "notebooks" / "data"
# Weight that no reader's browser needs.
LEFT_OUT = ("tests", "__pycache__", "sphinxext", "nbextension", "labextension")
CODE = (".so", ".pyd", ".dylib", ".exe", ".pyi", ".js.map")


def engine_inputs() -> list[Path]:
    """The files that the engine is made from."""
    ours = [p for p in (ROOT / "ipcoord_sim").rglob("*") if p.suffix in (".py", ".yaml", ".yml", ".txt", ".js", ".css", ".csv", ".json")]
    cases = list((ROOT / "casebank").rglob("*.yaml"))
    made = ("compiled.json", "compiled_cases.json")
    own = [ROOT / "pyproject.toml", ROOT / "hatch_build.py", ROOT / "constraints.txt", PYODIDE / "package.json"]
    tools = [Path(__file__), *HERE.glob("*.mjs"), *(HERE / "lite").glob("*.py"), *BESIDE.rglob("*")]
    return sorted(p for p in [*ours, *cases, *own, *tools] if p.is_file() and p.name not in made)


def _digest(paths: Iterable[Path], base: Path) -> str:
    digest = sha256(sys.version.encode())
    for path in paths:
        digest.update(str(path.relative_to(base) if path.is_relative_to(base) else path.name).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def node() -> str:
    """The program node, the machine's own or that of this environment."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit("没有找到 node，请先运行 make setup。node is missing, run: make setup")
    return found


def _own(tree: Path) -> str:
    """Unpack the wheel of this checkout; its version."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, str(ROOT)]
        made = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
        if made.returncode:
            raise SystemExit(f"引擎的安装包没有做成。The wheel does not build: {made.stderr[-2000:]}")
        return _unpacked(next(Path(folder).glob("*.whl")), tree / ENGINE)


def _unpacked(wheel: Path, target: Path) -> str:
    zipfile.ZipFile(wheel).extractall(target)
    return wheel.name.split("-")[1]


def _installed(name: str, target: Path) -> str:
    """Copy the files of an installed package as its wheel would have them; its version."""
    found: Distribution = distribution(name)
    for file in found.files or ():
        kept = file.parts[0].endswith(".dist-info")
        if ".." in file.parts or file.is_absolute() or set(file.parts) & set(LEFT_OUT) or file.name.endswith(CODE):
            continue
        if kept and file.name not in ("METADATA", "WHEEL", "entry_points.txt", "top_level.txt") and "licenses" not in file.parts and not file.name.startswith("LICENSE"):
            continue
        source = Path(str(found.locate_file(file)))
        if not source.is_file() or source.parts[-2:-1] == ("bin",):
            continue
        place = target.joinpath(*file.parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    return found.version


def _stand_in(name: str, target: Path) -> str:
    """A package that is there by name; ours if `tools/lite` has one, else empty."""
    about = target / f"{name}-0.0.0.dist-info" / "METADATA"
    about.parent.mkdir(parents=True)
    about.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.0.0\n", encoding="utf-8")
    for source in (HERE / "lite").glob(f"{name}*.py"):
        place = target / name / source.name.replace(f"{name}.py", "__init__.py").replace(f"{name}_", "")
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, place)
    if name == "micropip":
        shutil.copytree(BESIDE, target / name / "beside" / BESIDE.name)
    return "0.0.0"


def _imports(folder: Path) -> list[str]:
    """The names that a package gives to `import`."""
    packages = {p.name for p in folder.iterdir() if p.is_dir() and not p.name.endswith((".dist-info", ".data"))}
    return sorted(packages | {p.stem for p in folder.iterdir() if p.suffix in (".py", ".pyc")})


def _packed(folder: Path, target: Path) -> None:
    """Zip a folder: the same files give the same bytes."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (2020, 2, 2, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def _make(target: Path, work: Path) -> None:
    """Build everything into `target`, with `work` for what lies in between."""
    tree = work / "tree"
    (tree / "stdlib").mkdir(parents=True)
    zipfile.ZipFile(PYODIDE / "python_stdlib.zip").extractall(tree / "stdlib")
    versions = {ENGINE: _own(tree)}
    for name in INSTALLED:
        versions[name] = _installed(name, tree / name)
    kernel = Path(sys.prefix) / KERNEL
    for start in KERNEL_WHEELS:
        wheel = next(kernel.glob(f"{start}*.whl"), None)
        if wheel is None:
            raise SystemExit(f"{kernel} 里没有 {start}，请先运行 make setup。The notebook kernel's wheels are missing, run: make setup")
        name = wheel.name.split("-")[0].replace("_", "-")
        versions[name] = _unpacked(wheel, tree / name)
    for name in STAND_INS:
        versions[name] = _stand_in(name, tree / name)
    bare = work / "bare"
    for part in ("stdlib", ENGINE):
        shutil.copytree(tree / part, bare / part)
    _node("compile_python.mjs", PYODIDE, tree, "sealed", "stdlib", *(name for name in versions if name != ENGINE))
    _node("compile_python.mjs", PYODIDE, tree, "readable", ENGINE)
    _node("compile_python.mjs", PYODIDE, bare, "bare", "stdlib", ENGINE)

    target.mkdir(parents=True)
    for name in RUNTIME:
        shutil.copyfile(PYODIDE / name, target / name)
    _packed(tree / "stdlib", target / "python_stdlib.zip")
    rows = {name: _row(name, version, tree / name, target) for name, version in sorted(versions.items())}
    lock = {"info": json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"], "packages": rows}
    (target / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
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
    _packed(bare / "stdlib", work / "stdlib.zip")
    _node("snapshot_python.mjs", target, work / "stdlib.zip", bare / ENGINE, SCRIPTS, target / "memory.bin")
    seal = sha256((target / "memory.bin").read_bytes()).hexdigest()[:10]
    (target / "memory.bin").rename(target / f"memory-{seal}.bin")
    cases = bare / ENGINE / CASES
    name = f"cases-{sha256(cases.read_bytes()).hexdigest()[:10]}.json"
    shutil.copyfile(cases, target / name)
    with zipfile.ZipFile(target / "empty.zip", "w"):
        pass
    return {"memory": f"memory-{seal}.bin", "files": {name: f"/lib/python3.14/site-packages/{CASES}"}}


def _row(name: str, version: str, folder: Path, target: Path) -> dict:
    """Pack one package and describe it; its bytes are in its name, so that a browser's cache never gives an old one."""
    packed = target / "packing.zip"
    _packed(folder, packed)
    seal = sha256(packed.read_bytes()).hexdigest()
    wheel = f"{name.replace('-', '_')}-{version}-0{seal[:10]}-py3-none-any.whl"
    packed.rename(target / wheel)
    return {
        "name": name, "version": version, "file_name": wheel, "install_dir": "site", "sha256": seal,
        "package_type": "package", "imports": _imports(folder), "depends": [], "unvendored_tests": False,
    }


def _manifest(target: Path, rows: dict, memory: dict) -> None:
    """What the pages load and how big it is, as it is and compressed: the progress bar tells it."""
    short = [*RUNTIME, "pyodide-lock.json", memory["memory"], *memory["files"]]
    whole = [*RUNTIME, "pyodide-lock.json", "python_stdlib.zip", rows[ENGINE]["file_name"]]
    sizes = {name: [(target / name).stat().st_size, len(gzip.compress((target / name).read_bytes(), 6, mtime=0))] for name in {*short, *whole}}
    told = {"packages": [ENGINE], "needs": NEEDS, "sizes": sizes, "short": short, "whole": whole, **memory}
    (target / "engine.json").write_text(json.dumps(told, sort_keys=True), encoding="utf-8")


def build(out: Path, *, cache: Path = CACHE) -> bool:
    """Put the engine below the site `out`; whether anything had to be built."""
    if not PYODIDE.is_dir():
        raise SystemExit(f"缺少 {PYODIDE.relative_to(ROOT)}，请先运行 make setup。missing npm part, run: make setup")
    wanted = _digest(engine_inputs(), ROOT)
    kept, stamp = cache / "pyodide", cache / "made-from"
    fresh = stamp.is_file() and stamp.read_text() == wanted
    if not fresh:
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as work:
            _make(kept, Path(work))
        stamp.write_text(wanted)
    place = out.joinpath(*PLACE.parts)
    place.mkdir(parents=True, exist_ok=True)
    names = {p.name for p in kept.iterdir()}
    for old in place.iterdir():
        if old.name not in names:
            old.unlink()
    for name in names:
        source, there = kept / name, place / name
        if not there.is_file() or there.read_bytes() != source.read_bytes():
            shutil.copyfile(source, there)
    return not fresh


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "html", help="the site")
    chosen = parser.parse_args(arguments)
    made = build(chosen.out)
    place = chosen.out.joinpath(*PLACE.parts)
    size = sum(p.stat().st_size for p in place.iterdir()) / 1e6
    print(f"浏览器里的引擎：{place}（{size:.1f} MB，{'重新做成' if made else '没有变化'}）")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
