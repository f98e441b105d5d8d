"""Names for a model's outputs."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import resources

IMAGENET_CLASSES = 1000


def labels_for(model: Path, classes: int) -> tuple[tuple[str, ...], bool]:
    """Return a name for each class, and whether they are known to belong to the model.

    The bundled model has its own; any other with 1,000 outputs is suggested ImageNet's; the rest are numbered.
    """
    if classes == IMAGENET_CLASSES:
        return imagenet_labels(), model == resources.DEFAULT_MODEL
    return tuple(f"class {index}" for index in range(classes)), False


@cache
def imagenet_labels() -> tuple[str, ...]:
    """Return the 1,000 readable names in the order of the model's outputs."""
    with resources.DEFAULT_LABELS.open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))
