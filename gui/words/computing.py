"""The words for where the engine computes, and why it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

if TYPE_CHECKING:
    from engine.system.device import Device

SENTENCES = {
    Code.CANCELLED: QT_TRANSLATE_NOOP("words", "Cancelled. What was there before is unchanged."),
    Code.OUT_OF_MEMORY: QT_TRANSLATE_NOOP(
        "words", "Memory ran out for this computation. Close other programs, or use a smaller model."
    ),
    Code.ENGINE_FAULT: QT_TRANSLATE_NOOP(
        "words", "The computation failed. The last picture stays; try another layer, method or photograph."
    ),
    Code.ENGINE_DIED: QT_TRANSLATE_NOOP(
        "words", "The computing engine stopped unexpectedly and is being started again. Nothing else was lost."
    ),
    Code.ENGINE_HUNG: QT_TRANSLATE_NOOP(
        "words",
        "The computing engine gave no answer for {seconds} s and is being started again. Nothing else was lost.",
    ),
    Code.ENGINE_GAVE_UP: QT_TRANSLATE_NOOP(
        "words",
        "The computing engine stopped more than {restarts} times within {minutes} minutes and was not started again. "
        "Another model or photograph may do better.",
    ),
}

GPU_OUT_OF_MEMORY = QT_TRANSLATE_NOOP(
    "words", "The graphics card ran out of memory. Go on with the processor: slower, but it has more room."
)


def device_name(device: Device) -> str:
    """Return where the engine computes; the words are the same in every language."""
    if device.kind == "gpu":
        return f"GPU: {device.name}"
    return "CPU"
