"""Where the writing of a printed page stands, how large it is, and what it is marked as."""

from __future__ import annotations

import pikepdf

__all__ = ["writing"]


def writing(page: pikepdf.Page) -> list[tuple[str, pikepdf.Matrix, list]]:
    """Each setting of place (Tm) or size (Tf, as the scale) with where that is on the page, and the innermost mark around it."""
    found, stack, matrix, marks = [], [], pikepdf.Matrix(), []
    for operands, operator in pikepdf.parse_content_stream(page, "q Q cm Tf Tm BDC BMC EMC"):
        match str(operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "BDC" | "BMC":
                marks.append(list(operands))
            case "EMC":
                marks.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case name:
                own = [float(operands[1]), 0, 0, 1, 0, 0] if name == "Tf" else map(float, operands)
                found.append((name, pikepdf.Matrix(*own) @ matrix, marks[-1] if marks else []))
    assert not stack and not marks
    return found
