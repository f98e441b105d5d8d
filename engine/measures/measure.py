"""What a measure of a map is: a row that says what it needs and when its value is good, and the values it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.attribution.request import Request
from engine.methods.method import Option
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.measures.subject import Subject


class Aspect(StrEnum):
    """The questions that the measures answer together, in the order in which they are shown."""

    REMOVAL = "removal"  # does removing what it shows change the answer?
    MODEL = "model"  # does the map depend on the model?
    STABILITY = "stability"  # does it stay when the image hardly changes?
    FAITHFULNESS = "faithfulness"  # is it faithful?
    AGREEMENT = "agreement"  # do other methods agree?
    CENTRE = "centre"  # is it more than the centre?


class Verdict(StrEnum):
    """What a value means."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    POOR = "poor"
    NONE = "none"  # told without a verdict, or not measured


class Why(StrEnum):
    """Why there is no value."""

    MAP_FROM_ELSEWHERE = "map-from-elsewhere"  # it cannot be computed again
    NO_EVIDENCE = "no-evidence"  # the map is empty
    NO_ANSWER = "no-answer"  # the answer leaves nothing to take away, or is no share
    NO_OTHER_FIT = "no-other-fit"  # the image has the input's shape, or is not at hand
    NO_OTHER_METHOD = "no-other-method"  # fewer than two families of methods run on this model
    NO_WEIGHTS = "no-weights"  # nothing in the model can be shuffled
    FEW_LAYERS = "few-layers"  # too few with weights to tell methods apart
    FAILED = "failed"  # the model could not compute it


class Need(StrEnum):
    """What a measure asks beyond the map and the model's answers."""

    METHOD = "method"  # to explain again: not of a map from elsewhere
    OTHER_FIT = "other-fit"  # the image fitted to the input in another way


class Unit(StrEnum):
    """How a value is written."""

    SHARE = "share"  # 0..1, as per cent
    CORRELATION = "correlation"  # -1..1
    NUMBER = "number"


@dataclass(frozen=True)
class Thresholds:
    """Where a value is good and where it is poor; between the two it is doubtful. Larger is better if good > poor."""

    good: float
    poor: float

    def verdict(self, value: float) -> Verdict:
        """Return what a value means; the thresholds themselves belong to good and to poor."""
        sign = 1 if self.good > self.poor else -1
        if sign * value >= sign * self.good:
            return Verdict.GOOD
        return Verdict.POOR if sign * value <= sign * self.poor else Verdict.DOUBTFUL


@dataclass(frozen=True)
class Curve:
    """A line of a chart: its name, such as "map", "random" or "centre", and (x, y) points with x from 0 to 1."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """A map that a measure shows: (h, w) float32, read-only, over the model's input. name: such as "agreement"."""

    name: str
    values: np.ndarray


@dataclass(frozen=True, eq=False)
class Measured:
    """What a measure found, complete when its fraction is 1.

    value: the number that is shown and judged; None where there is none, and `why` says why. details: further numbers
    by name. seconds, passes: what it took; passes are pictures through the model, forward or back.
    """

    measure: str
    value: float | None = None
    verdict: Verdict = Verdict.NONE
    why: Why | None = None
    details: tuple[tuple[str, float], ...] = ()
    curves: tuple[Curve, ...] = ()
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
    seconds: float = 0.0
    passes: int = 0
    fraction: float = 1.0


Run = Callable[["Subject", "TrustRequest"], Iterator[Measured]]


@dataclass(frozen=True)
class Measure:
    """A row of the table. `run` yields ever more complete findings, the last one of fraction 1, without a verdict.

    thresholds: when the value is good or poor; None: it is told, not judged. decides: the verdict of its aspect rests
    on it. sampled: drawn from the request's seed.
    """

    id: str
    aspect: Aspect
    run: Run
    paper: str
    unit: Unit
    thresholds: Thresholds | None = None
    decides: bool = True
    options: tuple[Option, ...] = ()
    needs: frozenset[Need] = frozenset()
    sampled: bool = False


@dataclass(frozen=True)
class TrustRequest:
    """Everything that determines the measures of a map. Equal requests of equal maps have equal values.

    map: what made the map, target and layer filled in; of a map from elsewhere, whose model, image and class count.
    measures: ids, in the table's order. options: sorted (name, value) pairs, the name as "deletion.steps".
    elsewhere: SHA-256 of a map that another program made, "" for one of our own.
    """

    map: Request
    measures: tuple[str, ...]
    options: tuple[tuple[str, float], ...] = ()
    seed: int = 0
    elsewhere: str = ""

    def value(self, measure: str, option: Option) -> float:
        """Return what is asked of a measure's option, else its default."""
        return dict(self.options).get(f"{measure}.{option.name}", option.default)

    def whole(self, measure: str, option: Option) -> int:
        """Return what is asked of an option as a whole number."""
        return round(self.value(measure, option))

    def choice(self, measure: str, option: Option) -> str:
        """Return the choice that is asked for."""
        return option.choices[self.whole(measure, option)]
