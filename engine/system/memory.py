"""How much memory the machine has, how much of it this process may take, and how large one tensor may get."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import sys
from pathlib import Path

MIB, GIB = 1 << 20, 1 << 30
# Bytes of one tensor while a model answers to one photograph: some eighty times what VGG16 takes at most at 224 pixels,
# and enough for 64 channels at 2,048 pixels. Whatever is larger swells on purpose, or would never end.
LARGEST_TENSOR = GIB


def available_memory() -> int | None:
    """Return the bytes that new programs can have, all of the machine's where only that is known, else None.

    Never more than the control group of this process may have.
    """
    found = _told("MemAvailable") or _physical()
    return min((size for size in (found, _group_limit()) if size is not None), default=None)


def machine_memory() -> int | None:
    """Return the bytes of the machine, or of the control group where that may have less; None where unknown."""
    return min((size for size in (_physical(), _group_limit()) if size is not None), default=None)


def reserved_memory() -> int:
    """Return the bytes of addresses that this process has; all of the machine's memory where that is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return machine_memory() or 0


def has_room_for(size: int) -> bool:
    """Tell whether this process could have so many bytes more. They are not touched, so nothing is taken."""
    import numpy as np  # late: the window's process imports this module before its first paint

    try:
        np.empty(size, np.uint8)
    except MemoryError:
        return False
    return True


def confine_memory(most: int | None = None) -> None:
    """Let this process hold at most `most` bytes, three quarters of the machine's unless told; never raise a limit.

    What asks for more is refused, which ends as a sentence, instead of the machine running out. Linux only: elsewhere
    the limit is not kept, or counts other things.
    """
    most = most if most is not None else (machine_memory() or 0) * 3 // 4
    if sys.platform != "linux" or not most:
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    lowest = min(limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (lowest, hard))


def give_back_memory() -> None:
    """Free what only refers to itself, and on Linux give free pages back to the system: some 15 ms with TensorFlow.

    The C library keeps pages between two that are in use, and models are many small pieces.
    """
    gc.collect()
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(AttributeError):  # another C library than glibc
            ctypes.CDLL(None).malloc_trim(0)


def _told(name: str) -> int | None:
    """Return a figure of the Linux kernel."""
    try:
        found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/meminfo").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return int(found[1]) * 1024 if found else None


def _physical() -> int | None:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _group_limit(groups: Path = Path("/sys/fs/cgroup"), mine: Path = Path("/proc/self/cgroup")) -> int | None:
    """Return the least that a control group of this process, or one around it, allows: containers are such groups."""
    try:
        lines = mine.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    limits = []
    for line in lines:
        number, kinds, path = (*line.split(":", 2), "", "")[:3]
        if number != "0" and "memory" not in kinds.split(","):
            continue
        base, name = (groups, "memory.max") if number == "0" else (groups / "memory", "memory.limit_in_bytes")
        inner = base / path.strip("/")
        for folder in (inner, *inner.parents):
            if folder.is_relative_to(base):
                limits += _number(folder / name)
    return min(limits, default=None)


def _number(path: Path) -> list[int]:
    try:
        return [int(path.read_text(encoding="ascii"))]
    except (OSError, ValueError):  # there is none, or it says "max"
        return []
