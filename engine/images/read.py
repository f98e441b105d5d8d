"""From a file to an Image: check by the header, decode once, make it 8-bit RGB and upright, and say what was done."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.images.convert import eight_bit_rgb, on_white, upright
from engine.images.formats import ImageFormat, format_of
from engine.images.image import Image, Note
from engine.images.signature import unreadable_format

if TYPE_CHECKING:
    import numpy as np

MAX_MEGAPIXELS = 100  # 300 MB of pixels, held several times while they are converted and shown
_MAX_FILE_MB = 1024  # a file is read whole before it is decoded


def read_image(path: Path) -> Image:
    """Read a photograph from a file.

    Raises SaliscopeError: what `read_file` and `decode_image` raise.
    """
    return decode_image(read_file(path), path.name, path)


def read_file(path: Path) -> bytes:
    """Return a photograph's file.

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE, FILE_TOO_BIG.
    """
    try:
        return _file_bytes(path)
    except FileNotFoundError as fault:
        raise SaliscopeError(Code.FILE_MISSING, name=path.name) from fault
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, name=path.name, reason=fault.strerror or str(fault)) from fault
    except (ValueError, MemoryError) as fault:  # a name that no file can have, no room for the bytes
        raise SaliscopeError(Code.FILE_UNREADABLE, name=path.name, reason=str(fault)) from fault


def decode_image(data: bytes, name: str, path: Path | None = None) -> Image:
    """Decode a file's bytes. Of several pages or frames the first is read; only that must be whole.

    Raises SaliscopeError: FILE_EMPTY, NOT_AN_IMAGE, IMAGE_FORMAT_UNSUPPORTED, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL,
    IMAGE_CHANNELS, IMAGE_DAMAGED (any fault of a decoder).
    """
    found = _format(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # libraries' remarks on odd metadata are no concern of the user's
            pixels, notes, decoder = _decoded(data, found, name)
    except SaliscopeError as refusal:
        raise SaliscopeError(refusal.code, **{"name": name, **refusal.params}) from refusal
    except Exception as fault:
        raise SaliscopeError(Code.IMAGE_DAMAGED, name=name) from fault
    return _image(pixels, name, path, hashlib.sha256(data).hexdigest(), notes, decoder)


def image_from_pixels(pixels: np.ndarray, name: str) -> Image:
    """Make an Image of pasted (H, W, 3) RGB or (H, W, 4) RGBA uint8 pixels; transparency is laid on white.

    Raises SaliscopeError: IMAGE_TOO_LARGE, IMAGE_TOO_SMALL.
    """
    import numpy as np

    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        raise ValueError(f"expected (H, W, 3 or 4) uint8 pixels, not {pixels.shape} {pixels.dtype}")
    _check_size(pixels.shape[1], pixels.shape[0], name)
    pixels = np.array(pixels, order="C")  # the caller goes on owning his
    digest = hashlib.sha256(repr(pixels.shape).encode())
    digest.update(pixels.data)
    notes: list[Note] = []
    if pixels.shape[2] == 4:
        pixels = on_white(pixels, notes)
    return _image(pixels, name, None, digest.hexdigest(), notes, "clipboard")


def _file_bytes(path: Path) -> bytes:
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for without end
        code = errno.EISDIR if stat.S_ISDIR(facts.st_mode) else errno.EINVAL
        raise OSError(code, os.strerror(code))
    megabytes = facts.st_size / 2**20
    if megabytes > _MAX_FILE_MB:
        raise SaliscopeError(Code.FILE_TOO_BIG, name=path.name, megabytes=round(megabytes), limit=_MAX_FILE_MB)
    return path.read_bytes()


def _format(data: bytes, name: str) -> ImageFormat:
    if not data:
        raise SaliscopeError(Code.FILE_EMPTY, name=name)
    found = format_of(data)
    if found is not None:
        return found
    other = unreadable_format(data)
    if other is not None:
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, name=name, format=other)
    raise SaliscopeError(Code.NOT_AN_IMAGE, name=name)


def _decoded(data: bytes, found: ImageFormat, name: str) -> tuple[np.ndarray, list[Note], str]:
    """Return upright (H, W, 3) uint8 RGB pixels, what was converted and the decoder's name."""
    header = found.read_header(data)
    _check_size(header.width, header.height, name)
    samples = found.decode(header)
    notes: list[Note] = []
    pixels = eight_bit_rgb(samples, notes)
    if not header.turns_itself:
        pixels = upright(pixels, header.orientation)
    return pixels, header.notes() + notes, samples.decoder


def _check_size(width: int, height: int, name: str) -> None:
    if width < 1 or height < 1:
        raise SaliscopeError(Code.IMAGE_TOO_SMALL, name=name, width=width, height=height)
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        raise SaliscopeError(Code.IMAGE_TOO_LARGE, name=name, width=width, height=height, limit=MAX_MEGAPIXELS)


def _image(pixels: np.ndarray, name: str, path: Path | None, sha256: str, notes: list[Note], decoder: str) -> Image:
    import numpy as np

    pixels = np.ascontiguousarray(pixels)
    pixels.setflags(write=False)
    return Image(pixels, name, path, sha256, tuple(notes), decoder)
