"""What layers are called on screen, and the calls of those that a model uses more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.network.description import layer_at
from gui.words import translated

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from engine.network.description import LayerInfo

_USE = QT_TRANSLATE_NOOP("words", "{layer} (use {number} of {count})")
_SUM = QT_TRANSLATE_NOOP("words", "{layer} (sum of {count} uses)")


def layer_name(path: str, model: ModelInfo | None) -> str:
    """Return what the layer of that path is called; the path itself where the model has none."""
    info = layer_at(model.layers, path) if model is not None else None
    return layer_title(info) if info is not None else path


def layer_title(info: LayerInfo) -> str:
    """Return the name of a layer, with the use that is meant where there are several."""
    if info.uses == 1:
        return info.path
    words = translated(_SUM if info.parts else _USE)
    return words.format(layer=info.name or info.path, number=info.use, count=info.uses)
