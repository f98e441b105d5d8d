"""No orphans: a process of ours ends with the one that started it."""

from __future__ import annotations

import signal
import sys


def follow_the_parent() -> None:
    """Leave Ctrl+C to the parent, and on Linux let the kernel end this process should the parent be killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        set_parent_death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
