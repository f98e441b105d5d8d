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
from engine.rendering import Rendering, heat_map, overlay

if TYPE_CHECKING:
    from engine.image import Image
    from engine.projection import Projection
    from engine.request import Attribution

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
JPEG_QUALITY = 95
_LONGEST_PART = 90  # bytes: three of them and an ending stay below the 255 of a file system


class Product(StrEnum):
    """What can be written."""

    OVERLAY = "overlay"  # photograph and map, at the photograph's resolution
    HEAT = "heat"  # the coloured map alone, at the photograph's resolution
    MAP = "map"  # the map's own numbers, float32 .npy


def suggested_name(image: Image, label: str, method: str, product: Product) -> str:
    """Return a file name from the photograph, the class and the method, safe on every system."""
    parts = [Path(image.name).stem, label, method] + ([] if product is Product.OVERLAY else [product.value])
    suffix = ".npy" if product is Product.MAP else ".png"
    return "_".join(_safe(part) for part in parts) + suffix


def picture(
    product: Product, image: Image, attribution: Attribution, projection: Projection, rendering: Rendering
) -> np.ndarray:
    """Return the product as (H, W, 3) uint8 RGB, the same pixels the window shows."""
    if product is Product.HEAT:
        return heat_map(attribution, projection, rendering)
    return overlay(image.pixels, attribution, projection, rendering)


def export(
    target: Path,
    product: Product,
    image: Image,
    attribution: Attribution,
    projection: Projection,
    rendering: Rendering,
) -> None:
    """Write `product` to `target`, its format by its suffix (PNG, JPEG, TIFF; the map: NPY).

    Raises SaliscopeError: EXPORT_ORIGINAL where the target is the photograph, EXPORT_FORMAT, EXPORT_FAILED.
    """
    if image.path is not None and _same_file(target, image.path):
        raise SaliscopeError(Code.EXPORT_ORIGINAL, name=target.name)
    if product is Product.MAP:
        data = _npy(target, attribution.values)
    else:
        data = _encoded(target, picture(product, image, attribution, projection, rendering))
    write_atomically(target, data)


def write_atomically(target: Path, data: bytes) -> None:
    """Write a temporary file beside `target`, flush it to the disk, then rename it: all of it or nothing.

    Raises SaliscopeError(EXPORT_FAILED) with the system's reason; no temporary file stays behind.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as fault:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise SaliscopeError(Code.EXPORT_FAILED, name=target.name, reason=fault.strerror or str(fault)) from fault


def _encoded(target: Path, pixels: np.ndarray) -> bytes:
    import cv2

    suffix = target.suffix.lower()
    if suffix not in PICTURE_SUFFIXES:
        raise SaliscopeError(Code.EXPORT_FORMAT, name=target.name, formats="PNG, JPEG, TIFF")
    options = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY] if suffix in (".jpg", ".jpeg") else []
    try:
        written, data = cv2.imencode(suffix, cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), options)
    except cv2.error as fault:  # JPEG ends at 65,500 pixels a side
        raise SaliscopeError(Code.EXPORT_FAILED, name=target.name, reason=str(fault).strip()) from fault
    if not written:
        raise SaliscopeError(Code.EXPORT_FAILED, name=target.name, reason=suffix)
    return data.tobytes()


def _npy(target: Path, values: np.ndarray) -> bytes:
    if target.suffix.lower() != ".npy":
        raise SaliscopeError(Code.EXPORT_FORMAT, name=target.name, formats="NPY")
    buffer = io.BytesIO()
    np.save(buffer, values, allow_pickle=False)
    return buffer.getvalue()


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist
        return one.absolute() == other.absolute()


def _safe(part: str) -> str:
    """Keep letters of every script with their marks, digits and a few signs; the rest becomes a hyphen."""
    composed = unicodedata.normalize("NFC", part)
    kept = "".join(sign if sign in "_.+-" or unicodedata.category(sign)[0] in "LMN" else " " for sign in composed)
    short = "-".join(kept.split()).strip("-.").encode()[:_LONGEST_PART].decode(errors="ignore")
    return short or "photograph"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
