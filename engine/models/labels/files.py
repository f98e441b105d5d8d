"""The files beside a model, and in its folder, that may name its classes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

SUFFIXES = (".txt", ".names", ".json", ".csv", ".tsv")
_STEMS = ("labels", "class_names", "classes", "class_indices", "labelmap", "label_map", "class_labels", "classnames")
_SETTINGS = ("metadata.json", "config.json")  # which may name classes, among many other things
_GENERAL = (*(stem + suffix for stem in _STEMS for suffix in SUFFIXES), *_SETTINGS)
_MOST = 16  # files that are looked into


def is_named_as_labels(name: str) -> bool:
    """Tell whether a file inside a model is called as one of class names is."""
    return name.casefold() in _GENERAL


def may_be_without_names(name: str, model: Path) -> bool:
    """Tell whether a file that names no classes is nothing to speak of: many are called like it that name none."""
    lower = name.casefold()
    return lower.endswith(_SETTINGS) or PurePosixPath(lower).stem == _stem(model)


def candidates(model: Path) -> list[Path]:
    """Return the files that may name a model's classes, the likeliest first.

    Those named after the model come before those with a general name; what lies in the model's own folder before what
    lies beside it; then text, JSON and tables. A file called like the model but for its ending comes last.
    """
    stem = _stem(model)
    own = [f"{stem}{joint}{name}" for joint in ("_", ".", "-") for name in _GENERAL]
    others = [*_GENERAL, *(stem + suffix for suffix in SUFFIXES)]
    if model.is_dir():
        inside = [(model / folder, list(_GENERAL)) for folder in ("", "assets", "assets.extra")]
        wanted = [(model.parent, own), *inside, (model.parent, others)]
    else:
        wanted = [(model.parent, own + others)]
    found = (path for folder, names in wanted for path in _in(folder, names))
    return [path for path in found if path != model][:_MOST]


def _stem(model: Path) -> str:
    return (model.name if model.is_dir() else model.stem).casefold()


def _in(folder: Path, names: list[str]) -> Iterator[Path]:
    """Yield the files of a folder that bear one of these names, capitals or not, in the order of the names."""
    order = {name: index for index, name in enumerate(names)}
    try:
        with os.scandir(folder) as entries:
            present = [entry.name for entry in entries if entry.name.casefold() in order and entry.is_file()]
    except OSError:
        return
    for name in sorted(present, key=lambda name: (order[name.casefold()], name)):
        yield folder / name
