"""What is wrong or unconfirmed on a page fails the build, with the page and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sphinx")

from sphinx.errors import ExtensionError

from tests import test_book_ext as small


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{law}`orn310-aprove-3d`", "orn310-approve-3d"),
        ("{law}`crl-215-basic-v2025`", "请写明 #1 到 #3"),
        ("{law}`orn310-receipt`", "请改用 {article}"),
        ("{law}`crl-214-sales@1990-01-01`", "还没有"),
        ("{article}`cnt-cpl-15`", "cnt-cpl-105"),
        ("{clause}`4.1`", "没有这个条款"),
        ("{norm}`N36`", "没有这个规范编号"),
        ("{word}`refered`", "refer"),
        ("```{clause-text} 9.9\n```", "没有这个条款"),
        ("```{norm-table} 9.9\n```", "没有这个条款"),
        ("```{deadline-example} orn310-approve-3d 2026-09-30T15:00:00\n```", "没有写时区"),
        ("```{threshold-change} 2025-04-25 heute\n```", "日期读不懂"),
    ],
)
def test_a_wrong_reference_fails_the_build_with_a_sentence(tmp_path, text, said):
    """Unknown ids, many numbers, no number, a day before the law: page and remedy are named."""
    with pytest.raises(ExtensionError) as caught:
        small.build(tmp_path / "src", {"wrong": f"# 错\n\n{text}\n", "chapters/part1/plan": "# 方案\n", "chapters/appendix/provenance": "# 库\n"})
    assert said in str(caught.value) and "wrong：" in str(caught.value)


def test_a_page_that_is_not_read_again_still_fails(tmp_path):
    """The second build of an unchanged wrong page does not pass."""
    pages = {"wrong": "# 错\n\n{law}`no-such`\n", "chapters/appendix/provenance": "# 库\n"}
    for _ in range(2):
        with pytest.raises(ExtensionError):
            small.build(tmp_path / "src", pages)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_what_is_unconfirmed_stays_off_public_pages(tmp_path, audience):
    """An unverified fact shows its badge on an internal page and fails a public one."""
    pages = {"page": f"---\naudience: {audience}\n---\n# 页\n\n{{article}}`pol-2016-16-decide`\n", "chapters/appendix/provenance": small.PAGES["chapters/appendix/provenance"]}
    if audience == "public":
        with pytest.raises(ExtensionError, match="待核"):
            small.build(tmp_path / "src", pages)
    else:
        app = small.build(tmp_path / "src", pages)
        assert "待核</span>" in (Path(app.outdir) / "page.html").read_text("utf-8")
