"""The small server: right types, its own origin only, nothing outside of its folder."""

from __future__ import annotations

import http.client
import threading

import pytest

from ipcoord_sim.serve import main, make_server


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

    assert (status, headers["Content-type"]) == (200, kind)


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


@pytest.mark.parametrize(("words", "said"), [(["--port", "70000"], "0 到 65535"), ([], "make book")])
def test_a_wrong_call_is_answered_with_what_to_do(tmp_path, capsys, words, said):
    """A wrong port, or a folder without pages, gives one sentence and exit code 2."""
    assert main([str(tmp_path), *words]) == 2
    assert said in capsys.readouterr().err
