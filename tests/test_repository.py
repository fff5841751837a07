"""The repository itself: nothing of one machine in it, exact versions, documented modules, files one can read."""

from __future__ import annotations

import ast
import doctest
import importlib.metadata
import json
import re
import subprocess
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
OWN = Path(__file__).name
TEXT = {
    ".cfg", ".cff", ".conf", ".css", ".csv", ".editorconfig", ".gitattributes", ".gitignore", ".html", ".ics", ".ipynb", ".js", ".json", ".md", ".mjs",
    ".npmrc", ".py", ".sh", ".svg", ".toml", ".txt", ".xml", ".yaml", ".yml", "",
}
# The one picture that the front page of the repository shows.
PICTURES = {"docs/screenshot.png", "docs/screenshot.webp", "docs/screenshot.jpg"}
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(?:work|root|home|Users|opt|mnt)/\w|[A-Z]:\\\\Users",
    "a package index": r"index-url|find-links|trusted-host|\bregistry\s*=|pypi\.org/simple|registry\.\w+\.\w+|pypi\.tuna|mirrors?\.(?:aliyun|tuna|ustc)",
    "a note to oneself": r"\b(?:TODO|FIXME|XXX)\b",
}
LONG = {}  # path: why a file may be longer than 250 lines


def _files() -> list[Path]:
    """Everything that is or would be committed; without git, the tree without what is built."""
    asked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True) if (ROOT / ".git").exists() else None
    if asked and asked.returncode == 0:
        return sorted(p for name in asked.stdout.decode().split("\0") if name and (p := ROOT / name).is_file())
    built = {".venv", "_build", "node_modules", "__pycache__", "dist", ".hypothesis", ".ruff_cache", ".jupyter_cache", ".pytest_cache"}
    return sorted(p for p in ROOT.rglob("*") if p.is_file() and not built & set(p.relative_to(ROOT).parts) and p.name != "compiled.json")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _by_kind(name: str) -> tuple:
    """Constants, classes, functions, each in the order of the alphabet: the other order that editors know."""
    return 0 if name.isupper() else 1 if name[0].isupper() else 2, name


FILES = _files()
PACKAGE = [p for p in FILES if p.suffix == ".py" and _name(p).startswith("ipcoord_sim/")]
PYTHON = [p for p in FILES if p.suffix == ".py" and _name(p).split("/")[0] in ("ipcoord_sim", "tools", "benchmarks", "book", "tests")]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_of_one_machine_is_written_down(what):
    """Claim: no path, package index or note to oneself stands in any file."""
    found = []
    for path in FILES:
        if path.name != OWN and _name(path) not in PICTURES:
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if match := re.search(FORBIDDEN[what], line):
                    found.append(f"{_name(path)}:{number}: {match[0]}")
    assert not found, f"{what}: {found[:5]}"


def test_every_file_is_text_that_can_be_reviewed():
    """Claim: no binary but the picture of the front page; UTF-8, no carriage returns, a line break at the end."""
    for path in FILES:
        if _name(path) in PICTURES:
            continue
        assert path.suffix in TEXT, f"{_name(path)} is of a kind that is not kept here"
        raw = path.read_bytes()
        assert b"\0" not in raw and b"\r" not in raw and (not raw or raw.endswith(b"\n")), _name(path)
        raw.decode("utf-8")


def test_every_version_is_exact():
    """Claim: each line of constraints.txt pins one version, each package stands once."""
    rows = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.!+]*", row) for row in rows), rows
    names = [re.sub(r"[-_.]+", "-", row.partition("==")[0]).lower() for row in rows]
    assert len(names) == len(set(names)) > 50


def test_every_pinned_version_runs_on_the_oldest_python_that_is_promised():
    """Claim: Debian's Python is 3.11.2; a package that wants 3.11.5 would end its set-up with a conflict nobody understands."""
    least = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))[1]
    wanted = {d.metadata["Name"]: SpecifierSet(d.metadata.get("Requires-Python") or "") for d in importlib.metadata.distributions()}

    assert len(wanted) > 100
    assert [name for name, range_ in wanted.items() if f"{least}.0" not in range_] == []


def test_page_parts_are_exact_too():
    """Claim: package.json names exact versions, and the lock file the hash of each."""
    wanted = json.loads((ROOT / "book" / "package.json").read_text("utf-8"))
    for group in ("dependencies", "devDependencies"):
        assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.get(group, {}).values()), wanted.get(group)
    locked = json.loads((ROOT / "book" / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in row for name, row in locked.items() if name)


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_file_can_be_read_at_one_sitting(path):
    """Claim: no Python file has more than 250 lines, but those listed with their reason."""
    assert len(path.read_text("utf-8").splitlines()) <= 250 or _name(path) in LONG


@pytest.mark.parametrize("path", PACKAGE, ids=_name)
def test_a_module_says_what_it_is_for_and_what_it_offers(path):
    """Claim: module, public classes and functions are documented; `__all__` is sorted and holds what exists."""
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"
    offered = [n.value for n in tree.body if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "__all__"]
    if path.name == "__main__.py":
        return
    names = ast.literal_eval(offered[0]) if offered else None
    assert names is not None or path.name == "__init__.py", "the module has no __all__"
    assert not names or names in (sorted(names), sorted(names, key=_by_kind)), "__all__ is not sorted"
    module = importlib.import_module(_name(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    assert all(hasattr(module, name) for name in names or ())


@pytest.mark.parametrize("path", PACKAGE, ids=_name)
def test_bad_input_is_raised_never_asserted(path):
    """Claim: the package has no `assert`, which a switch of the interpreter would remove."""
    assert not [n.lineno for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Assert)]


@pytest.mark.parametrize("path", [p for p in PACKAGE if ">>> " in p.read_text("utf-8")], ids=_name)
def test_the_examples_in_the_docstrings_are_true(path):
    """Claim: every doctest of the package gives what it shows."""
    name = _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    ran = doctest.testmod(importlib.import_module(name))
    assert (ran.failed, ran.attempted > 0) == (0, True)
