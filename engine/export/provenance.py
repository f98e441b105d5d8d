"""The record of what made an export, written into the file or beside it, so that the map can be computed again.

    {"format": "saliscope.provenance/1", "image": {...}, "model": {...}, "request": {...}, "rendering": {...},
     "map": {...}, "software": {...}, "device": "cpu", "probe": [], "panes": [], "comparison": null, "pane": "",
     "companions": [], "pixels_assumed": false, "trust": {...}}

`request.options` has all options of the method with their values. Records of versions that left out those that nobody
had chosen are read as they were meant then (see `engine.export.spelled_out`).

`pixels_assumed` is true where nothing said which pixel values the model takes and nobody had chosen or confirmed those
of the request; null in records of versions that did not say.

`trust` has what was measured of the map by then: `found`, with each value, its verdict and the thresholds behind it,
and `missing`, the measures that were asked for and not there yet (see `engine.export.trusted`). It is null in records
of versions that did not measure. Of several panes it is about the first.

`companions` has the photographs that the model's further picture inputs were given, each with `input`, `name` (of the
input) and `image`.

`probe` has the strokes that were painted over the photograph, in order, each with `points`, `radius` and `fill` (see
`engine.images.probe.Stroke`). They are seen in the picture only: the map is that of the unpainted photograph, and is
not drawn where they are.

`panes` is empty for one picture alone. Of a comparison it has every pane in the order shown, and `comparison` says what
was compared (see `engine.export.panes`); all other fields are about the first pane, which the window's controls set.
A file with the numbers of one pane has a record of that pane alone, with its name in `pane`.

A record may come from a stranger: every type is checked, every size is bounded, and nothing in it is run.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from engine import __version__
from engine.attribution.request import Request
from engine.errors import Code, SaliscopeError
from engine.export.fingerprints import (
    CompanionSource,
    MapFacts,
    Source,
    check_companions,
    check_facts,
    check_readings,
    difference,
    facts_of,
    is_sha256,
)
from engine.export.metadata import LONGEST, extract
from engine.export.panes import Compared, Pane, check_panes
from engine.export.plain_values import Unfit, plain, typed
from engine.export.spelled_out import as_written, with_all_options
from engine.export.trusted import Trusted, check_trusted, trusted
from engine.images.image import with_public_names
from engine.images.probe import Stroke
from engine.rendering.scale import Rendering
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from engine.images import Image
    from engine.measures.trust import Trust
    from engine.models.model_info import ModelInfo

__all__ = [
    "Compared",
    "MapFacts",
    "Pane",
    "Provenance",
    "Source",
    "decode",
    "difference",
    "encode",
    "facts_of",
    "located",
    "pane_of",
    "provenance_of",
    "read_provenance",
    "sidecar_of",
    "versions",
]

FORMAT, VERSION = "saliscope.provenance", 1
SIDECAR = ".json"
_BEGINNING = f'{{"format": "{FORMAT}/'
_PACKAGES = ("tensorflow", "keras", "numpy")


@dataclass(frozen=True)
class Provenance:
    """Everything that made an export. There is no date: equal requests make equal files.

    label, against: the classes' names; answer: the target's probability or value.
    """

    image: Source
    model: Source
    request: Request
    rendering: Rendering
    map: MapFacts
    label: str = ""
    against: str = ""
    answer: float | None = None
    software: Mapping[str, str] = field(default_factory=dict)
    device: str = ""
    probe: tuple[Stroke, ...] = ()
    panes: tuple[Pane, ...] = ()
    comparison: Compared | None = None
    pane: str = ""
    companions: tuple[CompanionSource, ...] = ()
    pixels_assumed: bool | None = None
    trust: Trusted | None = None


_Made = TypeVar("_Made", Provenance, Pane)
AnyPath = TypeVar("AnyPath", bound=PurePath)


def provenance_of(
    image: Image,
    model: ModelInfo,
    attribution: Attribution,
    rendering: Rendering,
    device: str = "",
    write_names: bool = False,
    companions: Collection[Image] = (),
    pixels_chosen: bool = False,
    trust: Trust | None = None,
) -> Provenance:
    """Return what made a map and its picture. device: where the engine computes, such as "cpu".

    write_names: also the names and paths of photographs whose names may be a patient's.
    companions: the photographs at the model's further picture inputs; one that is not given is recorded by hash alone.
    pixels_chosen: the pixel values were chosen or confirmed by somebody. trust: what was measured of the map.
    Raises SaliscopeError(TRUST_OTHER_MAP).
    """
    request = attribution.request
    assert request.target is not None
    against = model.labels[request.against] if request.against is not None else ""
    return Provenance(
        *_sources(image, model, write_names),
        with_all_options(request),
        rendering,
        facts_of(attribution.values, attribution.error, attribution.samples),
        model.labels[request.target],
        against,
        float(attribution.probabilities[request.target]),
        dict(versions()),
        device,
        companions=_companions(model, request, companions, write_names),
        pixels_assumed=model.assumes(request.pixel_values, pixels_chosen),
        trust=trusted(request, trust),
    )


def pane_of(
    name: str,
    image: Image,
    model: ModelInfo,
    attribution: Attribution | None,
    rendering: Rendering,
    write_names: bool = False,
    companions: Collection[Image] = (),
    pixels_chosen: bool = False,
) -> Pane:
    """Return what made one pane of several. attribution: None for the bare photograph; the last three: as above."""
    sources = _sources(image, model, write_names)
    if not write_names:  # a pane may be named after its photographs
        name = with_public_names(name, (image, *companions))
    if attribution is None:
        return Pane(name, *sources, rendering)
    request = attribution.request
    assert request.target is not None
    return Pane(
        name,
        *sources,
        rendering,
        with_all_options(request),
        facts_of(attribution.values, attribution.error, attribution.samples),
        model.labels[request.target],
        float(attribution.probabilities[request.target]),
        companions=_companions(model, request, companions, write_names),
        pixels_assumed=model.assumes(request.pixel_values, pixels_chosen),
    )


def _sources(image: Image, model: ModelInfo, write_names: bool) -> tuple[Source, Source]:
    return (
        source_of(image, write_names),
        Source(model.name, model.sha256, _absolute(model.path), model.input_size),
    )


def source_of(image: Image, write_names: bool) -> Source:
    """Return what a record says of a photograph. write_names: also a name that may be a patient's."""
    secret = image.alias and not write_names
    name, path = (image.alias, "") if secret else (image.name, _absolute(image.path))
    return Source(name, image.sha256, path, (image.width, image.height))


