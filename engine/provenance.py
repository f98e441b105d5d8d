"""What made a picture, written into it and beside it, so that it can be asked for again and held against the answer.

    {"format": "saliscope.provenance/1", "image": {...}, "model": {...}, "request": {...}, "rendering": {...},
     "map": {...}, "software": {...}, "device": "cpu", "probe": []}

`probe` is the list of strokes that were painted over the photograph, in order, each with `points`, `radius` and `fill`
(see `engine.probe.Stroke`); it is empty for a photograph as it was. The map is that of the photograph without them.

A record may come from a stranger: every type is checked, every size bounded, and nothing in it is run.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine import __version__
from engine.errors import Code, SaliscopeError
from engine.metadata import LONGEST, extract
from engine.plain_values import Unfit, plain, typed
from engine.probe import Stroke
from engine.request import Request
from engine.scale import Rendering

if TYPE_CHECKING:
    from engine.image import Image
    from engine.request import Attribution, ModelInfo

FORMAT, VERSION = "saliscope.provenance", 1
SIDECAR = ".json"
_BEGINNING = f'{{"format": "{FORMAT}/'
_PACKAGES = ("tensorflow", "keras", "numpy")
_SUMMARY = 16  # cells a side at most: a map of a layer is kept whole, a fine one as means


@dataclass(frozen=True)
class Source:
    """A photograph or a model. path: from the folder of the picture where there is a way, else absolute, or "".

    size: (width, height) in pixels, of the photograph or of the model's input.
    """

    name: str
    sha256: str
    path: str = ""
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class MapFacts:
    """What a map was: (h, w), the SHA-256 of its float32 values, their ends and mean, and a small copy.

    summary: base64 of `summary_shape` little-endian float32 values, the map's own or their means over blocks.
    """

    shape: tuple[int, int]
    sha256: str
    low: float
    high: float
    mean: float
    summary_shape: tuple[int, int]
    summary: str


@dataclass(frozen=True)
class Provenance:
    """Everything that made a picture, but for the date: equal requests make equal files.

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


def provenance_of(
    image: Image, model: ModelInfo, attribution: Attribution, rendering: Rendering, device: str = ""
) -> Provenance:
    """Return what made a map and its picture. device: where the engine computes, such as "cpu"."""
    request = attribution.request
    assert request.target is not None
    against = model.labels[request.against] if request.against is not None else ""
    return Provenance(
        Source(image.name, image.sha256, _absolute(image.path), (image.width, image.height)),
        Source(model.name, model.sha256, _absolute(model.path), model.input_size),
        request,
        rendering,
        facts_of(attribution.values),
        model.labels[request.target],
        against,
        float(attribution.probabilities[request.target]),
        versions(),
        device,
    )


def facts_of(values: np.ndarray) -> MapFacts:
    """Return what is kept of a map, (h, w) float32."""
    values = np.ascontiguousarray(values, "<f4")
    small = _summary(values)
    return MapFacts(
        (values.shape[0], values.shape[1]),
        hashlib.sha256(repr(values.shape).encode() + values.tobytes()).hexdigest(),
        float(values.min()),
        float(values.max()),
        float(values.mean(dtype=np.float64)),
        (small.shape[0], small.shape[1]),
        base64.b64encode(small.tobytes()).decode(),
    )


def difference(facts: MapFacts, values: np.ndarray) -> float | None:
    """Return how far a map is from the one that was kept: the largest difference as a share of its largest value.

    0.0 where both are the same to the last bit; None where they have not even the same shape.
    """
    found = facts_of(values)
    if found.sha256 == facts.sha256:
        return 0.0
    if found.shape != facts.shape or found.summary_shape != facts.summary_shape:
        return None
    most = max(abs(facts.low), abs(facts.high), float(np.finfo(np.float32).tiny))
    apart = [np.abs(_kept(found) - _kept(facts)).max(), abs(found.low - facts.low), abs(found.high - facts.high)]
    return float(max(apart)) / most


def encode(provenance: Provenance, folder: Path | None = None) -> str:
    """Return a record as one line of ASCII JSON, for a picture that will lie in `folder`."""
    here = replace(provenance, image=_beside(provenance.image, folder), model=_beside(provenance.model, folder))
    text = json.dumps({"format": f"{FORMAT}/{VERSION}", **plain(here)}, allow_nan=False)
    for sign in "<>&":  # they stand in names only, and mean something to SVG and XMP
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def decode(text: str, name: str) -> Provenance:
    """Return what a record says; name: the file it was found in.

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
    except (ValueError, RecursionError, AttributeError, OverflowError) as fault:
        found = str(fault).lstrip(".") if isinstance(fault, Unfit) else "JSON"
        raise SaliscopeError(Code.PROVENANCE_DAMAGED, name=name, found=found[:80]) from fault
    return provenance


def read_provenance(path: Path) -> Provenance | None:
    """Return the record inside a picture, beside it, or in a sidecar file itself; None where there is none.

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


def sidecar_of(path: Path) -> Path:
    """Return the file beside a picture that says what made it."""
    return path.with_name(path.name + SIDECAR)


def versions() -> dict[str, str]:
    """Return the versions of what computes, as far as they are known."""
    found = {"saliscope": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        for name in (package, f"{package}-cpu"):  # TensorFlow without CUDA's code has a name of its own
            with contextlib.suppress(PackageNotFoundError):
                found.setdefault(package, version(name))
    return found


def _summary(values: np.ndarray) -> np.ndarray:
    import cv2

    height, width = values.shape
    if max(height, width) <= _SUMMARY:
        return values
    size = (min(width, _SUMMARY), min(height, _SUMMARY))
    return np.ascontiguousarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), "<f4")


def _kept(facts: MapFacts) -> np.ndarray:
    return np.frombuffer(base64.b64decode(facts.summary), "<f4").reshape(facts.summary_shape)


def _check(provenance: Provenance) -> None:
    facts, request, rendering = provenance.map, provenance.request, provenance.rendering
    hashes = (provenance.image.sha256, provenance.model.sha256, facts.sha256, request.image, request.model)
    if not all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in hashes):
        raise Unfit("sha256")
    if (request.image, request.model) != (provenance.image.sha256, provenance.model.sha256):
        raise Unfit("request")
    if not all(0 < side <= _SUMMARY for side in facts.summary_shape):
        raise Unfit("map.summary_shape")
    if len(base64.b64decode(facts.summary, validate=True)) != 4 * facts.summary_shape[0] * facts.summary_shape[1]:
        raise Unfit("map.summary")
    if not 0 <= rendering.alpha <= 1 or not 0 <= rendering.percentile <= 100:
        raise Unfit("rendering")
    numbers = (request.target, request.against, request.seed)
    if any(number is not None and number < 0 for number in numbers):
        raise Unfit("request")


def _absolute(path: Path | None) -> str:
    return "" if path is None else str(path.absolute())


def _beside(source: Source, folder: Path | None) -> Source:
    """Name a file from the picture's folder, so that both may be moved together."""
    if folder is None or not source.path:
        return source
    try:
        way = os.path.relpath(source.path, folder.absolute())
    except ValueError:  # another drive
        return source
    return replace(source, path=Path(way).as_posix())


def located(source: Source, picture: Path) -> Path | None:
    """Return where a record says a file lies, seen from the picture; None where it says nothing that may be followed.

    A path to another computer is not followed: reading it would tell that computer who is asking.
    """
    if not source.path or "\0" in source.path or source.path.replace("\\", "/").startswith("//"):
        return None
    return Path(os.path.normpath(picture.absolute().parent / source.path))
