"""The journal's statements about images and their rows. Each is given a connection inside a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.batch.journal.stored_values import row_from, row_text
from engine.batch.rows import SUMMARY_SIDE
from engine.export.plain_values import Unfit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np

    from engine.batch.rows import Result, Row

_SELECT = "SELECT name, bytes, changed, entry, row FROM images JOIN rows USING (name)"
_INSERT = (
    "INSERT INTO rows (name, state, bytes, changed, entry, row) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) "
    "DO UPDATE SET state = excluded.state, bytes = excluded.bytes, changed = excluded.changed, "
    "entry = excluded.entry, row = excluded.row, computed = computed + 1, stale = 0"
)


def key_of(name: str) -> bytes:
    """Return an image's name as it is stored: the name of a file need not be text."""
    return name.encode("utf-8", "surrogatepass")


def name_of(key: bytes) -> str:
    """Return an image's name. Raises Unfit."""
    try:
        return key.decode("utf-8", "surrogatepass")
    except (UnicodeDecodeError, AttributeError):
        raise Unfit("name") from None


def printable(text: str) -> str:
    """Return a text, of a name perhaps that is none, as text: with its odd bytes as in "\\udcff"."""
    return text.encode(errors="backslashreplace").decode()


def set_images(connection: sqlite3.Connection, names: Sequence[str]) -> None:
    """List these images, in this order."""
    connection.execute("DELETE FROM images")
    connection.executemany("INSERT INTO images (name) VALUES (?)", ((key_of(name),) for name in names))


def image_names(connection: sqlite3.Connection) -> list[str]:
    """Return all listed images in their order."""
    return [name_of(name) for (name,) in connection.execute("SELECT name FROM images ORDER BY position")]


def current_rows(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield the rows of all listed images that answer what the run asks now, in their order."""
    for found in connection.execute(f"{_SELECT} WHERE NOT stale ORDER BY position"):
        yield _row(*found)


def rows_of(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, Row]:
    """Return the rows of some images, also those that answer another question than the run's now."""
    found: dict[str, Row] = {}
    for marks, keys in in_parts(names):
        for values in connection.execute(f"{_SELECT} WHERE name IN ({marks})", keys):
            row = _row(*values)
            found[row.name] = row
    return found


def stale_of(connection: sqlite3.Connection, names: Sequence[str]) -> set[str]:
    """Return which of some images have a hidden row."""
    found: set[str] = set()
    for marks, keys in in_parts(names):
        rows = connection.execute(f"SELECT name FROM rows WHERE stale AND name IN ({marks})", keys)
        found |= {name_of(name) for (name,) in rows}
    return found


def insert_results(connection: sqlite3.Connection, results: Sequence[Result]) -> set[str]:
    """Put results in the place of what was there of the same images. Return the files that are abandoned now."""
    keys = [(key_of(result.row.name),) for result in results]
    before: set[str] = set()
    for marks, part in in_parts([result.row.name for result in results]):
        before |= {path for (path,) in connection.execute(f"SELECT path FROM files WHERE name IN ({marks})", part)}
    for table in ("files", "thumbnails", "summaries"):
        connection.executemany(f"DELETE FROM {table} WHERE name = ?", keys)
    for (key,), result in zip(keys, results, strict=True):
        row = result.row
        connection.execute(_INSERT, (key, row.state.value, *row.stamp, row_text(row)))
        connection.executemany("INSERT OR IGNORE INTO files VALUES (?, ?)", ((file.path, key) for file in row.files))
        for table, content in (("thumbnails", result.thumbnail), ("summaries", result.summary)):
            if content:
                connection.execute(f"INSERT INTO {table} VALUES (?, ?)", (key, content))
    connection.executemany("INSERT OR IGNORE INTO abandoned VALUES (?)", ((path,) for path in before))
    return abandoned_files(connection)


def abandoned_files(connection: sqlite3.Connection) -> set[str]:
    """Return the files that belonged to an image and now belong to none."""
    return {
        path for (path,) in connection.execute("SELECT path FROM abandoned WHERE path NOT IN (SELECT path FROM files)")
    }


def forget_abandoned(connection: sqlite3.Connection) -> None:
    """Take note that these files are removed."""
    connection.execute("DELETE FROM abandoned")


def set_stamps(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Journal new stamps."""
    connection.executemany(
        "UPDATE rows SET bytes = ?, changed = ?, entry = ? WHERE name = ?",
        ((*row.stamp, key_of(row.name)) for row in rows),
    )


def hide_all(connection: sqlite3.Connection) -> None:
    """Hide all rows."""
    connection.execute("UPDATE rows SET stale = 1 WHERE NOT stale")


def set_stale(connection: sqlite3.Connection, names: Iterable[str], stale: bool) -> None:
    """Hide the rows of these images, or show them."""
    pairs = ((stale, key_of(name), stale) for name in names)
    connection.executemany("UPDATE rows SET stale = ? WHERE name = ? AND stale != ?", pairs)


def count_by_state(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many listed images have a row, by its state."""
    return dict(
        connection.execute("SELECT state, count(*) FROM images JOIN rows USING (name) WHERE NOT stale GROUP BY state")
    )


def count_computations(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many times each image was worked out."""
    return {name_of(name): times for name, times in connection.execute("SELECT name, computed FROM rows")}


def thumbnails_of(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, bytes]:
    """Return the small overlays of those images that have one."""
    found: dict[str, bytes] = {}
    for marks, keys in in_parts(names):
        pairs = connection.execute(f"SELECT name, jpeg FROM thumbnails WHERE name IN ({marks})", keys)
        found |= {name_of(name): jpeg for name, jpeg in pairs}
    return found


def all_summaries(connection: sqlite3.Connection) -> tuple[list[str], np.ndarray]:
    """Return the names of the images that have a current map, and their small maps, (n, 12, 12) float32."""
    import numpy as np

    names, cells = [], bytearray()
    for name, found in connection.execute(
        "SELECT name, cells FROM images JOIN summaries USING (name) JOIN rows USING (name) "
        "WHERE NOT stale ORDER BY position"
    ):
        if len(found) != SUMMARY_SIDE * SUMMARY_SIDE * 4:
            raise Unfit("summaries")
        names.append(name_of(name))
        cells += found
    return names, np.frombuffer(cells, "<f4").reshape(-1, SUMMARY_SIDE, SUMMARY_SIDE).astype(np.float32, copy=False)


def _row(name: bytes, size: int, changed: int, entry: int, text: str) -> Row:
    return row_from(name_of(name), (size, changed, entry), text)


def in_parts(names: Sequence[str], size: int = 500) -> Iterator[tuple[str, list[Any]]]:
    """Yield names in parts that one statement may have, each with as many question marks."""
    for begin in range(0, len(names), size):
        part = [key_of(name) for name in names[begin : begin + size]]
        yield ", ".join("?" * len(part)), part
