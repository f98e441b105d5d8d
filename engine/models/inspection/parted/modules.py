"""The SavedModels that the TensorFlow Hub layers of a Keras model call: folders beside its file. Nothing is fetched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras.hub import folder_names
from engine.models.inspection.refusals import readable
from engine.models.inspection.saved_model.folder import GRAPH

_MOST = 1_000  # entries of a folder that are looked at


def module_folder(model: Path, handle: str) -> Path:
    """Return the folder beside a model's file that is called like the module, or the only SavedModel there.

    Raises SaliscopeError(MODEL_HUB_MISSING).
    """
    found = {folder.name.casefold(): folder for folder in _saved_models(model.parent)}
    wanted = folder_names(handle)
    named = [found[name.casefold()] for name in wanted if name.casefold() in found]
    if named:
        return named[0]
    if len(found) == 1:
        return next(iter(found.values()))
    raise SaliscopeError(Code.MODEL_HUB_MISSING, name=model.name, part=readable(handle), folder=readable(wanted[0]))


def _saved_models(parent: Path) -> Iterator[Path]:
    """Yield the folders that hold a graph; links are not followed, as a stranger's may lead anywhere."""
    try:
        with os.scandir(parent) as entries:
            for entry, _ in zip(entries, range(_MOST), strict=False):
                if entry.is_dir(follow_symlinks=False) and Path(entry.path, GRAPH).is_file():
                    yield parent / entry.name
    except OSError:
        return
