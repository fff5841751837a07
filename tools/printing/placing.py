"""Where on a page its instructions draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

__all__ = ["placed", "text_height"]


def placed(instructions: Iterable) -> Iterator[tuple[object, object, pikepdf.Matrix]]:
    """Each instruction's operands and operator, with the matrix that holds from it on."""
    stack, matrix = [], pikepdf.Matrix()
    for operands, operator in instructions:
        name = str(operator)
        if name == "q":
            stack.append(matrix)
        elif name == "Q":
            matrix = stack.pop()
        elif name == "cm":
            matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
        yield operands, operator, matrix


def text_height(operands: object, matrix: pikepdf.Matrix) -> float:
    """How high above the page's foot, in points, the writing begins that these operands of `Tm` place."""
    return (pikepdf.Matrix(*map(float, operands)) @ matrix).f
