"""The small server: right types, its own origin only, nothing outside of its folder."""

from __future__ import annotations

import gzip
import http.client
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ipcoord_sim.serve import make_server
from tools.compress_site import compress


@pytest.fixture
def server(tmp_path):
    """A server of a folder with a page, a script and a secret beside it."""
    site = tmp_path / "网 站"
    (site / "static").mkdir(parents=True)
    (site / "index.html").write_text("<p>方案</p>", encoding="utf-8")
    for name in ("a.mjs", "a.wasm", "a.svg", "a.js", "a.css"):
        (site / "static" / name).write_bytes(b"x")
    (tmp_path / "secret.txt").write_text("s", encoding="utf-8")
    with make_server(site, port=0, bind="127.0.0.1") as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def _ask(server, *paths):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    answers = []
    for path in paths:
        connection.request("GET", path)
        answer = connection.getresponse()
        answers.append((answer.status, dict(answer.headers), answer.read()))
    connection.close()
    return answers


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.wasm", "application/wasm"),
    ],
)
def test_a_file_is_sent_with_its_type(server, name, kind):
    """Modules, WebAssembly and pictures are refused by browsers under a wrong type."""
    [(status, headers, _)] = _ask(server, f"/static/{name}")

    assert (status, headers["Content-Type"]) == (200, kind)


def test_every_answer_forbids_other_origins(server):
    """Pages and refusals alike carry the policy that keeps the browser on this origin."""
    for _, headers, _ in _ask(server, "/", "/nothing.html"):
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_one_connection_answers_many_requests(server):
    """Two requests go over one connection, so that many small files do not open many sockets."""
    first, second = _ask(server, "/", "/static/a.js")

    assert (first[0], second[0]) == (200, 200)
    assert first[2].decode() == "<p>方案</p>"


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/static/..%2f..%2fsecret.txt", "/static/", "/%00"])
def test_nothing_outside_and_no_listing(server, path):
    """A path out of the folder, a folder itself, and a broken path are not found."""
    [(status, _, body)] = _ask(server, path)

    assert status == 404
    assert b"secret" not in body


def test_a_link_out_of_the_folder_is_not_followed(server, tmp_path):
    """A symbolic link inside the folder does not open what lies outside."""
    (tmp_path / "网 站" / "out.txt").symlink_to(tmp_path / "secret.txt")
    [(status, _, _)] = _ask(server, "/out.txt")

    assert status == 404


@pytest.fixture
def packed(server, tmp_path):
    """The site with a long page, a compressed copy beside it, and a folder that has a page of its own."""
    site = tmp_path / "网 站"
    (site / "long.html").write_text("<p>" + "方案" * 2000, encoding="utf-8")
    (site / "folder").mkdir()
    (site / "folder" / "index.html").write_text("folder", encoding="utf-8")
    compress(site)
    return site


def _get(server, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("GET", path, headers={key.replace("_", "-"): value for key, value in headers.items()})
    answer = connection.getresponse()
    found = (answer.status, dict(answer.headers), answer.read())
    connection.close()
    return found


def test_a_compressed_copy_goes_to_who_takes_it(server, packed):
    """The copy is sent to a browser that takes gzip, the file to one that does not; both say that the answer depends on it."""
    plain = _get(server, "/long.html")
    small = _get(server, "/long.html", Accept_Encoding="br, gzip;q=0.8")
    refused = _get(server, "/long.html", Accept_Encoding="gzip;q=0")

    assert "Content-Encoding" not in plain[1] and plain[2] == refused[2] == (packed / "long.html").read_bytes()
    assert small[1]["Content-Encoding"] == "gzip" and gzip.decompress(small[2]) == plain[2]
    assert {plain[1]["Vary"], small[1]["Vary"]} == {"Accept-Encoding"} and small[1]["Content-Type"] == "text/html; charset=utf-8"
    assert plain[1]["ETag"] != small[1]["ETag"]


def test_a_copy_older_than_its_file_is_not_sent(server, packed):
    """After a new build an old copy may lie there; nobody gets it."""
    (packed / "long.html").write_text("new", encoding="utf-8")
    os.utime(packed / "long.html.gz", (0, 0))

    assert _get(server, "/long.html", Accept_Encoding="gzip")[2] == b"new"


def test_what_has_not_changed_is_not_sent_again(server, packed):
    """The tag follows the content: the same content answers 304 without a body, a new one is sent."""
    tag = _get(server, "/long.html")[1]["ETag"]
    assert _get(server, "/long.html", If_None_Match=tag)[::2] == (304, b"")

    (packed / "long.html").write_text("another", encoding="utf-8")

    assert _get(server, "/long.html", If_None_Match=tag)[::2] == (200, b"another")


def test_only_an_address_with_the_contents_hash_is_kept(server, packed):
    """A page is asked for again each time; a file under its hash never is."""
    assert _get(server, "/long.html")[1]["Cache-Control"] == "no-cache"
    assert "immutable" in _get(server, "/static/a.js?v=0123abcd")[1]["Cache-Control"]
    wheel, program = "lite/static/pyodide/networkx-3.6.1-069127b813b-py3-none-any.whl", "lite/static/pyodide/pyodide.asm.wasm"
    for path in (wheel, program):
        (packed / path).parent.mkdir(parents=True, exist_ok=True)
        (packed / path).write_bytes(b"x")
    assert "immutable" in _get(server, f"/{wheel}")[1]["Cache-Control"]
    assert _get(server, f"/{program}")[1]["Cache-Control"] == "no-cache"


def test_a_folder_is_its_page_under_an_address_with_a_slash(server, packed):
    """Without the slash the page's own links would be wrong; two slashes at the front must not lead to another machine."""
    assert _get(server, "/folder")[1]["Location"] == "/folder/"
    assert _get(server, "//folder")[1]["Location"] == "/folder/"
    assert _get(server, "/folder/")[::2] == (200, b"folder")
    assert _get(server, "/long.html/")[0] == 404


def test_only_jupyter_may_compile_code(server, packed):
    """The wider policy stands below /lite/ alone, and keeps to this origin as well."""
    page, lite = (_get(server, path)[1]["Content-Security-Policy"] for path in ("/", "/lite/index.html"))
    assert "'unsafe-eval'" not in page.replace("'wasm-unsafe-eval'", "") and "'unsafe-eval'" in lite.replace("'wasm-unsafe-eval'", "")
    assert "http" not in page + lite


def test_forty_readers_at_once_all_get_the_page(server, packed):
    """Forty connections that ask ten times each are all answered in full."""
    def read(_):
        return [_get(server, "/long.html", Accept_Encoding="gzip")[0] for _ in range(10)]

    with ThreadPoolExecutor(40) as pool:
        assert set(sum(pool.map(read, range(40)), [])) == {200}


def test_the_copies_are_the_same_bytes_each_time(tmp_path):
    """Two sites of the same files get the same copies; a copy whose file is gone is removed."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text("[0]" * 999)
        (tmp_path / name / "gone.json.gz").write_bytes(b"x")
        assert compress(tmp_path / name) == (1, 1)
    assert (tmp_path / "one" / "a.json.gz").read_bytes() == (tmp_path / "two" / "a.json.gz").read_bytes()
    assert compress(tmp_path / "one") == (0, 0)
