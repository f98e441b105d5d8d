"""What the window calls classes that nobody has named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.models.labels import NUMBERED
from engine.network.description import Head
from gui.words import translated

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo

_NUMBERED = QT_TRANSLATE_NOOP("words", "class {number}")


def are_numbered(model: ModelInfo) -> bool:
    """Tell whether a model's classes have no names but numbers; one value needs none."""
    return model.labels_from == NUMBERED and model.head is not Head.VALUE


def labels_in_words(model: ModelInfo) -> tuple[str, ...]:
    """Return the names of a model's classes; the numbers of unnamed ones in the user's language."""
    if not are_numbered(model):
        return model.labels
    words = translated(_NUMBERED)
    return tuple(words.format(number=number) for number in range(len(model.labels)))
