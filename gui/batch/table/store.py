"""The rows of a batch as columns of numbers: 100,000 images take a few megabytes, and are sorted in milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.batch.rows import State
from engine.evaluation.triage import Reason
from engine.measures import Aspect, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.batch.rows import Row
    from engine.errors import SaliscopeError
    from engine.evaluation.triage import Flag

NONE = -1  # a class that there is not, or that is not known
STATES = (State.WAITING, State.DONE, State.REFUSED)
VERDICTS = (Verdict.POOR, Verdict.DOUBTFUL, Verdict.GOOD)
POOR = VERDICTS.index(Verdict.POOR)
_PLACES = {Verdict.NONE: NONE, **{verdict: number for number, verdict in enumerate(VERDICTS)}}
_REASONS = {reason: number for number, reason in enumerate(Reason)}
PlacedFlags = tuple[dict[int, "tuple[Flag, ...]"], np.ndarray]  # `flags` and `reason` of a `RowStore`
_NUMBER = {state: number for number, state in enumerate(STATES)}
MEASURES = ("probability", "margin", "concentration", "border", "seconds")  # of `Row`, as decimal numbers


class RowStore:
    """What is known of each image, by its place in the list of names, which never changes.

    names: in the order in which they are listed. labels: of the model's classes. answer, truth, target: (n,) int32
    classes, `NONE` where there is none. state: (n,) uint8 places in `STATES`. measures: (n,) float32 arrays by the
    names in `MEASURES`, NaN where there is no value. By place: errors, why images were refused; aliases, what stands
    for names that are not to be passed on; flags, what the triage says of an image, the first reason first. reason:
    (n,) int8, the first one's place in `Reason`, `NONE` for none. verdicts: on the map, (n,) int8 by aspect, from
    `POOR` up to good, `NONE` where there is none; aspects: those that any image has a verdict on.
    """

    def __init__(self, names: Sequence[str], labels: Sequence[str]) -> None:
        count = len(names)
        self.names = tuple(names)
        self.labels = tuple(labels)
        self.place = {name: at for at, name in enumerate(self.names)}
        self.folded = [name.casefold() for name in self.names]
        self.state = np.zeros(count, np.uint8)
        self.answer, self.truth, self.target = (np.full(count, NONE, np.int32) for _ in range(3))
        self.measures = {name: np.full(count, np.nan, np.float32) for name in MEASURES}
        self.errors: dict[int, SaliscopeError] = {}
        self.aliases: dict[int, str] = {}
        self.flags: dict[int, tuple[Flag, ...]] = {}
        self.reason = np.full(count, NONE, np.int8)
        self.verdicts = {aspect: np.full(count, NONE, np.int8) for aspect in Aspect}
        self.aspects: set[Aspect] = set()

    def __len__(self) -> int:
        return len(self.names)

    def take(self, rows: Iterable[Row]) -> list[int]:
        """Note new rows; return their places. Rows of names that are not in the list are passed over."""
        return [self._take(self.place[row.name], row) for row in rows if row.name in self.place]

    def _take(self, at: int, row: Row) -> int:
        self.state[at] = _NUMBER[row.state]
        self.answer[at] = NONE if row.answer is None else row.answer
        self.target[at] = NONE if row.target is None else row.target
        for name, values in self.measures.items():
            value = getattr(row, name)
            values[at] = np.nan if value is None else value
        self._take_verdicts(at, row)
        if row.alias:
            self.aliases[at] = row.alias
        if row.error is not None:
            self.errors[at] = row.error
        else:
            self.errors.pop(at, None)
        return at

    def _take_verdicts(self, at: int, row: Row) -> None:
        if not row.measured:
            for verdicts in self.verdicts.values():
                verdicts[at] = NONE
            return
        for aspect, verdict in row.measured[0].verdicts().items():
            self.verdicts[aspect][at] = _PLACES[verdict]
            if verdict is not Verdict.NONE:
                self.aspects.add(aspect)

    def set_truths(self, truths: Mapping[str, int | None]) -> list[int]:
        """Note true classes, None for "not known"; return the places that were told."""
        told = {self.place[name]: truth for name, truth in truths.items() if name in self.place}
        self.truth[list(told)] = [NONE if truth is None else truth for truth in told.values()]
        return list(told)

    def placed(self, flags: Mapping[str, tuple[Flag, ...]]) -> PlacedFlags:
        """Return what the triage says, by place. Slow where it says much: not for the window's thread."""
        by_place = {self.place[name]: said for name, said in flags.items() if name in self.place}
        reason = np.full(len(self), NONE, np.int8)
        reason[list(by_place)] = [_REASONS[said[0].reason] for said in by_place.values()]
        return by_place, reason

    def set_flags(self, placed: PlacedFlags) -> None:
        """Note what the triage says, as `placed` returned it, in place of what it said before."""
        self.flags, self.reason = placed

    @property
    def right(self) -> np.ndarray:
        """(n,) int8: 1 where the answer is the true class, 0 where it is another, `NONE` where that is not known."""
        known = (self.answer != NONE) & (self.truth != NONE)
        return np.where(known, self.answer == self.truth, NONE).astype(np.int8)

    def is_right(self, at: int) -> bool | None:
        """Tell whether one image's answer is its true class; None where that is not known."""
        if NONE in (self.answer[at], self.truth[at]):
            return None
        return bool(self.answer[at] == self.truth[at])
