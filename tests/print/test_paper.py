"""What becomes of a page on paper, before it is printed: answers leave their questions, names are one, nothing asks to be pressed."""

from __future__ import annotations

import doctest
import re

import pytest
from bs4 import BeautifulSoup

from tools.printing import answers
from tools.printing import leaf as leaves
from tools.printing.leaf import leaf, place
from tools.printing.order import Sheet
from tools.printing.paper import paper

ORDER = {"a.html": 0, "b.html": 1}


def _leaf(body: str, names: dict[str, set[str]] | None = None) -> BeautifulSoup:
    """The article of the second page of a book of two, its answers at its end."""
    known = names or {"a.html": {"here"}, "b.html": set(re.findall(r'id="([^"]+)"', body))}
    made = leaf(f"<main>{body}</main>", "b.html", 1, ORDER, known)
    return BeautifulSoup(made.html.removesuffix("</article>") + made.answers + "</article>", "html.parser")


def _fold(words: str, inside: str, classes: str = "ip-fold") -> str:
    return f'<details class="{classes}"><summary>{words}</summary>{inside}</details>'


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("想好了，看答案", '<div class="ip-answer"><p>三日</p></div>'),
        ("写完了，看第4步", "<p>三日</p>"),
        ("看结果", "<p>三日</p>"),
        ("打开：5题的答案和理由", '<div class="ip-quiz-answers"><p>三日</p></div>'),
        ("先自己数，再打开看答案", "<p>三日</p>"),
        ("先猜，再打开看：加一人", "<p>三日</p>"),
        ("几日以内？", '<div class="ip-answer ip-card-back"><p>三日</p></div>'),
    ],
)
def test_an_answer_stands_at_the_end_and_leads_back(words, inside):
    """Behind everything else of the page, with a number; each of the two places leads to the other."""
    article = _leaf(f"<h1>一页</h1><p>几日？</p>{_fold(words, inside)}<p>还有别的。</p>").article
    text = article.get_text()
    assert text.index("还有别的") < text.index("三日") and text.count("三日") == 1
    there, back = article.select_one(".pr-go a"), article.select_one(".pr-answer-head a")
    assert article.find(id=there["href"][1:]).get_text().startswith("答案1")
    assert "答案1" in article.find(id=back["href"][1:]).get_text()
    assert [number["data-to"] for number in article.select(".pr-n")] == [there["href"][1:], back["href"][1:]]
    assert "打开" not in text
    assert article.select(".pr-answers > h2") and article.find("details") is None


def test_answers_are_counted_and_say_what_was_asked():
    """The question of a list, the title of a box, the words of a card."""
    article = _leaf(
        f"<ol><li><p>几日？</p>{_fold('想好了，看答案', '<p>三日</p>')}</li></ol>"
        f'<div class="ip-teach"><p><strong>对照：两家</strong></p><div></div>{_fold("看结果", "<p>乙</p>")}</div>'
        f'<div class="ip-card">{_fold("第一件事？", "<p class=ip-card-back>签收</p>")}</div>'
    ).article
    assert [head.get_text() for head in article.select(".pr-answer-head")] == ["答案1　几日？（题在第0页）", "答案2　对照：两家（题在第0页）", "答案3　第一件事？（题在第0页）"]


def test_a_choice_keeps_its_choices_and_its_verdicts_move():
    """What is said of each choice is an answer where one of them is right; advice stays where it is."""
    asked = '<fieldset class="pb-ask"><legend>1. 谁付？</legend><input type="radio"><label>公安</label><input type="radio"><label>市监</label><div class="pb-said"><div><p>答“公安”：</p><p>{}</p></div></div></fieldset>'
    moved = _leaf(asked.format("不对。看谁处理。") + "<p>后。</p>").article
    assert moved.get_text() == "1. 谁付？□ 公安　□ 市监〔答案1，第0页〕后。答案答案1　1. 谁付？（题在第0页）答“公安”：不对。看谁处理。"
    kept = _leaf(asked.format("先停一停。") + "<p>后。</p>").article
    assert kept.get_text().endswith("先停一停。后。") and not kept.select(".pr-answers")


@pytest.mark.parametrize("words", ["打开：学完能做的8件事", "手上的材料：3份", "数额差一分，并说明不作唯一答案。"])
def test_what_is_no_answer_stays_in_its_place_unfolded(words):
    """Its words are a title; they do not ask to be opened."""
    article = _leaf(f"<p>前。</p>{_fold(words, '<p>里面</p>')}<p>后。</p>").article
    assert article.get_text() == f"前。{words.removeprefix('打开：')}里面后。"
    assert not article.select(".pr-answers, details, summary")


