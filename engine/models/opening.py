"""Opening a model without a window: whatever happens ends as one error, and in time."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from engine.models.classifier import Classifier

SECONDS = 180.0
REFUSED = 2  # exit status


def open_in_time(path: Path, sentence: Callable[[SaliscopeError], str], seconds: float = SECONDS) -> Classifier:
    """Open a model. Native code that hangs can only be stopped by ending the program, which says why before.

    Raises SaliscopeError, whatever went wrong.
    """

    def give_up() -> None:
        print(sentence(SaliscopeError(Code.MODEL_HUNG, name=path.name, seconds=round(seconds))), file=sys.stderr)
        sys.stderr.flush()
        os._exit(REFUSED)

    timer = threading.Timer(seconds, give_up)
    timer.daemon = True
    timer.start()
    try:
        return open_safely(path)
    finally:
        timer.cancel()


def open_safely(path: Path) -> Classifier:
    """Start TensorFlow where it is not yet there, and open a model. Raises SaliscopeError, whatever went wrong."""
    from engine.system.runtime import start_tensorflow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            start_tensorflow()
            from engine.models.classifier import open_classifier

            return open_classifier(path)
    except SaliscopeError:
        raise
    except MemoryError as fault:
        raise SaliscopeError(Code.OUT_OF_MEMORY) from fault
    except Exception as fault:
        raise SaliscopeError(Code.ENGINE_FAULT, reason=str(fault) or type(fault).__name__) from fault
