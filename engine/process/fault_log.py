"""Where the engine process writes down how it died: a file that the window names, so that it can tell of it later."""

from __future__ import annotations

import contextlib
import faulthandler
import os
from pathlib import Path

CRASH_LOG = "SALISCOPE_ENGINE_LOG"  # environment variable: the file


def log_faults() -> None:
    """Have crashes of native code written, with the Python stack, to the file that the window named, if it did."""
    path = os.environ.get(CRASH_LOG)
    if path:
        with contextlib.suppress(OSError):  # a full disk: then nothing is told of a crash
            faulthandler.enable(Path(path).open("a", encoding="utf-8"))  # noqa: SIM115 - it stays open to the end
