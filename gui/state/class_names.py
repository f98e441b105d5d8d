"""What the classes of a model are called in the window: as the user named them, or numbered in the user's language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.models.labels import NUMBERED
from engine.network.description import Head
from gui.state import memory
from gui.words.classes import are_numbered, labels_in_words

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from engine.network.description import Port

USER = "user"  # the origin of pixel values and names that were given in the window


def with_names(info: ModelInfo) -> ModelInfo:
    """Return the model with the user's names for its classes, if there are as many as the model has now."""
    names = memory.class_names_of(info.sha256, info.port.output or 0)
    if len(names) == len(info.labels):
        return replace(info, labels=names, labels_from=USER)
    return replace(info, labels=labels_in_words(info))


def some_are_numbered(model: ModelInfo) -> bool:
    """Tell whether any class still has a number for a name, as when the user has named but a few."""
    if model.labels_from != USER or model.head is Head.VALUE:
        return are_numbered(model)
    numbered = labels_in_words(replace(model, labels_from=NUMBERED))
    return any(name == number for name, number in zip(model.labels, numbered, strict=True))


def port_remembered(info: ModelInfo) -> Port:
    """Return the model's port, its one number taken for two classes or for a value as the user once said."""
    two_classes = memory.two_classes_of(info.sha256, info.port.output or 0)
    return info.port if two_classes is None or not info.one_number else replace(info.port, two_classes=two_classes)
