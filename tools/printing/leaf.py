"""One page of the site as a leaf of the printed book: nothing to press, nothing folded, names that are one in the whole book."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup, Comment, Tag

from .answers import fold_choices, move_answers
from .drawings import fit
from .order import HOME
from .xhtml import GONE

__all__ = ["Leaf", "leaf", "names_in", "place"]

_ODD = re.compile(r"[^A-Za-z0-9_.-]")
_URL = re.compile(r"url\(#([^)]+)\)")
_POINTS = ("aria-labelledby", "aria-describedby", "aria-controls", "headers")
_SCREEN = ("tabindex", "onclick", "popover", "popovertarget", "hidden", "loading", "target")
_CELL = 5  # signs: a cell as short as this is not broken
_WHOLE = re.compile(r"[\d,.]{1,9}[元件份人天日次小时个]{1,2}|[\d:]{1,5}—[\d:]{1,5}")  # nor is a figure with its unit, or a time of a lesson
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)")
_NAME = 8  # signs: a name as short as this needs no line of its own
# Words for the screen, and what they are on paper.
_SPOKEN = (
    (re.compile(r"再打开(?=[。，；]|$)"), "再看答案"), (re.compile(r"再打开(?=答案)"), "再看"), (re.compile(r"再打开(?=看|对)"), "再"), (re.compile(r"^(\s*)打开："), r"\1"),
)
_BASIS = re.compile(r"^\s*依据：")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page made ready: its HTML, that of its answers, how many signs it has, and the style sheets that the site gives it."""

    html: str
    answers: str
    signs: int
    styles: tuple[str, ...]


def place(number: int, name: str = "") -> str:
    """The name in the book of a place on page `number`; letters that a PDF would write otherwise are spelled out.

    >>> place(3, "norm-n12"), place(3, "甲"), place(3)
    ('s3-norm-n12', 's3-_7532', 's3')
    """
    return f"s{number}-" + _ODD.sub(lambda sign: f"_{ord(sign[0]):x}", name) if name else f"s{number}"


def names_in(text: str) -> set[str]:
    """The names of places on a page."""
    return set(re.findall(r'\sid="([^"]+)"', text))


def leaf(text: str, address: str, number: int, order: dict[str, int], names: dict[str, set[str]]) -> Leaf:
    """The page at `address`, the `number`-th of the book. `order` gives the number of each page, `names` the places on each."""
    soup = BeautifulSoup(text, "html.parser")
    styles = tuple(unquote(urldefrag(urljoin(HOME + address, link["href"]))[0].removeprefix(HOME)) for link in soup.select('link[rel="stylesheet"][href]'))
    article = soup.select_one("article.bd-article") or soup.select_one("main article") or soup.select_one("main") or soup.body
    for comment in article.find_all(string=lambda piece: isinstance(piece, Comment)):
        comment.extract()
    fold_choices(soup, article)
    for node in article.select(GONE):
        node.decompose()
    for link in article.find_all("a", href=True):
        _lead(link, address, number, order, names)
    for node in article.find_all(True):
        _rename(node, number)
        if node.name == "img" and node.get("src"):
            node["src"] = "/" + urljoin(HOME + address, node["src"]).removeprefix(HOME)
    for box in article.select(".ipc, .ipc-still"):
        if not box.get("id"):
            box.unwrap()
        else:
            box.attrs = {"id": box["id"]}
    for picture in article.select("svg[viewbox]"):
        fit(soup, picture)
    for mark in article.select("span[id]:empty"):
        below = mark.find_next_sibling()
        if below is not None and re.fullmatch(r"h[1-6]", below.name):
            # A name before a heading would let the page end between this heading and the one above it.
            below.insert(0, mark.extract())
    for entry in article.find_all("dl"):
        _pair(entry)
    for cell in article.select("th, td"):
        words = "".join(piece for piece in cell.find_all(string=True) if piece.find_parent(class_="ip-cell-label") is None).strip()
        if (len(words) <= _CELL and cell.find("br") is None) or _WHOLE.fullmatch(words):
            cell["class"] = [*cell.get("class", []), "pr-short"]
    for piece in article.find_all(string=_DATE):
        if piece.find_parent(["td", "th"]) is not None:
            piece.replace_with(*_dates(soup, piece))
    for row in article.select("section > p:last-child:has(> a)"):
        # A row of doors at the end of a page is for the screen: they lead to what runs there.
        if len(row.find_all("a")) > 1 and not "".join(row.find_all(string=True, recursive=False)).strip():
            row.decompose()
    _shorten(soup, article)
    _lead_by_page(soup, article)
    for piece in article.find_all(string=True):
        # In the plan of a lesson, to open is what the trainer does in front of the class.
        if piece.find_parent(["pre", "code", "svg", "summary"]) is None and piece.find_parent(class_="ip-lesson-step") is None and spoken(piece) != piece:
            piece.replace_with(spoken(piece))
    move_answers(soup, article, place(number), spoken)
    for fold in article.find_all("details"):
        _open(soup, fold)
    article.name, article["id"], article["class"] = "article", place(number), [*article.get("class", []), "pr-leaf"]
    signs = len(article.get_text())
    behind = article.select_one(".pr-answers")
    if behind is not None:
        behind.extract()
    return Leaf(str(article), str(behind or ""), signs, styles)


