"""NIfTI volumes, `.nii` and `.nii.gz`, slice by slice along the last axis; of several volumes one after the other.

A slice is shown as radiologists have it: the patient's right at the left, his front or his head at the top. What the
file says of its axes decides which way they run, to the nearest of the three directions of the body.
"""

from __future__ import annotations

import gzip
import importlib.util
import io
import math
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.images.formats.header import Header
from engine.images.levels.rescale import rescaled
from engine.images.reading import Frames, Preset, PresetName, Window
from engine.images.samples import Samples
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    pass

_GZIP = b"\x1f\x8b"
_ONE, _TWO = b"n+1\x00", b"n+2\x00\r\n\x1a\n"
_ONE_AT, _TWO_AT, _HEADER = 344, 4, 540
_MOST_BYTES = 2**30  # of a volume once it is unpacked
_MILLIMETRES = {"meter": 1000.0, "mm": 1.0, "micron": 0.001, "unknown": 1.0}
_BACKWARDS = "RAS"  # axes that run to the right, the front or the head are shown the other way round


@dataclass(frozen=True, eq=False)
class Volume:
    """What is known of a file's array. body: its bytes from the first value on; shape: (columns, rows, slices, ...)."""

    body: memoryview
    shape: tuple[int, ...]
    dtype: Any
    slope: float
    intercept: float
    flips: tuple[bool, bool]  # of rows, of columns
    window: Window | None
    spacing: tuple[float, float] | None


def is_nifti(data: bytes) -> bool:
    """Tell NIfTI of version 1 or 2, packed or not, by its first bytes."""
    if data.startswith(_GZIP):
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, _HEADER)
        except zlib.error:
            return False
    return data[_ONE_AT : _ONE_AT + 4] == _ONE or data[_TWO_AT : _TWO_AT + 8] == _TWO


def read_nifti(data: bytes) -> Header:
    """Read the header. Raises SaliscopeError: IMAGE_EXTRA without nibabel; for what is no picture or too large."""
    if importlib.util.find_spec("nibabel") is None:
        raise SaliscopeError(Code.IMAGE_EXTRA, format="NIfTI", extra="nifti", package="nibabel")
    volume = _volume(data)
    columns, rows, *others = volume.shape
    return Header(
        data,
        columns,
        rows,
        count=math.prod(others),
        frames_are=Frames.SLICES,
        pixel_bytes=max(4, volume.dtype.itemsize),
        facts=volume,
    )


def nifti_slice(header: Header, number: int) -> Header:
    """Return the header of another slice."""
    return replace(header, frame=number)


def decode_nifti(header: Header) -> Samples:
    """Take the slice out of the volume."""
    import nibabel
    import numpy as np

    volume: Volume = header.facts
    count = header.width * header.height
    start = header.frame * count * volume.dtype.itemsize
    plane = np.frombuffer(volume.body, volume.dtype, count, start).reshape(header.height, header.width)
    plane = plane[:: -1 if volume.flips[0] else 1, :: -1 if volume.flips[1] else 1]
    if volume.dtype.fields:  # colours
        array = np.stack([plane[name] for name in "RGB"], axis=-1)
    else:
        native = np.ascontiguousarray(plane).astype(volume.dtype.newbyteorder("="), copy=False)
        array = rescaled(native, volume.slope, volume.intercept)
    windows = () if volume.window is None else (Preset(PresetName.FILE, volume.window),)
    return Samples(array, f"nibabel {nibabel.__version__}", windows=windows, spacing=volume.spacing)


def _volume(data: bytes) -> Volume:
    import nibabel
    import numpy as np

    start = _unpacked(data, _HEADER)
    kind = nibabel.Nifti2Header if start[_TWO_AT : _TWO_AT + 8] == _TWO else nibabel.Nifti1Header
    header = kind(start[: kind.sizeof_hdr], check=False)
    shape = tuple(int(size) for size in header.get_data_shape())
    dtype, offset = header.get_data_dtype(), int(header["vox_offset"])
    if len(shape) < 2 or min(shape) < 1:
        raise SaliscopeError(Code.IMAGE_SHAPE, shape=" × ".join(map(str, shape)) or "0")
    if (dtype.fields and dtype.names != ("R", "G", "B")) or (not dtype.fields and dtype.kind not in "uif"):
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format=f"NIfTI ({header.get_value_label('datatype')})")
    size = math.prod(shape) * dtype.itemsize
    if size > _MOST_BYTES:
        raise SaliscopeError(Code.FILE_TOO_BIG, megabytes=round(size / 2**20), limit=_MOST_BYTES // 2**20)
    whole = _unpacked(data, offset + size)
    if offset < 0 or len(whole) < offset + size:
        raise ValueError("the file ends before its volume")
    slope, intercept = (float(header[name]) for name in ("scl_slope", "scl_inter"))
    used = math.isfinite(slope) and math.isfinite(intercept) and slope != 0 and not dtype.fields
    codes = nibabel.aff2axcodes(np.asarray(header.get_best_affine()))
    return Volume(
        memoryview(whole)[offset:],
        shape,
        dtype,
        slope if used else 1.0,
        intercept if used else 0.0,
        (codes[1] in _BACKWARDS if codes[1] else False, codes[0] in _BACKWARDS if codes[0] else False),
        _window(float(header["cal_min"]), float(header["cal_max"])),
        _spacing(header),
    )


def _unpacked(data: bytes, most: int) -> bytes:
    """Return the first `most` bytes, unpacked where they are packed: a small file may hold very much."""
    if not data.startswith(_GZIP):
        return data
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:  # which may be made of many parts
        return file.read(most)


def _window(low: float, high: float) -> Window | None:
    return Window(low, high) if math.isfinite(high - low) and low < high else None


def _spacing(header: Any) -> tuple[float, float] | None:
    """Return millimetres from row to row and from column to column; a file that names no unit means those."""
    factor = _MILLIMETRES.get(header.get_xyzt_units()[0], 0.0)
    across, down = (abs(float(size)) * factor for size in header.get_zooms()[:2])
    return (down, across) if all(0 < size < math.inf for size in (across, down)) else None
