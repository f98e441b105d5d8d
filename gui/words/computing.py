"""The words for where the engine computes, and for its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

if TYPE_CHECKING:
    from engine.system.device import Device

SENTENCES = {
    Code.CANCELLED: QT_TRANSLATE_NOOP("words", "Cancelled. Nothing was changed."),
    Code.OUT_OF_MEMORY: QT_TRANSLATE_NOOP(
        "words", "Not enough memory for this computation. Close other programs or use a smaller model."
    ),
    Code.ENGINE_FAULT: QT_TRANSLATE_NOOP(
        "words", "The computation failed. The previous map stays on screen. Try another layer, method or image."
    ),
    Code.ENGINE_DIED: QT_TRANSLATE_NOOP(
        "words", "The computing engine stopped unexpectedly and is restarting. Your work is safe."
    ),
    Code.ENGINE_HUNG: QT_TRANSLATE_NOOP(
        "words",
        "The computing engine did not respond for {seconds} s and is restarting. Your work is safe.",
    ),
    Code.ENGINE_STOPPED: QT_TRANSLATE_NOOP(
        "words",
        "Another program or the system has suspended the computing engine. It is restarting, and your work is safe.",
    ),
    Code.JOB_GAVE_UP: QT_TRANSLATE_NOOP(
        "words",
        "The computing engine stopped more than {restarts} times in {minutes} minutes at this task, so it is not tried "
        "again for now. Everything else still works: choose another method, layer, image or model.",
    ),
    Code.MODEL_GAVE_UP: QT_TRANSLATE_NOOP(
        "words",
        "The computing engine stopped more than {restarts} times in {minutes} minutes with “{name}” open, so the model "
        "is not opened again by itself. Open another model, or choose a class or method to try this one again.",
    ),
    Code.ENGINE_GAVE_UP: QT_TRANSLATE_NOOP(
        "words",
        "The computing engine stopped more than {restarts} times in {minutes} minutes and was not restarted. Try "
        "another model or image.",
    ),
}

GPU_OUT_OF_MEMORY = QT_TRANSLATE_NOOP(
    "words", "The graphics card is out of memory. Continue on the processor, which is slower but has more memory."
)


def device_name(device: Device) -> str:
    """Return where the engine computes; the words are the same in every language."""
    if device.kind == "gpu":
        return f"GPU: {device.name}"
    return "CPU"
