"""From a header to samples: which library decodes which kind, and why.

- JPEG: OpenCV, the quickest, and it refuses what is cut short. CMYK: Pillow, OpenCV's colours are wrong.
- PNG: OpenCV, which keeps 16 bits and refuses missing rows; Pillow cuts to 8 and leaves the rows black. Further
  frames of an animation: Pillow, the only one that lays them on each other.
- TIFF of 8 bits or less: Pillow, for its palettes, CMYK and fax codes. Deeper: OpenCV; Pillow opens only grey. More
  channels, planes, floating point of 16 bits: tifffile, in a process of its own, as a few bytes may inflate.
- JPEG 2000: Pillow up to 8 bits; deeper OpenCV, as Pillow cuts to 8 and turns white black on the way.
- WebP: OpenCV, in less than half of Pillow's memory. GIF, BMP, AVIF, and a WebP that is an animation: Pillow, which
  keeps transparency. HEIC: pi-heif, the only one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.images.formats.header import check_film
from engine.images.formats.tiff import Reader, beginning_at
from engine.images.formats.tiff_pages import page_by_tifffile
from engine.images.reading import Preset, PresetName, Window
from engine.images.samples import Samples

if TYPE_CHECKING:
    import numpy as np

    from engine.images.formats.header import Header

_STRIP = 8_000_000  # pixels


def decode_jpeg(header: Header) -> Samples:
    """Decode a JPEG."""
    if not _is_plain(header):
        return decode_by_pillow(header)
    return Samples(_eight_bit_rgb(header.data), _opencv_name())


def decode_png(header: Header) -> Samples:
    """Decode a PNG; of a film its still."""
    assert header.png is not None
    if header.frame:
        return decode_by_pillow(header)
    if not header.png.deep_or_clear:
        return Samples(_eight_bit_rgb(header.png.still), _opencv_name())
    array = _kept(header.png.still)
    clear = header.png.clear_grey
    return _with_alpha(array if clear is None else _with_clear_grey(array, clear), _opencv_name())


def decode_tiff(header: Header) -> Samples:
    """Decode a page of a TIFF."""
    tiff = header.tiff
    assert tiff is not None
    if tiff.reader is Reader.PILLOW:
        return decode_by_pillow(header)
    data = header.data if header.frame == 0 else beginning_at(header.data, tiff.place)
    array, decoder = (_kept(data), _opencv_name()) if tiff.reader is Reader.OPENCV else page_by_tifffile(data)
    array = array[..., 0] if array.ndim == 3 and array.shape[2] == 1 else array
    full = Window(0.0, float(2**tiff.bits - 1)) if tiff.kind == "u" and tiff.bits in (10, 12, 14) else None
    stated = None if tiff.window in (full, _whole_depth(array)) else tiff.window
    window = stated or full
    return Samples(
        array,
        decoder,
        tiff.inverted,
        tiff.premultiplied,
        tiff.transparent,
        windows=() if window is None else (Preset(PresetName.FILE, window),),
        full=full,
    )


def decode_jpeg_2000(header: Header) -> Samples:
    """Decode a JPEG 2000."""
    if header.bits <= 8:
        return decode_by_pillow(header)
    return _with_alpha(_kept(header.data), _opencv_name())


def decode_webp(header: Header) -> Samples:
    """Decode a WebP; of an animation one frame, which Pillow draws. Raises SaliscopeError(IMAGE_TOO_LARGE)."""
    if header.count == 1:
        return _with_alpha(_kept(header.data), _opencv_name())
    check_film(header)
    return decode_by_pillow(header)


def decode_heic(header: Header) -> Samples:
    """Decode a HEIC."""
    import pi_heif

    return _with_alpha(_pillow(header.picture), f"pi-heif {pi_heif.__version__}")


def decode_by_pillow(header: Header) -> Samples:
    """Decode what Pillow has opened."""
    import PIL

    return _with_alpha(_pillow(header.picture), f"pillow {PIL.__version__}")


def reduced_jpeg(header: Header, factor: int) -> np.ndarray | None:
    """Return (h, w, 3) uint8 RGB pixels at 1/2, 1/4 or 1/8 of a JPEG's size, not yet upright; None where it cannot."""
    import cv2
    import numpy as np

    if not _is_plain(header):
        return None
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    reduced = {8: cv2.IMREAD_REDUCED_COLOR_8, 4: cv2.IMREAD_REDUCED_COLOR_4, 2: cv2.IMREAD_REDUCED_COLOR_2}[factor]
    pixels = cv2.imdecode(np.frombuffer(header.data, np.uint8), reduced | cv2.IMREAD_IGNORE_ORIENTATION)
    return None if pixels is None else cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)


def _with_alpha(array: np.ndarray, decoder: str) -> Samples:
    """Return samples (H, W[, 3 or 4]) of which a fourth channel is transparency."""
    return Samples(array, decoder, transparent=array.ndim == 3 and array.shape[2] == 4)


def _is_plain(header: Header) -> bool:
    """Tell a JPEG in grey or colours, which OpenCV decodes rightly."""
    return header.picture.mode in ("L", "RGB")


def _eight_bit_rgb(data: bytes) -> np.ndarray:
    import cv2

    return _opencv(data, cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION)


def _kept(data: bytes) -> np.ndarray:
    """Decode at the file's own depth, with its transparency.

    Not IMREAD_ANYDEPTH | IMREAD_COLOR_RGB: on TIFF it returned memory that was never written to.
    """
    import cv2

    return _red_first(_opencv(data, cv2.IMREAD_UNCHANGED))


def _red_first(array: np.ndarray) -> np.ndarray:
    """Exchange red and blue in place."""
    if array.ndim == 3:
        array[..., [0, 2]] = array[..., [2, 0]]
    return array


def _whole_depth(array: np.ndarray) -> Window | None:
    import numpy as np

    if array.dtype.kind == "f":
        return None
    return Window(float(np.iinfo(array.dtype).min), float(np.iinfo(array.dtype).max))


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
    return _converted(picture, "RGBA" if transparent else "RGB")


def _converted(picture: Any, mode: str) -> np.ndarray:
    """Return (H, W, 3 or 4) uint8 pixels; of a large picture strip by strip, as Pillow copies it twice on the way."""
    import numpy as np

    width, height = picture.size
    rows = max(1, _STRIP // max(1, width))
    if rows >= height:
        return np.asarray(picture if picture.mode == mode else picture.convert(mode))
    found = np.empty((height, width, len(mode)), np.uint8)
    for top in range(0, height, rows):
        strip = picture.crop((0, top, width, min(height, top + rows)))
        found[top : top + rows] = np.asarray(strip if strip.mode == mode else strip.convert(mode))
    return found


def _opencv_name() -> str:
    import cv2

    return f"opencv {cv2.__version__}"
