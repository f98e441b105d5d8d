"""From a file to an Image: check by the header, decode once, make it 8-bit RGB and upright, and say what was done.

Pillow reads headers and most pixels, because it keeps palettes, transparency and CMYK right and refuses what is cut
short; OpenCV reads JPEG, where it is quickest, and colours of 16 bits, which Pillow silently cuts to 8.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.image.model import Image, Note, NoteCode
from engine.image.png import bit_depth, checked_png
from engine.image.signature import readable_format, unreadable_format

if TYPE_CHECKING:
    import numpy as np

READABLE_SUFFIXES = (
    *(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif"),
    *(".heic", ".heif", ".avif", ".jp2"),
)
MAX_MEGAPIXELS = 100
_MAX_FILE_MB = 1024
_EXIF_ORIENTATION = 0x0112
_TIFF_BITS, _TIFF_PHOTOMETRIC, _TIFF_SAMPLES = 258, 262, 277
_TIFF_LAB = (8, 9, 10)


def read_image(path: Path) -> Image:
    """Read a photograph from a file.

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_BIG, and what `decode_image` raises.
    """
    try:
        megabytes = path.stat().st_size / 2**20
        if megabytes > _MAX_FILE_MB:
            raise SaliscopeError(Code.FILE_TOO_BIG, name=path.name, megabytes=round(megabytes), limit=_MAX_FILE_MB)
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise SaliscopeError(Code.FILE_MISSING, name=path.name) from fault
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, name=path.name, reason=fault.strerror or str(fault)) from fault
    return decode_image(data, path.name, path)


def decode_image(data: bytes, name: str, path: Path | None = None) -> Image:
    """Decode a file's bytes.

    Raises SaliscopeError: FILE_EMPTY, NOT_AN_IMAGE, IMAGE_FORMAT_UNSUPPORTED, IMAGE_TOO_LARGE, IMAGE_CHANNELS,
    IMAGE_DAMAGED (any fault of a decoder).
    """
    if not data:
        raise SaliscopeError(Code.FILE_EMPTY, name=name)
    kind = readable_format(data)
    if kind is None:
        other = unreadable_format(data)
        if other is not None:
            raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, name=name, format=other)
        raise SaliscopeError(Code.NOT_AN_IMAGE, name=name)
    notes: list[Note] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # libraries' remarks on odd metadata are no concern of the user's
            pixels, decoder = _decoded(data, kind, name, notes)
    except SaliscopeError:
        raise
    except Exception as fault:
        raise SaliscopeError(Code.IMAGE_DAMAGED, name=name) from fault
    return _image(pixels, name, path, hashlib.sha256(data).hexdigest(), tuple(notes), decoder)


def image_from_pixels(pixels: np.ndarray, name: str) -> Image:
    """Make an Image of pasted (H, W, 3) RGB or (H, W, 4) RGBA uint8 pixels; transparency is laid on white."""
    import numpy as np

    notes: list[Note] = []
    pixels = np.ascontiguousarray(pixels)
    digest = hashlib.sha256(repr(pixels.shape).encode() + pixels.tobytes()).hexdigest()
    _check_size(pixels.shape[1], pixels.shape[0], name)
    if pixels.shape[2] == 4:
        pixels = _on_white(pixels, notes)
    return _image(pixels, name, None, digest, tuple(notes), "clipboard")


def _image(
    pixels: np.ndarray, name: str, path: Path | None, sha256: str, notes: tuple[Note, ...], decoder: str
) -> Image:
    import numpy as np

    pixels = np.ascontiguousarray(pixels)
    pixels.setflags(write=False)
    return Image(pixels, name, path, sha256, notes, decoder)


def _decoded(data: bytes, kind: str, name: str, notes: list[Note]) -> tuple[np.ndarray, str]:
    """Return upright (H, W, 3) uint8 RGB pixels and the decoder's name; note what was converted."""
    if kind == "PNG":
        data = checked_png(data)
    header = _open_header(data, kind)
    _check_size(header.width, header.height, name)
    _check_channels(header, name)
    orientation = _orientation(header, kind)
    _note_header(header, kind, notes)
    if _wants_opencv(header, kind, data):
        samples, decoder = _opencv_samples(data, kind), _opencv_name()
    else:
        samples, decoder = _pillow_samples(header), _pillow_name()
    pixels = _eight_bit_rgb(samples, notes)
    if orientation != 1:
        notes.append(Note(NoteCode.TURNED))
        pixels = _turned(pixels, orientation)
    return pixels, decoder


def _open_header(data: bytes, kind: str) -> Any:
    import PIL.Image

    if kind == "HEIC":
        import pillow_heif

        pillow_heif.register_heif_opener()
    PIL.Image.MAX_IMAGE_PIXELS = None  # `_check_size` refuses earlier and says the limit
    return PIL.Image.open(io.BytesIO(data))


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        raise SaliscopeError(Code.IMAGE_TOO_LARGE, name=name, width=width, height=height, limit=MAX_MEGAPIXELS)


def _check_channels(header: Any, name: str) -> None:
    tags = getattr(header, "tag_v2", {})
    samples = tags.get(_TIFF_SAMPLES, len(header.getbands()))
    if samples > 4:
        raise SaliscopeError(Code.IMAGE_CHANNELS, name=name, channels=samples)
    if header.mode == "LAB" or tags.get(_TIFF_PHOTOMETRIC) in _TIFF_LAB:
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, name=name, format="CIE Lab")


