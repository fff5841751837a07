"""Quiz items as Moodle XML, with the reason of every option.

Single and multiple choice, dates and next steps become multichoice; numbers numerical; orders and matches matching.
Lost: matching has no feedback by option, so the reasons of orders and matches stand together in the general feedback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from .writing import attribute

__all__ = ["items_moodle"]

_CATEGORY = "知识产权行刑衔接"
# What Moodle knows as fractions of a grade, written as it writes them.
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20"}


def items_moodle(items: Iterable[Mapping], labels: Mapping[str, str]) -> Iterator[str]:
    """The items (as the call `items` gives them) as one question bank; `labels` names the clauses."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    last = None
    for item in items:
        if item["clause"] != last:
            last = item["clause"]
            path = f"$course$/top/{_CATEGORY}/{last} {labels[last]}"
            yield f'<question type="category"><category>{_text(path)}</category></question>\n'
        yield _question(item)
    yield "</quiz>\n"


def _question(item: Mapping) -> str:
    kind = {"number": "numerical", "order": "matching", "match": "matching"}.get(item["type"], "multichoice")
    body = {"numerical": _numerical, "matching": _matching, "multichoice": _multichoice}[kind](item)
    tags = "".join(f"<tag>{_text(tag)}</tag>" for tag in (item["norm"], item["perspective"], item["use"], item["type"]))
    general = _reasons(item) if kind == "matching" else ""
    return (
        f'<question type="{kind}">\n<name>{_text(item["id"])}</name>\n<questiontext format="html">{_html(item["stem"])}</questiontext>\n'
        f'<generalfeedback format="html">{general or _text("")}</generalfeedback>\n<defaultgrade>1</defaultgrade>\n<penalty>0</penalty>\n<hidden>0</hidden>\n'
        f'<idnumber>{attribute(item["id"])}-{attribute(item["digest"])}</idnumber>\n{body}<tags>{tags}</tags>\n</question>\n'
    )


def _multichoice(item: Mapping) -> str:
    several = item["type"] == "multiple"
    keys = sum(o["correct"] for o in item["options"])
    # Days stay in their order; options of other items may change places.
    shuffle = "false" if item["type"] == "date" else "true"
    rows = []
    for o in item["options"]:
        fraction = _SHARES[keys] if o["correct"] else f"-{_SHARES[keys]}" if several else "0"
        rows.append(f'<answer fraction="{fraction}" format="html">{_html(o["text"])}<feedback format="html">{_html(o["reason"])}</feedback></answer>\n')
    return f"<single>{'false' if several else 'true'}</single>\n<shuffleanswers>{shuffle}</shuffleanswers>\n<answernumbering>ABCD</answernumbering>\n" + "".join(rows)


def _numerical(item: Mapping) -> str:
    rows = []
    for o in sorted(item["options"], key=lambda o: not o["correct"]):
        fraction = "100" if o["correct"] else "0"
        rows.append(
            f'<answer fraction="{fraction}" format="moodle_auto_format">{_text(o["value"])}<feedback format="html">{_html(o["reason"])}</feedback>'
            "<tolerance>0</tolerance></answer>\n"
        )
    unit = f"<units><unit><multiplier>1</multiplier><unit_name>{attribute(item['unit'])}</unit_name></unit></units>\n" if item["unit"] else ""
    return "".join(rows) + unit + "<unitgradingtype>0</unitgradingtype>\n<unitpenalty>0</unitpenalty>\n<showunits>3</showunits>\n<unitsleft>0</unitsleft>\n"


def _matching(item: Mapping) -> str:
    pairs = [(o["text"], o["pair"] if item["type"] == "match" else f"第{o['place']}步") for o in item["options"]]
    rows = [f'<subquestion format="html">{_html(text)}<answer>{_text(pair)}</answer></subquestion>\n' for text, pair in pairs]
    return "<shuffleanswers>true</shuffleanswers>\n" + "".join(rows)


def _reasons(item: Mapping) -> str:
    options = sorted(item["options"], key=lambda o: o["place"] or 0)
    rows = "".join(f"<li>{_plain(o['text'])}：{_plain(o['reason'])}</li>" for o in options)
    return _text(f"<ol>{rows}</ol>")


def _html(text: str) -> str:
    return _text(f"<p>{_plain(text)}</p>")


def _plain(text: str) -> str:
    """Escaped words; what stands between two double stars is bold."""
    parts = escape(text, quote=False).split("**")
    return "".join(f"<strong>{part}</strong>" if n % 2 and n < len(parts) - 1 else part for n, part in enumerate(parts))


def _text(value: object) -> str:
    return f"<text>{attribute(value)}</text>"
