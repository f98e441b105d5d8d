"""Writing exports: their names, and files that are written atomically and never over the photograph."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.export.content import Content, Product
from engine.export.formats import encoded, format_named, suffixes_of
from engine.export.provenance import encode, sidecar_of
from engine.rendering import Rendering, heat_map, overlay

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np

    from engine.attribution.request import Attribution
    from engine.export.provenance import Provenance
    from engine.images import Image
    from engine.images.probe import Stroke
    from engine.images.projection import Projection

# Bytes, of the 255 that file systems take for a name. Only a photograph's and a class's name are ever this long: with a
# method of 20 letters, the product, a number, ".tiff" and ".json" that stays below 230.
_LONGEST_PART = 90
_READING = threading.Lock()


def suggested_name(
    image: Image, label: str, method: str, product: Product, suffix: str = "", write_names: bool = False
) -> str:
    """Return a file name made of the photograph's name, the class and the method; valid on every system.

    write_names: the photograph's name though it may be a patient's.
    """
    parts = [Path(image.name if write_names else image.public_name).stem, label, method] + (
        [] if product is Product.OVERLAY else [product.value]
    )
    return "_".join(safe_name(part) or "photograph" for part in parts) + (suffix or suffixes_of(product)[0])


def picture(
    product: Product,
    image: Image,
    attribution: Attribution,
    projection: Projection,
    rendering: Rendering,
    width: int | None = None,
    strokes: Sequence[Stroke] = (),
) -> np.ndarray:
    """Return the product as (H, W, 3) uint8 RGB, the same pixels the window shows.

    width: in pixels, the height follows from it; None: as the photograph. strokes: painted on `image` by the probe.
    """
    pixels = resized(image.pixels, width)
    if product is Product.HEAT:
        return heat_map(attribution, projection, rendering, (pixels.shape[1], pixels.shape[0]))
    return overlay(pixels, attribution, projection, rendering, strokes)


def resized(pixels: np.ndarray, width: int | None) -> np.ndarray:
    """Return (H, W, 3) uint8 pixels scaled to a width; averaged where they shrink. None: as they are."""
    import cv2

    if width is None or width == pixels.shape[1]:
        return pixels
    size = (width, max(1, round(pixels.shape[0] * width / pixels.shape[1])))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if width < pixels.shape[1] else cv2.INTER_LINEAR)


def export(
    target: Path,
    product: Product,
    image: Image,
    attribution: Attribution,
    projection: Projection,
    rendering: Rendering,
    width: int | None = None,
    provenance: Provenance | None = None,
    sidecar: bool = False,
    unit: str = "",
) -> None:
    """Write `product` to `target`; the file name's ending says in which of `formats.FORMATS`.

    provenance: what made it; written into the file, and beside it where `sidecar` is set or the format has no place
    for it. unit: of the map's values, in words.
    Raises SaliscopeError: EXPORT_ORIGINAL where the target is the photograph, EXPORT_FORMAT, EXPORT_FAILED.
    """
    refuse_original(target, image)
    record = "" if provenance is None else encode(provenance, target.parent)
    if product is Product.MAP:
        content = Content(attribution.values, record, _comments(provenance, unit))
    else:
        content = Content(picture(product, image, attribution, projection, rendering, width), record)
    write(target, encoded(target, product, content), provenance, sidecar)


def refuse_original(target: Path, image: Image) -> None:
    """Raise SaliscopeError(EXPORT_ORIGINAL) where writing `target` would overwrite the photograph."""
    beside = sidecar_of(target)
    if image.path is not None and (_same_file(target, image.path) or _same_file(beside, image.path)):
        raise SaliscopeError(Code.EXPORT_ORIGINAL, name=target.name)


def write(target: Path, data: Iterable[bytes], provenance: Provenance | None, sidecar: bool) -> None:
    """Write a file's blocks atomically, and its provenance beside it: see `has_sidecar`. Raises SaliscopeError."""
    write_atomically(target, data)
    if provenance is not None and has_sidecar(target, sidecar):
        write_record(target, encode(provenance, target.parent))


def write_record(target: Path, record: str) -> None:
    """Write the record of what made a file beside it. Raises SaliscopeError(EXPORT_FAILED)."""
    write_atomically(sidecar_of(target), record.encode() + b"\n")


def has_sidecar(target: Path, wanted: bool) -> bool:
    """Tell whether a sidecar is written beside a file: where it is wanted, or the format has no place for a record."""
    found = format_named(target)
    return wanted or (found is not None and not found.holds_record)


def _comments(provenance: Provenance | None, unit: str) -> tuple[str, ...]:
    """Return what a map's numbers are, a line for each fact that is known."""
    if provenance is None:
        return ()
    request = provenance.request
    facts = {"pane": provenance.pane, "unit": unit, "class": provenance.label, "against": provenance.against}
    facts |= {"pixel values": f"{request.pixel_values} (assumed)" if provenance.pixels_assumed else ""}
    facts |= {"layer": ", ".join(filter(None, (request.layer, *request.further_layers))), "method": request.method}
    return tuple(f"{name}: {' '.join(value.split())}" for name, value in facts.items() if value)


def write_atomically(target: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a temporary file beside `target`, flush it to the disk, then rename it: all of it or nothing.

    data: whole, or block by block. Raises SaliscopeError(EXPORT_FAILED) with the system's reason. Whatever is raised,
    also by what makes the blocks, no temporary file stays behind.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as file:
            temporary = Path(file.name)
            for block in (data,) if isinstance(data, bytes) else data:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())  # a temporary file is the user's alone; an export is as any new file
        temporary.replace(target)
        temporary = None
    except OSError as fault:
        raise SaliscopeError(Code.EXPORT_FAILED, name=target.name, reason=fault.strerror or str(fault)) from fault
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist
        return one.absolute() == other.absolute()


def safe_name(part: str, longest: int = _LONGEST_PART) -> str:
    """Return a text as part of a file name that is valid on every system, of at most `longest` bytes; may be "".

    Letters of every script with their marks, digits and a few signs stay; anything else becomes a hyphen.
    """
    composed = unicodedata.normalize("NFC", part)
    kept = "".join(sign if sign in "_.+-" or unicodedata.category(sign)[0] in "LMN" else " " for sign in composed)
    return "-".join(kept.split()).strip("-.").encode()[:longest].decode(errors="ignore")


def _umask() -> int:
    with _READING:  # else a second thread would read the first one's zero, and leave it
        mask = os.umask(0)  # the mask can only be read by setting another
        os.umask(mask)
    return mask
