"""The public edition does not leak: what never comes into it, and what the scan finds when it is put there all the same."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tools.scan_public import faults

pytestmark = pytest.mark.book

ROOT = Path(__file__).resolve().parent.parent
SITE = "https://example.test/zscq"
# One sentence for each kind of place where something internal may stand; each is told apart by its word.
SECRETS = {kind: f"这一句是埋在{kind}里面的内部暗号文字" for kind in (
    "正文", "注释", "公开页的注释", "扉页信息", "公开页的扉页信息", "笔记本单元", "笔记本输出", "图片文字", "案例", "题目", "幻灯片", "教员页", "数据附注",
)}


def _copy(target: Path) -> Path:
    """The sources of this checkout, without what was built."""
    asked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True)
    names = asked.stdout.decode().split("\0") if asked.returncode == 0 else [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if not {".venv", "_build", "node_modules"} & set(p.parts)]
    for name in names:
        if name and (ROOT / name).is_file() and not name.startswith("tests/"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    if (ROOT / "book" / "node_modules").is_dir():
        (target / "book" / "node_modules").symlink_to(ROOT / "book" / "node_modules", target_is_directory=True)
    return target


def _build(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "tools.build_public", *words], cwd=folder, capture_output=True, text=True, env={**os.environ, **more})


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A copy of the sources with a secret in each kind of place; the learner's book was built in it before the public edition."""
    root = _copy(tmp_path_factory.mktemp("planted"))
    pages = root / "book" / "chapters"
    _append(pages / "start" / "officer.md", f"\n{SECRETS['正文']}。\n\n% {SECRETS['注释']}\n\n![{SECRETS['图片文字']}](picture.svg)\n")
    (pages / "start" / "picture.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">{SECRETS["图片文字"]}</text></svg>\n', "utf-8")
    head = (pages / "start" / "officer.md").read_text("utf-8")
    head = head if head.startswith("---\n") else f"---\naudience: internal\n---\n{head}"
    (pages / "start" / "officer.md").write_text(head.replace("---\n", f"---\ndescription: {SECRETS['扉页信息']}\n", 1), "utf-8")
    public = root / "book" / "public" / "p05-my-name.md"
    public.write_text(public.read_text("utf-8").replace("---\n", f"---\nnote: {SECRETS['公开页的扉页信息']}\n", 1) + f"\n% {SECRETS['公开页的注释']}\n", "utf-8")
    notebook = root / "notebooks" / "nb01-referral-rate.ipynb"
    cells = json.loads(notebook.read_text("utf-8"))
    first = next(cell for cell in cells["cells"] if cell["cell_type"] == "code")
    first["source"] = [*first["source"], f"\n# {SECRETS['笔记本单元']}"] if isinstance(first["source"], list) else first["source"] + f"\n# {SECRETS['笔记本单元']}"
    first["outputs"].append({"output_type": "stream", "name": "stdout", "text": [f"{SECRETS['笔记本输出']}\n"]})
    notebook.write_text(json.dumps(cells, ensure_ascii=False), "utf-8")
    case = root / "casebank" / "c01-ninety-nine-percent.yaml"
    case.write_text(re.sub(r"(?m)^(summary: )(.*)$", lambda found: f"{found[1]}{SECRETS['案例']}。{found[2]}", case.read_text("utf-8"), count=1), "utf-8")
    item = root / "casebank" / "items" / "1.1.yaml"
    item.write_text(item.read_text("utf-8").replace("text: 说得对", f"text: {SECRETS['题目']}说得对", 1), "utf-8")
    (root / "book" / "slides").mkdir(exist_ok=True)
    (root / "book" / "slides" / "opening.md").write_text(f"# 开场\n\n{SECRETS['幻灯片']}。\n", "utf-8")
    _append(pages / "cases" / "trainer.md", f"\n{SECRETS['教员页']}。\n")
    record = root / "ipcoord_sim" / "data" / "parameters" / "a-referral.yaml"
    record.write_text(re.sub(r"(?m)^(note_zh: )(.*)$", lambda found: f"{found[1]}{SECRETS['数据附注']}。{found[2]}", record.read_text("utf-8"), count=1), "utf-8")
    (root / "book" / "_toc.yml").write_text(
        "root: book/chapters/start/officer\nentries:\n- file: notebooks/nb01-referral-rate\n- file: book/chapters/cases/c01\n- file: book/chapters/practice/p1-1\n", "utf-8",
    )
    # Four pages of the whole: links to the others are missing, so the exit code says nothing here.
    subprocess.run([sys.executable, "-m", "tools.build_book"], cwd=root, capture_output=True)
    ran = _build(root, "--no-cards", IPCOORD_PUBLIC_SITE=SITE)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return root


def _everything(folder: Path) -> str:
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("kind", SECRETS)
def test_what_is_internal_is_not_in_the_edition(planted, kind):
    """Claim: of a secret in any kind of place, nothing is in any file, though the learner's book was built in the same checkout before."""
    assert any(SECRETS[kind] in path.read_text("utf-8") for path in planted.rglob("*") if path.suffix in (".md", ".yaml", ".ipynb", ".svg") and "_build" not in path.parts)
    assert SECRETS[kind] not in _everything(planted / "_build" / "public")


def test_the_learners_book_did_carry_them(planted):
    """The claim above is one about the public edition: the other build shows what it was given."""
    shown = _everything(planted / "_build" / "html")
    assert [kind for kind in ("正文", "笔记本单元", "笔记本输出", "图片文字") if SECRETS[kind] not in shown] == []


def _with_text(kind: bytes, words: str) -> bytes:
    """A picture of one pixel that carries words."""
    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    said = words.encode()
    body = {b"tEXt": b"Comment\0" + said, b"zTXt": b"Comment\0\0" + zlib.compress(said), b"iTXt": b"Comment\0\1\0\0\0" + zlib.compress(said), b"eXIf": said}[kind]
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + part(kind, body) + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")


def _pdf(words: str) -> bytes:
    import io

    from pypdf import PdfWriter

    made, body = PdfWriter(), io.BytesIO()
    made.add_blank_page(72, 72)
    made.add_metadata({"/Title": words})
    made.write(body)
    return body.getvalue()


LEAKS = {
    "text.html": lambda w: f"<p>{w}</p>".encode(),
    "marked.html": lambda w: f"<p>{w[:7]}<b>{w[7:9]}</b>{w[9:]}</p>".encode(),
    "entities.html": lambda w: ("<p>" + "".join(f"&#{ord(sign)};" for sign in w) + "</p>").encode(),
    "attribute.html": lambda w: f'<img alt="{w}" src="#">'.encode(),
    "comment.html": lambda w: f"<p>x</p><!-- {w} -->".encode(),
    "meta.html": lambda w: f'<meta name="description" content="{w}">'.encode(),
    "drawn.svg": lambda w: f'<svg xmlns="http://www.w3.org/2000/svg"><text>{w[:8]}<tspan>{w[8:]}</tspan></text></svg>'.encode(),
    "told.svg": lambda w: f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{w}</desc></svg>'.encode(),
    "index.json": lambda w: json.dumps({"text": w}).encode(),
    "plain.json": lambda w: json.dumps({"text": w}, ensure_ascii=False).encode(),
    "style.css": lambda w: f"/* {w} */".encode(),
    "script.js": lambda w: f"const words = '{w}'".encode(),
    "feed.xml": lambda w: f"<feed><title>{w}</title></feed>".encode(),
    "words.txt": lambda w: w.encode(),
    "packed.html.gz": lambda w: gzip.compress(f"<p>{w}</p>".encode()),
    "text.png": lambda w: _with_text(b"tEXt", w),
    "packed.png": lambda w: _with_text(b"zTXt", w),
    "international.png": lambda w: _with_text(b"iTXt", w),
    "exif.png": lambda w: _with_text(b"eXIf", w),
    "behind.png": lambda w: _with_text(b"tEXt", "x") + w.encode(),
    "title.pdf": _pdf,
}


@pytest.fixture(scope="module")
def leaked(planted, tmp_path_factory):
    """What the scan says of an output into which secrets were copied: every place once, and every kind once."""
    out = tmp_path_factory.mktemp("leaked")
    kinds = [kind for kind in SECRETS if not kind.startswith("公开页")]
    for n, (name, made) in enumerate(LEAKS.items()):
        (out / name).write_bytes(made(SECRETS[kinds[n % len(kinds)]]))
    for n, kind in enumerate(kinds):
        (out / f"kind{n}.txt").write_text(f"开头{SECRETS[kind]}结尾", "utf-8")
    return faults(out, root=planted)


@pytest.mark.parametrize("name", LEAKS)
def test_the_scan_finds_a_leak_wherever_it_stands(leaked, name):
    """Claim: text, attribute, comment, picture, metadata, packed or spelt otherwise, each is found and named."""
    assert [line for line in leaked if line.startswith(name) and "内部" in line], leaked


@pytest.mark.parametrize(("n", "kind"), enumerate(kind for kind in SECRETS if not kind.startswith("公开页")))
def test_the_scan_finds_every_kind_of_source(leaked, n, kind):
    """Claim: pages, notebooks, cases, items, slides, data notes are all held against what was built."""
    assert [line for line in leaked if line.startswith(f"kind{n}.txt") and "内部文字" in line], (kind, leaked)


NO_USE = {
    "a.html": ('<p>见 C-44 的讲法</p>', "内部编号 C-44"),
    "b.html": ('<p>做 Q-1.1-01</p>', "内部编号 Q-1.1-01"),
    "c.html": ('<a href="ch17-after-receipt.html">第十七章</a>', "没有去处"),
    "d.html": ('<a href="#nowhere">没有</a>', "没有去处"),
    "e.html": ('<img src="//elsewhere.test/a.png">', "外部地址"),
    "f.css": ("@import url(https://elsewhere.test/font.css);", "外部地址"),
    "g.html": ("<script>1</script>", "有脚本"),
    "h.html": ("<form></form>", "有表单"),
    "i.html": ("<p>期限（待核）</p>", "待核"),
    "j.woff2": ("x", "不认识这种文件"),
    "k.html": (f"<p>{ROOT}</p>", "本机路径"),
}


@pytest.fixture(scope="module")
def useless(tmp_path_factory):
    """What the scan says of a folder with one file for each."""
    out = tmp_path_factory.mktemp("useless")
    for name, (body, _) in NO_USE.items():
        (out / name).write_text(body, "utf-8")
    return faults(out)


@pytest.mark.parametrize("name", NO_USE)
def test_the_scan_refuses_what_public_pages_have_no_use_for(useless, name):
    """Claim: internal numbers, dead links, other origins, scripts, forms, figures to be confirmed, unknown files, machine paths; each told of its own file."""
    assert [line for line in useless if line.startswith(f"{name}：") and NO_USE[name][1] in line]


def test_a_page_that_leans_on_an_internal_one_fails_the_build(tmp_path):
    """Claim: link, inclusion, picture, download and raw HTML are each refused by a sentence, and what was built before stays."""
    root = _copy(tmp_path / "copy")
    (root / "_build" / "public").mkdir(parents=True)
    (root / "_build" / "public" / "index.html").write_text("old", "utf-8")
    public, inside = root / "book" / "public", "../chapters/start/officer.md"
    (root / "book" / "chapters" / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    _append(public / "p01-bought-a-fake.md", f"\n[看这里]({inside})\n")
    _append(public / "p02-is-it-fake.md", f"\n```{{include}} {inside}\n```\n")
    _append(public / "p03-keep-evidence.md", "\n![图](../chapters/x.svg)\n")
    _append(public / "p05-my-name.md", "\n{download}`卷宗 <../../casebank/c01-ninety-nine-percent.yaml>`\n")
    _append(public / "p06-reward.md", "\n{doc}`../chapters/start/officer`\n")

    ran = _build(root, "--no-cards")

    assert ran.returncode == 1 and "原来的还在" in ran.stderr
    for name in ("p01-bought-a-fake", "p02-is-it-fake", "p03-keep-evidence", "p05-my-name", "p06-reward"):
        assert re.search(rf"公开页面 {name} 用到了 \S+，它不在公众版里", ran.stderr), (name, ran.stderr[-3000:])
    assert (root / "_build" / "public" / "index.html").read_text("utf-8") == "old"
