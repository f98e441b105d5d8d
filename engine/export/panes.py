"""The part of a record that tells of several panes side by side: what made each, and what was compared."""

from __future__ import annotations

from engine.attribution.request import Request
from engine.export.fingerprints import (
    CompanionSource,
    MapFacts,
    Source,
    check_companions,
    check_facts,
    check_readings,
    is_sha256,
)
from engine.export.plain_values import Unfit
from engine.rendering.scale import Rendering
from engine.system.quick_dataclass import dataclass

MOST_PANES = 6


@dataclass(frozen=True)
class Pane:
    """One pane as it was shown. request, map: None for the bare photograph. rendering: includes the colours' range.

    name: as it stood above the pane; label, answer: the class and its probability or value; first: whether the record
    itself is about this pane; pixels_assumed: as in the record.
    """

    name: str
    image: Source
    model: Source
    rendering: Rendering
    request: Request | None = None
    map: MapFacts | None = None
    label: str = ""
    answer: float | None = None
    first: bool = False
    companions: tuple[CompanionSource, ...] = ()
    pixels_assumed: bool | None = None


@dataclass(frozen=True)
class Compared:
    """What was compared. kind, layout: the window's values (see `gui.state.comparison`).

    others: what was compared with the first pane; "" for a photograph or model, whose pane names the file. curtain:
    where the dividing line stood, as a share of the width.
    """

    kind: str
    others: tuple[str, ...]
    layout: str
    flipped: bool = False
    one_scale: bool = False
    curtain: float = 0.5


def check_panes(panes: tuple[Pane, ...]) -> None:
    """Raise Unfit where panes read from a file cannot be those of a picture."""
    if panes and (len(panes) > MOST_PANES or [pane.first for pane in panes].count(True) != 1):
        raise Unfit("panes")
    for number, pane in enumerate(panes):
        _check(pane, f"panes[{number}]")


def _check(pane: Pane, place: str) -> None:
    hashes = (pane.image.sha256, pane.model.sha256)
    if not all(is_sha256(one) for one in hashes) or (pane.request is None) != (pane.map is None):
        raise Unfit(place)
    if pane.request is not None:
        if (pane.request.image, pane.request.model) != hashes:
            raise Unfit(f"{place}.request")
        check_companions(pane.companions, pane.request, f"{place}.companions")
        check_readings(pane.request, f"{place}.request")
    if pane.map is not None:
        check_facts(pane.map, f"{place}.map")
