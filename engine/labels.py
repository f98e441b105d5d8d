"""Names for a model's outputs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import resources
from engine.sidecar import read_json, read_text

IMAGENET_CLASSES = 1000
BUNDLED, SUGGESTED, NUMBERED = "bundled", "imagenet", ""
_LONGEST = 200  # characters of a name
_NAME_COLUMNS = ("name", "label", "class", "class_name", "labels", "classes", "class name")
_INDEX_COLUMNS = ("index", "id", "class_id", "class_index", "number")


@dataclass(frozen=True)
class Labels:
    """A name for each class. source: a file beside the model by its name, or one of the three above."""

    names: tuple[str, ...]
    source: str


def labels_for(model: Path, classes: int) -> Labels:
    """Return a name for each class: the bundled model's own, those of a file beside the model, or what is left.

    A file counts where it names exactly as many classes as the model has. Any other model with 1,000 outputs is
    suggested ImageNet's; the rest are numbered.
    """
    if model == resources.DEFAULT_MODEL and classes == IMAGENET_CLASSES:
        return Labels(imagenet_labels(), BUNDLED)
    for name, read in _files_beside(model):
        names = _cleaned(read(model.with_name(name)))
        if len(names) == classes and all(names):
            return Labels(names, name)
    if classes == IMAGENET_CLASSES:
        return Labels(imagenet_labels(), SUGGESTED)
    return Labels(tuple(f"class {index}" for index in range(classes)), NUMBERED)


@cache
def imagenet_labels() -> tuple[str, ...]:
    """Return the 1,000 readable names in the order of the model's outputs."""
    with resources.DEFAULT_LABELS.open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))


def _files_beside(model: Path) -> tuple[tuple[str, Callable[[Path], Sequence[Any]]], ...]:
    """Name what may lie beside a model, what is named after it first, and how each is read."""
    return (
        (f"{model.stem}_labels.txt", _lines),
        (f"{model.stem}.labels.txt", _lines),
        ("labels.txt", _lines),
        ("class_indices.json", _indices),
        ("classes.txt", _lines),
        ("labels.csv", _table),
        ("metadata.json", _metadata),
    )


def _cleaned(names: Iterable[Any]) -> tuple[str, ...]:
    """Return names on one line each; what is no text is empty."""
    texts = (" ".join(name.split()) if isinstance(name, str) else "" for name in names)
    return tuple("".join(char for char in text if char.isprintable())[:_LONGEST] for text in texts)


def _lines(path: Path) -> Sequence[str]:
    """Read one name a line, without the number before it where all are numbered in order, as Teachable Machine does."""
    lines = [line.strip() for line in (read_text(path) or "").splitlines() if line.strip()]
    parts = [line.split(maxsplit=1) for line in lines]
    if all(len(part) == 2 and part[0].rstrip(":,") == str(index) for index, part in enumerate(parts)):
        return [part[1] for part in parts]
    return lines


def _indices(path: Path) -> Sequence[Any]:
    """Read Keras's `class_indices` (name: index), the reverse, or a plain list."""
    found = read_json(path)
    if not isinstance(found, dict):
        return found if isinstance(found, list) else ()
    if all(isinstance(value, int) for value in found.values()):
        return _in_order((index, name) for name, index in found.items())
    if not all(key.isascii() and key.isdecimal() and len(key) < 10 for key in found):
        return ()
    return _in_order(
        (int(key), value[-1] if isinstance(value, list) and value else value) for key, value in found.items()
    )


def _in_order(named: Iterable[tuple[int, Any]]) -> Sequence[Any]:
    """Return the names by their numbers; none where those do not run from 0 without a gap."""
    by_index = dict(items := list(named))
    return [by_index[index] for index in range(len(items))] if set(by_index) == set(range(len(items))) else ()


def _table(path: Path) -> Sequence[Any]:
    """Read a table: the column headed as a name, else the last; in the order of a column of numbers if there is one."""
    try:
        rows = [row for row in csv.reader(io.StringIO(read_text(path) or "", newline="")) if any(row)]
    except csv.Error:
        return ()
    if not rows or len({len(row) for row in rows}) != 1:
        return ()
    heads = [cell.strip().casefold() for cell in rows[0]]
    name = next((heads.index(head) for head in _NAME_COLUMNS if head in heads), None)
    index = next((heads.index(head) for head in _INDEX_COLUMNS if head in heads), 0)
    if name is not None:
        rows = rows[1:]
    elif heads[0] in _INDEX_COLUMNS:
        rows, name = rows[1:], len(heads) - 1
    else:
        name = len(heads) - 1
    if index != name and all(row[index].isascii() and row[index].isdecimal() and len(row[index]) < 10 for row in rows):
        return _in_order((int(row[index]), row[name]) for row in rows)
    return [row[name] for row in rows]


def _metadata(path: Path) -> Sequence[Any]:
    found = read_json(path)
    lists = (found.get(key) for key in ("labels", "classes", "class_names")) if isinstance(found, dict) else ()
    return next((names for names in lists if isinstance(names, list)), ())
