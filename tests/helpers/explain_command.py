"""The command `explain` as tests call it, and what they ask of its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np

import main


def status(*arguments: object) -> int:
    """Return the status with which the process would exit."""
    try:
        return main.main([str(argument) for argument in arguments])
    except SystemExit as end:
        return end.code


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def pixels_of(path: Path) -> np.ndarray:
    return cv2.cvtColor(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def hashes(paths: list[Path]) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
