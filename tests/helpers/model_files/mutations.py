"""Mutated files, and how their inspection has to end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from engine.errors import SaliscopeError
from engine.models.inspection import ModelFile, inspect_model

LONGEST = 2.0
FUZZ = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
Mutations = list[tuple[float, int, int]]  # (where as a fraction, how many bytes, what is written)

mutations = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from([0, 1, 1, 1, 2, 4, 8, 32]),
        st.one_of(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0xFFFFFFFF]), st.integers(0, 2**64 - 1)),
    ),
    min_size=1,
    max_size=12,
)


def mutated(data: bytes, changes: Mutations) -> bytes:
    """Overwrite a few bytes; a change of no bytes cuts the file there."""
    found = bytearray(data)
    for where, count, value in changes:
        at = int(where * len(found))
        if count == 0:
            del found[max(at, 1) :]
        else:
            found[at : at + count] = (value % 256 ** min(count, 8)).to_bytes(count, "little")[: len(found) - at]
    return bytes(found)


def ends_well(path: Path) -> None:
    begin = time.monotonic()
    name = path.name
    try:
        assert isinstance(inspect_model(path), ModelFile)
    except SaliscopeError as refused:
        name = refused.params["name"]
    assert name == path.name
    assert time.monotonic() - begin < LONGEST


class Files(dict[str, Any]):
    """The files to mutate; a failing test shall not print them."""

    def __repr__(self) -> str:
        return "files"
