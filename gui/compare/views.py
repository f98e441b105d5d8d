"""What the panes of a comparison show: their images and maps, names, remarks and scales."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.rendering import common_range
from gui.canvas.compose_cache import PaneView
from gui.compare import names
from gui.state.comparison import Comparison, Kind
from gui.state.resolution import answers, companions_of, resolve
from gui.words.maps import unit_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.attribution.request import Attribution
    from engine.models.model_info import ModelInfo
    from engine.rendering import Rendering
    from gui.compare.panes import Other
    from gui.state.screen import ScreenState


def views_of(state: ScreenState, now: Comparison, others: Sequence[Other]) -> tuple[PaneView, ...]:
    """Return what the panes show, in their order."""
    rendering = _rendering(state, now, others)
    panes = (_own(state, now, rendering), *(_further(state, now, other, rendering) for other in others))
    return panes[::-1] if now.flipped else panes


def _rendering(state: ScreenState, now: Comparison, others: Sequence[Other]) -> Rendering:
    maps = [state.attribution, *(other.attribution for other in others)]
    there = [attribution for attribution in maps if attribution is not None]
    rendering = state.rendering
    return replace(rendering, fixed=common_range(there, rendering)) if _has_one_scale(now) and there else rendering


def _own(state: ScreenState, now: Comparison, rendering: Rendering) -> PaneView:
    # A map of an earlier question must not stand next to answers to the present one.
    attribution = (
        state.attribution if state.attribution and answers(state.attribution, resolve(state.question)) else None
    )
    return PaneView(
        state.picture,
        attribution,
        state.shown_projection,
        rendering,
        names.own_name(state, now.kind),
        names.remark_on(now.kind, attribution, state.model, state.choices.pixels_chosen) or names.computing(),
        _scale(now, rendering),
        _unit(attribution, state.model),
        attribution is None or attribution.request.target != state.choices.target,
        state.choices.probe,
        state.model,
        first=True,
        companions=tuple(one.image for one in companions_of(state.question)),
        pixels_chosen=state.choices.pixels_chosen,
    )


def _further(state: ScreenState, now: Comparison, other: Other, rendering: Rendering) -> PaneView:
    return PaneView(
        other.picture,
        other.attribution,
        other.projection,
        rendering,
        names.other_name(state, now.kind, other),
        other.problem or _remark(now, other),
        _scale(now, rendering),
        _unit(other.attribution, other.model),
        now.kind is not Kind.ORIGINAL and other.waiting,
        model=other.model,
        problem=other.problem,
        companions=other.companions,
        pixels_chosen=other.pixels_chosen,
    )


def _remark(now: Comparison, other: Other) -> str:
    remark = names.remark_on(now.kind, other.attribution, other.model, other.pixels_chosen)
    awaited = now.kind is not Kind.ORIGINAL and other.waiting
    return remark or (names.computing() if awaited else "")


def _unit(attribution: Attribution | None, model: ModelInfo | None) -> str:
    """Return in words what a map's numbers count."""
    return unit_sentence(attribution.request, model.head) if attribution is not None and model is not None else ""


def _scale(now: Comparison, rendering: Rendering) -> str:
    """Return in words which range the colour bars have."""
    if _has_one_scale(now):
        return QCoreApplication.translate("Comparing", "shared scale")
    if rendering.fixed is None:
        return QCoreApplication.translate("Comparing", "scaled to this image")
    return QCoreApplication.translate("Comparing", "fixed scale")


def _has_one_scale(now: Comparison) -> bool:
    return now.one_scale and now.kind is not Kind.ORIGINAL  # the bare image has no map to share it with
