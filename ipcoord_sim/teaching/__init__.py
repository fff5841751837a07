"""Teaching material by chapter: one set of rows, read by the chapters, the handbook, print and the completeness table."""

from .completeness import Count, completeness
from .model import Chapter
from .reading import chapter, chapters

__all__ = ["Chapter", "Count", "chapter", "chapters", "completeness"]
