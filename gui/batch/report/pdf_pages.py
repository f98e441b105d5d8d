"""What is laid on pages: pieces that are never cut, some of which stay with the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

Paint = Callable[["QPainter", float], None]  # with the top of the piece


@dataclass(frozen=True, eq=False)
class Piece:
    """Something of a height. before: the space above it, which goes at the top of a page.

    with_next: it never ends a page. header: comes first where the piece begins a page, as the head of a table does.
    """

    height: float
    paint: Paint
    before: float = 0.0
    with_next: bool = False
    header: Piece | None = None


Page = list[tuple[float, Piece]]  # the top of each piece, from the top of the page


def paginate(pieces: Sequence[Piece], height: float) -> list[Page]:
    """Return the pages of a height that the pieces fill. Pieces that stay together begin a page together."""
    pages: list[Page] = [[]]
    y = 0.0
    for group in _groups(pieces):
        needed = sum(piece.before + piece.height for piece in group)
        if pages[-1] and y + needed > height:
            pages.append([])
            y = 0.0
        for piece in group:
            if pages[-1] and y + piece.before + piece.height > height:  # a group that is higher than a page
                pages.append([])
                y = 0.0
            y = _put(pages[-1], y, piece)
    return pages


def _put(page: Page, y: float, piece: Piece) -> float:
    """Put a piece below what is on a page; return the y below it."""
    if not page and piece.header is not None:
        page.append((y, piece.header))
        y += piece.header.height
    elif page:
        y += piece.before
    page.append((y, piece))
    return y + piece.height


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces in groups that stay together."""
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        groups[-1].append(piece)
        if not piece.with_next:
            groups.append([])
    return [group for group in groups if group]
