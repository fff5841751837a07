"""What the command says, in both languages. Here and not with the package's errors: the folder runs alone from a USB stick."""

from __future__ import annotations

__all__ = ["said"]

_WORDS = {
    "port_range": (
        "端口是 {port}，只能是 0 到 65535 的整数，请改 --port（make serve 时改 PORT）。",
        "The port is {port}; it can only be a whole number from 0 to 65535: change --port (with make serve, PORT).",
    ),
    "no_book": ("{folder} 里没有 index.html，请先运行 make book。", "There is no index.html in {folder}; run make book first."),
    "not_allowed": (
        "系统不许普通用户打开端口 {port}，请换一个 1024 以上的，例如 --port 8000。",
        "The system lets no ordinary user open port {port}; choose one above 1024, for example --port 8000.",
    ),
    "no_address": ("这台电脑没有 {bind} 这个地址，请改 --bind，或者不写。", "This machine has no address {bind}; change --bind, or leave it out."),
    "taken": ("端口 {port} 已被别的程序占用，改用 {used}。", "Port {port} is taken by another program; using {used} instead."),
    "all_taken": (
        "端口 {port} 和后面 {more} 个都打不开，请换一个，例如 --port 9000（make serve PORT=9000）。",
        "Neither port {port} nor the {more} after it can be opened; choose another, for example --port 9000 (make serve PORT=9000).",
    ),
    "how_to_stop": ("按 Ctrl-C 停止。", "Press Ctrl-C to stop."),
    "room": ("同一局域网里的人打开：{address}", "For the others in this network: {address}"),
    "code": ("手机扫这个码（先连同一个无线网）：", "For phones, once they are in the same wireless network:"),
    "no_room": (
        "没有找到局域网地址：现在只有本机能打开。插上网线或者连上无线网，再重新启动。",
        "No network address was found: only this machine can open the book. Connect a cable or a wireless network and start again.",
    ),
    "open": ("教程已经打开，请在浏览器里访问：{address}", "The book is open; in a browser go to: {address}"),
    "guest": ("有别的电脑连上了，网络和防火墙都通。", "Another machine has got through: network and firewall let it pass."),
    "ended": ("已停止，端口已放开。", "Stopped; the port is free again."),
    "help": (
        """别的电脑打不开时，按次序看：
  1. 是不是连着同一个路由器或者交换机；地址开头的 http:// 不要漏，不要写成 https://。
  2. Windows 弹出防火墙提示时，点“允许访问”。错过了就到“控制面板—Windows Defender 防火墙—允许应用通过防火墙”，勾上 Python。
  3. 统信、麒麟等系统：请管理员放行这个端口（TCP {port}）。
  4. 还不行：换一个端口再试，例如加上 --port 8080；或者把 U 盘里的文件夹拷到每台电脑，双击“先看我.html”。""",
        """Where another machine cannot open it, look in this order:
  1. Is it on the same router or switch? Type the http:// at the front, and not https://.
  2. When Windows asks about its firewall, allow access. If that was missed: Control Panel, Windows Defender Firewall, Allow an app, tick Python.
  3. On UOS, Kylin and the like: ask the administrator to let this port through (TCP {port}).
  4. If it still fails: try another port, for example --port 8080; or copy the folder of the USB stick to each machine and double-click 先看我.html.""",
    ),
}


def said(id: str, lang: str, **found: object) -> str:
    """The words of `id` in `lang` ("zh" or "en"), with what was found put in.

    >>> said("taken", "en", port=8000, used=8001)
    'Port 8000 is taken by another program; using 8001 instead.'
    """
    return _WORDS[id][lang == "en"].format(**found)
