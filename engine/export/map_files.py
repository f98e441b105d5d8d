"""A map's numbers as files: NumPy's own format, and text that spreadsheets read."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np

from engine.export.content import Content


def npy_blocks(content: Content) -> Iterator[bytes]:
    """Return a NumPy file in one block; it has no place for a record."""
    buffer = io.BytesIO()
    np.save(buffer, content.values, allow_pickle=False)
    yield buffer.getvalue()


def csv_blocks(content: Content) -> Iterator[bytes]:
    """Return one line of text per row of the map, after comments that say what the numbers are; UTF-8, in one block."""
    rows, columns = content.values.shape
    comments = [f"Saliscope map: {rows} rows, {columns} columns", 'decimals: "."; between: ","', *content.comments]
    if content.record:
        comments.append(f"provenance: {content.record}")
    buffer = io.StringIO()
    # Nine digits: the fewest that give back every float32 bit for bit.
    np.savetxt(buffer, content.values, fmt="%.9g", delimiter=",", header="\n".join(comments))
    yield buffer.getvalue().encode()