def test_an_answer_within_an_answer_moves_with_it():
    """Not twice."""
    article = _leaf(_fold("打开：2个决定的答案", _fold("看结果", "<p>三日</p>"))).article
    assert len(article.select(".pr-answer")) == 1 and article.get_text().count("三日") == 1


def test_names_of_two_pages_do_not_meet():
    """Each id carries the number of its page, in links, drawings and labels too."""
    article = _leaf('<p id="x1">一</p><a href="#x1">去</a><svg viewbox="0 0 1 1"><marker id="m"></marker><path marker-end="url(#m)"></path></svg><p aria-describedby="x1">二</p>').article
    assert article["id"] == "s1"
    assert article.a["href"] == "#s1-x1" and article.p["id"] == "s1-x1"
    assert article.marker["id"] == "s1-m" and article.path["marker-end"] == "url(#s1-m)"
    assert article.find(attrs={"aria-describedby": True})["aria-describedby"] == "s1-x1"
    assert place(1, "术语") == "s1-_672f_8bed"


@pytest.mark.parametrize(
    ("link", "goal"),
    [
        ('<a href="a.html#here">去</a>', "#s0-here"),
        ('<a href="a.html#gone">去</a>', "#s0"),
        ('<a href="a.html">去</a>', "#s0"),
        ('<a href="lite/lab.html">去</a>', None),
        ('<a href="b.html">去</a>', None),
    ],
)
def test_links_lead_within_the_book_or_are_words(link, goal):
    """A place that is not printed is no link."""
    found = _leaf(f"<p>{link}</p>").a
    assert (found and found["href"]) == goal


def test_a_list_of_links_says_the_pages():
    """On paper a link alone leads nowhere."""
    line = _leaf('<ul><li><a href="a.html#here">材料不全</a></li><li>看<a href="a.html">这里</a></li></ul>').select("li")
    assert line[0].get_text() == "材料不全第0页" and line[0].select_one(".pr-n")["data-to"] == "s0-here"
    assert line[1].get_text() == "看这里"


def test_what_a_sentence_rests_on_follows_it():
    """On the same line, its links kept."""
    article = _leaf('<p>三日以内。</p><p class="ip-note">依据：<a href="a.html">第八条</a></p><p class="ip-note">题里的人都是编的。</p>').article
    assert [line.get_text() for line in article.find_all("p")] == ["三日以内。依据：第八条", "题里的人都是编的。"]
    assert article.a["href"] == "#s0"


def test_nothing_asks_to_be_pressed():
    """Controls go, and so do the words for them; a picture is as large as its writing needs."""
    article = _leaf('<p>想好了再打开。<button>打开</button></p><pre>再打开。</pre><svg viewbox="0 0 672 300"><text font-size="21">甲</text></svg>').article
    assert article.p.get_text() == "想好了再看答案。" and article.pre.get_text() == "再打开。" and article.button is None
    assert "max-width:min(100%, 400px)" in article.svg["style"]


@pytest.mark.parametrize("module", [answers, leaves])
def test_what_the_docstrings_show_is_so(module):
    """Their examples give what they say."""
    ran = doctest.testmod(module)
    assert ran.attempted and not ran.failed


def test_a_name_before_a_heading_is_in_the_heading():
    """Nothing stands between two headings, so that they stay on one page."""
    heading = _leaf('<h2>二</h2><section><span id="x"></span><h3>一项</h3></section>').h3
    assert heading.find(id="s1-x") is not None and heading.find_previous_sibling() is None


def test_every_cell_of_a_row_is_printed():
    """What a phone leaves out of its cards stays in the table on paper, or each figure would slide into the column before its own."""
    row = _leaf('<table><thead><tr><th>数</th><th>旧</th><th>新</th></tr></thead><tbody><tr><td>甲</td><td class="ip-passing">1元</td><td>2元</td></tr></tbody></table>')
    assert [cell.get_text() for cell in row.select("td")] == ["甲", "1元", "2元"]


def test_dates_figures_and_times_are_not_broken():
    """Nor is a short word; what a cell is called on a phone does not count."""
    label = '<span class="ip-cell-label">从哪天起算的日子</span>'
    cells = _leaf(f"<table><tr><td>{label}<p>2025-04-26起算的期限</p></td><td>{label}150,000元</td><td>76—85</td><td>{label}入罪</td><td>先收下，再审查</td></tr></table>").select("td")
    assert [cell.get("class") for cell in cells] == [None, ["pr-short"], ["pr-short"], ["pr-short"], None]
    assert [date.get_text() for date in cells[0].select("span.pr-short")] == ["2025-04-26"] and cells[0].p.get_text() == "2025-04-26起算的期限"


