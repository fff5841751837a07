"""What holds the build together: node parts, the build stamp, fingerprints, and a guard against outside addresses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from ipcoord_sim.data import load

from .components import component_files

__all__ = ["NODE_PARTS", "OUTSIDE", "build_day", "fingerprint", "setup"]

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent

# What the pages take from npm: (file in node_modules, name in the site's static folder).
NODE_PARTS = (
    ("minisearch/dist/umd/index.js", "minisearch.js"),
    ("@jupyter-widgets/html-manager/dist/embed.js", "embed.js"),
    ("ts-fsrs/dist/index.mjs", "ts-fsrs.mjs"),
)
# What a browser would fetch by itself; a plain link to a source of law is the reader's own choice.
OUTSIDE = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|object)\b[^>]*\b(?:src|data)=["'](?:https?:)?//[^"']+"""
    r"""|<link\b(?=[^>]*rel=["'](?:stylesheet|preload|icon|preconnect|modulepreload))[^>]*href=["'](?:https?:)?//[^"']+"""
)


def build_day(root: Path = ROOT) -> str:
    """Return the day of the commit (or of `SOURCE_DATE_EPOCH`) as YYYY-MM-DD, or nothing outside a repository."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        try:
            epoch = subprocess.run(
                ["git", "-C", str(root), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=True
            ).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            return ""
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch else ""


def fingerprint(paths: list[Path]) -> str:
    """Return one digest of the names and bytes of these files, so that a change of data rebuilds the pages."""
    digest = sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(folder: Path, *suffixes: str) -> list[Path]:
    """Return what people wrote: `compiled.json` is made from the rest and would only rebuild pages for nothing."""
    return [path for path in folder.rglob("*") if path.suffix in suffixes and path.name not in ("compiled.json", "compiled_cases.json")]


def _last_checked(data: object) -> str:
    """Return the newest day on which a row of the law was checked against its source."""
    if isinstance(data, dict):
        own = data.get("checked")
        return max([own if isinstance(own, str) else "", *map(_last_checked, data.values())])
    return max(map(_last_checked, data), default="") if isinstance(data, list) else ""


def _prepare(app: Sphinx, config: object) -> None:
    """Fill in what the settings file cannot know."""
    app.config.ipcoord_sources = fingerprint(
        _files(ROOT / "ipcoord_sim", ".py", ".yaml", ".yml", ".json") + _files(HERE, ".py", ".yaml", ".yml")
    )
    app.config.ipcoord_looks = fingerprint(_files(HERE, ".css", ".js", ".html") + component_files())
    words = {"ipcoord_build_day": build_day(), "ipcoord_checked": _last_checked(load()["parameters"])}
    app.config.html_context = {**app.config.html_context, **words}


def _copy_node_parts(app: Sphinx, error: Exception | None) -> None:
    """Copy the npm parts into the site's static folder; without them the search has no engine."""
    if error or app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static"
    modules = ROOT / "book" / "node_modules"
    for source, name in NODE_PARTS:
        if not (modules / source).is_file():
            raise ExtensionError(f"缺少 {modules / source}，请先运行 make setup。missing npm part, run: make setup")
        shutil.copyfile(modules / source, target / name)
    for font in sorted((modules / "@jupyter-widgets" / "html-manager" / "dist").glob("*.woff2")):
        shutil.copyfile(font, target / font.name)


def _refuse_outside(app: Sphinx, error: Exception | None) -> None:
    """Fail the build when a page would ask another origin for anything."""
    if error or app.builder.format != "html":
        return
    for page in sorted(Path(app.outdir).rglob("*.html")):
        found = OUTSIDE.search(page.read_text(encoding="utf-8"))
        if found:
            raise ExtensionError(f"{page.name}：页面会向外部地址取东西：{found.group(0)[:200]}。请改用本地文件。")


def setup(app: Sphinx) -> None:
    """Register the fingerprints and the steps before and after the build."""
    app.add_config_value("ipcoord_sources", "", "env", str)
    app.add_config_value("ipcoord_looks", "", "html", str)
    app.connect("config-inited", _prepare)
    app.connect("build-finished", _copy_node_parts)
    app.connect("build-finished", _refuse_outside, priority=900)
