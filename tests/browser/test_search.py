"""The search dialog in a real browser: it finds, it is worked by keyboard, it cannot be tricked."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

pytestmark = pytest.mark.browser

ASKED = yaml.safe_load((Path(__file__).parents[1] / "search_queries.yaml").read_text(encoding="utf-8"))
BUILT = Path(__file__).parents[2] / "_build" / "html"
FIRST_LINKS = "#pst-search-dialog .ip-search__hit"
STATUS = "#pst-search-dialog [role=status]"


def _open(page, address):
    page.goto(address)
    page.keyboard.press("Control+k")
    page.wait_for_selector("#pst-search-dialog[open]")
    return page.locator("#pst-search-dialog input")


def _ask(page, query):
    page.locator("#pst-search-dialog input").fill(query)
    answered = "query => document.querySelector('#pst-search-dialog .ip-search').dataset.query === query"
    page.wait_for_function(answered, arg=query.strip())


def _targets(page, root):
    """Where the links of the dialog lead, as page#anchor, in the order shown."""
    found = []
    for href in page.eval_on_selector_all(FIRST_LINKS, "links => links.map(link => link.href)"):
        parts = urlsplit(href)
        name = unquote(parts.path).removeprefix(unquote(urlsplit(root).path)).removesuffix(".html")
        found.append(f"{name.lstrip('/')}#{unquote(parts.fragment)}")
    return found


def _pattern(target):
    page = ASKED["pages"].get(target[0])
    return page + target[1:] if page and target[1:2] in ("#", "*", "") else target


def _met(places, one):
    return any(fnmatchcase(place, _pattern(wanted)) for place in places for wanted in one["expect"])


@pytest.fixture(scope="module")
def answers(browser_page, site):
    """The first three targets of every query, asked through the dialog from a page two folders down."""
    _open(browser_page, f"{site}/chapters/appendix/glossary.html")
    found = {}
    for one in ASKED["queries"]:
        _ask(browser_page, one["query"])
        found[one["query"]] = _targets(browser_page, site)[:3]
    return found


def test_the_right_place_is_among_the_first_three(answers):
    """At least 95 of 100 queries show an expected place among their first three results."""
    missed = {one["query"]: answers[one["query"]] for one in ASKED["queries"] if not _met(answers[one["query"]], one)}

    assert len(missed) <= 0.05 * len(ASKED["queries"]), missed


@pytest.mark.parametrize("query", ["退卷", "举报奖励谁付", "3日", "逃跑"])
def test_what_an_officer_types_first_finds_a_clause(answers, query):
    """The plan itself is among the first three for an officer's everyday words."""
    assert any("#clause-" in target for target in answers[query])


def test_a_case_comes_before_sentences_about_cases(browser_page, site):
    """B06: under 案例 an officer finds the case to play first, not one sentence of the table of scenarios."""
    _open(browser_page, f"{site}/index.html")
    _ask(browser_page, "退卷")
    places = [place for place in _targets(browser_page, site) if "/cases/c" in place or "#scenario-" in place]

    assert places and "/cases/c" in places[0], places


def test_every_expected_place_exists(browser_page, site):
    """No query waits for a place that the book does not have."""
    _open(browser_page, f"{site}/index.html")
    browser_page.evaluate("IpcoordSearch.ready()")
    pages = browser_page.evaluate("IPCOORD_SEARCH.pages.map(page => page[0].replace(/[.]html$/, ''))")
    docs = browser_page.evaluate("IPCOORD_SEARCH.docs.map(doc => doc.slice(0, 2))")
    places = [f"{pages[page]}#{anchor}" for page, anchor in docs]

    assert not [one["query"] for one in ASKED["queries"] if not _met(places, one)]


def test_arrows_walk_through_the_results_and_escape_closes(browser_page, site):
    """Down enters the list, up leaves it for the field, typing goes on in the field, Esc closes the dialog."""
    field = _open(browser_page, f"{site}/index.html")
    _ask(browser_page, "立案")
    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("ArrowDown")

    assert browser_page.evaluate(f"document.activeElement === document.querySelectorAll('{FIRST_LINKS}')[1]")

    browser_page.keyboard.type("a")

    assert field.input_value() == "立案a"

    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("ArrowUp")

    assert field.evaluate("node => node === document.activeElement")

    browser_page.keyboard.press("Escape")

    assert browser_page.locator("#pst-search-dialog[open]").count() == 0


def test_tab_reaches_the_first_result(browser_page, site):
    """The results are ordinary links in the order of the keyboard."""
    _open(browser_page, f"{site}/index.html")
    _ask(browser_page, "复议")
    browser_page.keyboard.press("Tab")

    assert "ip-search__hit" in browser_page.evaluate("document.activeElement.className")


