"""The packages of the browser's Python: taken from this environment, as their wheels would have them, and packed the same way each time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from hashlib import sha256
from importlib.metadata import Distribution, distribution
from pathlib import Path

__all__ = ["BESIDE", "CASES", "ENGINE", "INSTALLED", "STAND_INS", "gathered", "packed", "row", "without_exam"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KERNEL = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
ENGINE = "ipcoord-sim"
CASES = "ipcoord_sim/data/compiled_cases.json"
# What the pages and the notebooks take from this environment; a wheel of another platform is left without its machine code.
# IPython's terminal alone wants prompt-toolkit (and that wcwidth): a notebook has no terminal.
INSTALLED = (
    "anywidget", "asttokens", "comm", "executing", "ipython", "ipython-pygments-lexers", "ipywidgets", "jupyterlab-widgets",
    "matplotlib-inline", "networkx", "psygnal", "pure-eval", "pygments", "stack-data", "traitlets", "typing-extensions",
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


def gathered(tree: Path) -> dict[str, str]:
    """Put every package into a folder of its own below `tree`; their versions."""
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
    return versions


def _own(tree: Path) -> str:
    """Unpack the wheel of this checkout; its version."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, str(ROOT)]
        made = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
        if made.returncode:
            raise SystemExit(f"引擎的安装包没有做成。The wheel does not build: {made.stderr[-2000:]}")
        version = _unpacked(next(Path(folder).glob("*.whl")), tree / ENGINE)
    cases = tree / ENGINE / CASES
    cases.write_bytes(without_exam(cases.read_bytes()))
    # The list of files as they were before; no other package here has one either.
    next((tree / ENGINE).glob("*.dist-info/RECORD")).unlink()
    return version


def without_exam(cases: bytes) -> bytes:
    """The compiled case bank with the exam items emptied: their ids stay, so that asking for one is refused and not answered with nothing."""
    bank = json.loads(cases)
    for content in bank["data"]["items"].values():
        content["items"] = [{"id": row["id"], "norm": row["norm"], "use": "exam", "left_out": True} if row["use"] == "exam" else row for row in content["items"]]
    return json.dumps(bank, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


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


def packed(folder: Path, target: Path) -> None:
    """Zip a folder: the same files give the same bytes."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (2020, 2, 2, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def row(name: str, version: str, folder: Path, target: Path) -> dict:
    """Pack one package and describe it; its bytes are in its name, so that a browser's cache never gives an old one."""
    bundle = target / "packing.zip"
    packed(folder, bundle)
    seal = sha256(bundle.read_bytes()).hexdigest()
    wheel = f"{name.replace('-', '_')}-{version}-0{seal[:10]}-py3-none-any.whl"
    bundle.rename(target / wheel)
    return {
        "name": name, "version": version, "file_name": wheel, "install_dir": "site", "sha256": seal,
        "package_type": "package", "imports": _imports(folder), "depends": [], "unvendored_tests": False,
    }
