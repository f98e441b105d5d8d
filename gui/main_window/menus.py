"""Makes Qt's menus from the table of actions: menus, submenus, context menus, and what is greyed or checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from gui.design.icons import icon
from gui.main_window.actions import ACTIONS
from gui.main_window.command_registry import CONTEXTS, MENUS, NEEDS, ActionRow, Row, Shortcut, SubmenuRow

if TYPE_CHECKING:
    from gui.main_window.rooms import Rooms
    from gui.platform.menu_entry import Entry


class Actions(QObject):
    """The window's actions by id, and their menus. Made anew when the language changes.

    rooms: the objects that carry them out.
    """

    done = Signal(str)  # the id of what is about to be done

    def __init__(self, window: QMainWindow, rooms: Rooms) -> None:
        super().__init__(window)
        self._window = window
        self._rooms = rooms
        self._there: dict[str, bool] = {"": True, **dict.fromkeys(NEEDS, False)}
        self.by_id: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        self.menus = {menu: window.menuBar().addMenu(translated(words)) for menu, words in MENUS.items()}
        self._fill(ACTIONS)

    def enable(self, **there: bool) -> None:
        """Grey the actions that have nothing to work on, and tick those that are on.

        there: of `NEEDS`; needs that are not named stay as they were.
        """
        unknown = there.keys() - NEEDS.keys()
        if unknown:
            raise KeyError(f"not in NEEDS: {', '.join(sorted(unknown))}")
        self._there.update(there)
        for row in ACTIONS:
            if isinstance(row, ActionRow):
                self.by_id[row.id].setEnabled(self._there[row.needs])
                if row.checked is not None:
                    # This emits `toggled`, not `triggered`, so it does not run the action.
                    self.by_id[row.id].setChecked(row.checked(self._rooms))
            elif row is not None and row.id in self.submenus:
                self.submenus[row.id].setEnabled(self._there[row.needs])

    def obstacle(self, row: ActionRow | SubmenuRow) -> str:
        """Return why an action is greyed, "" if it is not."""
        return "" if self._there[row.needs] else translated(NEEDS[row.needs])

    def entries(self, row: SubmenuRow) -> Sequence[Entry]:
        """Return the present entries of a submenu."""
        return row.entries(self._rooms)

    def offer_context_menu(self, widget: QWidget, context: str) -> None:
        """Show the actions of a context (of `CONTEXTS`) on a widget, on a right click and on the menu key."""
        if context not in CONTEXTS:
            raise KeyError(f"not in CONTEXTS: {context}")
        _ContextMenu(self, widget, context)

    def context_menu(self, context: str, parent: QWidget) -> QMenu:
        """Return the actions of a context as a menu; the caller deletes it."""
        menu = QMenu(parent)
        for row in ACTIONS:
            if row is None:
                menu.addSeparator()
            elif isinstance(row, ActionRow) and context in row.contexts:
                menu.addAction(self.by_id[row.id])
        return menu

    def _fill(self, rows: Sequence[Row]) -> None:
        menu = next(iter(MENUS))
        for row in rows:
            if row is None:
                # A separator stands in the menu of the row before it.
                self.menus[menu].addSeparator()
            elif isinstance(row, ActionRow):
                menu = row.menu
                self.by_id[row.id] = self._action(row)
                self.menus[menu].addAction(self.by_id[row.id])
            elif row.menu:
                menu = row.menu
                self.submenus[row.id] = self.menus[menu].addMenu(translated(row.words))
                self.submenus[row.id].aboutToShow.connect(partial(self._fill_submenu, row))
        for bar in self.menus.values():
            bar.menuAction().setVisible(not bar.isEmpty())

    def _fill_submenu(self, row: SubmenuRow) -> None:
        menu = self.submenus[row.id]
        menu.clear()
        self.add_entries(menu, row)
        if menu.isEmpty():
            menu.addAction(QCoreApplication.translate("actions", "None yet")).setEnabled(False)

    def add_entries(self, menu: QMenu, row: SubmenuRow) -> None:
        """Add the present entries of a submenu to a menu."""
        for entry in self.entries(row):
            # An & in a file's name must not become an Alt key.
            action = menu.addAction(entry.text.replace("&", "&&"), entry.do)
            action.setEnabled(not entry.blocked)
            action.setCheckable(entry.checked is not None)
            action.setChecked(bool(entry.checked))

    def _action(self, row: ActionRow) -> QAction:
        action = QAction(translated(row.words), self)
        action.setObjectName(row.id)
        if row.shortcut is not None:
            action.setShortcuts(sequences(row.shortcut))
        action.setCheckable(row.checked is not None)
        if row.icon:
            action.setIcon(icon(row.icon))
            action.setIconVisibleInMenu(False)  # few have one, and a ragged menu is harder to read
        if row.short:
            action.setIconText(translated(row.short))
        action.triggered.connect(partial(self._do, row))
        return action

    def _do(self, row: ActionRow, *_: Any) -> None:
        """Carry it out, then read again what is on: Qt has already ticked a checkable action, rightly or not."""
        self.done.emit(row.id)
        row.do(self._rooms)
        self.enable()


class _ContextMenu(QObject):
    """Shows the actions of a context on a widget. It belongs to the table, because the widget may outlive the table."""

    def __init__(self, table: Actions, widget: QWidget, context: str) -> None:
        super().__init__(table)
        self._table = table
        self._widget = widget
        self._context = context
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(self._show)

    def _show(self, at: QPoint) -> None:
        menu = self._table.context_menu(self._context, self._widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._widget.mapToGlobal(at))


def row_of(name: str) -> ActionRow | SubmenuRow:
    """Return the row of an id. Raises KeyError for one that is not in the table."""
    for row in ACTIONS:
        if row is not None and row.id == name:
            return row
    raise KeyError(name)


def translated(words: object) -> str:
    """Return words of the table in the user's language."""
    return QCoreApplication.translate("actions", str(words))


def plain(words: str) -> str:
    """Return words without their Alt key, even if it follows them, as in "Again (&x)"."""
    without = re.sub(r"\s*\(&\w\)", "", words)
    return without.replace("&&", "\0").replace("&", "").replace("\0", "&")


def sequences(shortcut: Shortcut) -> list[QKeySequence]:
    """Return every binding of a standard key, and bindings that some platforms lack."""
    if shortcut is None:
        return []
    if isinstance(shortcut, str):
        return list(QKeySequence.listFromString(shortcut))
    added = {
        QKeySequence.StandardKey.Quit: "Ctrl+Q",
        QKeySequence.StandardKey.ZoomIn: "Ctrl+=",
        QKeySequence.StandardKey.Redo: "Ctrl+Shift+Z",
        QKeySequence.StandardKey.FullScreen: "F11",
    }.get(shortcut)
    bindings = QKeySequence.keyBindings(shortcut)
    if added and QKeySequence(added) not in bindings:
        bindings.append(QKeySequence(added))
    return bindings
