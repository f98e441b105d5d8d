"""What a caller asks, in the names that people use, as the engine asks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.attribution.lookup import find_class, find_further_input
from engine.attribution.question import Question, ask
from engine.images.projection import Fit

if TYPE_CHECKING:
    from engine.images import Image
    from engine.models.classifier import Classifier


def question_of(
    model: Classifier,
    image: Image,
    method: str,
    *,
    target: int | str | None,
    fit: Fit | str,
    pixel_values: str | None,
    companions: Mapping[int | str, Image] | None,
    **choices: Any,
) -> Question:
    """Make ready what is asked of a model about a photograph; see `explain`, and `ask` for `choices`.

    Raises SaliscopeError: CLASS_UNKNOWN, CLASS_AMBIGUOUS, COMPANION_INPUT, COMPANION_NONE, CHANNELS_DIFFER.
    ValueError: a fit or pixel values of no such name.
    """
    info = model.info
    return ask(
        model,
        image,
        method,
        fit=Fit(fit),
        pixel_values=pixel_values,
        target=find_class(target, info) if isinstance(target, str) else target,
        companions={find_further_input(str(name), info): there for name, there in (companions or {}).items()},
        **choices,
    )
