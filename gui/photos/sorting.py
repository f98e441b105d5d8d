"""Sorts what came in by a drop, a paste, a dialog or the command line: photographs, models, and what is left out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCollator, QLocale, Qt

from engine.models.labels import SUFFIXES as LABEL_SUFFIXES
from gui.platform.file_kinds import LAYERS_SUFFIX, SESSION_SUFFIX, is_model_file

_SAVED_MODELS = ("saved_model.pb", "saved_model.pbtxt")
_SIGNATURE_BYTES = 512
_LAYERS_BYTES = 4096  # within which a text of layers says that it is one
_WEB_MODEL = "model.json"
_WEIGHTS_SUFFIXES = (".h5", ".hdf5")
_SHARD_SUFFIX = ".bin"


@dataclass
class Arrivals:
    """What came in, by kind. folders: whose photographs are in `photographs`; barren: folders without photographs;
    nested: those of them that have folders inside.

    left_out: names of files of no known kind.
    """

    photographs: list[Path] = field(default_factory=list)
    models: list[Path] = field(default_factory=list)
    class_names: list[Path] = field(default_factory=list)
    sessions: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    barren: list[Path] = field(default_factory=list)
    nested: list[Path] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def sort_out(paths: Sequence[Path]) -> Arrivals:
    """Sort what came in. It reads folders, perhaps over a network, so it must not run in the GUI thread.

    Of a folder only its own photographs are taken, not those of folders inside it. A single file of unknown kind counts
    as a photograph, so that the reader of photographs tells what is wrong with it.
    """
    found = Arrivals()
    for path in dict.fromkeys(path.absolute() for path in paths):
        if path.is_dir():
            _take_folder(path, found)
        else:
            _take_file(path, found, alone=len(paths) == 1)
    _join_parts(found)
    found.photographs = list(dict.fromkeys(in_natural_order(found.photographs)))
    return found


def in_natural_order(paths: Iterable[Path]) -> list[Path]:
    """Return files folder by folder, 2 before 10, sorted by the rules of the user's language."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:  # this locale would compare bytes
        locale = QLocale(QLocale.Language.English)
    collator = QCollator(locale)
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    folders: dict[Path, list[Path]] = {}
    for path in paths:
        folders.setdefault(path.parent, []).append(path)
    keys = {folder: collator.sortKey(str(folder)) for folder in folders}
    ordered = []
    for folder in sorted(folders, key=keys.__getitem__):
        ordered += sorted(folders[folder], key=lambda path: collator.sortKey(path.name))
    return ordered


def _take_file(path: Path, found: Arrivals, alone: bool) -> None:
    suffix = path.suffix.lower()
    if suffix == SESSION_SUFFIX:
        found.sessions.append(path)
    elif is_model_file(path) or _describes_layers(path):
        found.models.append(path)
    elif suffix in LABEL_SUFFIXES:
        found.class_names.append(path)
    elif alone or _has_suffix(path.name) or _looks_like_one(path):
        found.photographs.append(path)
    else:
        found.left_out.append(path.name)


def _take_folder(folder: Path, found: Arrivals) -> None:
    if any((folder / name).is_file() for name in _SAVED_MODELS) or _describes_layers(folder / _WEB_MODEL):
        found.models.append(folder)
        return
    names = _names_in(folder)
    photographs = [name for name in names if _has_suffix(name) or (_is_bare(name) and _looks_like_one(folder / name))]
    if photographs:
        found.folders.append(folder)
        found.photographs += [folder / name for name in photographs]
        found.left_out += sorted(set(names) - set(photographs))
    else:
        found.barren.append(folder)
        if _has_folders(folder):
            found.nested.append(folder)


def _join_parts(found: Arrivals) -> None:
    """Count a text of layers and the weights that came with it as one model, which a single file of weights names."""
    texts = [path for path in found.models if path.suffix.lower() == LAYERS_SUFFIX]
    if texts:
        found.left_out = [name for name in found.left_out if not name.lower().endswith(_SHARD_SUFFIX)]
    folders = {path.parent for path in found.models if path.suffix.lower() in _WEIGHTS_SUFFIXES}
    found.models = [path for path in found.models if path not in texts or path.parent not in folders]


def _describes_layers(path: Path) -> bool:
    """Tell a model's layers, as JSON, from class names by how the text begins."""
    if path.suffix.lower() != LAYERS_SUFFIX or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_LAYERS_BYTES)
    except OSError:
        return False
    keras = b'"class_name"' in head and b'"config"' in head
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and (
        keras or b'"modelTopology"' in head or b'"weightsManifest"' in head
    )


def _has_suffix(name: str) -> bool:
    from engine.images import readable_suffixes  # late, so that the window is up sooner

    return name.lower().endswith(readable_suffixes())  # such as ".nii.gz", which is more than the last suffix


def _is_bare(name: str) -> bool:
    """Tell a name without a suffix of letters, as scanners give to DICOM files: such a file is looked into."""
    return not any(letter.isalpha() for letter in Path(name).suffix)


def _has_folders(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entry.is_dir() and not entry.name.startswith(".") for entry in entries)
    except OSError:
        return False


def _names_in(folder: Path) -> list[str]:
    """Return the files in a folder, without hidden ones; [] if it may not be read."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if not entry.name.startswith(".") and entry.is_file()]
    except OSError:
        return []


def _looks_like_one(path: Path) -> bool:
    from engine.images.formats import format_of

    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return format_of(file.read(_SIGNATURE_BYTES)) is not None
    except OSError:
        return False
