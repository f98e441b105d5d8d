"""The frozen values that go to the engine and come back. No TensorFlow: the window shares them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.images.projection import Fit
from engine.images.reading import Reading
from engine.network.description import Port
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.methods.method import Finding


@dataclass(frozen=True)
class Trial:
    """A convention for pixel values and the answers under it, as (class index, probability), most probable first.

    fits_best: whether the photograph, read so, is clearly the closest to what the network kept from its training.
    """

    pixel_values: str
    answers: tuple[tuple[int, float], ...]
    fits_best: bool = False


@dataclass(frozen=True)
class Companion:
    """The photograph that a further picture input is held at.

    input: its index; image: SHA-256 of the photograph; reading: as of a `Request`.
    """

    input: int
    image: str
    fit: Fit = Fit.STRETCH
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class Request:
    """Everything that determines a result. Equal requests have equal results.

    image: SHA-256 of the photograph; model: SHA-256 of the model file; layer: None for the method's default;
    target: class index, None for the model's first answer; options: sorted (name, value) pairs; region: of a mask, as
    (left, top, width, height) in shares of the model's input, None for the whole. against, balance, probability: see
    `Target`. further_layers: whose maps are averaged with that of `layer`. reading: how the photograph was read, with
    the window in use filled in. companions: the photographs at the model's other picture inputs, sorted by input; one
    without is held at the port's pin.
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
    port: Port = field(default_factory=Port)
    region: tuple[float, float, float, float] | None = None
    against: int | None = None
    balance: float = 1.0
    probability: bool = False
    further_layers: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)
    companions: tuple[Companion, ...] = ()

    @property
    def aims_at_first(self) -> bool:
        """Whether the model's first answer is explained, whatever it is, and by itself."""
        return self.target is None and self.against is None and not self.probability

    @property
    def view(self) -> tuple[object, ...]:
        """What the model is shown: of requests that differ in it, also the answers under other pixel values differ."""
        return self.image, self.reading, self.fit, self.model, self.port, self.companions


@dataclass(frozen=True)
class Target:
    """The scalar that is explained: a class's score, minus `balance` times that of the class it is held against.

    probability: the model's own score, such as after its softmax, instead of the logit.
    """

    index: int
    against: int | None = None
    balance: float = 1.0
    probability: bool = False


@dataclass(frozen=True, eq=False)
class Attribution:
    """A method's answer: `values` is (h, w) float32 at its own resolution, read-only, in units of the target score.

    `request` has layer and target filled in. `logits` and `probabilities` are (classes,) float32 of the same
    pass; where the model answers with one bare number, both hold it.
    """

    values: np.ndarray
    request: Request
    logits: np.ndarray
    probabilities: np.ndarray
    seconds: float
    findings: tuple[Finding, ...] = ()
    fraction: float = 1.0
    error: float | None = None  # mean standard error of the values; see `Estimate`
    unguided: tuple[str, ...] = ()  # activations that guided backpropagation leaves as they are
    samples: tuple[int, int] | None = None  # of sampled methods: how many the map is made of, of how many asked for
    gap: float | None = None  # of integrated gradients: how far the map's sum is from the score's change, as a share
    input_size: tuple[int, int] = (0, 0)  # width and height in pixels of the model's input, which the map covers

    @property
    def ended_early(self) -> bool:
        """Whether the map was good enough before all samples were drawn that were asked for."""
        return self.fraction >= 1 and self.samples is not None and self.samples[0] < self.samples[1]
