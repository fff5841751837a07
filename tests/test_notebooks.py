"""What every notebook keeps: it was run from top to bottom, its outputs stand in the file, and it stays clean."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ipcoord_sim.parameters import all_parameters
from tools.build_lite import PACKAGES

ROOT = Path(__file__).resolve().parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget"
MACHINE = re.compile(r"/(?:home|root|tmp|Users)/|[A-Z]:\\\\|site-packages|https?://(?!www\.w3\.org/)", re.ASCII)


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request) -> dict:
    """One notebook as stored."""
    return json.loads(request.param.read_text(encoding="utf-8"))


def _code(notebook: dict) -> list[dict]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _text(cell: dict) -> str:
    return "".join(cell["source"])


def _prose(notebook: dict) -> str:
    return "\n".join(_text(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def test_there_are_the_notebooks_of_these_chapters():
    """The tests below look at something."""
    assert {path.stem.partition("-")[0] for path in PATHS} >= {
        "nb01", "nb03", "nb04", "nb05", "nb06", "nb07", "nb10", "nb13", "nb17", "nb18", "nb19", "nb20", "nb21", "nb26", "nb27", "nb28",
    }


def test_every_cell_was_run_in_order(notebook):
    """A notebook that was not run, or out of order, would pass nbval silently."""
    counts = [cell["execution_count"] for cell in _code(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_every_cell_but_the_imports_shows_something(notebook):
    """What the page shows is what nbval compares; an empty output compares equal to nothing."""
    first, *rest = _code(notebook)
    assert rest and not first["outputs"]
    assert [_text(cell) for cell in rest if not cell["outputs"]] == []


def test_no_output_is_an_error_or_a_warning(notebook):
    """A notebook shows refusals as sentences, never as tracebacks."""
    for cell in _code(notebook):
        for output in cell["outputs"]:
            assert output["output_type"] != "error" and output.get("name") != "stderr", _text(cell)


def test_a_picture_stands_where_a_widget_would(notebook):
    """Without a kernel a widget is an empty box: none is stored, and every rich output has words too."""
    assert "widgets" not in notebook["metadata"]
    for cell in _code(notebook):
        for output in cell["outputs"]:
            data = output.get("data", {})
            assert not [mime for mime in data if mime.startswith(WIDGET)], _text(cell)
            assert not data or "".join(data["text/plain"]).strip(), _text(cell)
            assert "object at 0x" not in json.dumps(output), _text(cell)


def test_the_file_says_nothing_of_the_machine_that_ran_it(notebook):
    """Metadata hold the kernel's name alone; no path, no address, no time of running."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert notebook["metadata"] == {"kernelspec": kernel, "language_info": {"name": "python"}}
    assert [cell["metadata"] for cell in _code(notebook) if "execution" in cell["metadata"]] == []
    stored = json.dumps(notebook, ensure_ascii=False)
    assert MACHINE.search(stored) is None and str(ROOT) not in stored


def test_the_title_is_one_question(notebook):
    """The first cell begins with the only heading of the first level, and it asks."""
    titles = [line for line in _prose(notebook).splitlines() if line.startswith("# ")]
    assert len(titles) == 1 and titles[0].endswith("？")
    assert _text(notebook["cells"][0]).startswith(titles[0])


def test_it_ends_with_what_was_seen_and_an_exercise(notebook):
    """A reader leaves with a result and something to do."""
    kinds = [head.split("：")[0] for head in re.findall(r"^## (.+)$", _prose(notebook), re.MULTILINE)]
    order = [kinds.index(kind) for kind in ("例子", "定义", "我们看到", "练习")]
    assert order == sorted(order)


def test_imports_stand_in_the_first_cell_alone(notebook):
    """What a notebook needs is seen at once."""
    first, *rest = [ast.parse(_text(cell)) for cell in _code(notebook)]
    assert all(isinstance(node, ast.Import | ast.ImportFrom) for node in first.body)
    assert not [node for tree in rest for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


_RUN = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
sys.modules["networkx"] = None  # as if it were not there
shell = InteractiveShell.instance()
for source in json.load(sys.stdin):
    if not shell.run_cell(source).success:
        raise SystemExit(3)
"""


def test_networkx_is_imported_by_name_where_it_is_needed_and_nowhere_else(notebook):
    """The browser's kernel begins without networkx and loads it for a cell that names it: whoever runs without it does not name it, whoever does not names it first."""
    first, *rest = [_text(cell) for cell in _code(notebook)]
    names = [line for line in first.splitlines() if line.split("#")[0].split() == ["import", "networkx"]]
    without = "\n".join(line for line in first.splitlines() if line not in names)
    ran = subprocess.run([sys.executable, "-c", _RUN], input=json.dumps([without, *rest]), cwd=ROOT / "notebooks", capture_output=True, text=True)
    assert (ran.returncode == 0) != bool(names), ran.stdout[-2000:] + ran.stderr[-2000:]
    assert not names or ran.returncode == 3 and "networkx" in ran.stdout
    assert "networkx" not in PACKAGES


def test_no_function_and_no_cell_is_longer_than_ten_lines(notebook):
    """Longer code belongs to the package, where it is tested."""
    for cell in _code(notebook):
        assert len(_text(cell).splitlines()) <= 10, _text(cell)


def test_no_cell_installs_or_sets_fonts(notebook):
    """Neither `pip install` nor a magic, nor the fonts of pictures, is a reader's business."""
    for cell in _code(notebook):
        assert not re.search(r"^\s*[%!]|\bpip\b|font|rcParams", _text(cell), re.MULTILINE), _text(cell)


def test_the_worked_case_is_computed():
    """Notice received on 2026-09-30: 3 October the safest, 8 October the rule, 10 October the misreading (counted by hand)."""
    notebook = json.loads((ROOT / "notebooks" / "nb07-deadlines.ipynb").read_text(encoding="utf-8"))
    example = next(cell for cell in _code(notebook) if cell["outputs"] and '"2026-09-30 15:00"' in _text(cell))
    shown = "".join(example["outputs"][0]["data"]["text/html"])
    rows = re.findall(r'<th scope="row"[^>]*><strong>(.+?)</strong><br>(.+?)</th><td[^>]*><strong>2026年(.+?日)', shown)
    assert rows == [
        ("① 自然日", "稳妥，最稳妥", "10月3日"),
        ("② 末日顺延", "依据明确，你看的读法", "10月8日"),
        ("③ 工作日", "误读", "10月10日"),
    ]
    typed = "".join(_text(cell) for cell in notebook["cells"])
    assert not re.search(r"10-(?:03|10)\b|10月(?:3|8|10)日", typed)


def test_no_figure_of_the_law_is_typed(notebook):
    """Thresholds of one thousand yuan or pieces and more come from the engine; the amounts of a case are its own facts."""
    law = {n.value for p in all_parameters() if p.section.startswith("C") for v in p.values for n in v.numbers if n.value >= 1000}
    typed = {int(word.replace(",", "")) for cell in _code(notebook) for word in re.findall(r"(?<![-\d])\d[\d,]{3,}(?![-\d])", _text(cell))}
    written = {int(word.replace(",", "")) for word in re.findall(r"(?<![-\d])\d[\d,]{3,}(?![-\d年])", _prose(notebook))}
    assert not law & (typed | written)
