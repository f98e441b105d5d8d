"""From a photograph of a batch to what is asked of the model, with no more pixels than its files need."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.batch.plan import Aim, Output
from engine.batch.units import stamp_of
from engine.errors import Code, SaliscopeError
from engine.export.provenance import source_of
from engine.images import decode_image, read_image
from engine.images.thumbnail import fitted
from engine.measures import MEASURES, Need
from engine.measures.asking import other_fit
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.attribution.question import Question
    from engine.batch.plan import Plan
    from engine.batch.rows import Photograph, Stamp
    from engine.export.provenance import Source
    from engine.images import Image
    from engine.measures.asking import OtherFit
    from engine.models.classifier import Classifier

THUMBNAIL_SIDE = 192  # pixels: 96 on screens of two device pixels each
_MOST_KEPT = 2**21  # pixels of an image that waits for its turn; of a larger one the file is read again


@dataclass(frozen=True, eq=False)
class Asked:
    """A photograph and what is asked about it.

    question: its image has only the pixels that are shown, or those of a thumbnail where too many are: `shown`.
    source: the photograph as records name it, with its own size; hash: difference hash; seconds: that reading took.
    other_fit: where a measure asks for it.
    """

    photograph: Photograph
    question: Question
    source: Source
    stamp: Stamp
    hash: str
    seconds: float
    other_fit: OtherFit | None = None


def asked_of(classifier: Classifier, plan: Plan, photograph: Photograph) -> Asked:
    """Read a photograph, the same pixels as the viewer's, and make ready what the plan asks about it.

    Raises SaliscopeError: what `read_image` raises, CHANNELS_DIFFER.
    """
    from engine.attribution.question import ask
    from engine.evaluation.duplicates import difference_hash

    start = time.perf_counter()
    stamp = stamp_of(photograph)  # first: a file that changes while it is read differs from it afterwards
    image = _read(photograph)
    question = ask(
        classifier,
        image,
        plan.method,
        fit=plan.fit,
        pixel_values=plan.pixel_values,
        layer=plan.layer,
        target=target_of(plan, photograph),
        options=plan.options,
        seed=plan.seed,
    )
    other = other_fit(image, classifier.info, question.request) if _wants_other_fit(plan) else None
    shown = _shown(plan, image)
    if shown.width * shown.height > _MOST_KEPT:
        shown = replace(shown, pixels=fitted(shown.pixels, THUMBNAIL_SIDE))
    source = source_of(image, plan.write_names)
    hash_ = difference_hash(question.session.pixels)
    seconds = time.perf_counter() - start
    return Asked(photograph, replace(question, image=shown), source, stamp, hash_, seconds, other)


def _wants_other_fit(plan: Plan) -> bool:
    return any(Need.OTHER_FIT in MEASURES[measure].needs for measure in plan.measures if measure in MEASURES)


def shown(plan: Plan, asked: Asked) -> Image:
    """Return the image with the pixels that are shown of it.

    Raises SaliscopeError: where its file is read again what `read_image` raises, and IMAGE_CHANGED.
    """
    width, height = asked.source.size
    side = _side(plan, width, height)
    if max(asked.question.image.width, asked.question.image.height) >= min(side, max(width, height)):
        return asked.question.image
    image = _read(asked.photograph)
    if image.sha256 != asked.source.sha256:
        raise SaliscopeError(Code.IMAGE_CHANGED, name=image.name)
    return _shown(plan, image)


def _shown(plan: Plan, image: Image) -> Image:
    side = _side(plan, image.width, image.height)
    return replace(image, pixels=fitted(image.pixels, side), samples=None)


def target_of(plan: Plan, photograph: Photograph) -> int | None:
    """Return the class that is explained; None for the model's first answer."""
    if plan.aim is Aim.FIXED:
        return plan.target
    return photograph.truth if plan.aim is Aim.TRUTH else None


def _read(photograph: Photograph) -> Image:
    path = photograph.path
    if photograph.data is not None:
        return decode_image(photograph.data, path.name, path)
    return read_image(path)


def _side(plan: Plan, width: int, height: int) -> int:
    """Return the longer side in pixels of what is shown of an image, if it is as large."""
    if Output.OVERLAY not in plan.outputs:
        return THUMBNAIL_SIDE
    return plan.overlay_side or max(width, height)