def _companions(
    model: ModelInfo, request: Request, images: Collection[Image], write_names: bool
) -> tuple[CompanionSource, ...]:
    known = {image.sha256: source_of(image, write_names) for image in images}
    return tuple(
        CompanionSource(one.input, model.inputs[one.input].name, known.get(one.image, Source("", one.image)))
        for one in request.companions
    )


def encode(provenance: Provenance, folder: Path | None = None) -> str:
    """Return a record as one line of ASCII JSON. folder: where the export will lie, which paths are relative to."""
    panes = tuple(_moved(pane, folder) for pane in provenance.panes)
    here = replace(_moved(provenance, folder), panes=panes)
    text = json.dumps({"format": f"{FORMAT}/{VERSION}", **plain(here)}, allow_nan=False)
    for (
        sign
    ) in "<>&":  # SVG and XMP would take them for markup; JSON has them in strings only, where escapes are allowed
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def decode(text: str, name: str) -> Provenance:
    """Return a record from its text. name: of the file it was found in, for errors.

    Raises SaliscopeError: PROVENANCE_DAMAGED, PROVENANCE_NEWER.
    """
    try:
        content = json.loads(text)
        kind, _, found = str(content.get("format")).partition("/")
        if kind == FORMAT and found.isdecimal() and len(found) < 9 and int(found) > VERSION:
            raise SaliscopeError(Code.PROVENANCE_NEWER, name=name, found=int(found), known=VERSION)
        if (kind, found) != (FORMAT, str(VERSION)):
            raise Unfit("format")
        provenance: Provenance = typed(Provenance, content, "")
        _check(provenance)
        provenance = replace(_as_written(provenance), panes=tuple(map(_as_written, provenance.panes)))
    except (ValueError, RecursionError, AttributeError, OverflowError) as fault:
        found = str(fault).lstrip(".") if isinstance(fault, Unfit) else "JSON"
        raise SaliscopeError(Code.PROVENANCE_DAMAGED, name=name, found=found[:80]) from fault
    return provenance


