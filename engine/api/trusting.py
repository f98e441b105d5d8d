"""How far a map can be trusted: measures of it, and what a region does to the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from engine.attribution.request import Attribution
    from engine.images import Image
    from engine.measures.measure import Measured
    from engine.measures.region import Box, RegionCheck
    from engine.measures.trust import Trust
    from engine.models.classifier import Classifier


def measure(
    model: Classifier,
    image: Image,
    heat_map: Attribution | np.ndarray,
    measures: Iterable[str] | None = None,
    *,
    options: Mapping[str, float | str] | None = None,
    seed: int = 0,
    target: int | str | None = None,
    fit: Fit | str = Fit.STRETCH,
    pixel_values: str | None = None,
    companions: Mapping[int | str, Image] | None = None,
    on_found: Callable[[Measured], None] | None = None,
) -> Trust:
    """Measure a map of a photograph: whether removing what it shows changes the answer, whether it is stable, and more.

    heat_map: what `explain` returned; or a map that another program made, (h, w) or with further axes of length 1, at
    any size, over the whole of the model's input as `fit` makes it.
    measures: keys of `MEASURES`; None: all, but for slow methods those that explain again.
    options: of the measures, such as {"deletion.steps": 20, "deletion.baseline": "black"}.
    target, fit, pixel_values: of a map from elsewhere, as of `explain`; one of our own says them itself.
    companions: the photographs that the map was made with. on_found: told of each finding, also of unfinished ones.

    Returns a Trust: `of("deletion")` is a Measured with `value`, `verdict`, `why` there is none, `details` and
    `curves`; `verdict(aspect)` and `overall` say what holds and what does not.

        trust = measure(model, image, explain(model, image), ["deletion", "insertion"])
        print(trust.of("deletion").value, trust.of("deletion").verdict)

    Raises SaliscopeError: MAP_OF_OTHER where the map is of another photograph or model, MEASURE_UNKNOWN,
    OPTION_UNKNOWN, OPTION_RANGE, MAP_UNREADABLE, MAP_SHAPE, MAP_NOT_FINITE, and as `explain`.
    """
    from engine.api.asking import question_of
    from engine.attribution.request import Attribution
    from engine.measures.asking import ask_trust
    from engine.measures.foreign import as_answer, as_map, hash_of
    from engine.measures.measuring import measured
    from engine.measures.subject import subject_of

    if isinstance(heat_map, Attribution):
        own = heat_map.request
        target, fit, pixel_values = own.target, own.fit, own.pixel_values
    question = question_of(model, image, "", target=target, fit=fit, pixel_values=pixel_values, companions=companions)
    if isinstance(heat_map, Attribution):
        answer, elsewhere = heat_map, ""
    else:
        values = as_map(heat_map)
        answer, elsewhere = as_answer(question, values), hash_of(values)
    if answer.request.view != question.request.view:
        raise SaliscopeError(Code.MAP_OF_OTHER, name=image.name)
    request = ask_trust(answer.request, measures, (options or {}).items(), seed, elsewhere)
    return measured(subject_of(question, answer, seed, bool(elsewhere)), request, on_found)


def check_region(
    model: Classifier,
    image: Image,
    box: Box,
    *,
    target: int | str | None = None,
    fit: Fit | str = Fit.STRETCH,
    pixel_values: str | None = None,
    seed: int = 0,
    companions: Mapping[int | str, Image] | None = None,
) -> RegionCheck:
    """Say what becomes of the answer without a region of a photograph, beside regions of its size elsewhere.

    box: left, top, width and height in shares of the model's input. The others: as of `explain`.

        check = check_region(model, image, (0.25, 0.25, 0.5, 0.5))
        print(check.before, check.after, model.info.labels[check.answer], check.mean, check.spread)

    Raises SaliscopeError: CLASS_UNKNOWN, CLASS_AMBIGUOUS, COMPANION_INPUT, COMPANION_NONE, NOT_FINITE.
    """
    from engine.api.asking import question_of
    from engine.measures.region import check_region as check

    question = question_of(model, image, "", target=target, fit=fit, pixel_values=pixel_values, companions=companions)
    return check(question.session, question.session.target(question.request), box, seed)
