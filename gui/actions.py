"""The table of actions: each stands here once; menus and shortcuts are made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

_Shortcut = QKeySequence.StandardKey | str | None


@dataclass(frozen=True)
class ActionRow:
    """One action: its id is also the name of the method that does it, in the window or one of its rooms."""

    id: str
    menu: str
    words: object  # marked for translation
    shortcut: _Shortcut = None
    needs: str = ""  # "picture", "model" or "attribution": greyed without


MENUS = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
    "model": QT_TRANSLATE_NOOP("actions", "Mo&del"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
}
_SEPARATOR = None
ACTIONS: tuple[ActionRow | None, ...] = (
    ActionRow(
        "open_photograph", "file", QT_TRANSLATE_NOOP("actions", "&Open photograph…"), QKeySequence.StandardKey.Open
    ),
    ActionRow("paste", "file", QT_TRANSLATE_NOOP("actions", "&Paste photograph"), QKeySequence.StandardKey.Paste),
    _SEPARATOR,
    ActionRow(
        "export_overlay", "file", QT_TRANSLATE_NOOP("actions", "&Export overlay…"), "Ctrl+E", needs="attribution"
    ),
    ActionRow(
        "export_heat",
        "file",
        QT_TRANSLATE_NOOP("actions", "Export &heat map alone…"),
        "Ctrl+Shift+E",
        needs="attribution",
    ),
    ActionRow("export_map", "file", QT_TRANSLATE_NOOP("actions", "Export map's &numbers…"), needs="attribution"),
    ActionRow(
        "copy_overlay",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Copy overlay"),
        QKeySequence.StandardKey.Copy,
        needs="attribution",
    ),
    _SEPARATOR,
    ActionRow("close", "file", QT_TRANSLATE_NOOP("actions", "&Quit"), QKeySequence.StandardKey.Quit),
    ActionRow("open_model", "model", QT_TRANSLATE_NOOP("actions", "Open &model…"), "Ctrl+M"),
    ActionRow("show_library", "model", QT_TRANSLATE_NOOP("actions", "Mode&ls…"), "Ctrl+Shift+M"),
    ActionRow("use_bundled_model", "model", QT_TRANSLATE_NOOP("actions", "Use the &bundled model")),
    _SEPARATOR,
    ActionRow("show_card", "model", QT_TRANSLATE_NOOP("actions", "What was &understood…"), "Ctrl+I", "model"),
    ActionRow("name_classes", "model", QT_TRANSLATE_NOOP("actions", "&Class names…"), needs="model"),
    ActionRow("zoom_in", "view", QT_TRANSLATE_NOOP("actions", "Zoom &in"), QKeySequence.StandardKey.ZoomIn, "picture"),
    ActionRow(
        "zoom_out", "view", QT_TRANSLATE_NOOP("actions", "Zoom &out"), QKeySequence.StandardKey.ZoomOut, "picture"
    ),
    ActionRow("fit", "view", QT_TRANSLATE_NOOP("actions", "&Fit the window"), "Ctrl+0", "picture"),
    ActionRow("one_to_one", "view", QT_TRANSLATE_NOOP("actions", "&Actual pixels (1:1)"), "Ctrl+1", "picture"),
    _SEPARATOR,
    ActionRow(
        "toggle_strip",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Several classes beside each other"),
        "Ctrl+T",
        "attribution",
    ),
    ActionRow(
        "find_class",
        "view",
        QT_TRANSLATE_NOOP("actions", "Find a &class"),
        QKeySequence.StandardKey.Find,
        "attribution",
    ),
    ActionRow("show_welcome", "help", QT_TRANSLATE_NOOP("actions", "&Welcome and samples")),
    ActionRow("explain_reading", "help", QT_TRANSLATE_NOOP("actions", "How to &read the picture"), "F1"),
    ActionRow("about", "help", QT_TRANSLATE_NOOP("actions", "&About Saliscope")),
)


def fill_menus(window: QMainWindow, rooms: Sequence[QObject]) -> dict[str, QAction]:
    """Give the window its menus. rooms: whose methods do the actions, by name.

    Returns the actions by id.
    """
    menus: dict[str, QMenu] = {}
    for menu, words in MENUS.items():
        menus[menu] = window.menuBar().addMenu(QCoreApplication.translate("actions", str(words)))
    actions: dict[str, QAction] = {}
    menu = "file"
    for row in ACTIONS:
        if row is None:
            menus[menu].addSeparator()
            continue
        menu = row.menu
        actions[row.id] = _action(row, window, _method(rooms, row.id))
        menus[menu].addAction(actions[row.id])
    return actions


def _method(rooms: Sequence[QObject], name: str) -> Callable[[], object]:
    room = next(room for room in rooms if hasattr(room, name))
    return getattr(room, name)


def _action(row: ActionRow, window: QMainWindow, do: Callable[[], object]) -> QAction:
    action = QAction(QCoreApplication.translate("actions", str(row.words)), window)
    action.setObjectName(row.id)
    if row.shortcut is not None:
        action.setShortcuts(_sequences(row.shortcut))
    action.triggered.connect(do)
    return action


def _sequences(shortcut: QKeySequence.StandardKey | str) -> list[QKeySequence]:
    """Return every binding of a standard key, and those that some platforms leave out."""
    if isinstance(shortcut, str):
        return [QKeySequence(shortcut)]
    added = {QKeySequence.StandardKey.Quit: "Ctrl+Q", QKeySequence.StandardKey.ZoomIn: "Ctrl+="}.get(shortcut)
    return QKeySequence.keyBindings(shortcut) + ([QKeySequence(added)] if added else [])


def enable(actions: dict[str, QAction], **there: bool) -> None:
    """Grey what has nothing to work on. there: whether there is what each kind of action needs."""
    there[""] = True
    for row in ACTIONS:
        if row is not None:
            actions[row.id].setEnabled(there[row.needs])
