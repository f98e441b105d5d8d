"""What a report says, without how it looks: blocks in order, which HTML and PDF are written of."""

from __future__ import annotations

import unicodedata
from dataclasses import field
from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from gui.design.charts.colours import ChartColours

_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they would change how what follows is read


@dataclass(frozen=True)
class Heading:
    """A heading. level: 1 for a chapter, 2 below one."""

    words: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Words. note: set off, for what must not be overlooked."""

    words: str
    note: bool = False


@dataclass(frozen=True)
class Points:
    """A list of short statements."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Names with their values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table. The first cell of each row names it. words: the columns of words; all others are numbers."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: frozenset[int] = frozenset({0})


@dataclass(frozen=True, eq=False)
class Chart:
    """A drawing. alt: what it shows, for who cannot see it.

    paint: draws it into a place, with letters of a height; height: how high it is, by its width and the letters'
    height. share: of the page's width.
    """

    title: str
    alt: str
    paint: Callable[[QPainter, QRectF, ChartColours, float], None]
    height: Callable[[float, float], float]
    share: float = 1.0


@dataclass(frozen=True)
class Tile:
    """One picture of a sheet. picture: the bytes of a JPEG or PNG, b"" where there is none."""

    picture: bytes
    title: str
    words: str
    alt: str


@dataclass(frozen=True)
class Sheet:
    """Pictures side by side. columns: in a row of a page."""

    title: str
    tiles: tuple[Tile, ...]
    columns: int = 5


@dataclass(frozen=True)
class Code:
    """Text for a program, word for word."""

    words: str


Block = Heading | Paragraph | Points | Facts | Table | Chart | Sheet | Code


@dataclass(frozen=True)
class Document:
    """A whole report. language: a code such as "fr"; page: the words for a page's number, with {page} and {count}."""

    title: str
    subtitle: str
    language: str
    page: str
    contents: str
    blocks: tuple[Block, ...] = field(default=())


def safe(text: str, longest: int = 160) -> str:
    """Return a stranger's text as it can be shown anywhere: what cannot be printed replaced, its middle left out."""
    shown = "".join(sign if _shown(sign) else "\ufffd" for sign in text)
    if len(shown) <= longest:
        return shown
    return f"{shown[: longest // 2]}…{shown[-(longest // 2) + 1 :]}"


def _shown(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp") and sign not in _TURNING
