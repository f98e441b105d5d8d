"""A comparison as values to export: what its panes show at one moment. A pane without its map is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.export.panes import Compared
from gui.export.snapshot import Screen, Shown
from gui.state.comparison import Comparison, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.canvas.compose_cache import PaneView


def screen_of(own: Shown, comparison: Comparison, views: Sequence[PaneView], curtain: float) -> Screen:
    """Return what is on screen. own: what the controls are set to; views: what the panes show, in their order."""
    files = comparison.kind in (Kind.MODEL, Kind.IMAGE)  # whose paths stand in the panes, relative to the export
    compared = Compared(
        comparison.kind.value,
        tuple("" if files else value for value in comparison.shown),
        comparison.layout.value,
        comparison.flipped,
        comparison.one_scale,
        curtain,
    )
    try:
        panes = tuple(_shown(view, own, comparison, number) for number, view in enumerate(views, 1))
    except SaliscopeError as error:
        return Screen(own, compared=compared, trouble=error)
    return Screen(own, panes, compared, next(number for number, view in enumerate(views) if view.first))


def _shown(view: PaneView, own: Shown, comparison: Comparison, number: int) -> Shown:
    """Return the `number`-th pane on screen. Raises SaliscopeError where it lacks the map it should show."""
    if comparison.kind is Kind.ORIGINAL and not view.first:
        return own._replace(strokes=(), name=view.name, remark=view.remark, bare=True)
    if view.problem:
        raise SaliscopeError(Code.EXPORT_PANE_FAILED, name=view.name, reason=view.problem)
    if view.picture is None or view.attribution is None or view.projection is None or view.model is None:
        if view.waiting or view.first:
            raise SaliscopeError(Code.EXPORT_PANE_WAITING, name=view.name)
        raise SaliscopeError(Code.EXPORT_PANE_EMPTY, number=number)
    if view.first and view.waiting:  # another class was chosen: its map is the one before
        raise SaliscopeError(Code.EXPORT_PANE_WAITING, name=view.name)
    return Shown(
        view.picture.image,
        view.attribution,
        view.projection,
        view.rendering,
        view.model,
        own.device,
        view.strokes,
        view.picture.levels[-1],
        view.name,
        view.remark,
        companions=view.companions,
        pixels_chosen=view.pixels_chosen,
    )
