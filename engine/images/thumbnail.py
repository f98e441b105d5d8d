"""A photograph small, in a fraction of the time that reading it whole takes: JPEG decoders can leave out detail."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from engine.images.convert import upright
from engine.images.header import Header, read_header
from engine.images.read import MAX_MEGAPIXELS, decode_image, read_file
from engine.images.signature import readable_format

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

_FACTORS = (8, 4, 2)  # by which JPEG can be read smaller


def read_thumbnail(path: Path, side: int) -> np.ndarray:
    """Return (h, w, 3) uint8 RGB pixels, upright, whose longer side is `side`; a smaller photograph stays as it is.

    Raises SaliscopeError: what `read_image` raises; damage inside a JPEG may go unnoticed.
    """
    data = read_file(path)
    pixels = _reduced_jpeg(data, side) if readable_format(data) == "JPEG" else None
    if pixels is None:
        pixels = decode_image(data, path.name, path).pixels
    return fitted(pixels, side)


def fitted(pixels: np.ndarray, side: int) -> np.ndarray:
    """Return (h, w, 3) uint8 pixels shrunk so that the longer side is at most `side`."""
    import cv2

    scale = side / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def _reduced_jpeg(data: bytes, side: int) -> np.ndarray | None:
    """Return a JPEG at an eighth, a quarter or half of its size; None where only the whole decode will do."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            header = read_header(data, "JPEG", "")
    except Exception:
        return None  # the whole decode says what is wrong
    usual = header.picture.mode in ("L", "RGB") and header.width * header.height <= MAX_MEGAPIXELS * 1_000_000
    factor = next((factor for factor in _FACTORS if max(header.width, header.height) // factor >= side), 1)
    return _decoded(header, factor) if usual and factor > 1 else None


def _decoded(header: Header, factor: int) -> np.ndarray | None:
    import cv2
    import numpy as np

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    reduced = {8: cv2.IMREAD_REDUCED_COLOR_8, 4: cv2.IMREAD_REDUCED_COLOR_4, 2: cv2.IMREAD_REDUCED_COLOR_2}[factor]
    pixels = cv2.imdecode(np.frombuffer(header.data, np.uint8), reduced | cv2.IMREAD_IGNORE_ORIENTATION)
    return None if pixels is None else upright(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), header.orientation)
