"""The interface every kind of model is seen through. Its functions are called while TensorFlow traces a graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from engine.network.layout.axes import sizes_channels_last
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.network.description import Head, TensorInfo


@dataclass(frozen=True)
class TokenGrid:
    """How the tokens of a vision transformer lie in the picture: `skip` others, such as the class token, come first."""

    height: int
    width: int
    skip: int


@dataclass(frozen=True, eq=False)
class LayerCall:
    """One call of one layer during a trace: what was called, what it is, and the tensor it gave.

    name: of the layer, by its path; kind: its class. layer: what all its calls share, None where there is one call.
    turn: how often it had been called before; uses: how often it is called. path: of the call, which no other has.
    grid: for (N, tokens, K) outputs that lie in the picture. layout: how a picture lies in the tensor, such as "NCHW";
    "" where that is not known.
    """

    name: str
    kind: str
    output: Any
    layer: Any = None
    turn: int = 0
    uses: int = 1
    path: str = ""
    grid: TokenGrid | None = None
    layout: str = ""

    @property
    def sizes(self) -> list[int | None]:
        """The static sizes of the output, of one with a height and a width as (N, h, w, K)."""
        return sizes_channels_last(self.output.shape, self.layout)


class Normalised(NamedTuple):
    """What a batch normalisation is given, (N, ..., c), and the (c,) mean and variance that it kept in training."""

    given: Any
    mean: Any
    variance: Any


NEAR_INPUT = 4  # other layers with weights, at most, before a batch normalisation that says something of the pixels


class Network(Protocol):
    """A model, however it was saved.

    inputs: what it takes, in order; output_names: what its outputs are called, empty where they have no names.
    known_heads: of a network that gives logits, the head that was cut off each output; empty where the graph tells.
    has_gradients: whether TensorFlow can follow it back to its input.
    """

    inputs: tuple[TensorInfo, ...]
    output_names: tuple[str, ...]
    known_heads: tuple[Head | None, ...]
    has_gradients: bool
    parameters: int
    layer_count: int

    def run(self, tensors: Sequence[Any]) -> list[Any]:
        """Return the outputs for one tensor per input."""

    def observed(self, tensors: Sequence[Any]) -> tuple[list[Any], list[LayerCall]]:
        """Return the outputs, and every call of a layer that gave a single tensor, in the order of execution."""

    def fed(self, tensors: Sequence[Any], call: LayerCall, given: Any) -> list[Any]:
        """Return the outputs with `given` in the place of what `call` gave."""

    def first_received(self, tensors: Sequence[Any], picture: int = 0) -> Any | None:
        """Return what the first layer with weights receives of the picture, channels last; None without one.

        picture: which of the tensors it is.
        """

    def input_range(self, index: int) -> tuple[float, float] | None:
        """Return the real numbers between which an input's values lie where its type says so, else None."""

    def normalised(self, tensors: Sequence[Any], most: int, picture: int = 0) -> list[Normalised]:
        """Return what the first batch normalisations are given of the picture, and keep; of those near it.

        most: how many; picture: which of the tensors it is.
        """

    def names(self) -> Iterator[set[str]]:
        """Yield the names of the layers of the model, then of each model nested in it."""


def whole_number_range(info: TensorInfo) -> tuple[float, float] | None:
    """Return 0..255 for an input of whole numbers, None for one of real numbers."""
    return (0.0, 255.0) if np.dtype(info.dtype).kind in "iu" else None
