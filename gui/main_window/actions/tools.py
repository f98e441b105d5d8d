"""The actions of the Tools menu."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.main_window.command_registry import SEPARATOR, ActionRow, Row

TOOLS: tuple[Row, ...] = (
    ActionRow(
        "toggle_probe",
        "tools",
        QT_TRANSLATE_NOOP("actions", "&Probe"),
        lambda rooms: rooms.probe.toggle_probe(),
        "Ctrl+B",
        needs="attribution",
        checked=lambda rooms: rooms.probe.probe_is_on(),
        contexts=("canvas",),
        icon="probe",
        short=QT_TRANSLATE_NOOP("actions", "Probe"),
    ),
    ActionRow(
        "clear_probe",
        "tools",
        QT_TRANSLATE_NOOP("actions", "&Clear probe strokes"),
        lambda rooms: rooms.probe.clear_probe(),
        "Ctrl+Shift+B",
        needs="strokes",
        contexts=("canvas",),
    ),
    ActionRow(
        "toggle_region_check",
        "tools",
        QT_TRANSLATE_NOOP("actions", "Check a &region"),
        lambda rooms: rooms.region.toggle_region_check(),
        "Ctrl+J",
        needs="attribution",
        checked=lambda rooms: rooms.region.region_check_is_on(),
        contexts=("canvas",),
        icon="region",
        short=QT_TRANSLATE_NOOP("actions", "Region"),
    ),
    SEPARATOR,
    ActionRow(
        "verify_picture",
        "tools",
        QT_TRANSLATE_NOOP("actions", "&Verify an exported image…"),
        lambda rooms: rooms.verifying.verify_picture(),
    ),
)
