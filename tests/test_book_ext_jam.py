"""What the chapter on the network promises, on a small book of its own: pictures from the package, a wrong name ends the build."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from sphinx.errors import ExtensionError

from ipcoord_sim.experiments.jam_view import show_days, show_queue
from ipcoord_sim.experiments.missing_view import show_missing
from tests import test_book_ext as small

PARTS = (*small.PARTS, "jam")
PAGE = (
    "# 网络\n\n```{jam} queue no_office\n```\n\n```{jam} days\n```\n\n```{jam} lost office/xinyang\n```\n\n"
    "```{jam} assumptions staff\n```\n\n```{jam} network psb/xinyang\n```\n"
)


def _build(folder: Path, page: str, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr(small, "PARTS", PARTS)
        return small.build(folder, {"network": page})


def test_a_view_is_a_sentence_and_a_picture_of_the_package(tmp_path, monkeypatch):
    """What the page shows is what the package gives, word for word; what is only listed has no picture."""
    app = _build(tmp_path / "src", PAGE, monkeypatch)
    html = (Path(app.outdir) / "network.html").read_text("utf-8")
    assert "WARNING" not in app.warning.getvalue()
    for view in (show_queue("no_office"), show_days(), show_missing(["office/xinyang"], drawn=False), show_missing(["psb/xinyang"])):
        assert view.html in html and view.sentence_zh in html
    assert html.count("<svg") == 3 and "没有一个是统计数字" in html


@pytest.mark.parametrize("wrong", ["quee", "queue planned", "lost office/xinyan"])
def test_a_wrong_name_ends_the_build(tmp_path, monkeypatch, wrong):
    """No picture is guessed."""
    with pytest.raises(ExtensionError, match="没有这个"):
        _build(tmp_path / "src", f"# 网络\n\n```{{jam}} {wrong}\n```\n", monkeypatch)
