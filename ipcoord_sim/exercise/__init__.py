"""Playing cases: replay from choices, what each chair sees, the after-action review."""

from .playing import play
from .replay import Run, replay
from .review import review

__all__ = ["Run", "play", "replay", "review"]
