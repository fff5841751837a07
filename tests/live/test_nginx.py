"""The configuration for nginx: a real nginx started with it answers like the server of our own."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from ipcoord_sim.serve import make_server
from tools.compress_site import compress

ROOT = Path(__file__).resolve().parents[2]
CONF = ROOT / "deploy" / "nginx" / "ipcoord.conf"
SAME = ("Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control", "Content-Encoding", "Vary")
PATHS = (
    "/", "/page.html", "/page.html?v=0123abcd", "/a.css", "/a.js", "/a.mjs", "/a.json", "/a.ipynb", "/a.wasm", "/a.whl", "/a.svg", "/a.woff2",
    "/a.pdf", "/a.csv", "/a.ics", "/a.txt", "/a.xml", "/a.md", "/a.epub", "/lite/index.html", "/lite/a.js", "/nothing.html", "/folder/",
    "/lite/build/142.f44e24f.js", "/lite/build/bundle.js", "/lite/static/pyodide/cases-5e0dc3d6d1.json", "/lite/static/pyodide/engine.json",
    "/lite/static/pyodide/networkx-3.6.1-069127b813b-py3-none-any.whl", "/_static/components-752fbc476a/lib/dom.js", "/_static/components/dom.js",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A site with a file of every kind; long ones have a compressed copy."""
    site = tmp_path_factory.mktemp("site")
    for path in PATHS:
        name = path.partition("?")[0].lstrip("/")
        if name and not name.endswith("/") and name != "nothing.html":
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text("方案" * 900, encoding="utf-8")
    (site / "index.html").write_text("<p>方案" * 500, encoding="utf-8")
    (site / "folder").mkdir()
    (site / "folder" / "index.html").write_text("folder", encoding="utf-8")
    compress(site)
    return site


@pytest.fixture(scope="module")
def nginx(site, tmp_path_factory):
    """The port of an nginx that runs our configuration with another folder and another port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "没有 nginx；make test 会装上，或者先运行 apt-get install nginx-light"
    work = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = CONF.read_text(encoding="utf-8")
    assert "listen 8080;" in text and "root /srv/ipcoord;" in text
    (work / "site.conf").write_text(text.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace("root /srv/ipcoord;", f'root "{site}";'), encoding="utf-8")
    temp = "".join(f"{kind}_temp_path {work}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (work / "nginx.conf").write_text(
        f'daemon off;\nmaster_process off;\npid {work}/pid;\nerror_log {work}/error.log;\nevents {{}}\nhttp {{\n{temp}include "{work}/site.conf";\n}}\n', encoding="utf-8",
    )
    command = [program, "-p", str(work), "-c", str(work / "nginx.conf"), "-e", str(work / "error.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            running.kill()
            pytest.fail((work / "error.log").read_text())
        yield port
        running.terminate()


@pytest.fixture(scope="module")
def ours(site):
    """The port of our own server on the same folder."""
    with make_server(site, port=0, bind="127.0.0.1") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def _ask(port: int, path: str, **headers: str) -> tuple[int, dict, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={key.replace("_", "-"): value for key, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, dict(answer.headers), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize("path", PATHS)
def test_nginx_answers_like_our_own_server(nginx, ours, path):
    """Same status, type, policy and caching, and the same bytes, compressed and not."""
    for headers in ({}, {"Accept_Encoding": "gzip"}):
        theirs, own = _ask(nginx, path, **headers), _ask(ours, path, **headers)
        assert theirs[0] == own[0]
        if own[0] == 200:
            assert {key: theirs[1].get(key) for key in SAME if key != "Vary"} == {key: own[1].get(key) for key in SAME if key != "Vary"}
            assert theirs[2] == own[2]
        else:
            assert theirs[1]["Content-Security-Policy"] == own[1]["Content-Security-Policy"]


def test_what_has_not_changed_is_not_sent_again(nginx):
    """nginx gives a tag and answers 304 to it."""
    _, headers, _ = _ask(nginx, "/page.html")
    assert _ask(nginx, "/page.html", If_None_Match=headers["ETag"])[::2] == (304, b"")


def test_copies_and_listings_are_not_for_reading(nginx):
    """Neither a compressed copy by its own name nor a folder without a page is there."""
    assert [_ask(nginx, path)[0] for path in ("/page.html.gz", "/lite/")] == [404, 200]
