"""From an answer to what a batch keeps of it: the row's figures, and the files as bytes. No TensorFlow, no disk."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.batch.file_names import FOLDERS, written_name
from engine.batch.known.matching import regions_of_class
from engine.batch.plan import Output
from engine.batch.reading import THUMBNAIL_SIDE, shown
from engine.batch.rows import TOP, Result, Row, State, Written
from engine.errors import Code, SaliscopeError
from engine.evaluation.concentration import border_share, concentration, corner_share, summary
from engine.evaluation.grid import evidence_of
from engine.evaluation.localisation import locate
from engine.export.content import Content, Product
from engine.export.files import picture
from engine.export.map_files import npy_blocks
from engine.export.picture_files import jpeg_blocks
from engine.export.provenance import encode, provenance_of, sidecar_of
from engine.images.thumbnail import fitted
from engine.measures import Measured, TrustRequest
from engine.measures.kept import verdict_of
from engine.measures.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.attribution.request import Attribution
    from engine.batch.plan import Plan
    from engine.batch.reading import Asked
    from engine.batch.rows import Unit
    from engine.export.provenance import Provenance
    from engine.measures.kept import MethodMeasures
    from engine.models.model_info import ModelInfo

_QUALITY, _THUMBNAIL_QUALITY = 90, 80  # of JPEG
_SUFFIXES = {Output.OVERLAY: ".jpg", Output.MAP: ".npy"}


class Found(NamedTuple):
    """What the model and the method said about an image, and how its maps measure. seconds: its share of the time."""

    asked: Asked
    attribution: Attribution
    seconds: float
    measured: tuple[MethodMeasures, ...] = ()


def result_of(unit: Unit, info: ModelInfo, device: str, found: Found) -> Result:
    """Return the row and the files of an image. info: of the model, with the class names in use.

    Raises SaliscopeError(EXPORT_FAILED) where an image is too long for JPEG.
    """
    plan, asked, attribution = unit.plan, found.asked, found.attribution
    image, projection = shown(plan, asked), asked.question.projection
    overlay = picture(Product.OVERLAY, image, attribution, projection, plan.rendering)
    how = plan.rendering, device, plan.write_names
    made = provenance_of(image, info, attribution, *how, pixels_chosen=plan.pixels_chosen, trust=_trust(plan, found))
    made = replace(made, image=asked.source)
    row = _row(plan, found)
    files = list(_files(unit, row, overlay, attribution, made))
    written = tuple(Written(path, len(data), hashlib.sha256(data).hexdigest()) for path, data in files)
    return Result(
        replace(row, files=written),
        tuple(data for _, data in files),
        _summary(found),
        b"".join(_thumbnail(overlay)),
    )


def _trust(plan: Plan, found: Found) -> Trust | None:
    """Return what was measured of the plan's own map, None where the plan asks for nothing."""
    if not found.measured:
        return None
    request = TrustRequest(found.attribution.request, plan.measures, plan.measure_options, plan.seed)
    own = zip(found.measured[0].measures, found.measured[0].values, strict=True)
    return Trust(request, tuple(Measured(measure, value, verdict_of(measure, value)) for measure, value in own))


def _row(plan: Plan, found: Found) -> Row:
    asked, attribution, projection = found.asked, found.attribution, found.asked.question.projection
    photograph, evidence = asked.photograph, _evidence(attribution)
    answers, target = _answers(attribution), attribution.request.target
    return Row(
        photograph.name,
        State.DONE,
        plan.fingerprint(photograph.truth, photograph.regions),
        asked.stamp,
        asked.source.sha256,
        "" if plan.write_names else asked.question.image.alias,
        asked.source.size,
        answers=answers,
        target=target,
        margin=answers[0][1] - answers[1][1] if len(answers) > 1 else None,
        concentration=concentration(evidence, projection),
        border=border_share(evidence, projection),
        corner=corner_share(evidence, projection),
        findings=tuple(finding.value for finding in attribution.findings),
        located=locate(evidence, projection, regions_of_class(photograph.regions, target, plan.labels)),
        seconds=found.seconds,
        hash=asked.hash,
        measured=found.measured,
    )


def _answers(attribution: Attribution) -> tuple[tuple[int, float], ...]:
    probabilities = attribution.probabilities
    first = np.argsort(-probabilities, kind="stable")[:TOP]
    return tuple((int(index), float(probabilities[index])) for index in first)


def _evidence(attribution: Attribution) -> np.ndarray:
    """Return the (h, w) evidence that all measures are about, at least 0."""
    return evidence_of(attribution.values, attribution.request.method)


def _summary(found: Found) -> bytes:
    small = summary(_evidence(found.attribution), found.asked.question.projection)
    return b"" if small is None else small.astype("<f4").tobytes()


def _files(
    unit: Unit, row: Row, overlay: np.ndarray, attribution: Attribution, made: Provenance
) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the run folder, contents) of the files that the plan asks for."""
    contents = hashlib.sha256((row.sha256 + row.asked).encode()).hexdigest()
    products = {Output.OVERLAY: overlay, Output.MAP: attribution.values}
    for output in unit.plan.outputs:
        path = written_name(FOLDERS[output], row.name, _SUFFIXES[output], row.alias, contents)
        record = encode(made, unit.folder / Path(path).parent)
        content = Content(products[output], record)
        yield path, b"".join(_blocks(output, path, content))
        if output is Output.MAP:  # its format has no place for a record
            yield str(sidecar_of(PurePosixPath(path))), record.encode() + b"\n"


def _blocks(output: Output, path: str, content: Content) -> Iterable[bytes]:
    if output is Output.MAP:
        return npy_blocks(content)
    try:
        return jpeg_blocks(content, _QUALITY)
    except ValueError as fault:  # JPEG ends at 65,500 pixels a side
        raise SaliscopeError(Code.EXPORT_FAILED, name=PurePosixPath(path).name, reason=str(fault)) from fault


def _thumbnail(overlay: np.ndarray) -> Iterator[bytes]:
    return jpeg_blocks(Content(fitted(overlay, THUMBNAIL_SIDE)), _THUMBNAIL_QUALITY)
