"""Class names in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from engine.models.labels.numbering import are_numbers, in_order, is_decimal, is_run, number_of, tells_apart

Row = Sequence[str]
# Heads of columns without spaces, underscores and capitals; of several columns of names the first of these counts.
_NAMES = (
    *("name", "names", "classname", "classnames", "signname", "labelname", "labelnames", "categoryname"),
    *("displayname", "readablename", "label", "labels", "class", "classes", "category", "categories", "species"),
    *("breed", "title", "description", "words"),
)
# A column without a head is the row numbers that tables are often saved with.
_NUMBERS = (
    *("index", "idx", "id", "classid", "classindex", "classidx", "classnumber", "number", "no", "#"),
    *("labelid", "labelindex", "categoryid", ""),
)


def numbered(rows: Sequence[Row], separator: str) -> list[str] | None:
    """Return the names of a table without heads that numbers its classes; None where it does not.

    The numbers are a column of their own that holds each of 0 to n - 1, or of 1 to n, once. Of two columns the other
    has the names, and so has all the rest of a row where rows are of different lengths or go on like prose, with a
    space after the separator. Of more columns `_column_of_names` tells.
    """
    if _is_regular(rows) and len(rows[0]) > 2:
        return _of_columns(rows)
    return numbered_at_an_end(rows, separator)


def numbered_at_an_end(rows: Sequence[Row], separator: str, in_words: bool = False) -> list[str] | None:
    """Return the rest of each row where their first or last cells number the classes; None where they do not.

    in_words: the separator also occurs within names, as a space does. Names that are alike without their numbers keep
    them, even where only a plural tells them apart.
    """
    if min(map(len, rows), default=0) < 2:
        return None
    for number, rest in ((0, slice(1, None)), (-1, slice(None, -1))):
        names = [separator.join(row[rest]).strip() for row in rows]
        found = in_order((number_of(row[number]), name) for row, name in zip(rows, names, strict=True))
        if found is not None and tells_apart(names, in_words):
            return found
    return None


def headed(rows: Sequence[Row], separator: str) -> list[str] | None:
    """Return the names of a table whose first row is the heads of its columns; None where it is not.

    A row is heads where one of its cells is a known head of names, or where a column numbers all rows but this one.
    Numbers headed as such that do not number the classes leave their order open: then no names are known, [], and
    neither are they where no column holds any, or one without numbers repeats them.
    """
    heads = list(map(_head, rows[0]))
    body = [_to_width(row, len(heads), separator) for row in rows[1:]]
    if any(len(row) != len(heads) for row in body):
        return None
    columns = list(zip(*body, strict=True))
    runs = [index for index, column in enumerate(columns) if number_of(heads[index]) is None and is_run(column)]
    known = [index for index in range(len(heads)) if heads[index] in _NAMES]
    numbers = _column_of_numbers(heads, columns, runs)
    named = [index for index in known if index != numbers]
    if numbers is None and not named:
        return None
    name = min(named, key=lambda index: _NAMES.index(heads[index]), default=_column_of_names(columns, numbers))
    if name is None:
        return []
    if numbers is None:  # a list of photographs, each with its class, says the same names over and over
        return list(columns[name]) if tells_apart(columns[name], in_words=False) else []
    return in_order((number_of(row[numbers]), row[name]) for row in body) or []


def unnumbered(readings: Sequence[Sequence[Row]]) -> list[str] | None:
    """Return the names of a table without numbers: its only column, or of several without heads one of names.

    readings: its rows, parted by one separator after the other. None where rows are of different lengths, or where the
    first column holds numbers that leave the order open.
    """
    regular = [rows for rows in readings if len({len(row) for row in rows}) == 1]
    wide = next((rows for rows in regular if len(rows[0]) > 1), None)
    if wide is not None:
        columns = list(zip(*wide, strict=True))
        name = None if are_numbers(columns[0]) else _column_of_names(columns)
        return None if name is None or any(map(is_decimal, columns[name])) else list(columns[name])
    if len(regular) < len(readings):
        return None
    only = [row[0] for row in regular[0]]
    return only[1:] if _head(only[0]) in _NAMES else only


def _head(cell: str) -> str:
    return "".join(cell.casefold().replace("_", " ").replace("-", " ").split())


def _is_regular(rows: Sequence[Row]) -> bool:
    """Tell whether rows are of one length, and not of prose with commas in it."""
    return len({len(row) for row in rows}) == 1 and not all(row[-1].startswith(" ") for row in rows)


def _of_columns(rows: Sequence[Row]) -> list[str] | None:
    columns = list(zip(*rows, strict=True))
    numbers = next((index for index, column in enumerate(columns) if is_run(column)), None)
    name = None if numbers is None else _column_of_names(columns, numbers)
    if numbers is None or name is None:
        return None
    return in_order((number_of(row[numbers]), row[name]) for row in rows)


def _column_of_numbers(heads: Sequence[str], columns: Sequence[Row], runs: Sequence[int]) -> int | None:
    """Return the column that numbers the classes, or says it does: one headed as numbers before any other run."""
    said = [index for index, head in enumerate(heads) if head in _NUMBERS and are_numbers(columns[index])]
    return next((index for index in (*(i for i in said if i in runs), *runs, *said)), None)


def _column_of_names(columns: Sequence[Row], numbers: int | None = None) -> int | None:
    """Return the last column of texts that are all different; None where there is none."""
    for index in reversed(range(len(columns))):
        column = columns[index]
        different = len({cell.casefold() for cell in column}) == len(column)
        if index != numbers and different and not all(map(is_decimal, column)):
            return index
    return None


def _to_width(row: Row, width: int, separator: str) -> Row:
    """Return a row with what is beyond the last head joined to its last cell: a name with the separator in it."""
    return row if len(row) <= width else (*row[: width - 1], separator.join(row[width - 1 :]))
