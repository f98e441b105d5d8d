"""Numbers that say which class a name belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

_LONGEST_NUMBER = 9  # digits
_PLURALS = "sxen"  # letters that plurals end in: days, boxes, châteaux, Tage, Katzen


def number_of(cell: str) -> int | None:
    """Return the whole number a cell holds, None where it holds anything else."""
    cell = cell.strip()
    return int(cell) if cell.isascii() and cell.isdecimal() and len(cell) <= _LONGEST_NUMBER else None


def are_numbers(cells: Iterable[str]) -> bool:
    """Tell whether all cells hold whole numbers."""
    return all(number_of(cell) is not None for cell in cells)


def is_decimal(cell: str) -> bool:
    """Tell whether a cell holds a number of any kind."""
    try:
        float(cell.strip().replace(",", "."))
    except ValueError:
        return False
    return True


def is_run(cells: Sequence[str]) -> bool:
    """Tell whether cells hold each of 0 to n - 1, or each of 1 to n, once and in any order."""
    return number_of(cells[0]) is not None and in_order((number_of(cell), cell) for cell in cells) is not None


def in_order(named: Iterable[tuple[int | None, Any]]) -> list[Any] | None:
    """Return names by their numbers; None where those are neither 0 to n - 1 nor 1 to n, each once."""
    items = list(named)
    by_number = {number: name for number, name in items if number is not None}
    first = min(by_number, default=0)
    if first not in (0, 1) or len(by_number) < len(items) or max(by_number, default=-1) != first + len(items) - 1:
        return None
    return [by_number[number] for number in range(first, first + len(items))]


def tells_apart(names: Sequence[str], in_words: bool) -> bool:
    """Tell whether names are different enough without the numbers beside them.

    Where half of them or more are like another ("0 days old", "1 day old"), the numbers belong to the names.
    in_words: what only the plural tells apart is alike too.
    """
    alike = [_without_plurals(name) if in_words else name.casefold() for name in names]
    counts = Counter(alike)
    return len(names) < 2 or 2 * sum(counts[name] > 1 for name in alike) < len(names)


def _without_plurals(name: str) -> tuple[str, ...]:
    return tuple(word.rstrip(_PLURALS) or word for word in name.casefold().split())
