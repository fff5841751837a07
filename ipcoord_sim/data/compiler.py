"""From the authored YAML to one checked dictionary (needs PyYAML and jsonschema: the extra `data`)."""

from __future__ import annotations

import errno
import json
import re
from functools import cache
from pathlib import Path

from ..errors import DataError
from ..files import reason, whole_file
from . import _stamp
from .checks import cross_check
from .schemas import check_schema

__all__ = ["compile_cases", "compile_cases_to", "compile_folder", "compile_to", "read_yaml", "write"]


def compile_folder(root: Path) -> dict:
    """Every YAML file below `root`, read strictly and checked against its schema and the other files.

    Raises DataError for the first thing that does not fit.
    """
    data: dict = {}
    for path in sorted(root.glob("*/*.yaml")):
        if path.parent.name == "schema":
            continue
        name = f"{path.parent.name}/{path.name}"
        content = read_yaml(path, name)
        check_schema(content, path.parent.name, path.stem, name)
        data.setdefault(path.parent.name, {})[path.stem] = content
    cross_check(data)
    return data


def compile_cases(folder: Path) -> dict:
    """The cases of `folder`, its quiz items (items/), catalogues (catalogue/) and teaching material (teaching/), each checked against its schema.

    Raises DataError for the first thing that does not fit.
    """
    data: dict = {"casebank": {}, "items": {}, "catalogue": {}, "teaching": {}}
    for kind, pattern in (("casebank", "*.yaml"), ("items", "items/*.yaml"), ("catalogue", "catalogue/*.yaml"), ("teaching", "teaching/*.yaml")):
        for path in sorted(folder.glob(pattern)):
            name = path.relative_to(folder.parent).as_posix()
            content = read_yaml(path, name)
            check_schema(content, kind, path.stem, name)
            data[kind][path.stem] = content
    return data


def compile_to(target: Path | str, root: Path | str | None = None) -> Path:
    """Write the compiled data of `root` (this package's own by default) to `target`."""
    root = Path(root) if root else Path(__file__).parent
    write(Path(target), _stamp(sorted(root.glob("*/*.yaml"))), compile_folder(root))
    return Path(target)


def compile_cases_to(target: Path | str, folder: Path | str) -> Path:
    """Write the compiled case bank of `folder` to `target`."""
    write(Path(target), "", compile_cases(Path(folder)))
    return Path(target)


def write(target: Path, stamp: str, data: dict) -> None:
    """Write the compiled file; where it may not be written it is left as it is, and the data is compiled again next time."""
    text = json.dumps({"stamp": stamp, "data": data}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        with whole_file(target) as file:
            file.write(text + "\n")
    except OSError as broken:
        if broken.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise


def read_yaml(path: Path, name: str) -> object:
    """The content of one YAML file.

    Raises DataError with the line for a key written twice, a tab, a broken quote or a value that holds itself.
    """
    try:
        import yaml
    except ImportError:
        raise DataError.at(
            name, "", "这台机器上没有 PyYAML，读不了源数据", "先运行 make setup，或者 pip install 'ipcoord-sim[data]'",
            "PyYAML is not installed, so the authored data cannot be read", "run make setup, or pip install 'ipcoord-sim[data]'",
        ) from None
    try:
        text = path.read_text("utf-8-sig")
        loader = _strict()(text)
        node = loader.get_single_node()
        _no_circle(node, set())
        return None if node is None else loader.construct_document(node)
    except OSError as broken:
        zh, en = reason(broken)
        raise DataError.at(name, "", f"读不了这个文件（{zh}）", "读得到的文件", f"the file cannot be read ({en})", "a file that can be read") from None
    except UnicodeDecodeError:
        raise DataError.at(name, "", "文件不是 UTF-8 编码", "UTF-8 编码", "the file is not UTF-8", "UTF-8") from None
    except RecursionError:
        raise DataError.at(name, "", "一层套一层，套得太深", "不超过几十层", "it is nested too deeply", "a few dozen levels") from None
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark else "开头"
        problem = str(getattr(broken, "problem", None) or broken).splitlines()[0]
        raise DataError.at(
            name, line, f"不是合格的 YAML（{problem}）", "每个键只写一次、缩进用空格、引号成对",
            f"not valid YAML ({problem})", "each key once, indented with spaces, quotes in pairs",
        ) from None


@cache
def _strict() -> type:
    """The reader of YAML in which a key stands once and a date stays the text it is."""
    import yaml

    class Strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        pass

    def mapping(loader, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key that is a list or a mapping", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key.value!r}", key.start_mark)
            seen.add(key.value)
        return yaml.SafeLoader.construct_mapping(loader, node, deep)

    Strict.add_constructor("tag:yaml.org,2002:map", mapping)
    # Dates stay text, and only true and false are truth values: "off" and "no" are words.
    Strict.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rows if tag.rpartition(":")[2] not in ("timestamp", "bool")]
        for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Strict.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
    return Strict


def _no_circle(node, above: set[int]) -> None:
    """Refuse a list or mapping that stands within itself."""
    import yaml

    if not isinstance(node, yaml.CollectionNode):
        return
    if id(node) in above:
        raise yaml.composer.ComposerError(None, None, "a value that holds itself", node.start_mark)
    for inner in node.value:
        for one in inner if isinstance(inner, tuple) else (inner,):
            _no_circle(one, above | {id(node)})
