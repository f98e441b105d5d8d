"""Child processes that end with the process that started them, and let it go first."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys

_NICE = 10  # as the command `nice` has it: a ninth of the processor's time where both want all of it
_BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS, SetPriorityClass(3)


def follow_the_parent() -> None:
    """Leave Ctrl+C to the parent, and on Linux have the kernel kill this process when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A killed parent can no longer end its children, and a child sees the pipe close only when it comes to read: not
    # while native code holds the interpreter's lock. The kernel needs neither. It takes the thread that started this
    # process for its parent, so that thread has to stay until the process is ended; the supervisor's does.
    if sys.platform == "linux":
        import ctypes

        set_parent_death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():  # it ended before the kernel was told: nobody waits for this one
        os._exit(0)


def give_way() -> None:
    """Have the system prefer other processes to this one, and to those it starts, where they want the same processor.

    What computes for seconds on all of them would else let a window wait that only wants to draw a few milliseconds.
    A process that one started which gives way gives way already: behind that one it would wait for its turn.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetPriorityClass(ctypes.c_void_p(-1), _BELOW_NORMAL)  # -1: this process
    else:
        os.nice(max(0, _NICE - os.nice(0)))
