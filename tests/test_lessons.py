"""Lesson plans: minutes that add up, references that lead somewhere, papers that are whole, and nothing of it in the learner's edition."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml

from ipcoord_sim.casebank import case
from ipcoord_sim.errors import DataError, InputError, UnknownIdError
from ipcoord_sim.norms import norm
from ipcoord_sim.quiz.reading import bank
from tools import build_slides
from tools.build_slides import build, deck, decks
from tools.editions import toc
from tools.lesson_kit import kit_page, main
from tools.lesson_places import in_toc, place
from tools.lessons import FOLDER, lesson, lesson_ids, playing_minutes
from tools.make_kit import make_trainer

ROOT = Path(__file__).resolve().parent.parent
# The four timetables that the handbook promises; a day is nine to five with its lunch.
WANTED = {"l45": 45, "l90": 90, "half": 210, "day": 480}


@pytest.fixture
def changed(tmp_path):
    """Write the 90-minute plan with a change, and return the folder."""

    def write(change) -> Path:
        row = yaml.safe_load((FOLDER / "l90.yaml").read_text(encoding="utf-8"))
        change(row)
        (tmp_path / "l90.yaml").write_text(yaml.safe_dump(row, allow_unicode=True), encoding="utf-8")
        return tmp_path

    return write


def test_the_four_timetables_take_as_long_as_they_say():
    """Claim: 45, 90, half a day, a day; the minutes of the source, added here, are the minutes stated; each row begins where the last one ended."""
    assert set(lesson_ids()) == set(WANTED)
    for id, minutes in WANTED.items():
        raw = yaml.safe_load((FOLDER / f"{id}.yaml").read_text(encoding="utf-8"))
        found = lesson(id)
        assert sum(step["minutes"] for step in raw["steps"]) == raw["minutes"] == found.minutes == minutes
        assert found.steps[0].start == 0 and found.steps[-1].end == minutes
        assert all(a.end == b.start for a, b in zip(found.steps, found.steps[1:], strict=False))


@pytest.mark.parametrize("id", WANTED)
def test_every_step_can_be_taught(id):
    """Claim: a step that is no pause says what is done and what is said; a case gets the minutes that it asks for; no exam item is spoilt."""
    for step in lesson(id).steps:
        assert step.pause or (step.do and step.minutes >= 4), step.title
        assert step.pause or step.say or step.items, step.title
        if step.play:
            assert step.minutes >= playing_minutes(step.play, step.until)
        assert [one for one in step.items if bank()[one][1]["use"] == "exam"] == []


@pytest.mark.parametrize("id", WANTED)
def test_a_chapter_that_is_not_there_yet_is_said_with_what_to_open_instead(id):
    """Claim: only a chapter that is not in the order of reading may be without page, and beside it stands a page that is."""
    for step in lesson(id).steps:
        waiting = [one for one in step.open if not one.page]
        assert all(re.fullmatch(r"ch\d\d", one.label) and not any(f"/{one.label}-" in page for page in in_toc()) for one in waiting)
        assert not waiting or any(one.page for one in step.open), step.title
        assert all(one.page in in_toc() for one in step.open if one.page)


def test_part_of_a_case_takes_its_share():
    """C-41 has eleven decisions in 35 minutes; six of them are 19.1 minutes, so 20."""
    assert (case("C-41").minutes, len(case("C-41").decisions)) == (35, 11)
    assert playing_minutes("C-41", "d6") == 20


@pytest.mark.parametrize(("change", "error", "said"), [
    (lambda row: row["steps"][0].update(minutes=6), InputError, "加起来是 91 分钟，写的是 90 分钟"),
    (lambda row: row["steps"][5].update(play="C-07"), InputError, "只留了 30 分钟，案例写的要 45 分钟"),
    (lambda row: row["steps"][1].update(open=["part1/procedur"]), UnknownIdError, "part1/procedur"),
    (lambda row: row["steps"][1].update(open=["part1/procedure#nowhere"]), UnknownIdError, "nowhere"),
    (lambda row: row["steps"][1].update(open=["W17-9"]), UnknownIdError, "W17-9"),
    (lambda row: row["steps"][1].update(open=["C-99"]), UnknownIdError, "C-99"),
    (lambda row: row["steps"][1].update(open=["nb99"]), UnknownIdError, "nb99"),
    (lambda row: row["steps"][7].update(items=["Q-9.9-01"]), UnknownIdError, "Q-9.9-01"),
    (lambda row: row["steps"][7].update(items=["Q-2.2-04"]), InputError, "考试题 Q-2.2-04"),
    (lambda row: row["steps"][0].update(wrong=["M99"]), UnknownIdError, "M99"),
    (lambda row: row["steps"][1].update(basis=["pol-2016-16-decide"]), InputError, "待核"),
    (lambda row: row["steps"][1].update(do=["在{law:nowhere}内"]), UnknownIdError, "nowhere"),
    (lambda row: row["steps"][1].pop("do"), InputError, "没有写 do"),
    (lambda row: row["steps"][1].update(minute=3), DataError, "minute"),
    (lambda row: row.update(id="l91"), InputError, "l91"),
])
def test_what_does_not_hold_is_said_in_one_sentence(changed, change, error, said):
    """Claim: each kind of mistake is refused, and the sentence names what was found."""
    with pytest.raises(error) as caught:
        lesson("l90", changed(change))
    assert said in caught.value.zh and "\n" not in caught.value.zh


def test_references_of_each_kind_lead_to_their_place():
    """Claim: chapter, example, case, notebook, page and anchor are found with the words of the page itself."""
    assert place("ch17").page == "book/chapters/part3/ch17-after-receipt" and place("ch17").label == "第17章 公安收到之后"
    assert (place("W18-1").anchor, place("W18-1").page) == ("w18-1", "book/chapters/part3/ch18-declined")
    assert place("C-20").page == "book/chapters/cases/c20" and place("nb18").page == "notebooks/nb18-remedies"
    assert place("part3/ch18-declined#ch18-days").anchor == "ch18-days"
    assert place("Q-2.2-05").address == "chapters/practice/p2-2.html#q-Q-2.2-05"


@pytest.mark.parametrize("id", WANTED)
def test_the_papers_are_whole(id):
    """Claim: agenda, plan, answers, and for every case both chairs' cards, exhibits and decisions; ids are unique; the trainer's sheets say so."""
    found, html = lesson(id), kit_page(lesson(id))
    ids = re.findall(r'<section id="([\w-]+)"', html)
    assert len(ids) == len(set(ids)) and {"agenda", "plan", "questions", "answers"} <= set(ids)
    for played in found.cases:
        assert {f"{played.lower()}-{kind}-{seat}" for kind in ("role", "exhibits", "decisions") for seat in ("amr", "psb")} | {f"{played.lower()}-guide"} <= set(ids)
    for sheet in ("agenda", "plan", "answers"):
        assert "教员用，不发给学员" in html.partition(f'<section id="{sheet}"')[2].partition("</section>")[0]
    plan = unescape(html)
    assert f"共 {found.minutes} 分钟" in plan and all(step.title in plan for step in found.steps)
    assert "src=" not in html and "<script" not in html and "http" not in html


def test_a_wrong_name_ends_with_a_sentence_and_2(capsys):
    """Claim: exit 2, the nearest name, nothing written."""
    assert main(["l9"]) == 2
    assert "最接近的是 l90" in capsys.readouterr().err


@pytest.fixture(scope="module")
def slides(tmp_path_factory) -> Path:
    """The folder of all slides."""
    out = tmp_path_factory.mktemp("slides")
    build(out)
    return out


def test_every_lesson_has_slides():
    """Claim: whoever has a projector has slides for each of the four."""
    assert set(decks()) == set(WANTED)


@pytest.mark.parametrize("id", WANTED)
def test_the_slides_follow_the_lesson(id, slides):
    """Claim: each taught step has a slide, in the order of the steps, the plan is quoted word for word, each has a note, and the page asks nobody and has no module script."""
    found, _, rows = deck(id)
    assert found.id == id and [row["step"] for row in rows] == sorted(row["step"] for row in rows)
    assert {row["step"] for row in rows} == {n for n, step in enumerate(found.steps, 1) if not step.pause}
    page, notes = ((slides / id / f"{name}.html").read_text(encoding="utf-8") for name in ("index", "notes"))
    for row in rows:
        assert "quote" not in row or norm(row["quote"]).quote in unescape(page)
    for text in (page, notes):
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text) and 'type="module"' not in text and "待核" not in text
    assert page.count("<section") == len(rows) == notes.count("<article") and notes.count("<ul><li>") == len(rows)


@pytest.mark.parametrize("id", WANTED)
def test_what_slides_open_stands_in_the_book(id, slides):
    """Claim: each link of slides and notes goes to a page of the order of reading, and what is opened on the wall is what the step of the plan names."""
    found, _, rows = deck(id)
    linked = re.findall(r'href="\.\./\.\./([^"#]+)\.html', "".join(path.read_text(encoding="utf-8") for path in (slides / id).glob("*.html")))
    assert linked and {f"book/{one}" if one.startswith("chapters/") else one for one in linked} <= set(in_toc())
    for row in rows:
        step = found.steps[row["step"] - 1]
        named = {one.address for one in step.open} | {place(one).address for one in step.items}
        assert {place(one).address for one in row.get("open", ())} <= named, row["title"]


def test_a_slide_that_uses_none_is_refused(tmp_path, monkeypatch):
    """Claim: an id that no slide has, and a slide without title, are told with the deck and its number."""
    for path in (*FOLDER.glob("*.yaml"), *FOLDER.glob("slides/*.yaml")):
        (tmp_path / path.relative_to(FOLDER)).parent.mkdir(exist_ok=True)
        (tmp_path / path.relative_to(FOLDER)).write_bytes(path.read_bytes())
    monkeypatch.setattr(build_slides, "FOLDER", tmp_path)
    made = tmp_path / "slides" / "l45.yaml"
    whole = made.read_text(encoding="utf-8")
    made.write_text(whole.replace("use: three-things", "use: three-thing"), encoding="utf-8")
    with pytest.raises(UnknownIdError, match="three-thing"):
        deck("l45")
    made.write_text(whole.replace("  title: 三题，四分钟\n", "").replace("- title: 三题，四分钟\n  step: 5", "- step: 5"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        deck("l45")
    assert "幻灯片 l45 第7张没有写 title" in caught.value.zh


def test_nothing_of_it_is_the_learners():
    """Claim: no page of the handbook is in the learner's order of reading, and no source of it in what a package carries."""
    def names(tree) -> list[str]:
        return [tree[key] for key in ("root", "file") if key in tree] + [name for key in ("parts", "chapters", "sections") for child in tree.get(key, ()) for name in names(child)]

    pages = sorted(path.stem for path in (ROOT / "book" / "chapters" / "trainer").glob("*.md"))
    assert len(pages) == 11
    assert {f"book/chapters/trainer/{name}" for name in pages} <= set(names(toc("trainer")))
    assert [name for name in names(toc("learner")) if "/trainer/" in name] == []


