"""The command that serves: what it says, in either language, and how it ends."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import segno

from ipcoord_sim.cli import main as ipcoord
from ipcoord_sim.serve import main
from ipcoord_sim.serve.room import qr_text

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(("words", "said"), [(["--port", "70000"], "0 到 65535"), ([], "make book")])
def test_a_wrong_call_is_answered_with_what_to_do(tmp_path, capsys, words, said):
    """A wrong port, or a folder without pages, gives one sentence and exit code 2."""
    assert main([str(tmp_path), *words]) == 2
    assert said in capsys.readouterr().err


_TOLD = {
    "zh": ("教程已经打开，请在浏览器里访问：", "已停止", "端口 {} 已被别的程序占用，改用"),
    "en": ("The book is open; in a browser go to: ", "Stopped", "Port {} is taken by another program; using"),
}


@pytest.mark.parametrize(("lang", "words"), [("zh", []), ("en", ["--lang", "en"])])
def test_a_taken_port_is_said_and_the_next_one_used(tmp_path, lang, words):
    """The command names the port it uses instead, the address for the room, and ends cleanly when it is asked to; in the language asked for and no other."""
    (tmp_path / "index.html").write_text("x")
    opened, ended, moved = _TOLD[lang]
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with subprocess.Popen(
            [sys.executable, "-m", "ipcoord_sim", *words, "serve", str(tmp_path), "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as program:
            lines = []
            while opened not in (line := program.stdout.readline().decode()) and line:
                lines.append(line)
            address = line.strip().removeprefix(opened)
            connection = http.client.HTTPConnection(address.split("/")[2], timeout=10)
            connection.request("GET", "/")
            assert connection.getresponse().read() == b"x"
            connection.close()
            program.send_signal(signal.SIGTERM)
            rest, errors = program.communicate(timeout=20)
    assert program.returncode == 0 and ended in rest.decode()
    assert moved.format(port) in errors.decode() and "Traceback" not in errors.decode()
    told = "".join([*lines, line, rest.decode(), errors.decode()]).replace("先看我.html", "")
    assert lang == "zh" or not re.search("[\u3000-\u9fff\uff00-\uffef]", told), told


@pytest.mark.parametrize("words", [["--port", "70000"], [], ["--bind", "203.0.113.7"]])
def test_a_refusal_is_in_the_language_asked_for(tmp_path, capsys, words):
    """Each refusal in English is one sentence without a Chinese word; by the command's own module as by `ipcoord`, before the command or after it."""
    if words and words[0] == "--bind":
        (tmp_path / "index.html").write_text("x")
    ways = [lambda: main([str(tmp_path), *words, "--lang", "en"]), *(lambda line=line: ipcoord(line) for line in (["serve", str(tmp_path), *words, "--lang", "en"], ["--lang", "en", "serve", str(tmp_path), *words]))]
    for way in ways:
        assert way() == 2
        told = capsys.readouterr()
        assert told.out == "" and len(told.err.splitlines()) == 1 and told.err.isascii(), told.err


def test_an_address_of_another_machine_is_refused_in_a_sentence(tmp_path, capsys):
    """A bind address that is not this machine's is said, not tried twenty times."""
    (tmp_path / "index.html").write_text("x")
    assert main([str(tmp_path), "--bind", "203.0.113.7"]) == 2
    assert "203.0.113.7" in capsys.readouterr().err


def test_the_qr_code_is_the_address():
    """The code shown for phones holds the address: as many rows as its standard says, drawn the same each time."""
    code = qr_text("http://192.168.1.23:8000/")
    matrix = [list(row) for row in segno.make("http://192.168.1.23:8000/", micro=False, error="m").matrix]
    assert len(code.splitlines()) == (len(matrix) + 2 * 2 + 1) // 2
