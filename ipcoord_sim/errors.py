"""What can go wrong, as sentences to a jurist.

IpcoordError                everything raised on purpose; exit code 2 on the command line
├── InputError              a call, a time or a field that cannot be read
├── UnknownIdError          a word that is not in the data (names the nearest known one)
├── DataError               an authored file that breaks the format
├── NotInForceError         a day on which the value asked for is not law
├── UnverifiedError         a statement marked 待核, where only confirmed law may stand
└── HorizonError            a day the working calendar does not know

Each carries the sentence in Chinese and in English: what was found, where, what is allowed, what to do.
"""

from __future__ import annotations

from difflib import get_close_matches

__all__ = [
    "DataError",
    "HorizonError",
    "InputError",
    "IpcoordError",
    "NotInForceError",
    "UnknownIdError",
    "UnverifiedError",
    "nearest",
    "shortened",
]


class IpcoordError(Exception):
    """One sentence in two languages; `str()` gives the Chinese one.

    >>> str(IpcoordError("没有这一天。", "No such day."))
    '没有这一天。'
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en

    def __reduce__(self):
        return type(self), (self.zh, self.en)

    def sentence(self, lang: str = "zh") -> str:
        """The sentence in `lang` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh


class InputError(IpcoordError):
    """A call, a time or a field that cannot be read."""


class UnknownIdError(IpcoordError):
    """A word that is not in the data."""

    @classmethod
    def among(cls, what_zh: str, what_en: str, found: object, known) -> UnknownIdError:
        """The error for `found`, naming the nearest of `known`."""
        known = sorted(known)
        found = shortened(found)
        near = nearest(found, known)
        hint_zh = f"最接近的是 {near}" if near else f"已知的有：{_some(known)}"
        hint_en = f"the nearest known one is {near}" if near else f"known: {_some(known, ', ', ' and others')}"
        return cls(
            f"没有这个{what_zh}：{found}；{hint_zh}。",
            f"There is no {what_en} {found!r}; {hint_en}.",
        )


class DataError(IpcoordError):
    """An authored file that breaks the format."""

    @classmethod
    def at(cls, file: str, path: str, found_zh: str, allowed_zh: str, found_en: str, allowed_en: str) -> DataError:
        """The error at `path` inside `file`."""
        return cls(
            f"数据文件 {file} 的 {path or '开头'}：{found_zh}；应为：{allowed_zh}。请改正后再运行。",
            f"Data file {file}, at {path or 'the top'}: {found_en}; allowed: {allowed_en}. Correct it and run again.",
        )


class NotInForceError(IpcoordError):
    """A day on which the value asked for is not law."""


class UnverifiedError(IpcoordError):
    """A statement marked 待核, where only confirmed law may stand."""


class HorizonError(IpcoordError):
    """A day that the working calendar does not know."""


def nearest(word: str, known) -> str | None:
    """The known word most like `word`, or None.

    >>> nearest("referal.send", ["referral.send", "goods.handover"])
    'referral.send'
    >>> nearest("zzz", ["referral.send"]) is None
    True
    """
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return close[0] if close else None


def shortened(found: object, most: int = 60) -> str:
    """What was found, as an error names it: its first `most` signs, so that the sentence stays one.

    >>> shortened("a" * 100, most=5)
    'aaaaa…'
    """
    text = str(found)
    return text if len(text) <= most else text[:most] + "…"


def _some(words: list[str], between: str = "、", more: str = " 等", most: int = 8) -> str:
    return between.join(words[:most]) + (more if len(words) > most else "")