@pytest.mark.book
def test_no_sentence_of_a_plan_or_of_notes_is_in_the_learners_site():
    """Claim: of everything that the trainer says, and of the slides' notes, nothing stands in any file of the learner's built site."""
    site = ROOT / "_build" / "html"
    if not (site / "index.html").is_file():
        pytest.fail(f"{site} 里没有网页，请先运行 make book。No built book, run: make book", pytrace=False)
    said = {str(step.say) for id in WANTED for step in lesson(id).steps if step.say}
    said |= {note for id in decks() for row in deck(id)[2] for note in row["notes"] if "{" not in note and len(note) > 9}
    said |= {"T4 主持话术与常见争论", "T11 断电断网预案", "make lesson LESSON"}
    leaked = []
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".json", ".txt", ".svg", ".css"):
            text = path.read_text(encoding="utf-8", errors="ignore")
            leaked += [(path.name, one) for one in said if one in text]
    assert leaked == [] and not (site / "slides").exists() and not (site / "lessons").exists()


def test_the_trainers_folder_serves_the_room_no_answer(tmp_path):
    """Claim: what the scripts serve is the learner's site alone; papers, slides, list and the order of printing are there."""
    for name, text in (("html", "学员"), ("trainer", "教员")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<p>{text}</p>", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="幻灯片"):
        make_trainer(tmp_path / "html", tmp_path / "trainer", tmp_path / "out", pdf=False)
    build(tmp_path / "trainer" / "slides")
    kit = make_trainer(tmp_path / "html", tmp_path / "trainer", tmp_path / "out", pdf=False)
    assert (kit / "site" / "index.html").read_text(encoding="utf-8") == "<p>学员</p>"
    assert "-m serve site" in (kit / "启动.sh").read_text(encoding="utf-8") and "trainer" not in (kit / "启动.sh").read_text(encoding="utf-8")
    listed = (kit / "SHA256SUMS.txt").read_text(encoding="utf-8")
    order = (kit / "印刷顺序.txt").read_text(encoding="utf-8-sig")
    for id in WANTED:
        assert f"papers/{id}-kit.html" in listed and f"papers/{id}-kit.html" in order
    assert [id for id in WANTED if f"trainer/slides/{id}/index.html" not in listed] == []
    for target in re.findall(r'href="([^"]+)"', (kit / "先看我.html").read_text(encoding="utf-8")):
        assert (kit / target).is_file() or target.startswith("trainer/chapters/")
