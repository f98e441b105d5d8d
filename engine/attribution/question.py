"""A photograph, the way it meets a model, and what is asked of the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images.projection import Fit, Projection
from engine.images.view import model_view
from engine.methods import METHODS

if TYPE_CHECKING:
    from engine.images import Image
    from engine.models.classifier import Classifier


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
    **choices: Any,
) -> Question:
    """Make ready what is asked of a model about a photograph. Nothing is computed yet.

    pixel_values: a `PixelValues` id, None for the model's own. layer: left out where the method looks at none.
    choices: further fields of the `Request`.
    """
    info = classifier.info
    projection = Projection.make((image.width, image.height), info.input_size, fit)
    values = pixel_values or info.pixel_values
    session = Session(classifier, model_view(image, projection, info.channels), values)
    if method in METHODS and not METHODS[method].needs_layer:
        layer = None
    request = Request(
        image.sha256, fit, info.sha256, values, method, layer, port=info.port, reading=image.used, **choices
    )
    return Question(image, projection, session, request)
