"""Texts inside a model file that may hold its labels, read within limits and not interpreted."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from engine.errors import SaliscopeError
from engine.models.inspection.keras import archive
from engine.models.inspection.limits import InspectionLimits
from engine.models.labels import KEYS, is_named_as_labels
from engine.models.sidecar import decoded


def in_keras_file(opened: zipfile.ZipFile, metadata: dict[str, Any], limits: InspectionLimits) -> dict[str, str]:
    """Return the texts in `assets/` that are called like labels, and the metadata where it names some."""
    named = {entry.filename: entry.filename.rsplit("/", 1)[-1].casefold() for entry in opened.infolist()}
    names = [name for name, last in named.items() if is_named_as_labels(last) and name.startswith("assets/")]
    found = _texts(opened, names, limits)
    listed = {key: metadata[key] for key in KEYS if isinstance(metadata.get(key), (list, dict))}
    return found | ({archive.METADATA: json.dumps(listed)} if listed else {})


def in_lite_file(path: Path, limits: InspectionLimits) -> dict[str, str]:
    """Return the first text in the zip that TensorFlow Lite's tools append to a model; none where it is damaged."""
    try:
        with archive.opened(path) as opened:
            names = [entry.filename for entry in opened.infolist()[: limits.archive_entries]]
            texts = sorted(
                (name for name in names if name.casefold().endswith(".txt")),
                key=lambda name: "label" not in name.casefold(),
            )
            return _texts(opened, texts[:1], limits)
    except SaliscopeError:
        return {}


def _texts(opened: zipfile.ZipFile, names: list[str], limits: InspectionLimits) -> dict[str, str]:
    small = [name for name in names if opened.getinfo(name).file_size <= limits.text_bytes]
    return {name.rsplit("/", 1)[-1]: decoded(archive.read(opened, name, limits.text_bytes)) or "" for name in small}
