"""What is known of a network without TensorFlow: its layers, its inputs and outputs, and which of them are used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

PICTURE_CHANNELS = (1, 3)


class Head(StrEnum):
    """What the model's last operation makes of its logits."""

    SOFTMAX = "softmax"
    SIGMOID = "sigmoid"
    LOGITS = "logits"  # several numbers, bare
    VALUE = "value"  # one number, bare: a regression


class Caution(StrEnum):
    """What is odd about an output, so that what the model says is not what its author meant."""

    ALWAYS_ONE = "always-one"  # a softmax over a single number
    SCORED_TWICE = "scored-twice"  # a softmax or sigmoid of what already went through one


@dataclass(frozen=True)
class LayerInfo:
    """A tappable layer: one call of it, or all calls of one that is called more than once.

    path: inside nested models, with what tells calls apart, such as "conv#2"; kind: its class; shape: of its output
    (H, W, K), None where free. use, uses: which of how many calls, counted from 1. name: of the layer,
    where that is not the path. parts: of all calls together, the paths of those whose maps are summed.
    """

    path: str
    kind: str
    shape: tuple[int | None, int | None, int | None]
    use: int = 1
    uses: int = 1
    name: str = ""
    parts: tuple[str, ...] = ()


def layer_at(layers: Sequence[LayerInfo], path: str | None) -> LayerInfo | None:
    """Return the layer of that path; by the bare name of one that is called more than once its last call."""
    # What earlier versions wrote down holds the bare name, and meant the last call.
    named = [layer for layer in layers if layer.name and layer.name == path and not layer.parts]
    return next((layer for layer in layers if layer.path == path), named[-1] if named else None)


@dataclass(frozen=True)
class TensorInfo:
    """An input or output of a model. shape: without the batch, None where a size is free; dtype: as NumPy names it."""

    name: str
    shape: tuple[int | None, ...]
    dtype: str

    @property
    def channels_first(self) -> bool:
        """Whether a picture lies in it as (channels, height, width)."""
        return len(self.shape) == 3 and self.shape[2] not in PICTURE_CHANNELS and self.shape[0] in PICTURE_CHANNELS

    @property
    def takes_picture(self) -> bool:
        """Whether a photograph can be given to it, in grey or in colour."""
        return len(self.shape) == 3 and (self.channels_first or self.shape[2] in PICTURE_CHANNELS)

    @property
    def picture_shape(self) -> tuple[int | None, int | None, int | None]:
        """(height, width, channels) of the picture it takes."""
        first, second, third = self.shape
        return (second, third, first) if self.channels_first else (first, second, third)


@dataclass(frozen=True)
class Port:
    """Which input gets the photograph, which output is explained, and what the other inputs are held at.

    output: None for the first that can be explained. pins: one number per input, that of the photograph unused; where
    they end it is 0. two_classes: the output is one bare number, and that is the score of yes against no.
    """

    input: int = 0
    output: int | None = None
    pins: tuple[float, ...] = ()
    two_classes: bool = False

    def pin(self, index: int) -> float:
        """Return what input `index` is held at."""
        return self.pins[index] if index < len(self.pins) else 0.0
