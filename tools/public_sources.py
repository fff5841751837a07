"""What may stand in the public edition and what may not, as runs of signs: everything under the book, the bank, the notebooks and the data is internal unless it is named here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ipcoord_sim.vocabulary import TERMS
from tools.editions import audience

__all__ = ["CHINESE", "LATIN", "ROOT", "grams", "internal_ids", "internal_sources", "public_words"]

ROOT = Path(__file__).resolve().parent.parent
# So many signs in a row are nobody's by chance; Latin letters need more, for words repeat.
CHINESE, LATIN, SENTENCE = 10, 24, 12
SUFFIXES = {".css", ".csv", ".html", ".ipynb", ".j2", ".js", ".json", ".md", ".svg", ".txt", ".yaml", ".yml"}
INTERNAL = ("book", "casebank", "notebooks", "ipcoord_sim")
# Written for everyone, or the public text of the law itself.
PUBLIC = ("book/public", "book/_themes/ipcoord_public", "book/_ext/ipcoord_public", "ipcoord_sim/data/policy", "ipcoord_sim/vocabulary.py")
MADE = {"node_modules", "_build", "__pycache__", "compiled.json", "compiled_cases.json", ".compiled.json"}
# Of the law's records, what a reader of the public edition is shown; their notes are internal.
SHOWN = ("label_zh", "text_zh", "instrument", "article", "starts_from", "title_zh")
_WORDS = re.compile(r"\w+")
_ENDS = re.compile(r"[。！？；\n]+")
_BREAKS = re.compile(r"[：（）()·｜|“”\"']+")
_MARK = re.compile(r"<[a-zA-Z/!][^>]*>")
_WIDE = re.compile(r"[\u3400-\u9fff]")


def grams(text: str) -> Iterator[str]:
    """Every run of signs between two marks that end a thought: `CHINESE` long where most of it is Chinese, `LATIN` long where nothing is.

    A sentence whose pieces are all shorter is one run as a whole.
    """
    for sentence in _ENDS.split(text):
        short = []
        for piece in _BREAKS.split(sentence):
            signs = "".join(_WORDS.findall(piece))
            wide = [bool(_WIDE.match(sign)) for sign in signs]
            if len(signs) < CHINESE:
                short.append(signs)
            for place in range(len(signs) - CHINESE + 1):
                if 2 * sum(wide[place : place + CHINESE]) > CHINESE:
                    yield signs[place : place + CHINESE]
                elif len(signs) - place >= LATIN and not any(wide[place : place + LATIN]):
                    yield signs[place : place + LATIN]
        whole = "".join(short)
        if len(whole) >= SENTENCE and 2 * len(_WIDE.findall(whole)) > len(whole) and len(short) == len(_BREAKS.split(sentence)):
            yield whole


def _files(root: Path) -> Iterator[Path]:
    for name in INTERNAL:
        for path in sorted((root / name).rglob("*")):
            if path.suffix in SUFFIXES and not MADE & set(path.relative_to(root).parts):
                yield path


def _public(path: Path, root: Path) -> bool:
    """Whether a source is for everyone: by its place, or because its front matter says so."""
    name = path.relative_to(root).as_posix()
    if path.suffix == ".md" and audience(path) == "public":
        return True
    return any(name == start or name.startswith(start + "/") for start in PUBLIC)


def internal_sources(root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Every source that is not public, with its words; a notebook's outputs count as much as its cells."""
    for path in _files(root):
        if not _public(path, root):
            text = path.read_text("utf-8", "replace")
            text = _notebook(text) if path.suffix == ".ipynb" else text
            # A sentence may be broken over two lines of a source; a mark may stand in its middle.
            yield path, f"{text}\n{_MARK.sub('', text)}\n" + text.replace("\n", "")


def _notebook(text: str) -> str:
    """All words of a notebook, each text in one piece."""
    def words(thing: object) -> Iterator[str]:
        if isinstance(thing, str):
            yield thing
        elif isinstance(thing, dict):
            for value in thing.values():
                yield from words(value)
        elif isinstance(thing, list):
            # Jupyter writes one text as a list of lines.
            yield "".join(thing) if all(isinstance(one, str) for one in thing) else "\n".join(one for part in thing for one in words(part))

    return "\n".join(words(json.loads(text)))


def public_words(root: Path = ROOT) -> Iterator[str]:
    """The words that are public: pages that say so, the plan, the terms, and what the law's records show."""
    yield from (path.read_text("utf-8") for path in _files(root) if path.suffix == ".md" and _public(path, root))
    for start in PUBLIC:
        place = root / start
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix in SUFFIXES | {".py"} and not MADE & set(path.parts):
                yield path.read_text("utf-8")
    yield from _records(root)
    yield from (f"{term.zh}{term.meaning_zh}" for term in TERMS)


def _records(root: Path) -> Iterator[str]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def shown(thing: object) -> Iterator[str]:
        if isinstance(thing, dict):
            yield f"{thing.get('instrument', '')}{thing.get('article', '')}\nfact-{thing.get('fact', '')}"
            for key, value in thing.items():
                if isinstance(value, str) and key in SHOWN:
                    yield f"自{value}起" if key == "starts_from" else value
                else:
                    yield from shown(value)
        elif isinstance(thing, list):
            for one in thing:
                yield from shown(one)

    for path in sorted((root / "ipcoord_sim" / "data" / "parameters").glob("*.yaml")):
        yield from shown(yaml.load(path.read_text("utf-8"), Loader=loader))


@cache
def internal_ids(root: Path = ROOT) -> re.Pattern[str]:
    """A pattern that finds the ids of cases, items, norms, misconceptions and the names of internal pages."""
    ids = set()
    for path in _files(root):
        if path.suffix in (".yaml", ".yml") and not _public(path, root):
            ids |= set(re.findall(r"\bid: ['\"]?(C-\d+|Q-[\d.]+-\d+|[NM]\d{2,3})\b", path.read_text("utf-8", "replace")))
        if not _public(path, root) and re.search(r"\d.*-|-.*\d", path.stem) and path.suffix in (".md", ".ipynb", ".yaml"):
            ids.add(path.stem)
    return re.compile(r"(?<![\w#-])(?:" + "|".join(map(re.escape, sorted(ids, key=lambda one: (-len(one), one)))) + r")(?![\w-])")
