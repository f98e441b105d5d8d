"""Numbers of seven bits a byte, as Protocol Buffers and checkpoints write them."""

from __future__ import annotations

import mmap

from engine.errors import Code, SaliscopeError

_LONGEST = 10  # bytes


def varint(data: mmap.mmap | bytes, at: int, end: int) -> tuple[int, int]:
    """Return (an unsigned number of at most 70 bits, where the next byte lies). end: of what may be read.

    Raises SaliscopeError(MODEL_DAMAGED) where the number does not end there.
    """
    number = 0
    for count in range(min(_LONGEST, end - at)):
        byte = data[at + count]
        number |= (byte & 127) << 7 * count
        if byte < 128:
            return number, at + count + 1
    raise SaliscopeError(Code.MODEL_DAMAGED)
