"""What the tests share: the checkout, the command line in this process, and other data in place of ours."""

from __future__ import annotations

import io
import shutil
import sys
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

# The same examples on every machine, and no example fails for being slow.
settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=150)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In several processes what shares its fixtures stays together, and the browser's tests take turns with the others."""
    if config.getoption("dist", "no") != "loadgroup":
        return
    browser: dict[str, list[pytest.Item]] = {}
    others: dict[str, list[pytest.Item]] = {}
    pages: dict[str, list[pytest.Item]] = {}
    for item in items:
        marked, file = item.get_closest_marker("xdist_group"), item.nodeid.partition("::")[0]
        page = item.callspec.params.get("page_name") if hasattr(item, "callspec") else None
        name = marked.args[0] if marked else page or file
        if not marked:
            item.add_marker(pytest.mark.xdist_group(name))
        (pages if page else browser if file.startswith("tests/browser/") else others).setdefault(name, []).append(item)
    # Pages of the book come last: they are many and short, so that all processes end at about the same time.
    turns = zip_longest([*browser.values(), *pages.values()], others.values(), fillvalue=[])
    items[:] = [item for turn in turns for group in turn for item in group]


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def ipcoord(capsys, monkeypatch):
    """The command line, run in this process; `stdin` is text or bytes."""
    from ipcoord_sim.cli import main

    def run(*words: str, stdin: str | bytes = "") -> Ran:
        raw = stdin.encode("utf-8", "surrogatepass") if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
        code = main(list(words))
        return Ran(code, *capsys.readouterr())

    return run


def forget() -> None:
    """Empty every cache of the package, so that the next question reads the data again."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "ipcoord_sim":
            for thing in list(vars(module).values()):
                getattr(thing, "cache_clear", lambda: None)()


@pytest.fixture
def other_data(tmp_path, monkeypatch):
    """A copy of the authored data that a test may change; the package reads it until the test is over."""
    target = tmp_path / "data"
    shutil.copytree(ROOT / "ipcoord_sim" / "data", target, ignore=shutil.ignore_patterns("*.py", "__pycache__", "compiled.json", "schema"))
    monkeypatch.setenv("IPCOORD_DATA", str(target))
    forget()
    yield target
    monkeypatch.undo()
    forget()