def spoken(words: str) -> str:
    """What is said of the screen, said of paper.

    >>> spoken("先想，再打开答案。"), spoken("打开：写成表，3行"), spoken("先猜，再打开看：加一人")
    ('先想，再看答案。', '写成表，3行', '先猜，再看：加一人')
    """
    for pattern, instead in _SPOKEN:
        words = pattern.sub(instead, words)
    return words


def _lead(link: Tag, address: str, number: int, order: dict[str, int], names: dict[str, set[str]]) -> None:
    """A link leads to its place in the book; one that leads out of it becomes its words."""
    target, anchor = urldefrag(urljoin(HOME + address, link["href"]))
    anchor = unquote(anchor)
    goal = order.get(unquote(target.removeprefix(HOME)) or "index.html")
    if goal is None or (goal == number and not anchor):
        if target.startswith(("http://", "https://")) and not target.startswith(HOME) and target not in link.get_text():
            link.append(f"（{target}）")
        if link.select_one(".sd-hide-link-text") or "sd-hide-link-text" in link.get("class", []):
            link.decompose()
        else:
            link.unwrap()
        return
    known = anchor if anchor in names[address if goal == number else unquote(target.removeprefix(HOME)) or "index.html"] else ""
    link["href"] = "#" + place(goal, known)


def _rename(node: Tag, number: int) -> None:
    for key in _SCREEN:
        node.attrs.pop(key, None)
    if node.get("id"):
        node["id"] = place(number, node["id"])
    for key in _POINTS:
        if node.get(key):
            value = node[key] if isinstance(node[key], list) else node[key].split()
            node[key] = " ".join(place(number, name) for name in value)
    for key, value in node.attrs.items():
        if isinstance(value, str) and "url(#" in value:
            node[key] = _URL.sub(lambda found: f"url(#{place(number, found[1])})", value)


def _dates(soup: BeautifulSoup, words: str) -> list:
    """The words with each date in one piece."""
    found = []
    for piece in _DATE.split(words):
        if _DATE.fullmatch(piece):
            found.append(soup.new_tag("span", attrs={"class": "pr-short"}))
            found[-1].string = piece
        elif piece:
            found.append(piece)
    return found


def _shorten(soup: BeautifulSoup, article: Tag) -> None:
    """What a paragraph rests on follows it on the same line."""
    for note in article.select("p.ip-note"):
        before = note.find_previous_sibling()
        if before is None or before.name != "p" or not _BASIS.match(note.get_text()):
            continue
        words = soup.new_tag("span", attrs={"class": "pr-basis"})
        words.extend([child.extract() for child in list(note.children)])
        if note.get("id"):
            words["id"] = note["id"]
        before.append(words)
        note.decompose()


def _lead_by_page(soup: BeautifulSoup, article: Tag) -> None:
    """A line of a list that is nothing but a link says on which page it leads."""
    for link in article.select("li a[href^='#s']"):
        line = link.find_parent("li")
        if line.get_text().strip() == link.get_text().strip() and line.find_parent("li") is None:
            number = soup.new_tag("span", attrs={"class": "pr-n", "data-to": link["href"][1:]})
            number.string = "0"
            where = soup.new_tag("span", attrs={"class": "pr-go"})
            where.extend(["第", number, "页"])
            link.append(where)


def _pair(entry: Tag) -> None:
    """Short names stand beside what they name; a long one among them keeps its line."""
    long = [name for name in entry.find_all("dt", recursive=False) if len(name.get_text().strip()) > _NAME]
    if 2 * len(long) < len(entry.find_all("dt", recursive=False)):
        entry["class"] = [*entry.get("class", []), "pr-pairs"]
        for name in long:
            name["class"] = [*name.get("class", []), "pr-long"]


def _open(soup: BeautifulSoup, fold: Tag) -> None:
    """A fold is a box with its words as a title."""
    title = fold.summary
    fold.name = "div"
    fold["class"] = [*fold.get("class", []), "pr-fold"]
    fold.attrs.pop("open", None)
    if title is not None:
        title.name, title["class"] = "p", ["pr-title"]
        for piece in title.find_all(string=True):
            piece.replace_with(spoken(piece))
