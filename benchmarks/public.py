"""The public edition: seconds to build cold and with its pictures kept, bytes, and first paint of the front page on a slow line and a slow phone.

    python -m benchmarks.public --json
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.measure import report

ROOT = Path(__file__).resolve().parent.parent
# 1.6 Mbit/s, 150 ms there and back, a processor four times slower.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER = 4
ROUNDS = 5


def _build(out: Path, work: Path) -> float:
    begun = time.perf_counter()
    ran = subprocess.run([sys.executable, "-m", "tools.build_public", "--out", str(out), "--work", str(work)], cwd=ROOT, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"公众版没有生成，量不了。The public edition does not build: {ran.stderr.strip()[-400:]}")
    return time.perf_counter() - begun


def _painted(site: Path) -> tuple[float, int]:
    """Median milliseconds to the first words of the front page, and the bytes that came over the line."""
    from playwright.sync_api import sync_playwright

    from ipcoord_sim.cli.paper import find_browser
    from ipcoord_sim.serve import make_server

    found, came = [], 0
    with make_server(site, port=0) as server, sync_playwright() as player:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = player.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        for _ in range(ROUNDS):
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            line.send("Network.emulateNetworkConditions", LINE)
            line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            sizes: list[float] = []
            line.on("Network.loadingFinished", lambda told, sizes=sizes: sizes.append(told["encodedDataLength"]))
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html", wait_until="load")
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            found.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            came = int(sum(sizes))
            context.close()
        browser.close()
        server.shutdown()
    return sorted(found)[ROUNDS // 2], came


def main() -> None:
    """Build twice, open the front page several times, print what it took."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        cold, kept = _build(folder / "out", folder / "work"), _build(folder / "out", folder / "work")
        files = [path for path in (folder / "out").rglob("*") if path.is_file()]
        pages, size = sum(1 for _ in (folder / "out").glob("*.html")), sum(path.stat().st_size for path in files)
        paint, came = _painted(folder / "out")
    rows = [
        (f"从头生成（{pages} 页，连图片和扫描） · cold", f"{cold:.1f} s", "≤ 40 s"),
        ("图片没有变 · pictures kept", f"{kept:.1f} s", ""),
        ("全部文件 · all files", f"{size / 1024:.0f} KB", ""),
        ("首页传输 · front page over the line", f"{came / 1024:.1f} KB", "≤ 150 KB"),
        ("首页见字（1.6 Mbit/s，慢四倍） · first paint, throttled", f"{paint / 1000:.2f} s", "≤ 1.5 s"),
    ]
    facts = {"benchmark": "public", "pages": pages, "bytes": size, "front_bytes": came, "first_paint_ms": round(paint), "seconds": {"cold": round(cold, 2), "kept": round(kept, 2)}, "ratios": {"kept": round(kept / cold, 3)}}
    report("公众版 · public edition", rows, facts)


if __name__ == "__main__":
    main()
