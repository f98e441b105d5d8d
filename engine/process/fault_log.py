"""The file into which a crashing engine process writes its stack. The window names it, and shows it afterwards."""

from __future__ import annotations

import contextlib
import faulthandler
import os
from pathlib import Path

CRASH_LOG = "SALISCOPE_ENGINE_LOG"  # environment variable with the file's path


def log_faults() -> None:
    """Have a crash in native code write the Python stack to the file that the window named, if it named one."""
    path = os.environ.get(CRASH_LOG)
    if path:
        with contextlib.suppress(OSError):  # such as a full disk: a crash then goes unexplained
            faulthandler.enable(Path(path).open("a", encoding="utf-8"))  # noqa: SIM115 - it stays open to the end
