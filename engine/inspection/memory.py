"""What a model needs in memory, against what the machine has."""

from __future__ import annotations

import os
import re
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.inspection.limits import MIB, InspectionLimits

_COPIES = 2  # the variables, and the arrays they are filled from


def check_memory(weights_bytes: int, limits: InspectionLimits) -> None:
    """Refuse weights that cannot fit. What the machine does not tell is not held against the model."""
    available = limits.memory_bytes if limits.memory_bytes is not None else available_memory()
    needed = _COPIES * weights_bytes
    if available is not None and needed > available:
        raise SaliscopeError(Code.MODEL_TOO_BIG, needed=-(-needed // MIB), available=available // MIB)


def available_memory() -> int | None:
    """Return the bytes that new programs can have, all of the machine's where only that is known, else None."""
    try:
        found = re.search(r"MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text(encoding="ascii"))
        if found:
            return int(found[1]) * 1024
    except (OSError, ValueError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None
