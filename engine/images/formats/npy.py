"""Arrays of NumPy's `.npy` files, read as pictures.

(H, W) is grey; (H, W, C) has its channels last, where C is at most four, or the shortest axis and at most 64. Where it
is not, a first axis of up to four is taken for channels, a longer one for frames. (N, H, W, C) and (N, C, H, W) are
frames of those. An array does not say what a fourth channel means, so it is no transparency.
"""

from __future__ import annotations

import io
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.images.formats.header import Header
from engine.images.reading import Frames
from engine.images.samples import MAX_CHANNELS, Samples

if TYPE_CHECKING:
    import numpy as np

SIGNATURE = b"\x93NUMPY"
_LONGEST_HEADER = 10_000  # characters: those of arrays of numbers have some hundred
_MOST_FIRST = 4  # channels that a first axis is taken for
_NUMBERS = "buif"


def read_npy(data: bytes) -> Header:
    """Read the header. Raises SaliscopeError for what is no array of real numbers or no picture by its shape."""
    import numpy as np

    stream = io.BytesIO(data[: _LONGEST_HEADER + 32])
    version = np.lib.format.read_magic(stream)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, fortran, dtype = read(stream, max_header_size=_LONGEST_HEADER)
    if dtype.kind not in _NUMBERS or dtype.itemsize > 8:
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format=f"NumPy ({dtype.name})")
    if math.prod(shape) * dtype.itemsize > len(data) - stream.tell():
        raise ValueError("the file ends before its array")
    axes = _axes(shape)
    sizes = dict(zip(axes, shape, strict=True))
    return Header(
        data,
        sizes["w"],
        sizes["h"],
        count=sizes.get("n", 1),
        frames_are=Frames.PAGES,
        pixel_bytes=sizes.get("c", 1) * dtype.itemsize,
        facts=(stream.tell(), dtype, shape, fortran, axes),
    )


def npy_frame(header: Header, frame: int) -> Header:
    """Return the header of another frame."""
    return replace(header, frame=frame)


def decode_npy(header: Header) -> Samples:
    """Take the frame out of the file."""
    import numpy as np

    start, dtype, shape, fortran, axes = header.facts
    whole = np.frombuffer(header.data, dtype, math.prod(shape), start).reshape(shape, order="F" if fortran else "C")
    array: np.ndarray = whole[header.frame] if axes[0] == "n" else whole
    if axes.endswith("chw"):
        array = np.moveaxis(array, 0, 2)
    if dtype.kind == "b":
        array = array * np.uint8(255)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[..., 0]
    return Samples(np.array(array, array.dtype.newbyteorder("="), order="C"), f"numpy {np.__version__}")


def _axes(shape: tuple[Any, ...]) -> str:
    """Return what each axis is: n frames, h, w, c channels. Raises SaliscopeError for what is no picture."""
    found = None
    if len(shape) == 2:
        found = "hw"
    elif len(shape) == 3:
        found = _three(shape, "nhw")
    elif len(shape) == 4:
        found = _three(shape[1:], "")
        found = f"n{found}" if found else None
    if not found or min(shape) < 1:
        raise SaliscopeError(Code.IMAGE_SHAPE, shape=" × ".join(map(str, shape)) or "1")
    return found


def _three(shape: tuple[Any, ...], otherwise: str) -> str:
    first, second, last = shape
    if last <= _MOST_FIRST or last <= min(first, second, MAX_CHANNELS):
        return "hwc"
    return "chw" if first <= _MOST_FIRST else otherwise
