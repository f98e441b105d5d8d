"""What Linux tells of processes, and what a window leaves behind."""

from __future__ import annotations

import os
from pathlib import Path


def seconds_of(pid: int | None) -> float | None:
    """Return the processor time that a process has used: what it waited for others on the machine is not in it."""
    try:
        fields = _fields(pid)
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def has_ended(pid: int) -> bool:
    """Tell whether a child of this process has ended, and only waits for its status to be read, or for its threads."""
    return _fields(pid)[0] == "Z"


def _fields(pid: int | None) -> list[str]:
    """Return what Linux tells of a process from its state on. Raises OSError for one that is gone."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _all() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _is_of(pid: int, folder: str) -> bool:
    """Tell whether a process has the folder's name in its environment: it is of the window that had that."""
    try:
        return folder.encode() in Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False


def children() -> list[str]:
    """Return the commands of this process's children, zombies too."""
    found = []
    for pid in _all():
        try:
            parent = int(_fields(pid)[1])
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"resource_tracker" not in words:  # Python's own, which ends with this process
            found.append(words.replace(b"\0", b" ").decode(errors="replace")[:80] or str(pid))
    return found


def files_in(folder: Path) -> list[str]:
    """Return the names of all files and folders in a folder."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*")]


def processes_of(folder: str) -> list[int]:
    """Return the processes that have a folder's name in their environment: those of the window that had it."""
    return [pid for pid in _all() if _is_of(pid, folder)]
