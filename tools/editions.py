"""Which page belongs to which edition: a page is internal unless its front matter says otherwise, and what an edition does not admit is never read.

learner: public and internal pages · trainer: these and the trainer's · public: has a tree of its own, and every page in it must be public.
"""

from __future__ import annotations

from pathlib import Path

import yaml

__all__ = ["ADMITS", "EDITIONS", "EditionError", "audience", "toc"]

ROOT = Path(__file__).resolve().parent.parent
AUDIENCES = ("public", "internal", "trainer")
ADMITS = {"learner": {"public", "internal"}, "trainer": {"public", "internal", "trainer"}, "public": {"public"}}
EDITIONS = tuple(ADMITS)
TOCS = {"public": "_toc.public.yml"}


class EditionError(Exception):
    """A page says something of its audience that cannot be, or stands in an edition that does not admit it."""


def audience(page: Path) -> str:
    """For whom a page is; notebooks and pages without front matter are internal.

    Raises EditionError where the word is none of public, internal, trainer.
    """
    if page.suffix != ".md":
        return "internal"
    text = page.read_text(encoding="utf-8")
    head = text[4:].partition("\n---")[0] if text.startswith("---\n") else ""
    said = (yaml.safe_load(head) or {}).get("audience", "internal") if head else "internal"
    if said not in AUDIENCES:
        raise EditionError(f"{page.name} 的 audience 写的是 {said!r}，只能是 {'、'.join(AUDIENCES)}。")
    return said


def toc(edition: str, root: Path = ROOT) -> dict:
    """The order of reading of an edition, without what it does not admit.

    Raises EditionError for a page of the public tree that is not public, for a page that is missing, and for a root that is left out.
    """
    name = TOCS.get(edition, "_toc.yml")
    whole = yaml.safe_load((root / "book" / name).read_text(encoding="utf-8"))
    kept = _kept(whole, edition, root, name)
    if kept is None:
        raise EditionError(f"{name} 的首页 {whole['root']} 不能进这一版，这一版就没有首页了。")
    return kept


def _kept(entry: dict, edition: str, root: Path, toc_name: str) -> dict | None:
    """An entry of the tree with what may stay below it; None where it has to go."""
    name = entry.get("file") or entry.get("root")
    if name and audience(_page(root, name, toc_name)) not in ADMITS[edition]:
        if edition == "public":
            raise EditionError(f"{toc_name} 里的 {name} 不是公开页面；请把它移出去，或者审过以后把 audience 改为 public。")
        return None
    made = {key: value for key, value in entry.items() if key not in ("parts", "chapters", "sections", "subtrees", "entries")}
    for key in ("parts", "chapters", "sections", "subtrees", "entries"):
        if key in entry:
            below = [found for child in entry[key] if (found := _kept(child, edition, root, toc_name)) is not None]
            if below:
                made[key] = below
    # A heading with nothing under it is no part of a book.
    return made if name or len(made) > ("caption" in made) else None


def _page(root: Path, name: str, toc_name: str) -> Path:
    found = [root / f"{name}{suffix}" for suffix in (".md", ".ipynb") if (root / f"{name}{suffix}").is_file()]
    if not found:
        raise EditionError(f"{toc_name} 里的 {name} 没有文件；请补上，或者从目录里去掉。")
    return found[0]
