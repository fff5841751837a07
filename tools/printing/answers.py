"""Answers leave their questions: on paper they stand at the end of the page, with numbers that lead there and back."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag

__all__ = ["HEADING", "fold_choices", "move_answers"]

HEADING = "答案"
# What a fold promises when it holds an answer; "打开：学完能做的8件事" and the like are no answers.
_PROMISE = re.compile(r"看答案|的答案|看结果|写完了|再打开|打开看")
_ASKED = re.compile(r"[？?]$")
_CALL = re.compile(r"^(打开看|打开：|看)")
_VERDICT = re.compile(r"^(对|不对)[。，]")
_LONG = 42  # signs of a question that its answer repeats


def move_answers(soup: BeautifulSoup, article: Tag, leaf: str, spoken: Callable[[str], str] = str) -> int:
    """Take each folded answer out of `article` and put it into a section of its own at the end; how many there were.

    `spoken` gives the words of a fold as paper says them.

    >>> soup = BeautifulSoup('<main><h2>先考考你</h2><p>几日？</p><details><summary>看答案</summary><p>三日</p></details></main>', "html.parser")
    >>> move_answers(soup, soup.main, "s1")
    1
    >>> soup.main.get_text()
    '先考考你几日？〔答案1，第0页〕答案答案1　几日？（题在第0页）三日'
    """
    folds = [fold for fold in article.find_all("details") if _is_answer(fold) and not any(_is_answer(outer) for outer in fold.find_parents("details"))]
    if not folds:
        return 0
    section = soup.new_tag("section", attrs={"class": "pr-answers"})
    heading = soup.new_tag("h2")
    heading.string = HEADING
    section.append(heading)
    for number, fold in enumerate(folds, 1):
        question, answer = f"{leaf}-q{number}", f"{leaf}-a{number}"
        section.append(_told(soup, fold, number, question, answer))
        _leave(soup, fold, number, question, answer, spoken)
    article.append(section)
    return len(folds)


def fold_choices(soup: BeautifulSoup, article: Tag) -> None:
    """A question with its choices, of which some are right: the choices stay on paper, what is said of each is a folded answer."""
    for box in article.select("fieldset.pb-ask"):
        said = box.find(class_="pb-said")
        if said is None or not any(_VERDICT.match(line.get_text().strip()) for line in said.find_all("p")):
            continue
        question, choices, fold, call = soup.new_tag("p"), soup.new_tag("p"), soup.new_tag("details"), soup.new_tag("summary")
        question.string = box.legend.get_text()
        choices.string = "　".join(f"□ {label.get_text().strip()}" for label in box.find_all("label"))
        call.string = "看答案"
        fold.extend([call, said.extract()])
        box.replace_with(question, choices, fold)


def _is_answer(fold: Tag) -> bool:
    words = fold.summary.get_text().strip() if fold.summary else ""
    return bool(_PROMISE.search(words)) or fold.find(class_="ip-card-back") is not None or ("sd-dropdown" in fold.get("class", []) and _ASKED.search(words) is not None)


def _leave(soup: BeautifulSoup, fold: Tag, number: int, question: str, answer: str, spoken: Callable[[str], str]) -> None:
    """Where the answer stood, say where it is now: at the end of the question, if that is a paragraph."""
    mark = soup.new_tag("span", attrs={"class": "pr-go", "id": question})
    mark.append("〔")
    link = soup.new_tag("a", href=f"#{answer}")
    link.extend([f"答案{number}，第", _page(soup, answer), "页"])
    mark.extend([link, "〕"])
    before = fold.find_previous_sibling()
    if _own_question(fold):
        line = soup.new_tag("p", attrs={"class": "pr-asked"})
        line.extend([fold.summary.get_text().strip(), mark])
        fold.replace_with(line)
    elif _asks(before):
        before.append(mark)
        fold.decompose()
    else:
        line = soup.new_tag("p", attrs={"class": "pr-asked"})
        line.extend([spoken(_CALL.sub("", fold.summary.get_text().strip())), mark])
        fold.replace_with(line)


def _told(soup: BeautifulSoup, fold: Tag, number: int, question: str, answer: str) -> Tag:
    """The answer, with its number, what was asked, and the way back."""
    box = soup.new_tag("div", attrs={"class": "pr-answer", "id": answer})
    head = soup.new_tag("p", attrs={"class": "pr-answer-head"})
    strong = soup.new_tag("strong")
    strong.string = f"答案{number}"
    back = soup.new_tag("a", href=f"#{question}")
    back.extend(["第", _page(soup, question), "页"])
    head.extend([strong, f"　{_asked(fold)}（题在", back, "）"])
    box.append(head)
    for child in list(fold.children):
        if child is not fold.summary:
            box.append(child.extract())
    return box


def _page(soup: BeautifulSoup, place: str) -> Tag:
    """The page of a place, written in when it is known."""
    number = soup.new_tag("span", attrs={"class": "pr-n", "data-to": place})
    number.string = "0"
    return number


def _own_question(fold: Tag) -> bool:
    return not _PROMISE.search(fold.summary.get_text()) or fold.find(class_="ip-card-back") is not None


def _asked(fold: Tag) -> str:
    """What the answer answers, in few words."""
    if _own_question(fold):
        return _short(fold.summary.get_text())
    item, box = fold.find_parent("li"), fold.find_parent(class_="ip-teach")
    if item is not None and item.find("p") is not None:
        return _short(_plain(item.find("p")))
    if box is not None and box.find("strong") is not None:
        return _short(box.find("strong").get_text())
    before = fold.find_previous_sibling()
    if _asks(before):
        above = before.find_previous_sibling() if _plain(before).startswith("□") else before
        return _short(_plain(above))
    heading = fold.find_previous(["h2", "h3", "h4"])
    return _short(heading.get_text()) if heading is not None else ""


def _asks(before: Tag | None) -> bool:
    """Whether what stands before an answer is a question in words."""
    return before is not None and before.name == "p" and not {"ip-note", "ip-aid"} & set(before.get("class", []))


def _plain(line: Tag) -> str:
    return "".join(piece for piece in line.find_all(string=True) if piece.find_parent(class_="pr-go") is None)


def _short(words: str) -> str:
    words = " ".join(words.replace("¶", "").split())
    return words if len(words) <= _LONG else words[: _LONG - 1] + "…"
