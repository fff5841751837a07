"""Share cards (1080 × 1920) and link pictures (1200 × 630) of public pages, drawn by the browser of the machine; one that did not change is kept.

Several are drawn below one another in one picture and cut apart: starting a browser takes longer than drawing.
"""

from __future__ import annotations

import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from ipcoord_sim.cli.paper import find_browser, run_browser
from ipcoord_sim.errors import InputError
from ipcoord_sim.files import whole_file

__all__ = ["draw_all"]

# (end of the file's name, width, height, which words of a sheet); a browser draws no picture higher than 16,384.
KINDS = (("", 1080, 1920, "card"), ("-wide", 1200, 630, "preview"))
HIGHEST = 16_000
COLOURS = 64


def draw_all(site: Path, sheets: list[dict], kept: Path) -> None:
    """Draw every picture of every page into `site`/cards; what is drawn already lies in `kept`, named by its content.

    Raises InputError where there is no browser, or where it draws nothing.
    """
    kept.mkdir(parents=True, exist_ok=True)
    (site / "cards").mkdir()
    style = (site / "_static" / "public.css").read_text("utf-8") + (site / "_static" / "sheet.css").read_text("utf-8")
    used = set()
    for end, width, height, words in KINDS:
        drawn = {sheet["name"]: kept / f"{sha256('|'.join((style, sheet[words], str(COLOURS))).encode()).hexdigest()[:24]}.png" for sheet in sheets}
        lacking = [sheet for sheet in sheets if not drawn[sheet["name"]].is_file()]
        most = HIGHEST // height
        for start in range(0, len(lacking), most):
            some = lacking[start : start + most]
            _draw(style, [(sheet[words], drawn[sheet["name"]]) for sheet in some], width, height)
        for sheet in sheets:
            shutil.copyfile(drawn[sheet["name"]], site / "cards" / f"{sheet['name']}{end}.png")
        used |= set(drawn.values())
    for path in set(kept.glob("*.png")) - used:
        path.unlink()


def _draw(style: str, rows: list[tuple[str, Path]], width: int, height: int) -> None:
    """Draw these one below the other, cut them apart, and keep each with as few colours as words need."""
    from PIL import Image

    body = "".join(html for html, _ in rows)
    page = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{style} body{{margin:0}} .sheet{{margin:0}}</style><body>{body}</body></html>'
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "cards.html").write_text(page, "utf-8")
        whole = Path(folder) / "whole.png"
        _photograph(Path(folder) / "cards.html", whole, width, height * len(rows))
        with Image.open(whole) as opened:
            picture = opened.convert("RGB")
        if picture.size != (width, height * len(rows)):
            raise InputError(f"浏览器画出的图是 {picture.size}，应为 {(width, height * len(rows))}。", f"The browser drew {picture.size}, not {(width, height * len(rows))}.")
        for n, (_, target) in enumerate(rows):
            one = picture.crop((0, n * height, width, (n + 1) * height)).quantize(COLOURS, dither=Image.Dither.NONE)
            with whole_file(target, "wb") as file:
                one.save(file, "PNG", optimize=True)


def _photograph(page: Path, target: Path, width: int, height: int) -> None:
    browser = find_browser()
    if browser is None:
        raise InputError(
            "这台机器上没有找到 Chromium、Chrome 或者 Edge，画不成分享图片；请装一个，或者用环境变量 IPCOORD_BROWSER 写明，或者加 --no-cards 不画图片。",
            "No Chromium, Chrome or Edge was found to draw the share cards; install one, name it in IPCOORD_BROWSER, or build with --no-cards.",
        )
    run_browser(browser, page, "--hide-scrollbars", "--force-device-scale-factor=1", f"--window-size={width},{height}", f"--screenshot={target}")
    if not target.is_file():
        raise InputError(f"浏览器 {browser} 没有画出图片；请加 --no-cards 先不画，或者换一个浏览器（环境变量 IPCOORD_BROWSER）。", f"{browser} drew no picture; build with --no-cards, or name another in IPCOORD_BROWSER.")
