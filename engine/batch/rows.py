"""What a batch finds out about each image, and what goes to a worker and comes back. Plain frozen values."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import SaliscopeError
from engine.evaluation.localisation import Located
from engine.measures.kept import MethodMeasures
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.batch.plan import Plan
    from engine.evaluation.localisation import Region

TOP = 5  # answers kept for each image
SUMMARY_SIDE = 12  # cells a side of the small copy of a map
Stamp = tuple[int, int, int]  # bytes, time of change of contents and of the entry in ns


class State(StrEnum):
    """How far an image of a batch is."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"  # it cannot be read or explained; `Row.error` says why


@dataclass(frozen=True, slots=True)
class Written:
    """A file that belongs to a row. path: relative to the run folder, with "/"."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)  # a hundred thousand may be in memory
class Row:
    """One image of a batch.

    name: its path below the folder, with "/"; alias: what stands for the name in all that is passed on, where the name
    may be a patient's, else "". sha256, size (width, height), stamp: of the file. asked: `Plan.fingerprint`.
    answers: (class, probability) of the most probable classes, the first one first. target: the class explained.
    margin: how far the first answer's probability lies above the second's; None where there is one answer only.
    concentration: Gini coefficient of the evidence, 0 (even) to 1 (one point); border: the share of the evidence in
    the outer tenth on each side of the image, even evidence has 0.36 there; corner: the largest share in one corner.
    None where the map has no evidence. findings: ids of `Finding`. located: how the map meets the object's region.
    seconds: the image's share of the time. hash: 64 bits that alike images share (difference hash, hexadecimal).
    measured: how far to trust the map, the plan's method first; () where the plan asks for no measures.
    """

    name: str
    state: State
    asked: str
    stamp: Stamp = (0, 0, 0)
    sha256: str = ""
    alias: str = ""
    size: tuple[int, int] = (0, 0)
    error: SaliscopeError | None = None
    answers: tuple[tuple[int, float], ...] = ()
    target: int | None = None
    margin: float | None = None
    concentration: float | None = None
    border: float | None = None
    corner: float | None = None
    findings: tuple[str, ...] = ()
    located: Located | None = None
    seconds: float = 0.0
    hash: str = ""
    files: tuple[Written, ...] = ()
    measured: tuple[MethodMeasures, ...] = ()

    @property
    def public_name(self) -> str:
        """The name for all that is passed on."""
        return self.alias or self.name

    @property
    def answer(self) -> int | None:
        """The class that the model answers; None where there is no answer."""
        return self.answers[0][0] if self.answers else None

    @property
    def probability(self) -> float | None:
        """The probability of the answer; of a model that gives one bare number that number."""
        return self.answers[0][1] if self.answers else None


@dataclass(frozen=True, eq=False)
class Photograph:
    """One image that a worker is given.

    name: as in `Row`; path: of its file; data: the file's bytes where the worker cannot read the path, else None.
    truth: its true class, which is explained where the plan says so. regions: where its objects lie.
    """

    name: str
    path: Path
    data: bytes | None = None
    truth: int | None = None
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, eq=False)
class Unit:
    """The unit of work: some images and what is asked of them. The answer is one `Result` for each, in their order.

    folder: of the run, which records inside written files are relative to.
    """

    plan: Plan
    photographs: tuple[Photograph, ...]
    folder: Path


@dataclass(frozen=True, eq=False)
class Result:
    """What a worker found out about one image. It writes nothing: whoever asked writes the files, then keeps the row.

    files: the contents of `row.files`, in their order. summary: the map as `SUMMARY_SIDE` squared float32 values of
    evidence that sum to 1, row by row, little-endian; b"" where there is none. thumbnail: the overlay as a small JPEG.
    """

    row: Row
    files: tuple[bytes, ...] = ()
    summary: bytes = b""
    thumbnail: bytes = field(default=b"", repr=False)
