"""Figures and articles of the law in running text: written once as data, printed by id."""

from __future__ import annotations

from sphinx.application import Sphinx

from ipcoord_sim.errors import InputError
from ipcoord_sim.parameters import Found, Number, Value, find, value_on
from ipcoord_sim.states import as_of, state_of
from ipcoord_sim.times import read_day
from ipcoord_sim.wording import number_zh

from .links import cite, pointer
from .problems import CheckedRole

__all__ = ["fact_link", "figure_link", "hover_of", "setup", "state_kind", "state_zh", "term_zh"]


def state_zh(value: Value) -> str:
    """The state in Chinese; what is not yet in force says from when."""
    words = {"unverified": "待核", "historical": "历史", "in_force": "现行"}
    return words.get(state_of(value)) or f"未施行，自{value.start}起"


def state_kind(value: Value) -> str:
    """The mark of the state, as the style sheets call it."""
    return {"unverified": "badge-tobe", "in_force": "badge-inforce"}.get(state_of(value), f"badge-{state_of(value)}")


def term_zh(value: Value) -> str:
    """From when until when a value stands."""
    start = f"{value.start}起" if value.start else "起始日待核"
    return start + (f"，至{value.end}止" if value.end else "")


def hover_of(value: Value, number: Number | None = None) -> str:
    """What stands behind a figure: from when it runs, instrument and article, since when, state, last check."""
    head = f"自{number.starts_from}起" if number and number.starts_from else value.label_zh
    parts = [head, value.citation_zh, term_zh(value), state_zh(value), f"核对于{value.checked}"]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def fact_link(id: str, words: str = "", *, silent: bool = False) -> cite:
    """A link to the record of a fact; its words are instrument and article unless given.

    Raises UnknownIdError.
    """
    found = find(id)
    value = found.value or _standing(found)
    return pointer("law", value.fact, f"fact-{value.fact}", words or value.citation_zh, hover_of(value),
                   unverified=not value.verified, silent=silent)


def _standing(found: Found) -> Value:
    """The value of a whole matter on the day of the last check, else the newest that has begun."""
    for value in found.parameter.values:
        if value.covers(as_of()):
            return value
    begun = [v for v in found.parameter.values if v.start is None or v.start <= as_of()]
    return (begun or found.parameter.values)[-1]


def _figure(text: str) -> tuple[Value, Number]:
    """The value and the single number that `id`, `id#n` or either with `@day` names."""
    word, mark, day = text.strip().partition("@")
    found = find(word)
    value = value_on(word, read_day(day)) if mark else (found.value or _standing(found))
    numbers = value.numbers
    if found.n is not None:
        name = found.numbers[0].name
        numbers = tuple(n for n in value.numbers if n.name == name)
    if len(numbers) != 1:
        many_zh = f"有 {len(numbers)} 个数，请写明 #1 到 #{len(numbers)}" if numbers else "没有数字，请改用 {article}"
        many_en = f"has {len(numbers)} numbers, name one with #n" if numbers else "has no number, use {article}"
        raise InputError(f"{text} {many_zh}。", f"{text} {many_en}.")
    return value, numbers[0]


def figure_link(text: str, *, silent: bool = False) -> cite:
    """One figure with its unit, linked to its record; `text` is an id, `id#n`, either with `@day`.

    Raises UnknownIdError for an unknown id, InputError where it is not one number.
    """
    value, number = _figure(text)
    anchor = f"fact-{value.fact}" + (f"-n{number.n}" if len(value.numbers) > 1 else "")
    return pointer("law", value.fact, anchor, number_zh(number), hover_of(value, number), unverified=not value.verified, silent=silent)


def setup(app: Sphinx) -> None:
    """Register the roles `law` and `article`."""
    app.add_role("law", CheckedRole(figure_link))
    app.add_role("article", CheckedRole(fact_link))
    app.add_css_file("law.css", priority=901)
