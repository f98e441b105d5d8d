"""What the panes of a comparison are called, and what the bar offers for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.methods import METHODS
from gui.state import memory
from gui.state.comparison import Kind, choices_of
from gui.words.layers import layer_name
from gui.words.maps import finding_sentence
from gui.words.methods import method_name
from gui.words.model_input import assumed_words
from gui.words.numbers import answer, percent

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from engine.models.model_info import ModelInfo
    from gui.compare.panes import Other
    from gui.state.images.picture import Picture
    from gui.state.screen import ScreenState


def own_name(state: ScreenState, kind: Kind) -> str:
    """Return the name of the first pane, according to its map if it has one."""
    model, attribution = state.model, state.attribution
    if kind is Kind.ORIGINAL or model is None:
        return QCoreApplication.translate("compare", "Overlay")
    if kind is Kind.IMAGE:
        return state.image.name if state.image is not None else ""
    if kind is Kind.MODEL:
        return model.name
    if kind is Kind.INPUT:
        return _with_photograph(value_name(kind, str(model.port.input), model), state.picture)
    return value_name(kind, own_value(state, kind, attribution), model)


def own_value(state: ScreenState, kind: Kind, attribution: Attribution | None = None) -> str:
    """Return the value that the first pane shows: that of the given map, else the chosen one."""
    model, choices = state.model, state.choices
    if kind is Kind.METHOD:
        return attribution.request.method if attribution is not None else choices.method
    if kind is Kind.CLASS:
        target = attribution.request.target if attribution is not None else choices.target
        return "" if target is None else str(target)
    if kind is Kind.LAYER and attribution is not None:
        return attribution.request.layer or ""
    if kind is Kind.LAYER:
        return choices.layer or (model.default_layer if model is not None else None) or ""
    if kind is Kind.MODEL:
        return str(model.path) if model is not None else ""
    if kind is Kind.INPUT:
        return str(model.port.input) if model is not None else ""
    return str(state.image.path or "") if kind is Kind.IMAGE and state.image is not None else ""


def value_name(kind: Kind, value: str, model: ModelInfo | None) -> str:
    """Return what a value of `Comparison.others` is called."""
    if kind is Kind.ORIGINAL:
        return QCoreApplication.translate("compare", "Image")
    if not value:
        return QCoreApplication.translate("compare", "Choose…")
    if kind is Kind.METHOD:
        return method_name(value) if value in METHODS else value
    if kind is Kind.CLASS:
        index = int(value) if value.isdecimal() else -1
        return model.labels[index] if model is not None and 0 <= index < len(model.labels) else value
    if kind is Kind.INPUT:
        index = int(value) if value.isdecimal() else -1
        return model.inputs[index].name if model is not None and 0 <= index < len(model.inputs) else value
    return layer_name(value, model) if kind is Kind.LAYER else Path(value).name


def remark_on(kind: Kind, attribution: Attribution | None, model: ModelInfo | None, pixels_chosen: bool = False) -> str:
    """Return a pane's remark: the map's class (unless the pane's name says it), answer, progress and findings.

    And that the model's pixel values are assumed, unless the user chose or confirmed them (pixels_chosen).
    """
    if attribution is None or model is None or attribution.request.target is None:
        return ""
    target = attribution.request.target
    if target >= len(model.labels):
        return ""
    label = model.labels[target]
    share = answer(float(attribution.probabilities[target]), model.head)
    parts = [share if kind is Kind.CLASS else f"{label}, {share}"]
    if attribution.fraction < 1:
        parts.append(percent(attribution.fraction))
    if model.assumes(attribution.request.pixel_values, pixels_chosen):
        parts.append(assumed_words())
    parts += [finding_sentence(finding, label) for finding in attribution.findings]
    return " · ".join(parts)


def computing() -> str:
    """Return the remark of a pane whose map is still to come."""
    return QCoreApplication.translate("compare", "Computing…")


def other_name(state: ScreenState, kind: Kind, other: Other) -> str:
    """Return the name of a further pane."""
    if kind is Kind.MODEL and other.model is not None and other.value:
        return other.model.name
    name = value_name(kind, other.value, state.model)
    return _with_photograph(name, other.picture) if kind is Kind.INPUT else name


def _with_photograph(name: str, picture: Picture | None) -> str:
    return f"{name} · {picture.image.name}" if picture is not None else name


def offered(state: ScreenState, kind: Kind, open_images: Sequence[Path]) -> tuple[str, ...]:
    """Return the values that a further pane can show without a file dialog."""
    if kind is Kind.MODEL:
        own = state.model.path if state.model is not None else None
        return tuple(str(known.path) for known in memory.remembered_models() if known.path != own)
    if kind is Kind.IMAGE:
        own = state.image.path if state.image is not None else None
        return tuple(str(path) for path in open_images if path != own)
    if kind is Kind.INPUT:
        return tuple(str(index) for index in state.companions)
    return choices_of(kind, state.model)


def ranked(state: ScreenState, kind: Kind, values: Sequence[str]) -> list[str]:
    """Return values with those first that a new pane shows: probable classes, quick methods, last layers."""
    if kind is Kind.CLASS and state.attribution is not None:
        shares = state.attribution.probabilities
        return sorted(values, key=lambda value: -shares[int(value)] if int(value) < len(shares) else 0.0)
    if kind is Kind.METHOD:
        return sorted(values, key=lambda value: not METHODS[value].one_pass)
    return list(values)[::-1] if kind is Kind.LAYER else list(values)


def first_other(state: ScreenState, kind: Kind, open_images: Sequence[Path]) -> str:
    """Return the value to begin a comparison with: the next best class, another quick method, the last other layer."""
    own = own_value(state, kind)
    values = ranked(state, kind, offered(state, kind, open_images))
    return next((value for value in values if value != own), "")
