"""What machines read of the public edition: the site map, the feed, and leave for search engines; only where the unit has said its address."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

__all__ = ["write_feeds"]

ROOT = Path(__file__).resolve().parent.parent


def write_feeds(site: Path, sheets: list[dict], address: str) -> None:
    """Write sitemap.xml, feed.xml and robots.txt; nothing without an address, for a relative one is none."""
    if not address:
        return
    rows = [(sheet, _changed(sheet)) for sheet in sheets]
    urls = "".join(f"<url><loc>{escape(sheet['address'])}</loc><lastmod>{day}</lastmod></url>\n" for sheet, day in rows)
    (site / "sitemap.xml").write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n', "utf-8")
    unit = escape(sheets[0]["unit"] or sheets[0]["site_name"])
    entries = "".join(
        f"<entry><title>{escape(sheet['title'])}</title><id>{escape(sheet['address'])}</id><link href=\"{escape(sheet['address'])}\"/>"
        f"<updated>{day}T00:00:00+08:00</updated><summary>{escape(sheet['summary'])}</summary></entry>\n"
        for sheet, day in sorted(rows, key=lambda row: (row[1], row[0]["name"]), reverse=True)
    )
    (site / "feed.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
        f"<title>{escape(sheets[0]['site_name'])}</title><id>{escape(address)}/</id><link href=\"{escape(address)}/\"/><link rel=\"self\" href=\"{escape(address)}/feed.xml\"/>"
        f"<author><name>{unit}</name></author><updated>{max(day for _, day in rows)}T00:00:00+08:00</updated>\n{entries}</feed>\n", "utf-8",
    )
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {address}/sitemap.xml\n", "utf-8")


def _changed(sheet: dict) -> str:
    """The day on which the page's words last changed; outside a repository, the day of its last check."""
    words = ["git", "-C", str(ROOT), "log", "-1", "--format=%cs", "--", f"book/public/{sheet['name']}.md"]
    try:
        found = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        found = ""
    return max(found, sheet["checked"])
