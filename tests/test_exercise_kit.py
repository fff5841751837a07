"""The kit on paper: nothing missing, minutes that add up, black and white, and a PDF where a browser can print one."""

from __future__ import annotations

import re
from html import escape, unescape
from unicodedata import normalize

import pytest

from ipcoord_sim.casebank import cases
from ipcoord_sim.cli.case_papers import write_kit
from ipcoord_sim.cli.paper import find_browser
from ipcoord_sim.errors import InputError
from ipcoord_sim.exercise.kit import kit_html
from ipcoord_sim.exercise.text import agenda, basis_words

ALL = sorted(cases())
SHEETS = ["agenda", "course", "guide", *(f"{kind}-{seat}" for seat in ("amr", "psb") for kind in ("role", "scenes", "exhibits", "decisions")), "log", "evaluation", "sign-in"]


def parts(html: str) -> dict[str, str]:
    """Each sheet of a kit by its id."""
    return dict(re.findall(r'<section id="([a-z-]+)"[^>]*>(.*?)</section>', html, re.DOTALL))


@pytest.mark.parametrize("id", ALL)
def test_a_kit_has_every_sheet_once(id):
    """Claim: trainer's sheets, four sheets a chair, the lists; the role cards say who the chair is."""
    html = kit_html(cases()[id])
    assert re.findall(r'<section id="([a-z-]+)"', html) == SHEETS
    for seat in ("amr", "psb"):
        assert escape(cases()[id].briefing[seat].split("\n\n")[0]) in parts(html)[f"role-{seat}"]


@pytest.mark.parametrize("id", ALL)
def test_the_minutes_add_up(id):
    """Claim: the rows follow one another without gap, the decisions take the case's minutes, the sum is the one printed."""
    case = cases()[id]
    shown = parts(kit_html(case))["agenda"]
    rows = [(int(a), int(b), int(n)) for a, b, n in re.findall(r'<td class="n">(\d+)—(\d+)</td><td class="n">(\d+)</td>', shown)]
    assert rows[0][0] == 0 and all(b - a == n > 0 for a, b, n in rows)
    assert [a for a, _, _ in rows[1:]] == [b for _, b, _ in rows[:-1]]
    assert f"共 {sum(n for _, _, n in rows)} 分钟" in shown
    assert sum(b - a for a, b, words in agenda(case) if re.search(r"决定 d\d", words)) == case.minutes


@pytest.mark.parametrize("id", ALL)
def test_every_paper_and_every_question_is_in_the_right_hands(id):
    """Claim: an exhibit lies with its chair alone, a decision with the chair that takes it, with all its options."""
    case = cases()[id]
    found = {name: unescape(html) for name, html in parts(kit_html(case)).items()}
    for x in case.exhibits.values():
        for seat in ("amr", "psb"):
            assert (f"<h3>{x.id}　" in found[f"exhibits-{seat}"]) == (x.seat in (None, seat)), (x.id, seat)
        assert all(part in found[f"exhibits-{x.seat or 'amr'}"] for part in x.text.split("\n\n")), x.id
    for step in case.decisions:
        for seat in ("amr", "psb"):
            there = all(f"{o.id}. {o.text}" in found[f"decisions-{seat}"] for o in step.options)
            assert there == (seat == step.seat), (step.id, seat)
        assert step.prompt.split("\n\n")[0] in found[f"decisions-{step.seat}"]


@pytest.mark.parametrize("id", ALL)
def test_the_guide_answers_with_articles_and_learners_get_no_answers(id):
    """Claim: reason and basis of every option stand in the trainer's guide, and on no sheet of a learner."""
    case = cases()[id]
    found = {name: unescape(html) for name, html in parts(kit_html(case)).items()}
    learners = "".join(html for name, html in found.items() if name.partition("-")[0] in ("role", "scenes", "exhibits", "decisions", "log"))
    for step in case.decisions:
        for o in step.options:
            assert o.reason in found["guide"] and basis_words(o.basis) in found["guide"], (step.id, o.id)
            assert o.reason not in learners, (step.id, o.id)
    for step in case.steps:
        if step.ending:
            assert basis_words(step.cites) in found["guide"]
    assert all(words in found["guide"] for words in case.facilitator["takeaways"])


@pytest.mark.parametrize("id", ALL)
def test_a_kit_is_black_and_white_and_needs_no_other_file(id):
    """Claim: every colour is a grey, and nothing is fetched."""
    html = kit_html(cases()[id])
    colours = set(re.findall(r"#([0-9a-f]{3,8})\b", re.search("<style>(.*?)</style>", html, re.DOTALL)[1]))
    assert colours <= {"000", "fff", "eee"}
    assert not re.search(r"<(?:link|img|script|iframe)|url\(|https?://|rgb|hsl", html)


def test_a_kit_is_printed_to_pdf(tmp_path):
    """Claim: where a browser is found, the PDF of the longest kit is there beside the page; what is meant for one sheet fills one."""
    if find_browser() is None:
        pytest.skip("no browser to print with")
    case = max(cases().values(), key=lambda case: len(case.decisions))
    page, pdf = write_kit(case, str(tmp_path))
    raw = pdf.read_bytes()
    assert page.suffix == ".html" and raw.startswith(b"%PDF-") and len(raw) > 50_000
    try:
        from pypdf import PdfReader
    except ImportError:
        return
    pages = ["".join(normalize("NFKC", p.extract_text()).split()) for p in PdfReader(pdf).pages]
    assert case.title in pages[0] and "签到表" in pages[0] and "走法" in pages[1]
    # The chairs' sheets lie together between the trainer's: everything before and after them is marked on every page. The list to sign goes round.
    first, last = (next(n for n, text in enumerate(pages) if words in text) for words in ("角色卡市监席", "不发给学员评估表"))
    marked = ["教员用" in text for text in pages]
    assert all(marked[:first]) and not any(marked[first:last]) and all(marked[last:-1]) and not marked[-1], marked
    assert "签到表" in pages[last + 1] and len(pages) == last + 2


def test_without_a_browser_the_page_is_there_and_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    """Claim: no browser is no lost kit."""
    monkeypatch.setenv("IPCOORD_BROWSER", str(tmp_path / "none"))
    with pytest.raises(InputError, match="Ctrl-P"):
        write_kit(cases()["C-20"], str(tmp_path))
    assert [p.suffix for p in tmp_path.iterdir()] == [".html"]
