"""Names for a model's outputs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import resources
from engine.models.sidecar import parse_json, read_text

IMAGENET_CLASSES = 1000
BUNDLED, SUGGESTED, NUMBERED = "bundled", "imagenet", ""
_NAMES = ("labels.txt", "class_indices.json", "classes.txt", "labels.csv", "metadata.json")
_LONGEST = 200  # characters of a name
_NAME_COLUMNS = ("name", "label", "class", "class_name", "labels", "classes", "class name")
_INDEX_COLUMNS = ("index", "id", "class_id", "class_index", "number")


@dataclass(frozen=True)
class Labels:
    """A name for each class. source: a file beside the model by its name, or one of the three above."""

    names: tuple[str, ...]
    source: str


def labels_for(model: Path, classes: int, extras: Mapping[str, str] | None = None, value: str = "") -> Labels:
    """Return a name for each class: the bundled model's own, those of a file beside or inside it, else numbers.

    A file counts where it names exactly as many classes as the model has. Any other model with 1,000 outputs, or with
    1,001 of which the first is the background, is suggested ImageNet's; the rest are numbered.
    extras: texts inside the model's file, by name; value: the name of an output that is one value and no class.
    """
    if value:
        return Labels((_cleaned([value])[0] or "value",), NUMBERED)
    if model == resources.DEFAULT_MODEL and classes == IMAGENET_CLASSES:
        return Labels(imagenet_labels(), BUNDLED)
    for name, text in _texts(model, extras or {}):
        names = read_labels(name, text)
        if len(names) == classes:
            return Labels(names, name)
    if classes == IMAGENET_CLASSES:
        return Labels(imagenet_labels(), SUGGESTED)
    if classes == IMAGENET_CLASSES + 1:
        return Labels(("background", *imagenet_labels()), SUGGESTED)
    return Labels(tuple(f"class {index}" for index in range(classes)), NUMBERED)


def read_labels(name: str, text: str) -> tuple[str, ...]:
    """Return the class names in a text, read as the ending of the file's `name` says; none where one is missing."""
    lower = name.casefold()
    if lower.endswith(".csv"):
        found = _table(text)
    elif lower.endswith(".json"):
        found = _metadata(text) if "metadata" in lower else _indices(text)
    else:
        found = _lines(text)
    names = _cleaned(found)
    return names if all(names) else ()


def _texts(model: Path, extras: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what may name the classes: files beside the model, named after it first, then what is inside."""
    if not model.is_dir():
        beside = [model.with_name(name) for name in (f"{model.stem}_labels.txt", f"{model.stem}.labels.txt", *_NAMES)]
    else:
        beside = [model / name for name in _NAMES] + [model / "assets" / name for name in _NAMES]
    for path in beside:
        text = read_text(path)
        if text is not None:
            yield path.name, text
    yield from extras.items()


@cache
def imagenet_labels() -> tuple[str, ...]:
    """Return the 1,000 readable names in the order of the model's outputs."""
    with resources.DEFAULT_LABELS.open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))


def _cleaned(names: Iterable[Any]) -> tuple[str, ...]:
    """Return names on one line each; what is no text is empty."""
    texts = (" ".join(name.split()) if isinstance(name, str) else "" for name in names)
    return tuple("".join(char for char in text if char.isprintable())[:_LONGEST] for text in texts)


def _lines(text: str) -> Sequence[str]:
    """Read one name a line, without the number before it where all are numbered in order, as Teachable Machine does."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parts = [line.split(maxsplit=1) for line in lines]
    if all(len(part) == 2 and part[0].rstrip(":,") == str(index) for index, part in enumerate(parts)):
        return [part[1] for part in parts]
    return lines


def _indices(text: str) -> Sequence[Any]:
    """Read Keras's `class_indices` (name: index), the reverse, or a plain list."""
    found = parse_json(text)
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


def _table(text: str) -> Sequence[Any]:
    """Read a table: the column headed as a name, else the last; in the order of a column of numbers if there is one."""
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
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


def _metadata(text: str) -> Sequence[Any]:
    found = parse_json(text)
    lists = (found.get(key) for key in ("labels", "classes", "class_names")) if isinstance(found, dict) else ()
    return next((names for names in lists if isinstance(names, list)), ())
