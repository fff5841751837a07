"""A component with all that it imports, as one text: an ES module for a notebook, a classic script for a page opened as a file.

Only what our own modules use is understood: imports at the head of a file, from a relative path, by name; and one kind of export
for each thing. Anything else is refused with a sentence, so that no half-resolved text ever leaves.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..errors import DataError, UnknownIdError

__all__ = ["bundled", "classic", "component_names", "style"]

_IMPORT = re.compile(r'^import\s+(?:(?P<whole>[\w$]+)|\*\s+as\s+(?P<all>[\w$]+)|\{(?P<names>[^}]*)\})\s+from\s+"(?P<path>[^"]+)";[ \t]*$', re.MULTILINE)
_EXPORTED = re.compile(r"^export\s+(?P<kind>(?:async\s+)?function\*?|class|const)\s+(?P<name>[\w$]+)", re.MULTILINE)
_LIST = re.compile(r"^export\s+\{(?P<names>[^}]*)\};[ \t]*$", re.MULTILINE)
_DEFAULT = re.compile(r"^export\s+default\s+", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import\b(?!\s*\.)|export\b)|\bimport\s*\(", re.MULTILINE)
_META = "import.meta.url"


@dataclass(frozen=True, slots=True)
class _Module:
    path: str
    body: str
    imports: tuple[tuple[str, str], ...]
    """Which module, and the words that take from it: `{ h, live: l }`, `x = …default` or a name for all of it."""


def component_names() -> list[str]:
    """Every component there is, by name."""
    return sorted(p.name.removesuffix(".js") for p in _sources().iterdir() if p.name.endswith(".js"))


@cache
def bundled(name: str) -> str:
    """The component `name` as the text of one ES module without imports.

    Raises UnknownIdError for a name that there is not, DataError for a script that this cannot put together.
    """
    _known(name)
    return f"{_together(f'{name}.js', meta='import.meta.url')}\nexport default {_variable(f'{name}.js')}.default;\n"


@cache
def classic(name: str) -> str:
    """The component `name` as one classic script that puts it into `window.ipcoordComponents`; `host/page` is the host itself."""
    if name == "host/page":
        return _alone(f"{_together('host/page.js', meta='ipcoordHere')}\n")
    _known(name)
    made = f"(globalThis.ipcoordComponents ??= {{}})[{name!r}] = {_variable(f'{name}.js')}.default;"
    return _alone(f"{_together(f'{name}.js', meta='ipcoordHere')}\n{made}\n")


def style() -> str:
    """The style sheet that all components share."""
    return (_sources() / "components.css").read_text(encoding="utf-8")


def _alone(text: str) -> str:
    """A function of its own, so that two scripts of a page may use the same names; no end of a script element within it."""
    return f"(() => {{\n\"use strict\";\nconst ipcoordHere = document.currentScript?.src || document.baseURI;\n{text}}})();\n".replace("</script", "<\\/script")


def _known(name: str) -> None:
    if name not in component_names():
        raise UnknownIdError.among("部件", "component", name, component_names())


def _sources():
    return files(__package__) / "js"


def _variable(path: str) -> str:
    return "m_" + re.sub(r"\W", "_", path.removesuffix(".js"))


def _together(first: str, *, meta: str) -> str:
    """Every module needed, each in a function of its own, in an order in which all that one takes is there before it."""
    order: dict[str, _Module] = {}
    _visit(first, order, ())
    return "\n".join(_wrapped(module, meta) for module in order.values())


def _visit(path: str, order: dict[str, _Module], above: tuple[str, ...]) -> None:
    if path in order:
        return
    if path in above:
        raise _refused(path, f"模块互相引用：{' → '.join([*above, path])}", f"modules import each other: {' → '.join([*above, path])}")
    module = _read(path)
    for needed, _ in module.imports:
        _visit(needed, order, (*above, path))
    order[path] = module


def _read(path: str) -> _Module:
    place = _sources().joinpath(*path.split("/"))
    if not place.is_file():
        raise _refused(path, "没有这个文件", "there is no such file")
    text = place.read_text(encoding="utf-8")
    imports = []
    for found in _IMPORT.finditer(text):
        if not found["path"].startswith("."):
            raise _refused(path, f"引用了外面的 {found['path']}", f"it imports {found['path']} from elsewhere")
        needed = posixpath.normpath(posixpath.join(posixpath.dirname(path), found["path"]))
        if found["whole"]:
            words = f"{{ default: {found['whole']} }}"
        else:
            words = found["all"] or "{ " + ", ".join(re.sub(r"\s+as\s+", ": ", one.strip()) for one in found["names"].split(",") if one.strip()) + " }"
        imports.append((needed, words))
    return _Module(path, _IMPORT.sub("", text), tuple(imports))


def _wrapped(module: _Module, meta: str) -> str:
    body, given = module.body, []
    for found in _EXPORTED.finditer(body):
        given.append((found["name"], found["name"]))
    body = _EXPORTED.sub(lambda found: f"{found['kind']} {found['name']}", body)
    for found in _LIST.finditer(body):
        for one in filter(None, (word.strip() for word in found["names"].split(","))):
            inner, _, outer = re.sub(r"\s+as\s+", " ", one).partition(" ")
            given.append((outer or inner, inner))
    body = _LIST.sub("", body)
    if _DEFAULT.search(body):
        given.append(("default", "ipcoordDefault"))
        body = _DEFAULT.sub("const ipcoordDefault = ", body, count=1)
    # The host loads components by name when a box asks for them: the one place where an import may be computed.
    if left := _LEFT.search(_bare(body).replace("await import(", "") if module.path == "host/page.js" else _bare(body)):
        raise _refused(module.path, f"有看不懂的写法：{left[0].strip()}", f"it has a form that is not understood: {left[0].strip()}")
    takes = "".join(f"const {words} = {_variable(needed)};\n" for needed, words in module.imports)
    gives = ", ".join(f"{outer}: {inner}" if outer != inner else outer for outer, inner in given)
    return f"const {_variable(module.path)} = (() => {{\n{takes}{body.strip()}\nreturn {{ {gives} }};\n}})();".replace(_META, meta)


def _bare(text: str) -> str:
    """The text without comments, where the words import and export may stand."""
    return re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.DOTALL | re.MULTILINE)


def _refused(path: str, zh: str, en: str) -> DataError:
    return DataError(f"部件脚本 {path}：{zh}；请改正后再生成。", f"Component script {path}: {en}.")
