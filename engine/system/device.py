"""Where the engine computes, as the window hears of it. No TensorFlow."""

from __future__ import annotations

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Device:
    """Where the numbers are computed. `name` as its maker writes it; a processor has none, only its threads."""

    kind: str  # "gpu" or "cpu"
    name: str
    threads: int
    note: str = ""  # why a GPU that is there is not used
