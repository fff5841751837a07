"""What the room needs to get in: the addresses, a QR code for phones, and what to do when a machine cannot get through."""

from __future__ import annotations

import io
import socket

__all__ = ["HELP_ZH", "addresses", "qr_text"]

HELP_ZH = """别的电脑打不开时，按次序看：
  1. 是不是连着同一个路由器或者交换机；地址开头的 http:// 不要漏，不要写成 https://。
  2. Windows 弹出防火墙提示时，点“允许访问”。错过了就到“控制面板—Windows Defender 防火墙—允许应用通过防火墙”，勾上 Python。
  3. 统信、麒麟等系统：请管理员放行这个端口（TCP {port}）。
  4. 还不行：换一个端口再试，例如加上 --port 8080；或者把 U 盘里的文件夹拷到每台电脑，双击“先看我.html”。"""


def addresses(port: int) -> list[str]:
    """The addresses to type into a browser: this machine's own first, then that for the room where there is a network."""
    found = [f"http://localhost:{port}/"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # No packet leaves: a datagram socket only looks up which of our addresses it would use.
            probe.connect(("192.0.2.1", 9))
            own = probe.getsockname()[0]
        except OSError:
            own = ""
    if own and not own.startswith(("127.", "0.")):
        found.append(f"http://{own}:{port}/")
    return found


def qr_text(address: str) -> str:
    """The address as a QR code in signs of a terminal; nothing where segno is not installed."""
    # Late and optional: the server itself runs on a bare Python.
    try:
        import segno
    except ImportError:
        return ""
    drawn = io.StringIO()
    segno.make(address, micro=False, error="m").terminal(drawn, compact=True, border=2)
    return drawn.getvalue()
