"""From a header to samples: which library decodes which kind, and why.

- JPEG: OpenCV, the quickest, and it refuses what is cut short. CMYK: Pillow, OpenCV's colours are wrong.
- PNG: OpenCV, which keeps 16 bits and refuses missing rows; Pillow cuts to 8 and leaves the rows black.
- TIFF of 8 bits or less: Pillow, for its palettes, CMYK and fax codes. Deeper: OpenCV; Pillow opens only grey.
- JPEG 2000: Pillow up to 8 bits; deeper OpenCV, as Pillow cuts to 8 and turns white black on the way.
- WebP, GIF, BMP, AVIF: Pillow, which keeps transparency. HEIC: pi-heif, the only one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from engine.images.header import Header


@dataclass(frozen=True, eq=False)
class Samples:
    """Decoded samples (H, W[, 3 or 4]) in RGB order at the file's own depth, and what decoded them."""

    array: np.ndarray
    decoder: str
    inverted: bool = False  # zero is white
    premultiplied: bool = False  # colours as they look on black


def decode(header: Header) -> Samples:
    """Decode the first picture. Raises an exception where it is damaged."""
    if header.png is not None:
        return _png(header)
    if header.tiff is not None and header.tiff.deep:
        return _deep_tiff(header)
    if header.kind == "JPEG 2000" and header.bits > 8:
        return Samples(_kept(header.data), _opencv_name())
    if header.kind == "JPEG" and header.picture.mode in ("L", "RGB"):
        return Samples(_eight_bit_rgb(header.data), _opencv_name())
    return Samples(_pillow(header.picture), _pillow_name(header.kind))


def _png(header: Header) -> Samples:
    assert header.png is not None
    if not header.png.deep_or_clear:
        return Samples(_eight_bit_rgb(header.png.still), _opencv_name())
    array = _kept(header.png.still)
    clear = header.png.clear_grey
    return Samples(array if clear is None else _with_clear_grey(array, clear), _opencv_name())


def _deep_tiff(header: Header) -> Samples:
    assert header.tiff is not None
    array = _kept(header.data)
    if array.ndim == 3 and not header.tiff.transparent:
        array = array[..., :3]
    return Samples(array, _opencv_name(), header.tiff.inverted, header.tiff.premultiplied)


def _eight_bit_rgb(data: bytes) -> np.ndarray:
    import cv2

    return _opencv(data, cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION)


def _kept(data: bytes) -> np.ndarray:
    """Decode at the file's own depth, with its transparency.

    Not IMREAD_ANYDEPTH | IMREAD_COLOR_RGB: on TIFF it returned memory that was never written to.
    """
    import cv2

    array = _opencv(data, cv2.IMREAD_UNCHANGED)
    if array.ndim == 3:  # exchange red and blue in place
        array[..., [0, 2]] = array[..., [2, 0]]
    return array


def _opencv(data: bytes, flags: int) -> np.ndarray:
    import cv2
    import numpy as np

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    array = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if array is None:
        raise ValueError("OpenCV does not decode it")
    return array


def _with_clear_grey(grey: np.ndarray, clear: int) -> np.ndarray:
    """Add the transparency that OpenCV forgets (and Pillow too, below 8 bits)."""
    import cv2
    import numpy as np

    opaque = np.where(grey == clear, grey.dtype.type(0), np.iinfo(grey.dtype).max)
    return cv2.merge([grey, grey, grey, opaque])


def _pillow(picture: Any) -> np.ndarray:
    import numpy as np

    picture.load()
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return np.asarray(picture)
    bands = picture.getbands()
    transparent = "A" in bands or "a" in bands or "transparency" in picture.info
    wanted = "RGBA" if transparent else "RGB"
    return np.asarray(picture if picture.mode == wanted else picture.convert(wanted))


def _opencv_name() -> str:
    import cv2

    return f"opencv {cv2.__version__}"


def _pillow_name(kind: str) -> str:
    if kind == "HEIC":
        import pi_heif

        return f"pi-heif {pi_heif.__version__}"
    import PIL

    return f"pillow {PIL.__version__}"
