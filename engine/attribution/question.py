"""A photograph, the way it meets a model, and what is asked of the two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.attribution.request import Companion, Request
from engine.attribution.session import Session
from engine.images.projection import Fit, Projection
from engine.images.view import model_view
from engine.methods import METHODS
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.images import Image
    from engine.models.classifier import Classifier
    from engine.network.description import FurtherInput


@dataclass(frozen=True, eq=False)
class Question:
    """All that `engine.attribution.explain.explain` needs, and the photograph that it is about."""

    image: Image
    projection: Projection
    session: Session
    request: Request


def ask(
    classifier: Classifier,
    image: Image,
    method: str,
    *,
    fit: Fit = Fit.STRETCH,
    pixel_values: str | None = None,
    layer: str | None = None,
    companions: Mapping[int, Image] | None = None,
    **choices: Any,
) -> Question:
    """Make ready what is asked of a model about a photograph. Nothing is computed yet.

    pixel_values: a `PixelValues` id, None for the model's own. layer: left out where the method looks at none.
    companions: the photographs at the model's further picture inputs, by the inputs' indices; they are fitted alike.
    choices: further fields of the `Request`. Raises SaliscopeError: COMPANION_INPUT, COMPANION_NONE, CHANNELS_DIFFER.
    """
    info = classifier.info
    projection = Projection.make((image.width, image.height), info.input_size, fit)
    values = pixel_values or info.pixel_values
    companions = companions or {}
    views = {index: _view(there, info.further_input(index), fit) for index, there in companions.items()}
    session = Session(classifier, model_view(image, projection, info.channels), values, companions=views)
    if method in METHODS and not METHODS[method].needs_layer:
        layer = None
    beside = tuple(Companion(index, there.sha256, fit, there.used) for index, there in sorted(companions.items()))
    request = Request(
        *(image.sha256, fit, info.sha256, values, method, layer),
        port=info.port,
        reading=image.used,
        companions=beside,
        **choices,
    )
    return Question(image, projection, session, request)


def _view(image: Image, taking: FurtherInput, fit: Fit) -> np.ndarray:
    return model_view(image, Projection.make((image.width, image.height), taking.size, fit), taking.channels)
