"""An answer on the screen's state, for tests of what shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from engine.attribution.request import Attribution
from engine.images import Image
from gui.state.images.picture import Picture
from gui.state.resolution import resolve
from gui.state.screen import ScreenState


def show_answer(state: ScreenState, scores: list[float], target: int = 0, **facts: Any) -> None:
    """Put an image on screen, and the model's answer to it: its scores for the classes, which are also its answers."""
    pixels = np.zeros((6, 9, 3), np.uint8)
    state.show_picture(Picture(Image(pixels, "p.png", None, "1" * 64, (), "test"), (pixels,)))
    request = replace(resolve(state.question), target=target, **facts.pop("asked", {}))
    numbers = np.array(scores, np.float32)
    values = facts.pop("values", np.ones((4, 4), np.float32))
    state.show_attribution(Attribution(values, request, numbers, numbers, 0.0, **facts))
