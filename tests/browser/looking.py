"""What every component is looked over for: no axe violation, no wider than the window, nothing of foreign text run as code."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["EVIL", "assert_fine", "assert_not_run", "broken_call"]

EVIL = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>'\"><svg onload=window.hacked=1>=1+1"


def assert_fine(page: Page) -> None:
    """No violation of axe by all its usual rules, and no sideways scrolling."""
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    said = [f"{one['id']}: {node['target']} {node['html'][:160]}" for one in found for node in one["nodes"]]
    assert not said, said
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def assert_not_run(page: Page) -> None:
    """Foreign text stands there as text: nothing of it became an element, nothing ran."""
    assert page.evaluate("window.hacked === undefined")
    assert page.locator("#el :is(script, img)").count() == 0


def broken_call(page: Page, name: str, args: dict, sentence: str) -> None:
    """Draw the component a second time with an engine that refuses everything."""
    page.evaluate(
        """async ([name, args, sentence]) => {
          const component = (await import(`/${name}.js`)).default;
          const el = document.querySelector("#el");
          el.replaceChildren();
          const call = async () => { throw Object.assign(new Error(sentence), { name: "CallError" }); };
          await component.render({ model: { call, get: () => args, set() {}, on() {}, off() {} }, el });
        }""",
        [name, args, sentence],
    )
