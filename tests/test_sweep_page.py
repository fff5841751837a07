"""The page on clusters: its command lines are ones that the programs take, and the sentences it quotes are the program's own."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest

from ipcoord_sim.cli import _parser
from ipcoord_sim.simulation.intervals import quantile
from ipcoord_sim.simulation.sweep.local import killed


@pytest.fixture(scope="module")
def page(root):
    """The page's text."""
    return (root / "book/chapters/part5/cluster.md").read_text("utf-8")


def commands(page: str, program: str) -> list[list[str]]:
    """The command lines of a program, in blocks and in the running text."""
    blocks = "\n".join(re.findall(r"```bash\n(.*?)```", page, re.S)).splitlines()
    return [shlex.split(line)[1:] for line in [*blocks, *re.findall(r"`([^`\n]+)`", page)] if line.startswith(f"{program} ")]


def test_its_ipcoord_commands_can_be_read(page):
    """Claim: each parses, options included."""
    found = commands(page, "ipcoord")
    assert len(found) >= 5
    for words in found:
        assert _parser().parse_args(words).command == words[0]


@pytest.mark.parametrize("command", ["scheduler", "worker"])
def test_its_dask_commands_have_options_that_dask_knows(page, command):
    """Claim: every option stands in the help of the installed version."""
    help_ = subprocess.run([sys.executable, "-m", "dask", command, "--help"], capture_output=True, text=True, check=True, timeout=120).stdout
    lines = [words for words in commands(page, "dask") if words[0] == command]
    assert lines and all(option in help_ for words in lines for option in words if option.startswith("--"))


def test_what_it_quotes_is_what_the_program_says(page):
    """Claim: the failing chunk's sentence, and the least numbers of replications for an interval (hand: 6 and 36)."""
    assert killed("x").failed_zh in page
    assert quantile([1], 0.5).needed == 6 and quantile([1], 0.9).needed == 36
    assert "中位数至少要 6 次，九成位数至少要 36 次" in page
