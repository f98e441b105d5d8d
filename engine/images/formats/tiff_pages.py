"""Pages of a TIFF that neither OpenCV nor Pillow reads, by tifffile in a process of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from engine.system.sandbox import Found, apart

if TYPE_CHECKING:
    import numpy as np


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

    with tifffile.TiffFile(io.BytesIO(data)) as file:
        page = file.pages[0]
        array = page.asarray(maxworkers=1)
        count, planar = page.samplesperpixel, page.planarconfig == tifffile.PLANARCONFIG.SEPARATE
        shape = page.imagelength, page.imagewidth
    if planar and count > 1:
        array = np.moveaxis(array.reshape(count, *shape), 0, 2)
    array = array.reshape(*shape, count)
    return {"decoder": f"tifffile {tifffile.__version__}"}, array.astype(array.dtype.newbyteorder("="))
