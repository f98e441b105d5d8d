"""The frozen values that go to the engine and come back. No TensorFlow: the window shares them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from engine.projection import Fit


class Finding(StrEnum):
    """What an attribution has to say beside its numbers."""

    NO_POSITIVE_EVIDENCE = "no-positive-evidence"
    NO_EVIDENCE = "no-evidence"


class Head(StrEnum):
    """What the model's last operation makes of its logits."""

    SOFTMAX = "softmax"
    SIGMOID = "sigmoid"
    LOGITS = "logits"


@dataclass(frozen=True)
class LayerInfo:
    """A tappable layer: its path inside nested models, its class, its output (H, W, K), None where free."""

    path: str
    kind: str
    shape: tuple[int | None, int | None, int | None]


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


@dataclass(frozen=True)
class Trial:
    """A convention for pixel values and the answers under it, as (class index, probability), most probable first."""

    pixel_values: str
    answers: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Request:
    """Everything that determines a result. Equal requests have equal results.

    image: SHA-256 of the photograph; model: SHA-256 of the model file; layer: None for the method's default;
    target: class index, None for the model's first answer; options: sorted (name, value) pairs.
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


@dataclass(frozen=True, eq=False)
class Attribution:
    """A method's answer: `values` is (h, w) float32 at its own resolution, read-only, in units of the target score.

    `request` has layer and target filled in. `logits` and `probabilities` are (classes,) float32 of the same pass.
    """

    values: np.ndarray
    request: Request
    logits: np.ndarray
    probabilities: np.ndarray
    seconds: float
    findings: tuple[Finding, ...] = ()
    fraction: float = 1.0
