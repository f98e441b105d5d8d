"""Any exception as an error that there is a sentence for."""

from __future__ import annotations

import sys

from engine.errors import Code, SaliscopeError

_LONGEST = 300


def as_error(fault: Exception) -> SaliscopeError:
    """Return any exception as an error that the window has a sentence for; an unforeseen one is an ENGINE_FAULT."""
    if isinstance(fault, SaliscopeError):
        return fault
    tf = sys.modules.get("tensorflow")  # the window's process, which has none, must not import it for this
    if isinstance(fault, MemoryError) or (tf is not None and isinstance(fault, tf.errors.ResourceExhaustedError)):
        on_gpu = tf is not None and tf.config.get_visible_devices("GPU")
        return SaliscopeError(Code.OUT_OF_MEMORY, device="gpu" if on_gpu else "cpu")
    first = next(iter(str(fault).splitlines()), "")
    return SaliscopeError(Code.ENGINE_FAULT, reason=f"{type(fault).__name__}: {first}"[:_LONGEST])