def test_what_a_trainer_opens_is_still_said():
    """In the plan of a lesson; a fold asks nobody to open it."""
    article = _leaf('<section class="ip-lesson-step"><p><strong>打开：</strong>期限一览</p></section><p>打开：八件事</p>').article
    assert [line.get_text() for line in article.find_all("p")] == ["打开：期限一览", "八件事"]


def test_a_row_of_doors_at_the_end_of_a_page_is_left_out():
    """They lead to what runs on a screen; one link in a sentence stays."""
    article = _leaf('<section><h2>练习</h2><p>看<a href="a.html">这里</a>。</p><p><a href="a.html">别的条款</a>　<a href="a.html#here">到期复习</a></p></section>').article
    assert article.get_text() == "练习看这里。"


def test_short_names_stand_beside_what_they_name():
    """One long name keeps its own line."""
    names = _leaf("<dl><dt>依据</dt><dd>甲</dd><dt>常见错误</dt><dd>乙</dd><dt>两条规定写得不一样的时候</dt><dd>丙</dd></dl>").dl
    assert names["class"] == ["pr-pairs"] and [name.get("class") for name in names.find_all("dt")] == [None, None, ["pr-long"]]


def test_a_drawing_too_tall_for_a_page_is_cut_between_its_boxes():
    """Each piece has the head of the drawing, no box is cut, and the words for it are said once."""
    boxes = "".join(f'<rect x="0" y="{y}" width="300" height="80"></rect><text font-size="15" y="{y + 30}">{y}</text>' for y in range(46, 2900, 120))
    drawn = f'<svg role="img" viewbox="0 0 960 2956"><title>步骤</title><text font-size="20" y="30">公安机关</text>{boxes}</svg>'
    pieces = _leaf(f"<div>{drawn}</div>").div.find_all("svg", recursive=False)
    assert len(pieces) == 3 and [piece.get("role") for piece in pieces] == ["img", None, None]
    assert sum(len(piece.find_all("title")) for piece in pieces) == 1
    ends = [float(pieces[0]["viewbox"].split()[3])]
    for piece in pieces[1:]:
        head, body = (list(map(float, window["viewbox"].split())) for window in piece.find_all("svg"))
        assert head[1] == 0 and head[3] == 46 and body[1] == ends[-1]
        ends.append(body[1] + body[3])
    assert ends[-1] == 2956 and not [y for y in range(46, 2900, 120) for end in ends if y < end < y + 80]


def test_a_drawing_of_groups_is_cut_between_them():
    """At the bars with their names, half a page at a time, each piece under the heads of the lanes."""
    bars = "".join(f'<rect x="0" y="{y}" width="640" height="24"></rect><rect x="20" y="{y + 40}" width="200" height="50"></rect>' for y in range(40, 1400, 170))
    drawn = f'<svg class="ip-clause-lanes" viewbox="0 0 640 1400"><text font-size="15" y="20">公安机关</text>{bars}</svg>'
    pieces = _leaf(f"<div>{drawn}</div>").div.find_all("svg", recursive=False)
    tops = [float(piece.find_all("svg")[1]["viewbox"].split()[1]) for piece in pieces[1:]]
    assert len(pieces) >= 3 and all((top + 6 - 40) % 170 == 0 for top in tops)
    assert all(float(piece["viewbox"].split()[3]) <= 510 for piece in pieces)


def test_short_pages_share_their_paper_and_their_answers_stand_behind_all(tmp_path):
    """Each answer under the title of its page; the head is that of the part, as no title of a page is right for all; a long page has its own."""
    asked = f"<p>几日？</p>{_fold('看答案', '<p>三日</p>')}"
    for name, body in (("a", asked), ("b", asked), ("c", "<p>长。</p>" * 600)):
        (tmp_path / f"{name}.html").write_text(f"<main><h1>{name}页</h1>{body}</main>", encoding="utf-8")
    html = paper(tmp_path, [Sheet(f"{name}.html", f"{name}页", "一编", 0) for name in "abc"], title="书", told=[]).html
    groups = BeautifulSoup(html, "html.parser").select(".pr-sheet")
    assert [group.get_text().replace("0", "") for group in groups[:1]] == ["a页几日？〔答案1，第页〕b页几日？〔答案1，第页〕答案：a页答案1　几日？（题在第页）三日答案：b页答案1　几日？（题在第页）三日"]
    assert len(groups) == 2 and re.findall(r'@page (pr-\d+) { @top-left { content: "(.*?)"', html) == [("pr-0", "一编"), ("pr-2", "c页")]
