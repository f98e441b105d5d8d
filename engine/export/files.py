"""Writing what was found: atomically, and never over the original."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import Code, SaliscopeError
from engine.export.picture_files import PICTURE_SUFFIXES, picture_blocks
from engine.export.provenance import encode, sidecar_of
from engine.rendering import Rendering, heat_map, overlay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.explain.request import Attribution
    from engine.export.provenance import Provenance
    from engine.images import Image
    from engine.images.projection import Projection

MAP_SUFFIXES = (".npy", ".csv")
_LONGEST_PART = 90  # bytes: three of them and an ending stay below the 255 of a file system


class Product(StrEnum):
    """What can be written."""

    OVERLAY = "overlay"  # photograph and map, at the photograph's resolution
    HEAT = "heat"  # the coloured map alone, at the photograph's resolution
    FIGURE = "figure"  # with title, colour bar and caption; the window draws it
    MAP = "map"  # the map's own numbers


def suggested_name(image: Image, label: str, method: str, product: Product, suffix: str = "") -> str:
    """Return a file name from the photograph, the class and the method, safe on every system."""
    parts = [Path(image.name).stem, label, method] + ([] if product is Product.OVERLAY else [product.value])
    return "_".join(safe_name(part) or "photograph" for part in parts) + (
        suffix or (".npy" if product is Product.MAP else ".png")
    )


def picture(
    product: Product,
    image: Image,
    attribution: Attribution,
    projection: Projection,
    rendering: Rendering,
    width: int | None = None,
) -> np.ndarray:
    """Return the product as (H, W, 3) uint8 RGB, the same pixels the window shows.

    width: in pixels, its height follows; None for the photograph's own.
    """
    pixels = resized(image.pixels, width)
    if product is Product.HEAT:
        return heat_map(attribution, projection, rendering, (pixels.shape[1], pixels.shape[0]))
    return overlay(pixels, attribution, projection, rendering)


def resized(pixels: np.ndarray, width: int | None) -> np.ndarray:
    """Return (H, W, 3) uint8 pixels at a width, averaged where they shrink; None: as they are."""
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
    """Write `product` to `target`, its format by its suffix (PNG, JPEG, TIFF; the map: NPY, CSV).

    provenance: what is written into it, and beside it where `sidecar` says so or there is no place inside. unit: of
    the map's values, in words.
    Raises SaliscopeError: EXPORT_ORIGINAL where the target is the photograph, EXPORT_FORMAT, EXPORT_FAILED.
    """
    refuse_original(target, image)
    if product is Product.MAP:
        data: bytes | Iterable[bytes] = _numbers(target, attribution.values, provenance, unit)
        sidecar = sidecar or target.suffix.lower() == ".npy"
    else:
        data = encoded(target, picture(product, image, attribution, projection, rendering, width), provenance)
    write(target, data, provenance, sidecar)


def refuse_original(target: Path, image: Image) -> None:
    """Raise SaliscopeError(EXPORT_ORIGINAL) where writing `target` would overwrite the photograph."""
    beside = sidecar_of(target)
    if image.path is not None and (_same_file(target, image.path) or _same_file(beside, image.path)):
        raise SaliscopeError(Code.EXPORT_ORIGINAL, name=target.name)


def write(target: Path, data: bytes | Iterable[bytes], provenance: Provenance | None, sidecar: bool) -> None:
    """Write a file atomically, and what made it beside it where that is asked for. Raises SaliscopeError."""
    write_atomically(target, data)
    if sidecar and provenance is not None:
        write_atomically(sidecar_of(target), encode(provenance, target.parent).encode() + b"\n")


def encoded(target: Path, pixels: np.ndarray, provenance: Provenance | None = None) -> Iterable[bytes]:
    """Return (H, W, 3) uint8 RGB pixels as the blocks of a picture file, its format by the suffix of `target`.

    Raises SaliscopeError: EXPORT_FORMAT, EXPORT_FAILED.
    """
    if target.suffix.lower() not in PICTURE_SUFFIXES:
        raise SaliscopeError(Code.EXPORT_FORMAT, name=target.name, formats="PNG, JPEG, TIFF")
    record = "" if provenance is None else encode(provenance, target.parent)
    try:
        return picture_blocks(pixels, target.suffix, record)
    except ValueError as fault:  # JPEG ends at 65,500 pixels a side
        raise SaliscopeError(Code.EXPORT_FAILED, name=target.name, reason=str(fault)) from fault


def _numbers(target: Path, values: np.ndarray, provenance: Provenance | None, unit: str) -> bytes:
    match target.suffix.lower():
        case ".npy":
            buffer = io.BytesIO()
            np.save(buffer, values, allow_pickle=False)
            return buffer.getvalue()
        case ".csv":
            return _csv(values, provenance, unit, target.parent)
    raise SaliscopeError(Code.EXPORT_FORMAT, name=target.name, formats="NPY, CSV")


def _csv(values: np.ndarray, provenance: Provenance | None, unit: str, folder: Path) -> bytes:
    """Return one line of text per row of the map, after comments that say what the numbers are; UTF-8."""
    comments = [f"Saliscope map: {values.shape[0]} rows, {values.shape[1]} columns", 'decimals: "."; between: ","']
    if provenance is not None:
        request = provenance.request
        facts = {"pane": provenance.pane, "unit": unit, "class": provenance.label, "against": provenance.against}
        facts |= {"layer": ", ".join(filter(None, (request.layer, *request.further_layers))), "method": request.method}
        comments += [f"{name}: {' '.join(value.split())}" for name, value in facts.items() if value]
        comments.append(f"provenance: {encode(provenance, folder)}")
    buffer = io.StringIO()
    np.savetxt(buffer, values, fmt="%.9g", delimiter=",", header="\n".join(comments))
    return buffer.getvalue().encode()


def write_atomically(target: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a temporary file beside `target`, flush it to the disk, then rename it: all of it or nothing.

    data: whole, or block by block. Raises SaliscopeError(EXPORT_FAILED) with the system's reason; no temporary file
    stays behind, whatever is raised.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as file:
            temporary = Path(file.name)
            for block in (data,) if isinstance(data, bytes) else data:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
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
    """Return words as a part of a file's name that every system takes, of at most so many bytes; "" where none is left.

    Letters of every script with their marks, digits and a few signs stay; the rest becomes a hyphen.
    """
    composed = unicodedata.normalize("NFC", part)
    kept = "".join(sign if sign in "_.+-" or unicodedata.category(sign)[0] in "LMN" else " " for sign in composed)
    return "-".join(kept.split()).strip("-.").encode()[:longest].decode(errors="ignore")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
