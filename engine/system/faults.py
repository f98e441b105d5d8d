"""Any exception as an error that there is a sentence for."""

from __future__ import annotations

from engine.errors import Code, SaliscopeError

_LONGEST = 300


def as_error(fault: Exception) -> SaliscopeError:
    """Return any exception as an error that the window has a sentence for; an unforeseen one is an ENGINE_FAULT."""
    import tensorflow as tf

    if isinstance(fault, SaliscopeError):
        return fault
    if isinstance(fault, MemoryError | tf.errors.ResourceExhaustedError):
        return SaliscopeError(Code.OUT_OF_MEMORY, device="gpu" if tf.config.get_visible_devices("GPU") else "cpu")
    first = next(iter(str(fault).splitlines()), "")
    return SaliscopeError(Code.ENGINE_FAULT, reason=f"{type(fault).__name__}: {first}"[:_LONGEST])