def read_provenance(path: Path) -> Provenance | None:
    """Return the record inside a file or in its sidecar; `path` may be the sidecar itself. None where there is none.

    Raises SaliscopeError: FILE_UNREADABLE, PROVENANCE_DAMAGED, PROVENANCE_NEWER.
    """
    try:
        text = extract(path, _BEGINNING)
        beside = sidecar_of(path)
        if text is None and beside.is_file() and beside.stat().st_size <= LONGEST:
            text = extract(beside, _BEGINNING)
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, name=path.name, reason=fault.strerror or str(fault)) from fault
    return None if text is None else decode(text, path.name)


def sidecar_of(path: AnyPath) -> AnyPath:
    """Return the path of a file's sidecar: the record in a file of its own, beside the export."""
    return path.with_name(path.name + SIDECAR)


@cache
def versions() -> Mapping[str, str]:
    """Return the versions of the program, Python and the packages that compute, as far as they are installed."""
    from importlib.metadata import (
        PackageNotFoundError,
        version,
    )  # imports the e-mail package: too slow before the window

    found = {"saliscope": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        for name in (package, f"{package}-cpu"):  # TensorFlow's build without CUDA is a package of its own
            with contextlib.suppress(PackageNotFoundError):
                found.setdefault(package, version(name))
    return MappingProxyType(found)


def _check(provenance: Provenance) -> None:
    request, rendering = provenance.request, provenance.rendering
    if not all(is_sha256(one) for one in (provenance.image.sha256, provenance.model.sha256)):
        raise Unfit("sha256")
    if (request.image, request.model) != (provenance.image.sha256, provenance.model.sha256):
        raise Unfit("request")
    check_facts(provenance.map, "map")
    check_companions(provenance.companions, request, "companions")
    check_panes(provenance.panes)
    if provenance.trust is not None:
        check_trusted(provenance.trust)
    if not 0 <= rendering.alpha <= 1 or not 0 <= rendering.percentile <= 100:
        raise Unfit("rendering")
    check_readings(request, "request")
    if any(number is not None and number < 0 for number in (request.target, request.against, request.seed)):
        raise Unfit("request")


def _as_written(made: _Made) -> _Made:
    """Return a record or a pane with what its request meant when it was written."""
    request = made.request
    if request is None:
        return made
    return replace(made, request=replace(request, options=as_written(request.method, request.options)))


def _absolute(path: Path | None) -> str:
    return "" if path is None else str(path.absolute())


def _moved(made: _Made, folder: Path | None) -> _Made:
    companions = tuple(replace(one, image=_beside(one.image, folder)) for one in made.companions)
    return replace(made, image=_beside(made.image, folder), model=_beside(made.model, folder), companions=companions)


def _beside(source: Source, folder: Path | None) -> Source:
    """Make a file's path relative to the export's folder, so that both can be moved together."""
    if folder is None or not source.path:
        return source
    try:
        way = os.path.relpath(source.path, folder.absolute())
    except ValueError:  # another drive
        return source
    return replace(source, path=Path(way).as_posix())


def located(source: Source, picture: Path) -> Path | None:
    """Return the path of a file that a record names; `picture` is the file with the record. None where it has no path.

    Also None for a path to another computer: to look there would tell that computer who is asking.
    """
    if not source.path or "\0" in source.path or source.path.replace("\\", "/").startswith("//"):
        return None
    return Path(os.path.normpath(picture.absolute().parent / source.path))
