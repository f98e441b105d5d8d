"""What is known of a network without TensorFlow: its layers, its inputs and outputs, and which of them are used."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import isqrt
from typing import TypeGuard

from engine.system.quick_dataclass import dataclass

PICTURE_CHANNELS = (1, 3)
_MOST_CHANNELS = 32  # of pictures of special cameras; more are a layer's
# An input of rows or of bare numbers may be a picture: from the smallest pictures on that data sets have. Below lie
# tables and time series. In colour the numbers of word vectors (300, 768) must stay below.
_LEAST_SIDE = {1: 8, 3: 28}  # by channels: digits of scikit-learn, MedMNIST
_PIXEL_TYPES = ("float16", "bfloat16", "float32", "float64", "uint8")  # others are counts, words or flags


class Head(StrEnum):
    """What the model's last operation makes of its logits."""

    SOFTMAX = "softmax"
    SIGMOID = "sigmoid"
    LOGITS = "logits"  # several numbers, bare
    VALUE = "value"  # one number, bare: a regression


class Caution(StrEnum):
    """What is odd about a model, its input or output, so that what it says may not be what its author meant."""

    ASSUMED_PICTURE = "assumed-picture"  # its input may as well be a table, a time series or words
    ALWAYS_ONE = "always-one"  # a softmax over a single number
    NETWORK_ASSUMED = "network-assumed"  # the file holds weights only, and its layers were guessed from them
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
        if len(self.shape) != 3 or self.shape[2] in PICTURE_CHANNELS:
            return False
        first, *others = self.shape
        # Of other channels than grey and colours there are fewer than rows and columns.
        return first in PICTURE_CHANNELS or (_few(first) and all(size is None or first < size for size in others))

    @property
    def takes_photograph(self) -> bool:
        """Whether any photograph can be given to it, in grey or in colour."""
        return self.takes_picture and self.picture_shape[2] in PICTURE_CHANNELS

    @property
    def takes_picture(self) -> bool:
        """Whether a photograph or a picture of some other channels can be given to it."""
        if len(self.shape) == 3:
            return self.channels_first or _few(self.shape[2])
        return _assumed_picture(self.shape) is not None and self.dtype in _PIXEL_TYPES

    @property
    def assumed(self) -> bool:
        """Whether only its count of numbers lets it be taken for a picture: (h, w) in grey, (n,) row by row."""
        return len(self.shape) < 3 and self.takes_picture

    @property
    def picture_shape(self) -> tuple[int | None, int | None, int | None]:
        """(height, width, channels) of the picture it takes."""
        assumed = _assumed_picture(self.shape)
        if assumed is not None:
            return assumed
        first, second, third = self.shape
        return (second, third, first) if self.channels_first else (first, second, third)


def picture_inputs(inputs: Sequence[TensorInfo]) -> tuple[int, ...]:
    """Return which inputs take a picture, those for any photograph first; where none does, those only assumed to."""
    found = [index for index, info in enumerate(inputs) if info.takes_picture]
    certain = [index for index in found if not inputs[index].assumed]
    return tuple(sorted(certain or found, key=lambda index: not inputs[index].takes_photograph))


def _assumed_picture(shape: tuple[int | None, ...]) -> tuple[int, int, int] | None:
    """Return (height, width, channels) of the picture that (h, w) or (n,) numbers may be; None where they may not."""
    if len(shape) == 2 and shape[0] is not None and shape[1] is not None:
        return (shape[0], shape[1], 1) if min(shape[0], shape[1]) >= _LEAST_SIDE[1] else None
    count = shape[0] if len(shape) == 1 else None
    for channels, least in _LEAST_SIDE.items():
        side = isqrt((count or 0) // channels)
        if side * side * channels == count and side >= least:
            return side, side, channels
    return None


def _few(channels: int | None) -> TypeGuard[int]:
    return channels is not None and 0 < channels <= _MOST_CHANNELS


@dataclass(frozen=True)
class FurtherInput:
    """A picture input beside the one that is explained. It can be given a photograph of its own, its companion.

    index: among the inputs; size: (width, height) in pixels as it is fed; channels: that it takes; pixel_values: a
    `PixelValues` id where its own first layers ask for another than the explained input, else "".
    """

    index: int
    name: str
    size: tuple[int, int]
    channels: int
    pixel_values: str = ""


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


def further_pictures(inputs: Sequence[TensorInfo], port: Port) -> tuple[int, ...]:
    """Return the indices of the inputs that take a picture, but for the one that is explained, in their order."""
    return tuple(sorted(index for index in picture_inputs(inputs) if index != port.input))
