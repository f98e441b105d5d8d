"""The tool bar: what is used all the time, as icons with words, made of the table of actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QActionEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from gui.design.icons import icon
from gui.design.scale import CONTROL_HEIGHT, Space, Type, icon_size, set_type
from gui.main_window.command_registry import MENUS, SubmenuRow
from gui.main_window.menus import plain, row_of, translated
from gui.main_window.top.image_title import ImageTitle
from gui.main_window.top.model_chip import ModelChip

if TYPE_CHECKING:
    from gui.main_window.menus import Actions
    from gui.main_window.rooms import Rooms
    from gui.state.screen import ScreenState

# What the menus of the split buttons hold: ids of the table, "" for a separator
_OPEN = ("open_photograph", "open_folder", "open_session", "", "recent_files")
_BATCH = ("explain_folder", "explain_open_folder", "which_method", "open_run", "", "show_batch")
_EXPORT = ("export_again", "", "export_overlay", "export_dialog", "", "copy_overlay", "copy_figure")


class ToolBar(QToolBar):
    """One row, at most 48 pixels high with letters of the usual size. In a narrow window only the icons stay."""

    def __init__(self, table: Actions, rooms: Rooms, state: ScreenState) -> None:
        super().__init__()
        self._table = table
        self._worded: list[QToolButton] = []
        self._roomy = 0  # pixels that the row takes with words, 0 where that is not known
        self.setWindowTitle(self.tr("Tool bar"))
        self.setAccessibleName(self.tr("Tool bar"))
        self.setMovable(False)
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.title = ImageTitle(rooms.browsing, state)
        self.chip = ModelChip(table, state)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(Space.XS, 0, Space.XS, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self._split("open_photograph", _OPEN))
        row.addWidget(self.chip)
        row.addStretch(1)
        row.addWidget(self._bare("previous_photograph"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.title)
        row.addWidget(self._bare("next_photograph"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in (self._button("undo"), self._button("redo")):
            row.addWidget(button)
        row.addSpacing(Space.S)
        row.addWidget(self._compare())
        row.addWidget(self._button("try_methods"))
        row.addWidget(self._button("toggle_probe"))
        row.addWidget(self._button("toggle_region_check"))
        row.addWidget(self._split("explain_folder", _BATCH))
        row.addWidget(self._split("export_again", _EXPORT))
        row.addSpacing(Space.S)
        row.addWidget(self._bare("toggle_panel"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(self._row)
        self._fit()

    def button_of(self, action: str) -> ActionButton:
        """Return the button of an action that stands in the bar."""
        wanted = self._table.by_id[action]
        return next(button for button in self.findChildren(ActionButton) if button.defaultAction() is wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again with other letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._roomy = 0
            self._fit()

    def _fit(self) -> None:
        if not self._roomy:
            self._show_words(True)
            self._row.setMinimumHeight(self._row.sizeHint().height())  # it stays as high where the words go
            self._roomy = self._row.minimumSizeHint().width()
            self._row.setMinimumWidth(1)  # else the words would keep the window from being made narrower
        self._show_words(self._roomy <= self.contentsRect().width())

    def _show_words(self, shown: bool) -> None:
        style = Qt.ToolButtonStyle
        for button in self._worded:
            button.setToolButtonStyle(style.ToolButtonTextUnderIcon if shown else style.ToolButtonIconOnly)

    # Buttons

    def _button(self, action: str) -> ActionButton:
        """Return a button with words under its icon."""
        button = self._bare(action)
        self._give_words(button)
        return button

    def _bare(self, action: str) -> ActionButton:
        """Return a button that is an icon alone."""
        return ActionButton(self._table.by_id[action])

    def _split(self, action: str, ids: tuple[str, ...]) -> ActionButton:
        """Return a button with words whose arrow opens a menu."""
        button = self._button(action)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(partial(self._fill, menu, ids))
        button.setMenu(menu)
        return button

    def _fill(self, menu: QMenu, ids: tuple[str, ...]) -> None:
        menu.clear()
        for name in ids:
            row = row_of(name) if name else None
            if row is None:
                menu.addSeparator()
            elif isinstance(row, SubmenuRow):
                self._table.add_entries(menu, row)
            else:
                menu.addAction(self._table.by_id[name])

    def _compare(self) -> QToolButton:
        """Return the button that opens the Compare menu, so that two methods are two clicks away."""
        button = _plain_button()
        button.setIcon(icon("compare"))
        button.setText(plain(translated(MENUS["compare"])))
        button.setAccessibleName(button.text())
        button.setToolTip(self.tr("Compare methods, classes, layers, models or images"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self._table.menus["compare"])
        any_kind = self._table.by_id["compare_methods"]
        any_kind.enabledChanged.connect(button.setEnabled)
        button.setEnabled(any_kind.isEnabled())
        self._give_words(button)
        return button

    def _give_words(self, button: QToolButton) -> None:
        set_type(button, Type.SMALL)
        # Before it is laid out: the layout hears of no change to what is not visible yet.
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self._worded.append(button)


class ActionButton(QToolButton):
    """A button for an action. Its tool tip says the whole words and the key."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        _set_up(self)
        self.setDefaultAction(action)
        self._describe(action)

    def actionEvent(self, event: QActionEvent) -> None:
        """Follow the action's words, which for Undo say what would be undone."""
        super().actionEvent(event)
        if event.action() is self.defaultAction():
            self._describe(event.action())

    def _describe(self, action: QAction) -> None:
        words = plain(action.text())
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{words} ({key})" if key else words)
        self.setAccessibleName(words)


def _plain_button() -> QToolButton:
    button = QToolButton()
    _set_up(button)
    return button


def _set_up(button: QToolButton) -> None:
    button.setAutoRaise(True)
    button.setIconSize(icon_size(button))
    button.setMinimumHeight(CONTROL_HEIGHT)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
    # Qt keeps tool buttons out of the Tab order.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
