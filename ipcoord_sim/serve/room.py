"""What the room needs to get in: the addresses, and a QR code for phones."""

from __future__ import annotations

import io
import socket

__all__ = ["addresses", "qr_text"]


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
