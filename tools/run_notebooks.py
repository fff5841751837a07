"""Run the notebooks in order and store their outputs, without what changes from run to run.

The widgets' random ids and their state are left out: a page or a viewer without a kernel then shows the static
picture that stands beside them, and two runs give the same file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from ipcoord_sim.files import whole_file

ROOT = Path(__file__).resolve().parent.parent
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def run(path: Path) -> None:
    """Run one notebook and write it back."""
    book = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(book, kernel_name="python3", timeout=120, store_widget_state=False, resources=place).execute()
    clean(book)
    with whole_file(path) as file:
        nbformat.write(book, file)


def clean(book: nbformat.NotebookNode) -> None:
    """Leave out machine, times and widgets."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    for cell in book.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
        if "outputs" in cell:
            cell.outputs = joined(cell.outputs)


def joined(outputs: list) -> list:
    """Outputs with what was printed in one go standing as one, however the kernel cut it."""
    kept: list = []
    for output in outputs:
        if kept and output.output_type == kept[-1].output_type == "stream" and output.name == kept[-1].name:
            kept[-1].text += output.text
        else:
            kept.append(output)
    return kept


def main(arguments: list[str] | None = None) -> int:
    """Run the notebooks named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="which ones (default: all in notebooks/)")
    paths = parser.parse_args(arguments).notebooks or sorted((ROOT / "notebooks").glob("*.ipynb"))
    for path in paths:
        if not path.is_file():
            print(f"没有笔记本 {path}；请核对路径。", file=sys.stderr)
            return 2
    for path in paths:
        print(f"运行 {path.name}", file=sys.stderr)
        run(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
