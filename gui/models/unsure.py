"""What is not known for sure of the open model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.network.description import Head

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from gui.state.screen import ScreenState


def is_unsure(state: ScreenState) -> bool:
    """Tell whether pixel values are assumed or classes have no names."""
    return state.model is not None and (state.pixels_are_assumed or lacks_names(state.model))


def lacks_names(model: ModelInfo) -> bool:
    """Tell whether the classes are only numbered; a value has no classes."""
    return not model.labels_from and model.head is not Head.VALUE
