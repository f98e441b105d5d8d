"""Lines of CSV files that spreadsheets read as they are meant."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which spreadsheets know UTF-8
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # with which spreadsheets begin what they compute


def head(columns: Sequence[str]) -> bytes:
    """Return the beginning of a file: a mark, and the heads of its columns."""
    return (_MARK + _line(columns)).encode()


def line(cells: Sequence[object]) -> bytes:
    """Return a row of cells. Not known is empty; decimals with "."; a text that would be computed after a "'"."""
    return _line(cells).encode(errors="backslashreplace")  # a name need not be text, on no system


def _line(cells: Sequence[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([_cell(cell) for cell in cells])
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
