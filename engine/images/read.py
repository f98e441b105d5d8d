"""From a file to an Image: check by the header, decode once, make it 8-bit RGB and upright, and say what was done."""

from __future__ import annotations

import hashlib
import math
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.errors import Code, SaliscopeError
from engine.images.formats import ImageFormat, format_of
from engine.images.formats.signature import unreadable_format
from engine.images.image import Image, Note
from engine.images.levels.convert import on_white, upright
from engine.images.levels.rule import levels_of
from engine.images.levels.show import channels_shown, show
from engine.images.reading import Latitude, Reading
from engine.images.samples import MAX_MEGAPIXELS
from engine.system.regular_file import open_regular

if TYPE_CHECKING:
    import numpy as np

    from engine.images.formats.header import Header
    from engine.images.samples import Samples

_MAX_FILE_MB = 1024  # a file is read whole before it is decoded
_MOST_MB = 1600  # of samples at their own depth
_TRUSTED_MB, _EXPANSION = 400, 100  # of samples; beyond, so many bytes of them at most for each of the file's
_AS_IT_IS = Reading()


def read_image(path: Path, reading: Reading = _AS_IT_IS) -> Image:
    """Read a photograph from a file.

    Raises SaliscopeError: what `read_file` and `decode_image` raise.
    """
    stamp = _stamp(path)
    return replace(decode_image(read_file(path), path.name, path, reading), stamp=stamp)


def reread(image: Image, reading: Reading) -> Image:
    """Return the same photograph read another way. Another window or channels are shown without decoding again.

    Raises SaliscopeError: IMAGE_FRAME, IMAGE_CHANNEL, IMAGE_CHANNEL_COUNT, IMAGE_WINDOW; IMAGE_CHANGED where the file
    is needed and is another now; what `read_image` raises.
    """
    if reading == image.reading:
        return image
    if image.samples is not None and reading.frame == image.reading.frame:
        with _naming(image.name):
            return _shown(image, image.samples, reading)
    if image.path is None:
        return replace(image, reading=reading)
    stamp, data = _stamp(image.path), read_file(image.path)
    sha256 = image.sha256 if stamp == image.stamp else hashlib.sha256(data).hexdigest()
    if sha256 != image.sha256:
        raise SaliscopeError(Code.IMAGE_CHANGED, name=image.name)
    return _decoded(data, image.name, image.path, reading, sha256, stamp)


def with_preset(image: Image, name: str) -> Image:
    """Return the photograph shown through one of its windows, by name.

    Raises SaliscopeError(IMAGE_PRESET) where it has none of that name.
    """
    levels = image.latitude.levels
    presets = {each.name: each.window for each in levels.presets} if levels is not None else {}
    if name not in presets:
        raise SaliscopeError(Code.IMAGE_PRESET, name=image.name, preset=name, known=", ".join(presets) or "-")
    return reread(image, replace(image.reading, window=presets[name]))


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


def decode_image(data: bytes, name: str, path: Path | None = None, reading: Reading = _AS_IT_IS) -> Image:
    """Decode a file's bytes. Of several pages or frames one is read; only that must be whole.

    Raises SaliscopeError: FILE_EMPTY, NOT_AN_IMAGE, IMAGE_FORMAT_UNSUPPORTED, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL,
    IMAGE_CHANNELS, IMAGE_SWELLS, IMAGE_DAMAGED (any fault of a decoder). Where the reading does not fit: IMAGE_FRAME,
    IMAGE_FRAME_FAR, IMAGE_CHANNEL, IMAGE_CHANNEL_COUNT, IMAGE_WINDOW.
    """
    return _decoded(data, name, path, reading, hashlib.sha256(data).hexdigest())


def image_from_pixels(pixels: np.ndarray, name: str) -> Image:
    """Make an Image of pasted (H, W, 3) RGB or (H, W, 4) RGBA uint8 pixels; transparency is laid on white.

    Raises SaliscopeError: IMAGE_TOO_LARGE, IMAGE_TOO_SMALL.
    """
    import numpy as np

    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        raise ValueError(f"expected (H, W, 3 or 4) uint8 pixels, not {pixels.shape} {pixels.dtype}")
    with _naming(name):
        _check_size(pixels.shape[1], pixels.shape[0])
    pixels = np.array(pixels, order="C")  # the caller goes on owning his
    digest = hashlib.sha256(repr(pixels.shape).encode())
    digest.update(pixels.data)
    notes: list[Note] = []
    if pixels.shape[2] == 4:
        pixels = on_white(pixels, notes)
    return Image(_read_only(pixels), name, None, digest.hexdigest(), tuple(notes), "clipboard")


def _file_bytes(path: Path) -> bytes:
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > _MAX_FILE_MB * 2**20:
            raise SaliscopeError(Code.FILE_TOO_BIG, name=path.name, megabytes=round(size / 2**20), limit=_MAX_FILE_MB)
        return file.read(size)  # and no more, however much somebody writes meanwhile


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes with the file's contents; None if there is no such file."""
    try:
        facts = path.stat()
    except (OSError, ValueError):
        return None
    return facts.st_size, facts.st_mtime_ns


