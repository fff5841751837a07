"""What a reader operates: one component a module, each knowing the engine through its calls.

Nothing is imported here, so that a component's own needs (anywidget) load only where it is used.
"""

from __future__ import annotations

__all__: list[str] = []
