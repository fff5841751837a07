"""The USB folder: it is whole, it starts on a bare Python, and a changed file is found."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ipcoord_sim.errors import DataError
from tools.kit.pages import FOLDER, open_as_files
from tools.make_kit import make


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Path:
    """The kit of a site with one page, in a folder with a blank in its name."""
    base = tmp_path_factory.mktemp("u 盘")
    (base / "site").mkdir()
    (base / "site" / "index.html").write_text("<p>方案</p>", encoding="utf-8")
    return make(base / "site", base / "out")


def _run(kit: Path, script: str, *more: str, **kept) -> subprocess.Popen:
    bare = {"PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.Popen(["sh", str(kit / script), *more], env=bare, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kept)


def test_it_starts_by_its_script_and_serves_the_site(kit):
    """The script finds Python by itself, from whatever folder it is called, and the first page is there."""
    import http.client

    with _run(kit, "启动.sh", "--port", "0", "--bind", "127.0.0.1", cwd="/") as program:
        while "教程已经打开" not in (line := program.stdout.readline().decode()) and line:
            pass
        connection = http.client.HTTPConnection(line.strip().rpartition("：")[2].split("/")[2], timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().read().decode() == "<p>方案</p>"
        connection.close()
        program.terminate()
        assert program.communicate(timeout=20)[1] == b""


def test_the_check_finds_what_was_changed_lost_or_added(kit, tmp_path):
    """An untouched kit agrees with its list; each kind of change is named with its file."""
    with _run(kit, "核对.sh") as untouched:
        assert "全部一致" in untouched.communicate()[0].decode() and untouched.returncode == 0
    page, added = kit / "site" / "index.html", kit / "site" / "x.txt"
    kept = page.read_bytes()
    page.write_text("changed")
    added.write_text("new")
    with _run(kit, "核对.sh") as program:
        said = program.communicate()[0].decode()
    page.write_bytes(kept)
    added.unlink()
    assert program.returncode == 1 and "内容变了：site/index.html" in said and "多出来：site/x.txt" in said


def test_windows_gets_scripts_that_its_shell_can_read(kit):
    """Windows' shell wants its own line ends and code page, and no sign that the code page lacks."""
    scripts = sorted(kit.glob("*.bat"))
    assert [path.name for path in scripts] == ["启动.bat", "核对.bat"]
    for path in scripts:
        text = path.read_bytes().decode("gbk")
        assert "\r\n" in text and not re.search(r"(?<!\r)\n", text)
        assert "{" not in text and "server" in text


def test_the_start_page_asks_nobody_and_leads_to_the_site(kit):
    """It works by double click: no script, no address but the site's own first page."""
    text = (kit / "先看我.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:href|src)="([^"]+)"', text) == ["site/index.html"] and "<script" not in text


def test_a_site_that_was_not_built_makes_no_kit(tmp_path):
    """Without a first page there is no kit, and no half of one."""
    with pytest.raises(FileNotFoundError, match="make book"):
        make(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


MODULES = '<script type="module" src="{up}_static/components-0a1b/host/progress.js?v=12"></script>\n<script type="module" src="{up}_static/components-0a1b/host/page.js"></script>'


def test_a_module_gives_its_place_to_the_script_that_chooses(tmp_path):
    """In every page, however deep; what stood beside it stays, and the notebooks' own programs are left alone."""
    for name, up in {"index.html": "", "chapters/a/b.html": "../../", "lite/x/index.html": "../../"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"<p>前</p>{MODULES.format(up=up)}<p>后</p>", encoding="utf-8")
    assert open_as_files(tmp_path) == 2
    text = (tmp_path / "chapters/a/b.html").read_text(encoding="utf-8")
    assert text.startswith("<p>前</p>") and text.endswith("<p>后</p>") and "type=" not in text
    assert re.findall(r'src="([^"]+)" data-module="([^"]+)" data-classic="([^"]+)"', text) == [
        (f"../../{FOLDER}/choose.js", "../components-0a1b/host/progress.js?v=12", "progress.js"), (f"../../{FOLDER}/choose.js", "../components-0a1b/host/page.js", "page.js"),
    ]
    assert all((tmp_path / FOLDER / name).is_file() for name in ("choose.js", "page.js", "progress.js"))
    assert (tmp_path / "lite/x/index.html").read_text(encoding="utf-8").count("module") == 2


def test_a_module_that_no_classic_script_stands_for_is_refused_before_anything_is_written(tmp_path):
    """The page and the script are named; a page that could be mended is not written either."""
    (tmp_path / "a.html").write_text(MODULES.format(up=""), encoding="utf-8")
    (tmp_path / "b.html").write_text('<script type="module" src="_static/new.js"></script>', encoding="utf-8")
    with pytest.raises(DataError, match="b.html.*new.js"):
        open_as_files(tmp_path)
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == MODULES.format(up="") and not (tmp_path / "_static").exists()


def test_a_compressed_copy_is_of_the_page_as_the_kit_has_it(tmp_path):
    """An older copy came along with the site; the page was changed after it."""
    import gzip

    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(MODULES.format(up="") + "<p>方案</p>" * 400, encoding="utf-8")
    (site / "index.html.gz").write_bytes(gzip.compress(b"old"))
    made = make(site, tmp_path / "out") / "site"
    assert gzip.decompress((made / "index.html.gz").read_bytes()) == (made / "index.html").read_bytes() and "choose.js" in (made / "index.html").read_text(encoding="utf-8")
