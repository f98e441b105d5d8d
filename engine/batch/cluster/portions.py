"""Images on their way to another computer: read here, in portions that memory and network can bear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.batch.units import refused, stamp_of
from engine.errors import SaliscopeError
from engine.images.read import read_file
from engine.system.memory import MIB
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.batch.rows import Photograph, Result, Stamp, Unit

PORTION = 64 * MIB  # bytes of files; a larger file is a portion of its own


def portions(unit: Unit) -> Iterator[Unit]:
    """Part a unit into some whose files are `PORTION` bytes at most, in the same order."""
    some: list[Photograph] = []
    size = 0
    for image in unit.photographs:
        own = stamp_of(image)[0]
        if some and size + own > PORTION:
            yield replace(unit, photographs=tuple(some))
            some, size = [], 0
        some.append(image)
        size += own
    if some:
        yield replace(unit, photographs=tuple(some))


@dataclass(frozen=True, eq=False)
class Loaded:
    """A portion that was read. unit: with the files' bytes, without what cannot be read.

    names: of all its images, in order; stamps: of their files as they were before; unread: what cannot be read.
    """

    unit: Unit
    names: tuple[str, ...]
    stamps: Mapping[str, Stamp]
    unread: Mapping[str, Result]

    def completed(self, answered: Sequence[Result]) -> list[Result]:
        """Return a result for every image: a worker cannot know when a file on this computer was changed."""
        found = {result.row.name: self._stamped(result) for result in answered} | dict(self.unread)
        return [found[name] for name in self.names]

    def _stamped(self, result: Result) -> Result:
        return replace(result, row=replace(result.row, stamp=self.stamps[result.row.name]))


def load(unit: Unit) -> Loaded:
    """Read the files of a unit. One that cannot be read is a row with its error."""
    read, stamps, unread = [], {}, {}
    for image in unit.photographs:
        stamps[image.name] = stamp_of(image)
        try:
            read.append(replace(image, data=read_file(image.path)))
        except SaliscopeError as error:
            unread[image.name] = refused(unit.plan, image, error)
    names = tuple(image.name for image in unit.photographs)
    return Loaded(replace(unit, photographs=tuple(read)), names, stamps, unread)
