"""What the map on screen is, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.words.maps import unit_sentence
from gui.words.methods import method_name
from gui.words.numbers import answer, percent

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from engine.models.model_info import ModelInfo


def title_of(attribution: Attribution, model: ModelInfo) -> str:
    """Return what a map is, in one sentence."""
    request, translate = attribution.request, QCoreApplication.translate
    target, against = request.target, request.against
    assert target is not None
    words = (
        translate("Legend", "{method} for “{label}” ({answer}), {unit}")
        if against is None
        else translate("Legend", "{method} for “{label}” ({answer}) rather than “{other}” (counting {balance}), {unit}")
    )
    return words.format(
        method=method_name(request.method),
        label=model.labels[target],
        answer=answer(float(attribution.probabilities[target]), model.head),
        other=model.labels[against] if against is not None else "",
        balance=percent(request.balance),
        unit=unit_sentence(request, model.head),
    )
