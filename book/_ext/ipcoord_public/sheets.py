"""What a page says in three sentences: for its poster, its share card and the feed; with sources, day and the code that leads to it."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

from ipcoord_book.backlinks import citations
from ipcoord_book.problems import problem
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ipcoord_sim.norms import plan

from .basis import cited_values, last_checked, last_checked_anywhere
from .local import OPEN, local_fields

__all__ = ["NAME", "SENTENCES", "Sheet", "card_html", "poster_html", "preview_html", "qr_svg", "setup", "sheet_of", "sheets"]

NAME = "知识产权保护，两个部门怎样帮您"
SENTENCES = 3
_MOST = 3


@dataclass(frozen=True)
class Sheet:
    """One page as it is shared: `address` is empty where the unit has not said where its pages stand."""

    name: str
    title: str
    summary: str
    sentences: tuple[str, ...]
    sources: str
    checked: str
    address: str
    unit: str
    kind: str


def sheet_of(env: BuildEnvironment, docname: str) -> Sheet:
    """The sheet of a page of this edition."""
    told, local = env.metadata.get(docname, {}), local_fields()
    site = local["site"]
    address = f"{site}/{'' if docname == env.config.root_doc else docname + '.html'}" if site else ""
    return Sheet(docname, env.titles[docname].astext(), told.get("summary", ""), _sentences(told), _sources(env, docname), _day(env, docname), address, local["unit"], told.get("kind", ""))


def _sentences(told: dict) -> tuple[str, ...]:
    """The three sentences of the front matter, one after the other with a bar between."""
    return tuple(part.strip() for part in str(told.get("card", "")).split("｜") if part.strip())


def _sources(env: BuildEnvironment, docname: str) -> str:
    """The instruments behind a page; past three, how many more."""
    own = plan()["number"]
    found = [own] if any(kind == "clause" for kind, *_ in citations(env).get(docname, ())) else []
    found = list(dict.fromkeys([*found, *(value.instrument for value in cited_values(env, docname))])) or [own]
    return "、".join(found[:_MOST]) + (f"等 {len(found)} 件" if len(found) > _MOST else "")


def _day(env: BuildEnvironment, docname: str) -> str:
    """The last check of what the page cites; a page that leads to the others is as fresh as the stalest of them."""
    return last_checked(cited_values(env, docname)) or last_checked_anywhere(env)


def sheets(env: BuildEnvironment) -> list[Sheet]:
    """The sheets of every page that has three sentences, by name."""
    return [sheet_of(env, name) for name in sorted(env.found_docs) if _sentences(env.metadata.get(name, {}))]


def qr_svg(address: str) -> str:
    """The address as a QR code, dark on white in any colours of the page; nothing without an address."""
    if not address:
        return ""
    import segno

    drawn = io.BytesIO()
    segno.make(address, micro=False, error="m").save(drawn, kind="svg", xmldecl=False, svgns=True, border=4, dark="#000", light="#fff", omitsize=True, svgclass="sh-qr", lineclass=None, title="这一页的二维码")
    return drawn.getvalue().decode().strip()


def _foot(sheet: Sheet) -> str:
    code = qr_svg(sheet.address)
    where = f'<p class="sh-address">{escape(sheet.address)}</p>' if sheet.address else f'<p class="sh-address">网址：{OPEN}</p>'
    day = f"　核对于{sheet.checked}" if sheet.checked else ""
    words = f"<p>{escape(sheet.unit or '发布单位：' + OPEN)}</p><p>依据：{escape(sheet.sources)}{day}</p><p>这里是说明，不代替法律文本。</p>"
    return f'<div class="sh-foot"><div>{words}{where}</div>{code}</div>'


def _head(sheet: Sheet) -> str:
    """The site's name, left out where the title is the same, and what kind of page it is; then the title."""
    words = "　".join(filter(None, ("" if sheet.title == NAME else NAME, sheet.kind)))
    return f'<p class="sh-name">{escape(words)}</p><h1>{escape(sheet.title)}</h1>'


def _points(sheet: Sheet) -> str:
    return '<ol class="sh-points">' + "".join(f"<li>{escape(one)}</li>" for one in sheet.sentences) + "</ol>"


def poster_html(sheet: Sheet) -> str:
    """The poster: title, three sentences, code; as wide as its paper."""
    return f'<div class="sheet sheet-poster">{_head(sheet)}{_points(sheet)}{_foot(sheet)}</div>'


def card_html(sheet: Sheet) -> str:
    """The share card, 1080 × 1920."""
    return f'<div class="sheet sheet-card">{_head(sheet)}{_points(sheet)}{_foot(sheet)}</div>'


def preview_html(sheet: Sheet) -> str:
    """The picture beside a link, 1200 × 630: what is legible at that size and no more."""
    day = f"　核对于{sheet.checked}" if sheet.checked else ""
    return f'<div class="sheet sheet-preview">{_head(sheet)}<p class="sh-first">{escape(sheet.sentences[0])}</p><p class="sh-source">依据：{escape(sheet.sources)}{day}</p></div>'


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    """Every page has its summary and three sentences, so that every page can be shared."""
    for name in sorted(env.found_docs):
        told = env.metadata.get(name, {})
        if not told.get("summary") or len(_sentences(told)) != SENTENCES:
            problem(env, name, f"{name} 要有 summary 和 card：card 是三句话，中间用｜隔开。 / {name} needs a summary and a card of three sentences.")


def _write(app: Sphinx, error: Exception | None) -> None:
    """Leave beside the doctrees what the pictures and the feed are made of."""
    if error:
        return
    rows = [asdict(sheet) | {"site_name": NAME, "card": card_html(sheet), "preview": preview_html(sheet)} for sheet in sheets(app.env)]
    (Path(app.doctreedir) / "sheets.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Check the sheets of every page, and write them down."""
    app.connect("env-check-consistency", _check)
    app.connect("build-finished", _write)
