"""The order of imports of the house, read from the source: never upwards, never in a circle, the core on bare Python."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "ipcoord_sim"

# Rows of equal height do not import each other. A new module gets its place here first.
# `api_*`: the calls of one subject each, which `api` gathers.
ORDER = [
    {"errors"},
    {"times", "vocabulary", "files"},
    {"data"},
    {"parameters", "acts"},
    {"wording", "states"},
    {"workcalendar", "uses"},
    {"deadlines"},
    {"norms", "agencies"},
    {"thresholds"},
    {"casefile"},
    {"conformance"},
    # What is open next is the table and the running duties, so the procedure stands on the checker.
    {"procedure", "evidence"},
    {"casebank", "simulation", "exporters"},
    {"exercise", "quiz", "network"},
    # A chapter's material counts cases and items, and asks the checker for its answers.
    {"teaching"},
    # A picture draws what it is given, of whatever part.
    {"pictures"},
    {"aids"},
    {"api_*"},
    # An experiment of the book shows what the calls of one subject say.
    {"experiments"},
    {"api"},
    {"cli", "components", "serve"},
]
# What stands higher and yet may not look across: teaching, mechanism and exporters know nothing of each other.
APART = [{"casebank", "exercise", "quiz", "teaching"}, {"simulation", "network"}, {"exporters"}]
# The command line starts the server.
BESIDE = {"cli": {"serve"}}
# Third parties that a part may use, in functions alone.
THIRD_PARTY = {
    "data": {"yaml", "jsonschema"},
    "casebank": {"yaml"},
    "network": {"networkx"},
    "simulation": {"numpy", "numba", "distributed", "pyarrow"},
    "serve": {"segno"},
    "components": {"anywidget", "traitlets"},
}
HEIGHT = {name: height for height, names in enumerate(ORDER) for name in names}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or p.name not in ("__init__.py", "__main__.py"))


def _place(name: str) -> str:
    return "api_*" if name.startswith("api_") else name


def _part(path: Path) -> str:
    return _place(path.relative_to(PACKAGE).parts[0].removesuffix(".py"))


def _imports(path: Path) -> list[tuple[str, bool]]:
    """The modules that a file imports, absolute, and whether it does so outside any function."""
    tree = ast.parse(path.read_text("utf-8"))
    inner = {id(n) for f in ast.walk(tree) if isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef)) for n in ast.walk(f)}
    here, found = ("ipcoord_sim", *path.relative_to(PACKAGE).parts[:-1]), []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, id(node) not in inner) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            whole = ".".join((*base, *filter(None, [node.module])))
            names = [f"{whole}.{a.name}" for a in node.names] if whole == "ipcoord_sim" else [whole]
            found += [(name, id(node) not in inner) for name in names]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_downwards_only(path):
    """Claim: a module imports only from below its place in the order, and nothing from its siblings."""
    part = _part(path)
    assert part in HEIGHT, f"{part} has no place in the order of imports; give it one in ORDER"
    for name, _ in _imports(path):
        target = _place(name.split(".")[1]) if name.startswith("ipcoord_sim.") else None
        if target in (None, part, "__version__"):
            continue
        assert target in HEIGHT, f"{path.name} imports {name}, which has no place in ORDER"
        assert HEIGHT[target] < HEIGHT[part] or target in BESIDE.get(part, ()), f"{part} imports {target}, which does not stand below it"
        for group in APART:
            assert not (target in group and part not in group and HEIGHT[part] < HEIGHT["api_*"] and part != "pictures"), f"{part} imports {target}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_core_needs_the_standard_library_alone(path):
    """Claim: up to the calls nothing is imported that a bare Python does not have, but in functions of a few named parts."""
    part = _part(path)
    for name, at_top in _imports(path):
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names or top == "ipcoord_sim":
            continue
        assert top in THIRD_PARTY.get(part, ()), f"{path.name} imports {top}"
        assert not at_top or HEIGHT[part] > HEIGHT["api"], f"{path.name} imports {top} outside a function"


def test_no_module_imports_everything():
    """Claim: no star import anywhere."""
    for path in FILES:
        assert "import *" not in path.read_text("utf-8"), path


def _fresh(script: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys, json; sys.path.insert(0, {str(PACKAGE.parent)!r}); before = set(sys.modules); {script}; "
         "print(json.dumps(sorted(set(sys.modules) - before)))"],
        capture_output=True, check=True, text=True,
    )
    return json.loads(ran.stdout.splitlines()[-1])


def test_importing_the_package_does_no_work():
    """Claim: a fresh `import ipcoord_sim` loads no submodule, no data and no third party."""
    loaded = _fresh("import ipcoord_sim")
    assert [m for m in loaded if m.partition(".")[0] == "ipcoord_sim"] == ["ipcoord_sim"]
    assert not {m.partition(".")[0] for m in loaded} - set(sys.stdlib_module_names) - {"ipcoord_sim"}


def test_answering_a_call_loads_no_third_party():
    """Claim: with the data compiled, an answer needs neither YAML nor a schema checker nor numpy."""
    import ipcoord_sim.data

    ipcoord_sim.data.load()
    loaded = _fresh("import ipcoord_sim; ipcoord_sim.call('deadline', {'period': 'orn310-approve-3d', 'start': '2026-07-01'})")
    assert not {m.partition(".")[0] for m in loaded} - set(sys.stdlib_module_names) - {"ipcoord_sim"}


def test_what_the_package_offers_is_loaded_when_asked_for():
    """Claim: `ip.call` and `ip.IpcoordError` are the real ones; anything else is no attribute."""
    import ipcoord_sim as ip
    from ipcoord_sim import api, errors

    assert (ip.call, ip.IpcoordError) == (api.call, errors.IpcoordError)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ip.nothing
