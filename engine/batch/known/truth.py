"""What images are in truth, as the names of folders or a table say. Tables are a stranger's: bounded, read as text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from engine.batch.known.bounded_file import bounded_bytes
from engine.batch.known.file_matching import ImageNames
from engine.errors import Code, SaliscopeError
from engine.models.sidecar import decoded
from engine.system.quick_dataclass import dataclass

MAX_BYTES = 256 * 1024 * 1024
_MOST_ROWS = 2_000_000
_MOST_COLUMNS = 2000
_SEPARATORS = ",;\t"
_MOST_FILE_COLUMNS = 64  # the first ones, in which files may stand
_SAMPLE = 20_000  # rows in which the column of files is looked for first
# Heads of the column of classes in small letters and digits alone; the first of these counts.
_CLASS_HEADS = (
    *("class", "classname", "label", "labelname", "truth", "trueclass", "truelabel", "groundtruth", "target", "y"),
    *("category", "categoryname", "diagnosis", "dx", "finding", "findinglabels", "species", "breed", "name", "level"),
    *("classe", "étiquette", "etiquette", "catégorie", "categorie", "diagnostic", "classid", "labelid", "classindex"),
)
_ONE, _NONE = ("1", "1.0"), ("0", "0.0", "")  # cells of a table that has a column for each class


def truth_of_folders(names: Iterable[str]) -> dict[str, str]:
    """Return the name of the folder that holds each image, which is its class in the customary layout.

    names: of images below the chosen folder, with "/". Where all are held by folders of one name that stand in several
    others ("cat/images/1.jpg"), those name the classes. An image outside such a folder has no class.
    """
    names = list(names)
    above = 1
    while len(_folders(names, above)) == 1 and len(_folders(names, above + 1)) > 1:
        above += 1
    return {name: folder for name in names if (folder := _folder(name, above))}


def _folders(names: Iterable[str], above: int) -> set[str]:
    return {_folder(name, above) for name in names}


def _folder(name: str, above: int) -> str:
    parts = PurePosixPath(name).parts
    return parts[-1 - above] if len(parts) > above else ""


def read_truth(path: Path, names: Sequence[str]) -> dict[str, str]:
    """Return what a CSV file says each image is: its class by name or number, by the image's name.

    names: of the folder's images. Cells are parted by commas, semicolons or tabs, and may be quoted; text is UTF-8,
    UTF-16 with a mark, or Windows-1252. The column of files is the one that fits most images (`ImageNames`); the class
    is in a column that is headed so, else in the one after it, else before it. A table with a column for each class,
    one of which has a 1 in each row, is read too. Images of which it says nothing are left out.
    Raises SaliscopeError: FILE_MISSING, FILE_TOO_BIG, TRUTH_UNREADABLE, TRUTH_NONE, TRUTH_CONTRADICTS.
    """
    text = _text(path)
    images = ImageNames(names)
    tables = (_table_of(text, separator, images) for separator in _SEPARATORS)
    table = max((each for each in tables if each is not None), key=lambda each: each.hits, default=None)
    if table is None:
        raise SaliscopeError(Code.TRUTH_NONE, name=path.name)
    said = list(table.said())
    matched = images.matched(file for file, _ in said)
    truth: dict[str, str] = {}
    for file, name in said:
        image = matched.get(file)
        if image is not None and name and truth.setdefault(image, name) != name:
            one = truth[image]
            raise SaliscopeError(Code.TRUTH_CONTRADICTS, name=path.name, image=image, one=one, other=name)
    if not truth:
        raise SaliscopeError(Code.TRUTH_NONE, name=path.name)
    return truth


def _text(path: Path) -> str:
    if not path.exists():
        raise SaliscopeError(Code.FILE_MISSING, name=path.name)
    data = bounded_bytes(path, MAX_BYTES, Code.TRUTH_UNREADABLE)
    text = decoded(data)
    if text is None:
        raise SaliscopeError(Code.TRUTH_UNREADABLE, name=path.name)
    return text


@dataclass(frozen=True, eq=False)
class _Table:
    """Rows of cells. file: the column of files, `hits` of which are images; heads: its first row, where it is heads."""

    rows: list[list[str]]
    file: int
    hits: int
    heads: list[str]

    def said(self) -> Iterator[tuple[str, str]]:
        """Yield the file and the class of each row."""
        column, columns = self._class(), self._of_each_class()
        for row in self.rows:
            if len(row) <= self.file:
                continue
            if columns and column is None:
                name = _marked(row, columns, self.heads)
            else:
                name = row[column].strip() if column is not None and column < len(row) else ""
            yield row[self.file], name

    def _class(self) -> int | None:
        """Return the column of classes; None where there is none, or one for each class."""
        heads = ["".join(filter(str.isalnum, head.casefold())) for head in self.heads]
        for known in _CLASS_HEADS:
            if known in heads and heads.index(known) != self.file:
                return heads.index(known)
        if self._of_each_class():
            return None
        width = Counter(map(len, self.rows)).most_common(1)[0][0]
        return self.file + 1 if self.file + 1 < width else self.file - 1 if self.file else None

    def _of_each_class(self) -> list[int]:
        """Return the columns of a table with one for each class: 0 or 1, one of which is 1 in each row."""
        width = len(self.heads)
        body = [row for row in self.rows if len(row) == width]
        columns = [
            place
            for place in range(width)
            if place != self.file and all(row[place].strip() in (*_ONE, *_NONE) for row in body)
        ]
        single = all(sum(row[place].strip() in _ONE for place in columns) <= 1 for row in body)
        return columns if len(columns) > 1 and single else []


def _marked(row: list[str], columns: list[int], heads: list[str]) -> str:
    return next((heads[place].strip() for place in columns if place < len(row) and row[place].strip() in _ONE), "")


def _table_of(text: str, separator: str, images: ImageNames) -> _Table | None:
    """Return the table in a text with the column whose cells are images; None where no column holds any."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
        rows = [row[:_MOST_COLUMNS] for row in islice(reader, _MOST_ROWS) if any(map(str.strip, row))]
    except csv.Error:
        return None
    if max(map(len, rows), default=0) < 2:
        return None
    file, hits = _hits(images, rows[:_SAMPLE])
    if not hits:  # the folder may hold the end of the table alone
        file, hits = _hits(images, rows)
    if not hits:
        return None
    headed = not images.matched(rows[0][file : file + 1])
    return _Table(rows[1:] if headed else rows, file, hits, rows[0] if headed else [])


def _hits(images: ImageNames, rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the column most of whose cells are images, the first of several, and how many are."""
    width = min(max(map(len, rows)), _MOST_FILE_COLUMNS)
    counts = [len(images.matched(row[column] for row in rows if len(row) > column)) for column in range(width)]
    return counts.index(max(counts)), max(counts)
