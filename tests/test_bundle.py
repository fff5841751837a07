"""A component as one text: nothing is imported any more, every name is there, and what is not understood is refused."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from ipcoord_sim.components import bundle
from ipcoord_sim.errors import DataError, UnknownIdError

LIB = 'export function h(x) { return `<${x}>`; }\nexport const LIMIT = 3;\nconst hidden = 1;\nexport { hidden as shown };\n'
MAIN = """// import nothing here
import { h, LIMIT as most,
  shown } from "./lib/dom.js";
import * as all from "./lib/dom.js";
import other from "./lib/other.js";

const hidden = "own";
export const NAME = "main";
export default { render: () => `${h("p")} ${most} ${shown} ${all.LIMIT} ${other()} ${hidden} ${NAME}` };
"""
OTHER = 'import { h } from "./dom.js";\nexport default () => h("other");\n'


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """A folder of scripts in the place of ours."""
    for name, text in {"main.js": MAIN, "lib/dom.js": LIB, "lib/other.js": OTHER}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(bundle, "_sources", lambda: tmp_path)
    bundle.bundled.cache_clear()
    bundle.classic.cache_clear()
    yield tmp_path
    bundle.bundled.cache_clear()
    bundle.classic.cache_clear()


def _run(tmp_path, text, ending):
    """What node prints for a script."""
    node = shutil.which("node")
    assert node, "node comes with `make setup`"
    file = tmp_path / f"run.{ending}"
    file.write_text(text, encoding="utf-8")
    return subprocess.run([node, str(file)], capture_output=True, text=True, check=True).stdout


def test_the_module_has_no_import_and_does_what_the_files_do(scripts):
    """Names of one file do not meet those of another; renamed, default and whole imports arrive."""
    text = bundle.bundled("main")
    assert not re.search(r"^\s*import\b", text, re.MULTILINE)
    assert re.findall(r"^export\b.*", text, re.MULTILINE) == ["export default m_main.default;"]
    shown = _run(scripts, text.replace("export default m_main.default;", "console.log(m_main.default.render());"), "mjs")
    assert shown == "<p> 3 1 3 <other> own main\n"


def test_the_classic_script_registers_the_component(scripts):
    """It runs where modules cannot, and says where it put itself."""
    text = bundle.classic("main")
    assert "import" not in re.sub(r"//.*", "", text) and "export" not in text
    shown = _run(scripts, f"globalThis.document = {{ baseURI: 'file:///x' }};\n{text}\nconsole.log(globalThis.ipcoordComponents.main.render());", "cjs")
    assert shown == "<p> 3 1 3 <other> own main\n"


def test_no_end_of_a_script_element_is_left_in_a_classic_script(scripts):
    """The kit may write it into a page."""
    (scripts / "main.js").write_text('export default { render: () => "</script>" };\n', encoding="utf-8")
    text = bundle.classic("main")
    assert "</script" not in text
    assert _run(scripts, f"globalThis.document = {{}};\n{text}\nconsole.log(globalThis.ipcoordComponents.main.render());", "cjs") == "</script>\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import "./lib/dom.js";\nexport default {};\n', "有看不懂的写法"),
        ('import { x } from "https://example.com/x.js";\nexport default {};\n', "引用了外面的 https://example.com/x.js"),
        ('import { x } from "./lib/none.js";\nexport default {};\n', "lib/none.js：没有这个文件"),
        ('export * from "./lib/dom.js";\nexport default {};\n', "有看不懂的写法"),
        ('export let n = 1;\nexport default {};\n', "有看不懂的写法"),
        ('const x = await import("./lib/dom.js");\nexport default {};\n', "有看不懂的写法"),
        ('import x from "./main.js";\nexport default {};\n', "模块互相引用：main.js → main.js"),
    ],
)
def test_what_is_not_understood_is_refused(scripts, text, said):
    """A half-resolved text never leaves."""
    (scripts / "main.js").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(said)):
        bundle.bundled("main")


def test_a_component_that_is_not_there_is_refused():
    """The nearest name is told."""
    with pytest.raises(UnknownIdError):
        bundle.bundled("deadlin")


def test_every_component_of_ours_can_be_bundled(tmp_path):
    """Both ways, and the host as a classic script; node reads each without a complaint."""
    texts = {f"{name}.mjs": bundle.bundled(name) for name in bundle.component_names()}
    texts |= {f"{name.replace('/', '-')}.cjs": bundle.classic(name) for name in [*bundle.component_names(), "host/page"]}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        read = subprocess.run([shutil.which("node"), "--check", str(tmp_path / name)], capture_output=True, text=True)
        assert read.returncode == 0, (name, read.stderr[:400])