def _orientation(header: Any, kind: str) -> int:
    """Return the EXIF orientation that is still to be applied, 1 to 8; damaged EXIF counts as upright."""
    if kind == "HEIC":  # libheif turns while it decodes
        return 1
    try:
        orientation = header.getexif().get(_EXIF_ORIENTATION, 1)
    except Exception:
        return 1
    if kind == "TIFF" and not _is_deep_tiff(header):  # Pillow turns TIFF by itself, OpenCV's flags leave it
        return 1
    return orientation if orientation in range(1, 9) else 1


def _note_header(header: Any, kind: str, notes: list[Note]) -> None:
    count = 1 if kind == "JPEG" else getattr(header, "n_frames", 1)
    if count > 1:
        notes.append(Note(NoteCode.PAGE if kind == "TIFF" else NoteCode.FRAME, (("count", count),)))
    if header.mode == "CMYK":
        notes.append(Note(NoteCode.CMYK))
    profile = header.info.get("icc_profile") or b""
    if profile and b"sRGB" not in profile:
        notes.append(Note(NoteCode.PROFILE))


def _is_deep_tiff(header: Any) -> bool:
    tags = getattr(header, "tag_v2", {})
    return tags.get(_TIFF_SAMPLES, 1) >= 3 and max(tags.get(_TIFF_BITS, (8,))) > 8


def _wants_opencv(header: Any, kind: str, data: bytes) -> bool:
    if kind == "PNG":
        return bit_depth(data) == 16 and getattr(header, "n_frames", 1) == 1
    return _is_deep_tiff(header) if kind == "TIFF" else kind == "JPEG" and header.mode in ("L", "RGB")


def _opencv_samples(data: bytes, kind: str) -> np.ndarray:
    """Return (H, W[, 3 or 4]) samples in RGB order, at the file's own depth."""
    import cv2
    import numpy as np

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION if kind == "JPEG" else cv2.IMREAD_UNCHANGED
    samples = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if samples is None:
        raise ValueError("OpenCV does not decode it")
    if samples.ndim == 2:
        return samples
    return cv2.cvtColor(samples, cv2.COLOR_BGRA2RGBA if samples.shape[2] == 4 else cv2.COLOR_BGR2RGB)


def _pillow_samples(header: Any) -> np.ndarray:
    """Return (H, W[, 3 or 4]) samples: 8-bit RGB or RGBA, or grey of more bits."""
    import numpy as np

    header.load()
    if header.mode in ("I", "F") or header.mode.startswith("I;16"):
        return np.asarray(header)
    transparent = "A" in header.getbands() or "a" in header.getbands() or "transparency" in header.info
    return np.asarray(header.convert("RGBA" if transparent else "RGB"))


def _eight_bit_rgb(samples: np.ndarray, notes: list[Note]) -> np.ndarray:
    """Turn samples of any depth and 1 to 4 channels into (H, W, 3) uint8 RGB."""
    import cv2

    if samples.dtype.kind == "f":
        samples = _from_float(samples, notes)
    elif samples.itemsize > 1:
        samples = _from_deep(samples, notes)
    if samples.ndim == 2:
        return cv2.cvtColor(samples, cv2.COLOR_GRAY2RGB)
    return _on_white(samples, notes) if samples.shape[2] == 4 else samples


def _from_deep(samples: np.ndarray, notes: list[Note]) -> np.ndarray:
    """Scale by the bits in use: 12 bits kept in 16 would turn almost black if 65,535 were white."""
    import cv2

    colours = samples[..., :3] if samples.ndim == 3 else samples
    bits = max(1, int(colours.max()).bit_length())
    notes.append(Note(NoteCode.SIXTEEN_BIT, (("bits", bits),)))
    scaled = cv2.convertScaleAbs(samples, alpha=255 / (2**bits - 1))
    if samples.ndim == 3 and samples.shape[2] == 4:  # transparency always fills its range
        scaled[..., 3] = cv2.convertScaleAbs(samples[..., 3], alpha=255 / 65535)
    return scaled


def _from_float(samples: np.ndarray, notes: list[Note]) -> np.ndarray:
    """Scale 0..1 to 0..255; any other range by its finite ends. What is no number becomes black."""
    import numpy as np

    finite = samples[np.isfinite(samples)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    notes.append(Note(NoteCode.FLOAT, (("low", low), ("high", high))))
    samples = np.nan_to_num(samples, nan=low, posinf=high, neginf=low)
    return np.rint((samples - low) * (255 / max(high - low, 1e-30))).clip(0, 255).astype(np.uint8)


def _on_white(pixels: np.ndarray, notes: list[Note]) -> np.ndarray:
    """Lay (H, W, 4) uint8 RGBA on white; what is opaque throughout loses its alpha without a word."""
    import numpy as np

    alpha = pixels[..., 3:]
    if (alpha == 255).all():
        return pixels[..., :3]
    notes.append(Note(NoteCode.TRANSPARENCY))
    laid = pixels[..., :3].astype(np.uint16)
    laid *= alpha
    laid += (255 - alpha).astype(np.uint16) * 255
    laid += 127
    return (laid // 255).astype(np.uint8)


def _turned(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """Apply an EXIF orientation (CIPA DC-008): flip for 2, 4, 5, 7; turn for 3, 5 to 8."""
    import numpy as np

    if orientation in (5, 6, 7, 8):
        pixels = pixels.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def _opencv_name() -> str:
    import cv2

    return f"opencv {cv2.__version__}"


def _pillow_name() -> str:
    import PIL

    return f"pillow {PIL.__version__}"
