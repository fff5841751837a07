"""Two pictures for everyone: the five steps after a report, and how a case goes between the departments. The words stand beside them too."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim.pictures.svg import element, picture, text

__all__ = ["five_steps_svg", "setup", "two_departments_svg"]

STEPS = (("1　受理", "您反映，部门收下"), ("2　核查", "看线索是不是真的"), ("3　处理", "违法的，依法处罚"), ("4　移送", "涉嫌犯罪，送公安"), ("5　结果", "立案或者不立案"))
# (x, y, two lines) of each box, and the ways between them: from, to, words, where the words stand.
BOXES = {
    "you": (150, 20, "您", "反映、举报"), "amr": (10, 150, "市场监管部门", "查违法，作处罚"), "psb": (290, 150, "公安机关", "查犯罪"), "pro": (150, 290, "检察院", "监督立不立案"),
}
_WIDE, _HIGH = 190, 62


def five_steps_svg() -> str:
    """Five boxes one below the other, an arrow between each two."""
    parts = []
    for n, (head, words) in enumerate(STEPS):
        y = 10 + n * 84
        parts += [
            element("rect", x=10, y=y, width=300, height=60, rx=8, fill="none", stroke="currentColor", stroke_width=2),
            text(26, y + 27, head, 19, font_weight="700"), text(26, y + 49, words, 16),
        ]
        if n < len(STEPS) - 1:
            parts.append(element("path", d=f"M160 {y + 60}v18m-6 -8l6 8l6 -8", fill="none", stroke="currentColor", stroke_width=2))
    told = "；".join(f"{head.replace('　', '，')}：{words}" for head, words in STEPS)
    return picture(320, 420, "反映以后的五步", told, *parts, class_="pb-picture")


def two_departments_svg() -> str:
    """Four boxes; a case goes from the regulator to the police and may come back, and the procuratorate supervises."""
    parts = []
    for x, y, head, words in BOXES.values():
        parts += [
            element("rect", x=x, y=y, width=_WIDE, height=_HIGH, rx=8, fill="none", stroke="currentColor", stroke_width=2),
            text(x + _WIDE / 2, y + 27, head, 19, font_weight="700", text_anchor="middle"), text(x + _WIDE / 2, y + 49, words, 15, text_anchor="middle"),
        ]
    ways = (
        ("M205 82L130 146", (120, 118), "反映"), ("M285 82L360 146", (372, 118), "控告、举报"),
        ("M200 168H286", (245, 162), "移送"), ("M290 196H204", (245, 222), "退回、移交"),
        ("M130 212L200 286", (108, 258), "建议监督"), ("M290 286L360 216", (388, 258), "要求说明"),
    )
    for path, (x, y), words in ways:
        parts += [element("path", d=path, fill="none", stroke="currentColor", stroke_width=2, marker_end="url(#pb-tip)"), text(x, y, words, 15, text_anchor="middle")]
    tip = element("marker", element("path", d="M0 0L8 4L0 8z", fill="currentColor"), id="pb-tip", viewBox="0 0 8 8", refX=7, refY=4, markerWidth=8, markerHeight=8, orient="auto-start-reverse")
    told = "您向市场监管部门反映，或者向公安机关控告。市场监管部门把涉嫌犯罪的案子移送公安机关，公安机关可以退回或者移交。检察院监督立案。"
    return picture(490, 370, "两个部门怎样配合", told, element("defs", tip), *parts, class_="pb-picture")


class _Steps(SphinxDirective):
    """`{five-steps}` draws the five steps."""

    def run(self) -> list[nodes.Node]:
        return [nodes.raw("", five_steps_svg(), format="html")]


class _Departments(SphinxDirective):
    """`{two-departments}` draws the ways between the departments."""

    def run(self) -> list[nodes.Node]:
        return [nodes.raw("", two_departments_svg(), format="html")]


class _Details(SphinxDirective):
    """`{details} words` folds its content behind these words."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        inner = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, inner)
        head = nodes.raw("", "<details><summary>", format="html")
        return [head, nodes.inline("", self.arguments[0]), nodes.raw("", "</summary>", format="html"), *inner.children, nodes.raw("", "</details>", format="html")]


def setup(app: Sphinx) -> None:
    """Register the three directives."""
    app.add_directive("five-steps", _Steps)
    app.add_directive("two-departments", _Departments)
    app.add_directive("details", _Details)
