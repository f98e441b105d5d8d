"""What a method is: a generator of estimates, and a row that says what it needs, offers and is known for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.attribution.request import Request
    from engine.attribution.session import Session


class Finding(StrEnum):
    """What an attribution has to say beside its numbers."""

    NO_POSITIVE_EVIDENCE = "no-positive-evidence"
    NO_EVIDENCE = "no-evidence"


class Need(StrEnum):
    """What a method asks of a model beyond its answers."""

    LAYER = "layer"  # one that has a height and a width
    GRADIENT = "gradient"  # of the score, followed back to the pixels


@dataclass(frozen=True)
class Option:
    """What the user can choose of a method: a number from `low` to `high`, or one of `choices` by its place."""

    name: str
    default: float
    low: float
    high: float
    step: float
    whole: bool = False
    choices: tuple[str, ...] = ()

    def of(self, request: Request) -> float:
        """Return what the request asks for, else the default."""
        return dict(request.options).get(self.name, self.default)

    def whole_of(self, request: Request) -> int:
        """Return what the request asks for as a whole number."""
        return round(self.of(request))

    def choice_of(self, request: Request) -> str:
        """Return the choice that the request asks for."""
        return self.choices[self.whole_of(request)]


def choice(name: str, *choices: str, default: str) -> Option:
    """Return an option with named values."""
    return Option(name, choices.index(default), 0, len(choices) - 1, 1, True, choices)


def number(name: str, default: int, low: int, high: int) -> Option:
    """Return an option that is a whole number."""
    return Option(name, default, low, high, 1, True)


@dataclass(frozen=True)
class Drawn:
    """How many samples a map was made of, of how many asked for: answers or gradients of the model.

    block: samples that depend on each other, such as a pair of opposites; blocks do not.
    """

    done: int
    count: int
    block: int = 1


@dataclass(frozen=True, eq=False)
class Estimate:
    """What is known so far.

    values: (h, w) map, below zero only where the method is signed. fraction: of the work, 1 for the last.
    error: of sampled methods, and of integrated gradients by panels, the mean over the map of each value's standard
    error, in the map's units.
    gap: of integrated gradients, abs(sum of the map - (s(x) - s(baseline))) / abs(s(x) - s(baseline)).
    drawn: of sampled methods.
    """

    values: np.ndarray
    fraction: float = 1.0
    error: float | None = None
    gap: float | None = None
    drawn: Drawn | None = None


Run = Callable[["Session", "Request"], Iterator[Estimate]]


@dataclass(frozen=True)
class Method:
    """A row of the table. `run` yields ever better estimates, the last one of fraction 1.

    finding: what an all-zero map means. one_pass: answered at once, without batches of its own. signed: by default the
    map has evidence for and against; other methods have both only where an option asks for it, which the values tell.
    sampled: drawn from the request's seed, until the map is good enough (`enough`). guided: ReLUs have the guided
    gradient. class_blind: the same for every class. fails_sanity: looks alike for a network with random weights.
    no_zero: only differences within a map mean something.
    """

    id: str
    run: Run
    needs: frozenset[Need]
    finding: Finding
    paper: str
    options: tuple[Option, ...] = ()
    signed: bool = False
    sampled: bool = False
    one_pass: bool = False
    guided: bool = False
    class_blind: bool = False
    fails_sanity: bool = False
    no_zero: bool = False

    @property
    def needs_layer(self) -> bool:
        """Whether it looks at a layer."""
        return Need.LAYER in self.needs

    @property
    def is_one_look(self) -> bool:
        """Whether one pass over the photograph, looking at a layer, is all that it needs of the model."""
        return self.one_pass and self.needs_layer
