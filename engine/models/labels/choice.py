"""Which names a model's outputs get, and why others did not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import resources
from engine.errors import Code, SaliscopeError
from engine.models.labels.files import candidates, may_be_without_names
from engine.models.labels.reader import one_line, read_label_file, read_labels
from engine.models.model_info import PassedOver, WhyPassedOver
from engine.system.quick_dataclass import dataclass

IMAGENET_CLASSES = 1000
BUNDLED, SUGGESTED, NUMBERED = "bundled", "imagenet", ""
_REASONS = {
    Code.LABELS_UNREADABLE: WhyPassedOver.UNREADABLE,
    Code.FILE_MISSING: WhyPassedOver.UNREADABLE,
    Code.LABELS_NONE: WhyPassedOver.NO_NAMES,
}


@dataclass(frozen=True)
class Labels:
    """A name for each class. source: a file beside the model by its name, or one of the three above.

    passed_over: the files that may have named the classes and were not used.
    """

    names: tuple[str, ...]
    source: str
    passed_over: tuple[PassedOver, ...] = ()


def labels_for(model: Path, classes: int, extras: Mapping[str, str] | None = None, value: str = "") -> Labels:
    """Return a name for each class: the bundled model's own, those of a file beside or inside it, else numbers.

    A file counts where it names exactly as many classes as the model has; of several the first in the order of
    `candidates`, and files inside the model come last. Any other model with 1,000 outputs, or with 1,001 of which the
    first is the background, is suggested ImageNet's; the rest are numbered.
    extras: texts inside the model's file, by name; value: the name of an output that is one value and no class.
    """
    if value:
        return Labels((one_line(value) or "value",), NUMBERED)
    if model == resources.DEFAULT_MODEL and classes == IMAGENET_CLASSES:
        return Labels(imagenet_labels(), BUNDLED)
    used: Labels | None = None
    passed_over = []
    for name, found in _read(model, extras or {}):
        if isinstance(found, WhyPassedOver):
            if found is not WhyPassedOver.NO_NAMES or not may_be_without_names(name, model):
                passed_over.append(PassedOver(name, found))
        elif len(found) != classes:
            passed_over.append(PassedOver(name, WhyPassedOver.COUNT, len(found)))
        elif used is None:
            used = Labels(found, name)
        elif found != used.names:
            passed_over.append(PassedOver(name, WhyPassedOver.LESS_LIKELY, len(found)))
    used = used or _without_file(classes)
    return Labels(used.names, used.source, tuple(passed_over))


@cache
def imagenet_labels() -> tuple[str, ...]:
    """Return the 1,000 readable names in the order of the model's outputs."""
    return _imagenet("name")


@cache
def imagenet_synsets() -> tuple[str, ...]:
    """Return the WordNet id of each of the 1,000 classes, such as "n01440764"."""
    return _imagenet("wnid")


def _imagenet(column: str) -> tuple[str, ...]:
    with resources.DEFAULT_LABELS.open(encoding="utf-8", newline="") as file:
        return tuple(row[column] for row in csv.DictReader(file))


def _without_file(classes: int) -> Labels:
    if classes == IMAGENET_CLASSES:
        return Labels(imagenet_labels(), SUGGESTED)
    if classes == IMAGENET_CLASSES + 1:
        return Labels(("background", *imagenet_labels()), SUGGESTED)
    return Labels(tuple(f"class {index}" for index in range(classes)), NUMBERED)


def _read(model: Path, extras: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...] | WhyPassedOver]]:
    """Yield the names in each file beside and inside a model, or why it has none, the likeliest first."""
    for path in candidates(model):
        try:
            yield path.relative_to(model.parent).as_posix(), read_label_file(path)
        except SaliscopeError as refusal:
            yield path.relative_to(model.parent).as_posix(), _REASONS[refusal.code]
    for name, text in extras.items():
        yield name, read_labels(name, text) or WhyPassedOver.NO_NAMES