def test_enter_opens_the_first_place_and_colours_the_words(browser_page, site):
    """Enter in the field goes to the anchor of the first result, where the words found are marked."""
    _open(browser_page, f"{site}/index.html")
    _ask(browser_page, "予立案通知书后 3 日")
    (first,) = _targets(browser_page, site)[:1]
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_selector("mark.ip-found")

    assert unquote(urlsplit(browser_page.url).fragment) == first.split("#")[1]
    assert "予立案通知书后" in "".join(browser_page.locator("mark.ip-found").all_text_contents())


def test_the_words_in_a_snippet_are_coloured(browser_page, site):
    """The word stands in a mark of the first result."""
    _open(browser_page, f"{site}/index.html")
    _ask(browser_page, "串供")

    assert browser_page.locator(FIRST_LINKS).first.locator("mark").first.text_content() == "串供"


def test_results_are_grouped_and_counted(browser_page, site):
    """The best come first, then groups by kind; the number is announced."""
    _open(browser_page, f"{site}/index.html")
    _ask(browser_page, "立案")
    headings = browser_page.locator("#pst-search-dialog .ip-search__heading").all_text_contents()

    assert headings[0] == "最可能" and len(headings) > 2
    assert set(headings[1:]) <= {"条款", "期限与门槛", "案例", "题", "表单", "笔记本", "正文"}
    assert "找到" in browser_page.locator(STATUS).text_content()


def test_a_word_that_stands_nowhere_is_answered_in_a_sentence(browser_page, site):
    """Nothing found is said with the word asked for and with advice."""
    _open(browser_page, f"{site}/index.html")
    _ask(browser_page, "鼹鼹鼬")

    assert browser_page.locator(STATUS).text_content() == "没有找到“鼹鼹鼬”。请换一个词，或少写几个字。"
    assert browser_page.locator(FIRST_LINKS).count() == 0


def test_markup_in_a_query_stays_text(browser_page, site):
    """A query that is an image with a handler is shown, not run."""
    query = "<img src=x onerror=window.tricked=1>"
    _open(browser_page, f"{site}/index.html")
    _ask(browser_page, query)

    assert query in browser_page.locator(STATUS).text_content() or browser_page.locator(FIRST_LINKS).count()
    assert browser_page.locator("#pst-search-dialog img").count() == 0
    assert browser_page.evaluate("window.tricked") is None


def test_markup_in_an_address_stays_text(browser_page, site):
    """The words to colour come from the address and are only compared with the page's text."""
    browser_page.goto(f"{site}/index.html?find=%3Cimg%20src%3Dx%20onerror%3Dwindow.tricked%3D1%3E")
    browser_page.wait_for_function("window.IpcoordSearchText !== undefined")

    assert browser_page.evaluate("window.tricked") is None


def test_the_search_page_answers_an_address_with_a_query(browser_page, site):
    """search.html?q=… works as a bookmark."""
    browser_page.goto(f"{site}/search.html?q=%E4%B8%B2%E4%BE%9B")
    browser_page.wait_for_selector("#search-results .ip-search__hit")

    assert "#clause-2-4p2" in browser_page.locator("#search-results .ip-search__hit").first.get_attribute("href")


def test_search_works_on_a_page_opened_from_disk(browser_page):
    """A file of the built book, opened without a server, searches the same."""
    _open(browser_page, (BUILT / "index.html").as_uri())
    _ask(browser_page, "串供")

    assert _targets(browser_page, BUILT.as_uri())[0].endswith("#clause-2-4p2")


def test_nothing_heavy_loads_before_the_dialog_is_opened(browser_page, site):
    """The index and the library come with the first use, not with each page."""
    browser_page.goto(f"{site}/index.html")
    before = browser_page.evaluate("performance.getEntriesByType('resource').map(one => one.name).join(' ')")

    assert "search-docs.js" not in before and "minisearch.js" not in before and "searchtools.js" not in before


def test_results_fit_a_narrow_screen(browser_page, site):
    """At 360 px neither the page nor the dialog scrolls sideways."""
    browser_page.set_viewport_size({"width": 360, "height": 740})
    _open(browser_page, f"{site}/index.html")
    _ask(browser_page, "立案监督")
    boxes = ("html", "#pst-search-dialog", "#pst-search-dialog .ip-search__list")
    wide = [browser_page.eval_on_selector(box, "node => node.scrollWidth") for box in boxes]
    browser_page.set_viewport_size({"width": 1280, "height": 800})

    assert max(wide) <= 360
