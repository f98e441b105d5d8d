"""The command palette: every action, method, layer and colour choice, found by a few letters of its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.system.quick_dataclass import dataclass
from gui.design.plain_tip import plain_tip
from gui.design.scale import Space
from gui.main_window.actions import ACTIONS
from gui.main_window.command_registry import MENUS, ActionRow
from gui.main_window.menus import Actions, plain, translated

_SIZE = (620, 420)
_MARGIN = 6
_BESIDE_ROLE = Qt.ItemDataRole.UserRole
_BLOCKED_ROLE = Qt.ItemDataRole.UserRole + 1
_WORD_START, _INSIDE, _SCATTERED = 0, 1, 2

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Command:
    """A command. group: its menu; blocked: why it cannot be done now; also: more words that find it."""

    text: str
    group: str
    do: Callable[[], object]
    keys: str = ""
    blocked: str = ""
    also: str = ""

    @property
    def beside(self) -> str:
        """The text at the right: its keys, or why it is not available."""
        return self.blocked or self.keys


def commands(table: Actions) -> list[Command]:
    """Return all commands, in the order of the table."""
    found = []
    for row in ACTIONS:
        if isinstance(row, ActionRow):
            action = table.by_id[row.id]
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            words = plain(action.text())
            group = plain(translated(MENUS[row.menu]))
            found.append(Command(words, group, action.trigger, keys, table.obstacle(row), plain(str(row.words))))
        elif row is not None:
            group = plain(translated(row.words))
            for entry in table.entries(row):
                blocked = entry.blocked or table.obstacle(row)
                found.append(Command(entry.text, group, entry.do, "", blocked, f"{entry.also} {plain(str(row.words))}"))
    return found


def rank(query: str, command: Command) -> tuple[int, int] | None:
    """Return how well a command matches a query, smaller is better; None if it does not match.

    Every word of the query must occur in the command's words, group or English words: best at the start of a word, then
    inside a word, then with its letters in order but apart. Capitals and accents do not matter.
    """
    text, further = _bare(command.text), _bare(f"{command.text} {command.group} {command.also}")
    worst = 0
    for word in _bare(query).split():
        if f" {word}" in f" {further}":
            worst = max(worst, _WORD_START)
        elif word in further:
            worst = max(worst, _INSIDE)
        # One or two letters in order would occur almost everywhere.
        elif len(word) > 2 and _in_order(word, text):
            worst = max(worst, _SCATTERED)
        else:
            return None
    return worst, 0 if text.startswith(_bare(query).strip()) else 1


def found(query: str, among: Sequence[Command]) -> list[Command]:
    """Return the commands that match a query, best first; among equals those that can be done now come first."""
    ranked = [(rank(query, command), command) for command in among]
    answers = [(place, bool(command.blocked), command) for place, command in ranked if place is not None]
    return [command for *_, command in sorted(answers, key=lambda answer: answer[:2])]


class CommandPalette(QDialog):
    """Type to search, choose with the arrow keys; Enter runs the command, Esc closes."""

    def __init__(self, parent: QWidget, table: Actions) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Command palette"))
        self._commands = commands(table)
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Type a command"))
        self._words.setAccessibleName(self.tr("Search commands"))
        self._words.setClearButtonEnabled(True)
        self._words.installEventFilter(self)
        self._rows = _Rows()
        self._list = QListView()
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(self.tr("Commands"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self._words)
        column.addWidget(self._list)
        self._words.textChanged.connect(self._find)
        self._words.returnPressed.connect(self._do)
        self._list.activated.connect(self._do)
        self.resize(min(_SIZE[0], parent.width()), min(_SIZE[1], parent.height()))
        self._find("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while the search field has the focus."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            QCoreApplication.sendEvent(self._list, event)
            return True
        return super().eventFilter(watched, event)

    def _find(self, query: str) -> None:
        self._rows.show_commands(found(query, self._commands))
        self._list.setCurrentIndex(self._rows.index(0, 0))

    def _do(self) -> None:
        command = self._rows.command(self._list.currentIndex())
        if command is not None and not command.blocked:
            self.accept()  # first, so that what the command opens does not lie behind this dialog
            command.do()


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._commands: list[Command] = []

    def show_commands(self, commands: list[Command]) -> None:
        self.beginResetModel()
        self._commands = commands
        self.endResetModel()

    def command(self, index: Index) -> Command | None:
        return self._commands[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._commands)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        command = self._commands[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            words = QCoreApplication.translate("CommandPalette", "{group}: {command}")
            return words.format(group=command.group, command=command.text)
        if role == _BESIDE_ROLE:
            return command.beside
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = ", ".join(part for part in (command.text, command.group, command.beside) if part)
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == _BLOCKED_ROLE:
            return bool(command.blocked)
        return None


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Greyed but not disabled, so that the arrow keys lead there and the reason is read out.
        group = QPalette.ColorGroup.Disabled if index.data(_BLOCKED_ROLE) else QPalette.ColorGroup.Active
        role = QPalette.ColorRole.Text
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.color(group, QPalette.ColorRole.Highlight))
            group, role = QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText
        painter.setPen(option.palette.color(group, role))
        rect = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        beside, middle = index.data(_BESIDE_ROLE), Qt.AlignmentFlag.AlignVCenter
        room = rect.width() - option.fontMetrics.horizontalAdvance(beside) - 2 * _MARGIN
        words = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | middle, words)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | middle, beside)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> Any:
        size = super().sizeHint(option, index)
        size.setHeight(option.fontMetrics.height() + 2 * _MARGIN)
        return size


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _bare(text: str) -> str:
    """Return text in lower case and without accents; signs other than letters and digits become blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (sign if sign.isalnum() else " " for sign in decomposed if not unicodedata.combining(sign))
    return "".join(letters)
