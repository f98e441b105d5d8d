"""What is compared: a row for each method, with what counts its passes on both sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil

from engine.methods import METHODS, Option

_FINEST_PASSES = 53**2 + 1  # of occlusion at a quarter of the patch's side, and of the whole image
_LEAST = 600  # passes
BATCH = 32  # pictures at once in Xplique, which has up to 256 by itself: too many for VGG16's memory
TIMES = 20  # as many passes as Xplique computes by itself make a converged map
SIGMA = 0.15  # of SmoothGrad's noise, of the input's range
_PATCH = 16 / 224  # of the input's side: in Xplique 16 pixels


@dataclass(frozen=True)
class Row:
    """A method, as both libraries have it. Numbers of masks, samples and the like rise.

    ours, theirs: what is computed, the last of theirs by Xplique if nothing is said; all of theirs leave the same over
    from whole batches, or nothing, since Xplique traces anew for each size. count: our option for it. passes:
    that each takes. fixed: our further options, choices by name. random: whether Xplique draws anew each time. offset:
    whether zero means nothing in a map. scale: what a map of a number is multiplied by, on both sides. finest: of a map
    that is looked at while it grows, the count that it grows to; `ours` are then shares of its passes.
    """

    name: str
    method: str
    count: str
    ours: tuple[float, ...]
    theirs: tuple[int, ...]
    fixed: Mapping[str, str | float] = field(default_factory=dict)
    passes: Callable[[int], int] = lambda number: number
    random: bool = True
    offset: bool = False
    scale: Callable[[float], float] = lambda _: 1.0
    finest: float | None = None

    @property
    def option(self) -> Option:
        """Our option that says how much is computed."""
        return _options(self)[self.count]

    @property
    def first(self) -> int:
        """The number of Xplique's that is tried first: it traces all sizes of batches of the others."""
        return next((number for number in self.theirs if self.passes(number) > BATCH), self.theirs[0])

    @property
    def cheap(self) -> float:
        """Our count of which a map takes few passes; of what is looked at while it grows, a stride of a whole patch."""
        return self.ours[0] if self.finest is None else 1.0

    @property
    def weight(self) -> int:
        """How much of the time is spent on it: by the passes of Xplique's own number, but not too little."""
        return max(self.passes(self.theirs[-1]), _LEAST)

    @property
    def sampled(self) -> bool:
        """Whether we draw at random."""
        return METHODS[self.method].sampled

    def counts(self, passes: float) -> list[float]:
        """Return our counts that take no more than so many passes, or our first one."""
        return [count for count in self.ours if self._passes_of(count) <= passes] or [self.ours[0]]

    def converged(self, share: float) -> tuple[float, int]:
        """Return our count for a converged map, and how many are averaged. share: of all the passes it is to take.

        Of what is drawn there are two at least, which tell what their mean is itself off by.
        """
        if self.finest is not None:
            return self.finest, 1
        wanted = max(share * TIMES * self.theirs[-1], self.ours[-1])
        maps = max(2, ceil(wanted / self.option.high)) if self.sampled else 1
        return min(self.option.high, round(wanted / maps)), maps

    def _passes_of(self, count: float) -> float:
        return count * self.converged_passes if self.finest is not None else self.passes(int(count))

    @property
    def converged_passes(self) -> int:
        """How many passes make a converged map."""
        return _FINEST_PASSES if self.finest is not None else TIMES * self.passes(self.theirs[-1])

    def options(self, count: float) -> tuple[tuple[str, float], ...]:
        """Return our options for a count. No map that is good enough sooner is taken: all is computed."""
        rows = _options(self)
        chosen = {"enough": 0.0, "completeness": 0.0, **self.fixed, self.count: count}
        return tuple(sorted((name, _number(rows[name], value)) for name, value in chosen.items() if name in rows))


def _options(row: Row) -> dict[str, Option]:
    return {option.name: option for option in METHODS[row.method].options}


def _number(option: Option, value: str | float) -> float:
    return option.choices.index(value) if isinstance(value, str) else float(value)


_ZERO = {"baseline": "zero"}
_MEAN = {"channels": "mean"}

ROWS = (
    Row("RISE", "rise", "masks", (125, 250, 500, 1000, 2000, 4000, 8000), (256, 1024, 4000), _ZERO, offset=True),
    Row("LIME", "lime", "samples", (50, 70, 100, 150, 225), (54, 86, 150)),
    Row("KernelSHAP", "kernelshap", "samples", (100, 200, 400, 800, 1600), (192, 416, 800)),
    Row("Sobol", "sobol", "designs", (2, 4, 8, 16, 32, 64), (8, 32), _ZERO, lambda n: 66 * n, random=False),
    Row(
        *("HSIC", "hsic", "masks", (62, 125, 250, 500, 1000), (116, 244, 500), {**_ZERO, "convention": "xplique"}),
        random=False,
        scale=lambda number: 1 / number,
    ),
    Row("SmoothGrad", "smoothgrad", "samples", (6, 12, 25, 50, 100), (18, 50), {**_MEAN, "sigma": SIGMA}),
    Row(
        *("Integrated Gradients", "integrated-gradients", "steps", (4, 6, 9, 13, 18, 25, 50, 75), (18, 50)),
        {**_ZERO, **_MEAN},
        random=False,
    ),
    Row(
        *("occlusion", "occlusion", "stride", (0.01, 0.02, 0.04, 0.07, 0.14, 0.26, 0.5, 1), (16,)),
        {**_ZERO, "patch": _PATCH},
        lambda stride: ((224 - 16) // stride + 1) ** 2 + 1,
        random=False,
        finest=0.25,
    ),
)
