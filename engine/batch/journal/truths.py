"""The journal's statements about the true classes of images and where their objects lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.batch.journal.images import in_parts, key_of, name_of, printable
from engine.batch.journal.stored_values import region_text, regions_from

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from engine.evaluation.localisation import Region


def truths(connection: sqlite3.Connection, names: Sequence[str] | None) -> dict[str, int]:
    """Return the true classes of images; names: None for all."""
    return {name_of(name): index for name, index in _selected(connection, "SELECT name, class FROM truths", names)}


def set_truths(connection: sqlite3.Connection, changed: Mapping[str, int | None]) -> None:
    """Set the true classes of some images; None: not known."""
    connection.executemany("DELETE FROM truths WHERE name = ?", ((key_of(name),) for name in changed))
    known = ((key_of(name), index) for name, index in changed.items() if index is not None)
    connection.executemany("INSERT INTO truths VALUES (?, ?)", known)


def truth_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what the true classes are called where they come from."""
    return {name_of(name): said for name, said in connection.execute("SELECT name, said FROM truth_names")}


def set_truth_names(connection: sqlite3.Connection, said: Mapping[str, str]) -> None:
    """Replace what the true classes are called."""
    connection.execute("DELETE FROM truth_names")
    # A folder's name need not be text; what is called so is no class of any model.
    pairs = ((key_of(name), printable(text)) for name, text in said.items())
    connection.executemany("INSERT INTO truth_names VALUES (?, ?)", pairs)


def regions(connection: sqlite3.Connection, names: Sequence[str] | None) -> dict[str, tuple[Region, ...]]:
    """Return where objects lie; names: None for all."""
    stored: dict[str, list[tuple[int, str, bytes]]] = {}
    for name, number, text, mask in _selected(connection, "SELECT name, number, region, mask FROM regions", names):
        stored.setdefault(name_of(name), []).append((number, text, mask))
    return {name: regions_from([(text, mask) for _, text, mask in sorted(rows)]) for name, rows in stored.items()}


def set_regions(connection: sqlite3.Connection, found: Mapping[str, Sequence[Region]]) -> None:
    """Replace where objects lie."""
    connection.execute("DELETE FROM regions")
    for name, several in found.items():
        rows = ((key_of(name), number, region_text(each), each.mask) for number, each in enumerate(several))
        connection.executemany("INSERT INTO regions VALUES (?, ?, ?, ?)", rows)


def _selected(connection: sqlite3.Connection, select: str, names: Sequence[str] | None) -> list[tuple[Any, ...]]:
    if names is None:
        return list(connection.execute(select))
    return [
        row for marks, keys in in_parts(names) for row in connection.execute(f"{select} WHERE name IN ({marks})", keys)
    ]
