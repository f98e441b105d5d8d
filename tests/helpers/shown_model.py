"""A model as the window hears of it, for tests that need one and open none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.models.model_info import ModelInfo
from engine.network.description import Head, LayerInfo


def model_info(**facts: Any) -> ModelInfo:
    """Return a model of two classes and one layer; facts: what is otherwise."""
    usual = {
        "name": "m.keras",
        "path": Path("m.keras"),
        "sha256": "m" * 64,
        "input_size": (8, 8),
        "free_size": False,
        "channels": 3,
        "pixel_values": "0..255",
        "pixel_values_from": "inside",
        "head": Head.SOFTMAX,
        "two_sided": False,
        "labels": ("a", "b"),
        "labels_from": "labels.txt",
        "parameters": 1,
        "layers": (LayerInfo("conv", "Conv2D", (4, 4, 2)),),
        "default_layer": "conv",
    }
    return ModelInfo(**{**usual, **facts})
