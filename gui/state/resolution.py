"""Turns a question, as the controls ask it, into a frozen `Request`, and tells whether an answer fits it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.attribution.request import Request
from engine.images.projection import Projection
from engine.methods import METHODS
from gui.state.choices import Choices

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from engine.images import Image
    from engine.models.model_info import ModelInfo


@dataclass(frozen=True)
class Question:
    """A question: photograph, model and choices, of the controls or of a pane of a comparison."""

    image: Image | None
    model: ModelInfo | None
    choices: Choices

    @property
    def projection(self) -> Projection | None:
        """How the photograph meets the model, None until both are there."""
        if self.image is None or self.model is None:
            return None
        return Projection.make((self.image.width, self.image.height), self.model.input_size, self.choices.fit)


def resolve(question: Question) -> Request | None:
    """Turn a question into a request; None while photograph or model is missing. Pure."""
    if question.image is None or question.model is None:
        return None
    choices, method = question.choices, METHODS[question.choices.method]
    return Request(
        image=question.image.sha256,
        fit=choices.fit,
        model=question.model.sha256,
        pixel_values=choices.pixel_values,
        method=choices.method,
        layer=(choices.layer or question.model.default_layer) if method.needs_layer else None,
        target=choices.target,
        options=tuple(sorted(choices.options.get(choices.method, {}).items())),
        # Values that do not matter to this method are normalised, so that equal requests mean equal answers.
        seed=choices.seed if method.sampled else 0,
        port=question.model.port,
        region=_region(question),
        against=choices.against if choices.against != choices.target else None,
        balance=choices.balance if choices.against is not None else 1.0,
        probability=choices.probability,
        further_layers=choices.further_layers if method.needs_layer else (),
        reading=question.image.used,
    )


def _region(question: Question) -> tuple[float, float, float, float] | None:
    """Return the region in shares of the model's input, None for the whole mask."""
    rect, projection = question.choices.region, question.projection
    if rect is None or projection is None or question.model is None or not question.model.mask:
        return None
    width, height = projection.input_size
    left, right = (float(projection.to_input(x, 0)) / width for x in (rect.x, rect.x + rect.width))
    top, bottom = (float(projection.to_input(y, 1)) / height for y in (rect.y, rect.y + rect.height))
    return left, top, right - left, bottom - top


def answers(attribution: Attribution, wanted: Request | None) -> bool:
    """Tell whether an answer may be shown: it fits the question, except that a dragged slider may already be ahead."""
    if wanted is None:
        return False
    given, asked = (replace(request, target=None, balance=1.0) for request in (attribution.request, wanted))
    return given == asked


def same_question(one: Request, other: Request) -> bool:
    """Tell whether two requests differ at most in the class."""
    first, second = (replace(request, target=None, against=None, balance=1.0) for request in (one, other))
    return first == second
