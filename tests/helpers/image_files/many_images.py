"""Folders of many small images."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np


def write_many(folder: Path, count: int, classes: int = 3, broken_each: int = 0) -> list[str]:
    """Write JPEG files in a sub-folder for each class, every `broken_each`th of them no image. Return their names."""
    names = []
    for number in range(count):
        name = f"class {number % classes}/image {number}.jpg"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        pixels = cv2.resize(np.random.default_rng(number).integers(0, 256, (5, 6, 3), np.uint8), (64, 48))
        data = cv2.imencode(".jpg", pixels)[1].tobytes()
        (folder / name).write_bytes(b"no image" if broken_each and number % broken_each == broken_each - 1 else data)
        names.append(name)
    return names
