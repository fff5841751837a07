"""What a case leaves on paper: the review of a game as a file, and the kit for a room without computers."""

from __future__ import annotations

from pathlib import Path

from ..casebank.model import Case
from ..errors import InputError, UnknownIdError
from ..exercise.kit import kit_html
from ..exporters import may_write, write_file
from ..exporters.reviews import review_csv, review_html, review_json
from ..files import reason
from ..pictures.review_lanes import review_lanes_svg
from .paper import print_pdf

__all__ = ["REVIEWS", "review_target", "write_kit", "write_review"]

REVIEWS = ("html", "pdf", "csv", "json")


def review_target(target: str, force: bool = False) -> Path:
    """The file of a review, asked for before the case is played and not only after it.

    Raises UnknownIdError for an ending that is no kind of review, InputError where it may not be written.
    """
    path = Path(target)
    kind = path.suffix.removeprefix(".").lower()
    if kind not in REVIEWS:
        raise UnknownIdError.among("复盘的文件格式", "kind of review file", kind or target, REVIEWS)
    for file in (path, path.with_suffix(".html")) if kind == "pdf" else (path,):
        may_write(file, force=force)
    return path


def write_review(shown: dict, case: Case, target: str, force: bool = False) -> Path:
    """Write the review of a finished screen; the file's ending says as what.

    Raises UnknownIdError for another ending, InputError where nothing can be written there.
    """
    path = review_target(target, force)
    kind = path.suffix.removeprefix(".").lower()
    if kind == "csv":
        return write_file(path, review_csv(shown), force=force)
    if kind == "json":
        return write_file(path, [review_json(shown)], force=force)
    page = path.with_suffix(".html")
    write_file(page, [review_html(shown, review_lanes_svg(shown["review"]))], force=force)
    return page if kind == "html" else print_pdf(page, path)


def write_kit(case: Case, folder: str, *, pdf: bool = True, force: bool = False) -> list[Path]:
    """Write the kit of a case into `folder` as a page, and as PDF where a browser can print it."""
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as broken:
        zh, en = reason(broken)
        raise InputError(f"建不了文件夹 {place}（{zh}）；请换一个地方。", f"Cannot make the folder {place} ({en}); choose another.") from None
    page = place / f"{case.slug}-kit.html"
    files = [page, page.with_suffix(".pdf")] if pdf else [page]
    for file in files:
        may_write(file, force=force)
    write_file(page, [kit_html(case)], force=force)
    if pdf:
        print_pdf(*files)
    return files
