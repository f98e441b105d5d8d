"""An inspected model file: the facts a loader needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Kind(StrEnum):
    """What a file is by its content, whatever its name says."""

    KERAS_ZIP = "keras"
    KERAS_H5 = "h5"


@dataclass(frozen=True, eq=False)
class ModelFile:
    """A model file that passed. Load `path`, which is the copy that was inspected, and not the stranger's file."""

    path: Path
    kind: Kind
    sha256: str
    size: int  # bytes of the file
    config: dict[str, Any]  # the model's configuration, parsed JSON
    keras_version: str  # "" where the file does not say
    weights_bytes: int  # declared by the datasets that hold the weights, without the optimiser's
