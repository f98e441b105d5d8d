"""Pages of a TIFF that neither OpenCV nor Pillow reads, by tifffile in a process of its own."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from engine.system.sandbox import Found, apart

if TYPE_CHECKING:
    import numpy as np

_LZW = 5  # TIFF 6.0, section 13
_STRIP_AT = 8 + 2 + 9 * 12 + 4  # behind the file's head and a directory of nine entries


def page_by_tifffile(data: bytes) -> tuple[np.ndarray, str]:
    """Return the first page's samples (H, W, C) and the decoder's name. Raises ValueError where they are damaged."""
    facts, array = apart(read_page, data)
    if array is None or array.ndim != 3:
        raise ValueError("no page of pixels")
    return array, facts["decoder"]


def read_page(data: bytes) -> Found:
    """Run in the child: decode the first page whatever the order of its samples."""
    import numpy as np
    import tifffile

    decoders = tifffile.TIFF.DECOMPRESSORS
    if _LZW not in decoders:  # where imagecodecs is not installed; later releases take a function of that package alone
        decoders._codecs[_LZW] = undo_lzw
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        page = file.pages[0]
        array = page.asarray(maxworkers=1)
        count, planar = page.samplesperpixel, page.planarconfig == tifffile.PLANARCONFIG.SEPARATE
        shape = page.imagelength, page.imagewidth
    if planar and count > 1:
        array = np.moveaxis(array.reshape(count, *shape), 0, 2)
    array = array.reshape(*shape, count)
    return {"decoder": f"tifffile {tifffile.__version__}"}, array.astype(array.dtype.newbyteorder("="))


def undo_lzw(data: bytes, out: int) -> bytes:
    """Return the `out` bytes that were packed: Pillow unpacks them as the only strip of a TIFF of one row."""
    import PIL.Image

    PIL.Image.MAX_IMAGE_PIXELS = None
    tags = ((256, out), (257, 1), (258, 8), (259, 5), (262, 1), (273, _STRIP_AT), (277, 1), (278, 1), (279, len(data)))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    beginning = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4)
    with PIL.Image.open(io.BytesIO(beginning + data), formats=("TIFF",)) as row:
        return row.tobytes()
