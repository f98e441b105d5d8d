"""What is compared, as a frozen value that undo, sessions and provenance can copy. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.methods import METHODS
from engine.methods.offers import obstacle
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo

MOST_OTHERS = 5  # panes in addition to the first one
_LONGEST_INDEX = 9  # digits
# What is tried of a question, the best of each family first: classes from a layer, the gradient, its path from an empty
# image, covered parts, relatives of these, and what is left where a model has no layer or no gradient.
_TRIED = (
    *("grad-cam", "saliency", "integrated-gradients", "occlusion", "layercam", "guided-grad-cam", "eigen-cam"),
    *("smoothgrad", "gradient-x-input", "rise", "lime", "sobol", "hsic"),
)


class Kind(StrEnum):
    """What differs between the panes; everything else is the same in all of them."""

    ORIGINAL = "original"
    METHOD = "method"
    CLASS = "class"
    LAYER = "layer"
    MODEL = "model"
    IMAGE = "image"
    INPUT = "input"  # of a model of several pictures: each input with its own photograph


class Layout(StrEnum):
    """How the panes lie."""

    SIDE = "side"  # side by side
    CURTAIN = "curtain"  # one over the other, with a line between them
    HOLD = "hold"  # the other pane while a key is held down


@dataclass(frozen=True)
class Comparison:
    """The first pane follows the controls; `others` says what the further panes show instead.

    others: ids of methods, indices of classes or inputs, paths of layers, of model files or of images; "" for the bare
    image and for a pane that is not chosen yet. flipped: the first pane comes last; one_scale: one range for all.
    choosing: a click on a pane takes what it shows and ends the comparison.
    """

    kind: Kind = Kind.ORIGINAL
    others: tuple[str, ...] = ("",)
    layout: Layout = Layout.SIDE
    flipped: bool = False
    one_scale: bool = False
    choosing: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """Those of `others` that the layout has room for."""
        return self.others if self.layout is Layout.SIDE else self.others[:1]

    @property
    def askable(self) -> bool:
        """Whether the bar could have offered these values; a session file may say anything."""
        known = {
            Kind.METHOD: lambda value: value in METHODS,
            Kind.CLASS: _is_index,
            Kind.INPUT: _is_index,
        }.get(self.kind, lambda _: True)
        if self.choosing and self.kind is not Kind.METHOD:
            return False
        return 1 <= len(self.others) <= MOST_OTHERS and all(not value or known(value) for value in self.others)

    def with_other(self, index: int, value: str) -> Comparison:
        """Return it with another value in one of the further panes."""
        return replace(self, others=(*self.others[:index], value, *self.others[index + 1 :]))

    def without_other(self, index: int) -> Comparison | None:
        """Return it without one of the further panes, None where that was the only one."""
        others = self.others[:index] + self.others[index + 1 :]
        return replace(self, others=others) if others else None

    def of_inputs(self, inputs: Sequence[int]) -> Comparison | None:
        """Return it with no other inputs than these in further panes, all of them where none is left; None for none."""
        wanted = tuple(str(index) for index in inputs)
        kept = tuple(value for value in self.others if value in wanted) or wanted[:MOST_OTHERS]
        return replace(self, others=kept) if kept else None

    def with_panes(self, count: int, values: tuple[str, ...]) -> Comparison:
        """Return it with `count` further panes; new panes get the first of `values` that no pane shows."""
        others = self.others[:count]
        free = [value for value in values if value not in others]
        return replace(self, others=others + tuple((free + [""] * count)[: count - len(others)]))


def methods_to_try(own: str, model: ModelInfo) -> tuple[str, ...]:
    """Return the methods to try beside the chosen one: of different families, as many as the model allows."""
    possible = choices_of(Kind.METHOD, model)
    return tuple(method for method in _TRIED if method in possible and method != own)[:MOST_OTHERS]


def _is_index(value: str) -> bool:
    return value.isdecimal() and len(value) <= _LONGEST_INDEX


def choices_of(kind: Kind, model: ModelInfo | None) -> tuple[str, ...]:
    """Return the values that a pane can show, as far as they follow from the model alone."""
    if model is None:
        return ()
    if kind is Kind.METHOD:
        return tuple(name for name, method in METHODS.items() if obstacle(method, model) is None)
    if kind is Kind.CLASS:
        return tuple(str(index) for index in range(len(model.labels)))
    if kind is Kind.LAYER:
        return tuple(layer.path for layer in model.layers)
    return ()
