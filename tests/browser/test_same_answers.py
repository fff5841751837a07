"""What a page answers is what the command line prints, byte for byte: the scenarios, the case bank, and some five hundred calls at random."""

from __future__ import annotations

import json

import pytest

from tests.asked import line, random_calls, scenario_calls
from tests.browser.enginepage import engine_page

pytestmark = pytest.mark.browser

ASK = """
async (asked) => {
  const lines = [];
  for (const [name, args] of asked) {
    try { lines.push(await ipcoord.engine.text(name, args)); }
    catch (refused) { lines.push("2 " + refused.message); }
  }
  return lines;
}
"""


@pytest.mark.parametrize("kept", [True, False], ids=["kept-memory", "from-the-beginning"])
def test_the_page_gives_the_command_lines_bytes(context, site, kept):
    """Asked in one worker, one after the other; with the kept memory and without."""
    asked = json.loads(json.dumps(scenario_calls() + random_calls()))
    if not kept:
        context.route("**/memory-*.bin", lambda route: route.abort())
    with engine_page(context, site) as page:
        found = page.evaluate(ASK, asked)
    if not kept:
        context.unroute("**/memory-*.bin")

    differing = [(name, args) for (name, args), said in zip(asked, found, strict=True) if said != line(name, args)]
    assert differing == []


def test_what_the_kept_memory_did_without_is_brought_when_it_is_needed(context, site):
    """A call that needs a package more brings the library and the package, and is answered."""
    asked = []
    with engine_page(context, site) as page:

        def more(route):
            told = route.fetch().json()
            route.fulfill(json=told | {"needs": {"periods": ["networkx"]}})

        context.route("**/engine.json", more)
        page.on("request", lambda one: asked.append(one.url.rpartition("/")[2]))
        context.on("request", lambda one: asked.append(one.url.rpartition("/")[2]))
        found = page.evaluate(ASK, [["norms", {}], ["periods", {}], ["norms", {}]])
        context.unroute("**/engine.json")

    assert found == [line("norms", {}), line("periods", {}), line("norms", {})]
    assert "python_stdlib.zip" in asked and any(name.startswith("networkx-") for name in asked)
