"""Class names read from a text, whatever its layout. Texts are a stranger's: bounded, and read as text only.

Tried in this order, the first that fits counts:

1. JSON: a list of names, or of objects with a name; numbers to names; names to numbers; one of these under a known key
   (`KEYS`), at the top or one level below.
2. One row alone of several cells, separated by tabs, semicolons or commas: a row of names.
3. Rows of such cells: the classes numbered, or the columns headed.
4. Lines with a number before or after the name, and a colon, an equals sign, a dash or a space between.
5. In .csv and .tsv files, a table without numbers and heads.
6. A name on each line.

Numbers count as such where they are exactly 0 to n - 1 or 1 to n; names that are alike without them keep them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.labels.numbering import in_order, number_of
from engine.models.labels.table import Row, headed, numbered, numbered_at_an_end, unnumbered
from engine.models.sidecar import parse_json, read_text

# Under which JSON files keep names; the first of these counts.
KEYS = (
    *("labels", "classes", "class_names", "classNames", "class_indices", "id2label", "label2id", "idx_to_class"),
    *("class_to_idx", "index_to_class", "label_names", "label_map", "labelmap", "categories", "names"),
)
_NAME_KEYS = ("name", "label", "class", "class_name", "display_name")
_NUMBER_KEYS = ("id", "index", "class_id", "class_index")
_SETTINGS = ("metadata", "config")  # files of many things, whose names stand under a key
_TABLES = (".csv", ".tsv")
_COLUMNS = "\t;,"
_IN_WORDS = (":", "=", " - ", " ")  # between a number and a name, and within names as well
_LONGEST = 200  # characters of a name
_MOST_NAMES = 100_000


def read_label_file(path: Path, classes: int | None = None) -> tuple[str, ...]:
    """Return the class names in a file, whose number must be that of the classes where it is known.

    Raises SaliscopeError: FILE_MISSING, LABELS_UNREADABLE, LABELS_NONE, LABELS_COUNT.
    """
    if not path.exists():
        raise SaliscopeError(Code.FILE_MISSING, name=path.name)
    text = read_text(path)
    if text is None:
        raise SaliscopeError(Code.LABELS_UNREADABLE, name=path.name)
    names = read_labels(path.name, text)
    if not names:
        raise SaliscopeError(Code.LABELS_NONE, name=path.name)
    if classes is not None and len(names) != classes:
        raise SaliscopeError(Code.LABELS_COUNT, name=path.name, found=len(names), classes=classes)
    return names


def read_labels(name: str, text: str) -> tuple[str, ...]:
    """Return the class names in a text that is called `name`; none where it holds none, or one of them is missing."""
    stem, suffix = Path(name.casefold()).stem, Path(name.casefold()).suffix
    value = parse_json(text) if suffix == ".json" or text.lstrip()[:1] in ("[", "{") else None
    found: Sequence[Any]
    if isinstance(value, (list, dict)):
        found = _of_json(value, settings=stem.endswith(_SETTINGS)) or ()
    elif suffix == ".json":
        found = ()
    else:
        found = _of_rows(text, is_table=suffix in _TABLES) or ()
    names = _unquoted(tuple(map(one_line, found[:_MOST_NAMES])))
    return names if all(names) and len(names) == len(found) else ()


def one_line(name: Any) -> str:
    """Return a name on one line, within bounds; what is no text is empty."""
    text = " ".join(name.split()) if isinstance(name, str) else ""
    return "".join(char for char in text if char.isprintable())[:_LONGEST]


def _of_json(value: Any, settings: bool) -> Sequence[Any] | None:
    found = None if settings else _plain(value)
    if found or not isinstance(value, dict):
        return found
    inner = [below for below in value.values() if isinstance(below, dict)]
    keyed = (_plain(holder[key]) for holder in (value, *inner) for key in KEYS if key in holder)
    return next((names for names in keyed if names), None)


def _plain(value: Any) -> Sequence[Any] | None:
    """Return the names in a list, an object of numbers to names, or one of names to numbers."""
    if isinstance(value, list):
        return _of_objects(value) if all(isinstance(item, dict) for item in value) else value
    if not isinstance(value, dict):
        return None
    by_key = in_order((number_of(key), _last(item)) for key, item in value.items())
    by_value = in_order((_number(item), key) for key, item in value.items())
    if by_key is None or by_value is None:
        return by_key or by_value
    # Both are numbers: classes called by digits. What stands in quotation marks on both sides is the name.
    return by_key if all(isinstance(item, str) for item in value.values()) else by_value


def _of_objects(items: Sequence[dict[str, Any]]) -> Sequence[Any] | None:
    name = next((key for key in _NAME_KEYS if all(key in item for item in items)), None)
    number = next((key for key in _NUMBER_KEYS if all(key in item for item in items)), None)
    if name is None:
        return None
    if number is None:
        return [item[name] for item in items]
    return in_order((_number(item[number]), item[name]) for item in items)


def _last(item: Any) -> Any:
    """Return the readable name of ImageNet's pairs of one by number and one to read."""
    return item[-1] if isinstance(item, list) and item else item


def _number(value: Any) -> int | None:
    if isinstance(value, str):
        return number_of(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _of_rows(text: str, is_table: bool) -> Sequence[str] | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_NAMES:
        return None
    rows_by_separator = {separator: _cells(text, lines, separator, is_table) for separator in _COLUMNS}
    tables = {separator: rows for separator, rows in rows_by_separator.items() if max(map(len, rows), default=0) > 1}
    if single := [rows[0] for rows in tables.values() if len(rows) == 1]:
        return single[0]
    for separator, rows in tables.items():
        names = numbered(rows, separator)
        names = headed(rows, separator) if names is None else names
        if names is not None:
            return names
    for separator in _IN_WORDS:
        parts = [line.split(None if separator == " " else separator) for line in lines]
        names = numbered_at_an_end(parts, separator, in_words=True)
        if names is not None:
            return names
    return unnumbered(list(rows_by_separator.values())) if is_table else lines


def _cells(text: str, lines: Sequence[str], separator: str, is_table: bool) -> list[Row]:
    """Return the cells of rows that are not empty. In a table quotation marks may hold a cell of several lines."""
    sources = [io.StringIO(text, newline="")] if is_table else [[line] for line in lines]
    try:
        rows = [row for source in sources for row in csv.reader(source, delimiter=separator)]
    except csv.Error:
        return []
    return [row for row in rows if any(cell.strip() for cell in row)]


def _unquoted(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names without quotation marks where all stand in the same."""
    for mark in ('"', "'"):
        if all(len(name) > 2 and name[0] == name[-1] == mark for name in names):
            return tuple(name[1:-1] for name in names)
    return names
