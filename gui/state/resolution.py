"""Turns a question, as the controls ask it, into a frozen `Request`, and tells whether an answer fits it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from engine.attribution.request import Companion, Request
from engine.images.projection import Projection
from engine.methods import METHODS
from engine.methods.offers import runnable
from engine.network.description import layer_at
from engine.process.jobs import Shown
from engine.system.quick_dataclass import dataclass
from gui.state.choices import Choices

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from engine.images import Image
    from engine.models.model_info import ModelInfo


@dataclass(frozen=True)
class Question:
    """A question: photograph, model and choices, of the controls or of a pane of a comparison.

    companions: the photographs for further picture inputs, by the inputs' indices; the model may have others.
    """

    image: Image | None
    model: ModelInfo | None
    choices: Choices
    companions: Mapping[int, Image] = field(default_factory=dict)

    @property
    def projection(self) -> Projection | None:
        """How the photograph meets the model, None until both are there."""
        if self.image is None or self.model is None:
            return None
        return Projection.make((self.image.width, self.image.height), self.model.input_size, self.choices.fit)

    @property
    def pixels_are_assumed(self) -> bool:
        """Whether the pixel values are a guess that the user has neither confirmed nor changed."""
        choices = self.choices
        return self.model is not None and self.model.assumes(choices.pixel_values, choices.pixels_chosen)


def companions_of(question: Question) -> tuple[Shown, ...]:
    """Return the photographs at the model's further inputs and how they meet them, as the request names them. Pure."""
    further = question.model.further_inputs if question.model is not None else ()
    return tuple(
        Shown(image, Projection.make((image.width, image.height), one.size, question.choices.fit), one.channels)
        for one in further
        if (image := question.companions.get(one.index)) is not None
    )


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
        companions=tuple(
            Companion(one.index, there.sha256, choices.fit, there.used)
            for one in question.model.further_inputs
            if (there := question.companions.get(one.index)) is not None
        ),
    )


def fitted(choices: Choices, model: ModelInfo) -> Choices:
    """Return choices without classes and layers that the model does not have.

    A session file may name any, and another input of a model has its own.
    """
    classes = len(model.labels)
    layer, *further = (layer_of(path, model) for path in (choices.layer, *choices.further_layers))
    return choices.replaced(
        method=runnable(choices.method, model),
        layer=layer,
        further_layers=tuple(path for path in further if path is not None),
        target=choices.target if choices.target is not None and choices.target < classes else None,
        against=choices.against if choices.against is not None and choices.against < classes else None,
    )


def layer_of(path: str | None, model: ModelInfo) -> str | None:
    """Return the path of the layer that a file names, None where the model has none."""
    found = layer_at(model.layers, path)
    return found.path if found is not None else None


def _region(question: Question) -> tuple[float, float, float, float] | None:
    """Return the region in shares of the model's input, None for the whole mask."""
    rect, projection = question.choices.region, question.projection
    if rect is None or projection is None or question.model is None or not question.model.mask:
        return None
    return projection.shares_of(rect)


def answers(attribution: Attribution, wanted: Request | None) -> bool:
    """Tell whether an answer may be shown: it fits the question, except that a dragged slider may already be ahead."""
    if wanted is None:
        return False
    given, asked = (replace(request, target=None, balance=1.0) for request in (attribution.request, wanted))
    return given == asked


def is_settled(attribution: Attribution, wanted: Request | None) -> bool:
    """Tell whether an answer is to the very question: also about its class, and its balance with another one."""
    if wanted is None or not answers(attribution, wanted):
        return False
    given = attribution.request
    return wanted.target in (None, given.target) and wanted.balance == given.balance


def asked_of_model(request: Request) -> Request:
    """Return the part of a request that decides the model's answer, without the class and the method."""
    return replace(
        request,
        method="",
        layer=None,
        target=None,
        options=(),
        seed=0,
        against=None,
        balance=1.0,
        probability=False,
        further_layers=(),
    )


def pixels_were_chosen(attribution: Attribution, choices: Choices) -> bool:
    """Tell whether the user chose or confirmed the pixel values of a map, which may answer an earlier question."""
    return choices.pixels_chosen and attribution.request.pixel_values == choices.pixel_values


def same_question(one: Request, other: Request) -> bool:
    """Tell whether two requests differ at most in the class."""
    first, second = (replace(request, target=None, against=None, balance=1.0) for request in (one, other))
    return first == second
