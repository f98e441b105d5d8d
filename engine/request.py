"""The frozen values that go to the engine and come back. No TensorFlow: the window shares them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.projection import Fit

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np


PICTURE_CHANNELS = (1, 3)


class Finding(StrEnum):
    """What an attribution has to say beside its numbers."""

    NO_POSITIVE_EVIDENCE = "no-positive-evidence"
    NO_EVIDENCE = "no-evidence"


class Head(StrEnum):
    """What the model's last operation makes of its logits."""

    SOFTMAX = "softmax"
    SIGMOID = "sigmoid"
    LOGITS = "logits"  # several numbers, bare
    VALUE = "value"  # one number, bare: a regression


@dataclass(frozen=True)
class LayerInfo:
    """A tappable layer: its path inside nested models, its class, its output (H, W, K), None where free."""

    path: str
    kind: str
    shape: tuple[int | None, int | None, int | None]


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
    they end it is 0.
    """

    input: int = 0
    output: int | None = None
    pins: tuple[float, ...] = ()

    def pin(self, index: int) -> float:
        """Return what input `index` is held at."""
        return self.pins[index] if index < len(self.pins) else 0.0


@dataclass(frozen=True)
class ModelInfo:
    """What the window needs to know of an opened model."""

    name: str
    path: Path
    sha256: str
    input_size: tuple[int, int]  # width, height in pixels, as the model is fed
    free_size: bool  # the model takes any size; `input_size` is our choice
    channels: int  # 1 or 3
    pixel_values: str  # a `PixelValues` id
    pixel_values_from: str  # an `Evidence` id: how they are known
    head: Head
    two_sided: bool  # one sigmoid unit shown as two classes
    labels: tuple[str, ...]
    labels_from: str  # the file they were read from, "bundled", "imagenet" (suggested), "" (numbered)
    parameters: int
    layers: tuple[LayerInfo, ...]
    default_layer: str | None
    family: str = ""  # the published architecture it is built on
    layer_count: int = 0  # all layers, with those of nested models
    kind: str = ""  # an inspection `Kind` id: what the file is by its content
    keras_version: str = ""  # of the Keras that saved it, where the file says
    inputs: tuple[TensorInfo, ...] = ()
    outputs: tuple[TensorInfo, ...] = ()
    usable_outputs: tuple[int, ...] = ()  # those that can be explained
    port: Port = Port()
    mask: bool = False  # a class for each place of the picture, summed up as means over the mask or a region
    pixel_gradients: bool = True  # the score can be followed back to the pixels


@dataclass(frozen=True)
class Trial:
    """A convention for pixel values and the answers under it, as (class index, probability), most probable first."""

    pixel_values: str
    answers: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Request:
    """Everything that determines a result. Equal requests have equal results.

    image: SHA-256 of the photograph; model: SHA-256 of the model file; layer: None for the method's default;
    target: class index, None for the model's first answer; options: sorted (name, value) pairs; region: of a mask, as
    (left, top, width, height) in shares of the model's input, None for the whole. against, balance, probability: see
    `Target`. further_layers: whose maps are averaged with that of `layer`.
    """

    image: str
    fit: Fit
    model: str
    pixel_values: str
    method: str
    layer: str | None = None
    target: int | None = None
    options: tuple[tuple[str, float], ...] = ()
    seed: int = 0
    port: Port = Port()
    region: tuple[float, float, float, float] | None = None
    against: int | None = None
    balance: float = 1.0
    probability: bool = False
    further_layers: tuple[str, ...] = ()

    @property
    def aims_at_first(self) -> bool:
        """Whether the model's first answer is explained, whatever it is, and by itself."""
        return self.target is None and self.against is None and not self.probability


@dataclass(frozen=True)
class Target:
    """The scalar that is explained: a class's score, minus `balance` times that of the class it is held against.

    probability: what the model says itself, instead of the logit.
    """

    index: int
    against: int | None = None
    balance: float = 1.0
    probability: bool = False


@dataclass(frozen=True, eq=False)
class Attribution:
    """A method's answer: `values` is (h, w) float32 at its own resolution, read-only, in units of the target score.

    `request` has layer and target filled in. `logits` and `probabilities` are (classes,) float32 of the same
    pass; a bare value stands in both.
    """

    values: np.ndarray
    request: Request
    logits: np.ndarray
    probabilities: np.ndarray
    seconds: float
    findings: tuple[Finding, ...] = ()
    fraction: float = 1.0
    error: float | None = None  # mean standard error of the values, of sampled methods
    unguided: tuple[str, ...] = ()  # activations that guided backpropagation leaves as they are
    gap: float | None = None  # of integrated gradients: how far the map's sum is from the score's change, as a share