def _decoded(
    data: bytes, name: str, path: Path | None, reading: Reading, sha256: str, stamp: tuple[int, int] | None = None
) -> Image:
    with _naming(name):
        _check(reading)
        found = _format(data)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # libraries' remarks on odd metadata are no concern of the user's
                return _as_read(data, found, reading, _File(name, path, sha256, stamp))
        except SaliscopeError:
            raise
        except Exception as fault:
            # What a library says of a patient's file may quote it, and would stand in a crash report.
            raise SaliscopeError(Code.IMAGE_DAMAGED) from None if found.private else fault


class _File(NamedTuple):
    """A file as an Image names it."""

    name: str
    path: Path | None
    sha256: str
    stamp: tuple[int, int] | None


def _as_read(data: bytes, found: ImageFormat, reading: Reading, file: _File) -> Image:
    header = _at_frame(found, found.read_header(data), reading.frame)
    samples = _upright_samples(found, header)
    notes = tuple(header.notes())
    image = Image(
        samples.array,
        file.name,
        file.path,
        file.sha256,
        notes,
        samples.decoder,
        reading,
        Latitude(header.count, header.frames_are, samples.channels, (), levels_of(samples), samples.spacing),
        file_notes=len(notes),
        stamp=file.stamp,
        alias=f"{found.name}-{file.sha256[:8]}" if found.private else "",
    )
    return _shown(image, samples, reading)


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Put the photograph's name into what is refused."""
    try:
        yield
    except SaliscopeError as refusal:
        raise SaliscopeError(refusal.code, **{"name": name, **refusal.params}) from refusal


def _check(reading: Reading) -> None:
    window = reading.window
    if window is not None and not (
        math.isfinite(window.low) and math.isfinite(window.high) and window.low < window.high
    ):
        raise SaliscopeError(Code.IMAGE_WINDOW, low=window.low, high=window.high)


def _format(data: bytes) -> ImageFormat:
    if not data:
        raise SaliscopeError(Code.FILE_EMPTY)
    found = format_of(data)
    if found is not None:
        return found
    other = unreadable_format(data)
    if other is not None:
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format=other)
    raise SaliscopeError(Code.NOT_AN_IMAGE)


def _at_frame(found: ImageFormat, header: Header, frame: int) -> Header:
    if not 0 <= frame < header.count:
        raise SaliscopeError(Code.IMAGE_FRAME, frame=frame + 1, count=header.count)
    return found.at_frame(header, frame) if frame and found.at_frame is not None else header


def _upright_samples(found: ImageFormat, header: Header) -> Samples:
    _check_size(header.width, header.height, header.pixel_bytes)
    _check_expansion(header)
    samples = found.decode(header)
    if header.turns_itself or header.orientation == 1:
        return samples
    return replace(samples, array=upright(samples.array, header.orientation))


def _shown(image: Image, samples: Samples, reading: Reading) -> Image:
    """Return the image with the pixels that a reading makes of its samples, which it keeps where there is a choice."""
    _check(reading)
    latitude = image.latitude
    shown = channels_shown(samples, reading)
    levels = latitude.levels
    if levels is not None:
        levels = replace(levels, window=reading.window or levels.presets[0].window)
    pixels, notes = show(samples, shown, levels)
    keeps = levels is not None or samples.channels not in (1, 3)
    return replace(
        image,
        pixels=_read_only(pixels),
        notes=(*image.notes[: image.file_notes], *notes),
        reading=reading,
        latitude=replace(latitude, shown=shown, levels=levels),
        samples=samples if keeps else None,
    )


def _check_size(width: int, height: int, pixel_bytes: int = 1) -> None:
    if width < 1 or height < 1:
        raise SaliscopeError(Code.IMAGE_TOO_SMALL, width=width, height=height)
    limit = min(MAX_MEGAPIXELS, _MOST_MB // pixel_bytes)
    if width * height > limit * 1_000_000:
        raise SaliscopeError(Code.IMAGE_TOO_LARGE, width=width, height=height, limit=limit)


def _check_expansion(header: Header) -> None:
    """Refuse very much that is unpacked from little: no photograph is that empty, and memory is not wasted on it."""
    megabytes = header.width * header.height * header.pixel_bytes / 1e6
    if megabytes > max(_TRUSTED_MB, _EXPANSION * len(header.data) / 1e6):
        raise SaliscopeError(Code.IMAGE_SWELLS, megabytes=round(megabytes), stored=f"{len(header.data) / 1e6:.2g}")


def _read_only(pixels: np.ndarray) -> np.ndarray:
    import numpy as np

    pixels = np.ascontiguousarray(pixels)
    pixels.setflags(write=False)
    return pixels
