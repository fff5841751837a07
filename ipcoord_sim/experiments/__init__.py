"""The experiments of the book: what a reader can change, and the view that answers in a sentence, tables and pictures.

A view (`…_view`) says something of the law; a form (`…_form`) says what a reader may change in it. Book, notebooks and
components show the same views; nothing is imported here, so that one experiment does not load the others.
"""

from __future__ import annotations

__all__: list[str] = []
