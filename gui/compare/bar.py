"""The bar above the panes: how they lie, one colour scale for all, one more pane, and how to end it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from gui.design.icon_button import IconButton
from gui.design.scale import Space
from gui.state.comparison import Kind, Layout

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from gui.canvas.canvas import Canvas
    from gui.compare.room import Comparing
    from gui.state.screen import ScreenState


class CompareBar(QWidget):
    """Hidden while nothing is compared. What each pane shows is chosen in its title."""

    def __init__(self, state: ScreenState, room: Comparing, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._room = room
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._buttons: list[IconButton] = []
        self._has_words = True
        self._room_for_words = 0  # pixels
        self._line = QHBoxLayout(self)
        self._line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # see `minimumSizeHint`
        self._line.setContentsMargins(Space.XS, 0, Space.XS, 0)
        self._line.setSpacing(Space.XS)
        self._layouts = self._add_layouts()
        self._hold = self._button("eye", self.tr("Show the other"), self.tr("Shown while you hold this button or O"))
        self._hold.pressed.connect(partial(canvas.show_original, True))
        self._hold.released.connect(partial(canvas.show_original, False))
        self._line.addSpacing(Space.S)
        self._scale = QCheckBox(self.tr("Same colour scale"))
        self._scale.setToolTip(self.tr("The same colours mean the same values in all panes"))
        self._scale.clicked.connect(room.toggle_one_scale)
        self._line.addWidget(self._scale)
        self._line.addStretch(1)
        self._more = self._button("plus", self.tr("Add pane"), "", room.add_pane)
        self._button("swap", self.tr("Swap"), self.tr("Swap panes"), room.swap_panes)
        end = self._button("close", self.tr("End"), self.tr("End comparison (Esc)"), room.stop_comparing)
        end.setAccessibleName(self.tr("End comparison"))
        state.comparison_changed.connect(self._redraw)
        state.companions_changed.connect(self._redraw)
        self._redraw()

    def minimumSizeHint(self) -> QSize:
        """Never widen the window: in a narrow one the buttons show their icons alone."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words beside the icons where there is room for all of them."""
        super().resizeEvent(event)
        if self._has_words:
            self._room_for_words = self.sizeHint().width()
        self._has_words = self.width() >= self._room_for_words
        for button in self._buttons:
            button.show_words(self._has_words)

    def _add_layouts(self) -> dict[Layout, IconButton]:
        """Add a button for each layout, one of which is down."""
        group, room = QButtonGroup(self), self._room
        rows = (
            (Layout.SIDE, "side-by-side", self.tr("Side by side"), room.compare_side),
            (Layout.CURTAIN, "curtain", self.tr("Curtain"), room.compare_curtain),
            (Layout.HOLD, "hand", self.tr("Hold O"), room.compare_hold),
        )
        buttons = {}
        for layout, drawing, words, do in rows:
            buttons[layout] = button = self._button(drawing, words, "", do)
            button.setCheckable(True)
            group.addButton(button)
        buttons[Layout.CURTAIN].setToolTip(self.tr("Drag the line, or press Shift and an arrow key on the image"))
        buttons[Layout.HOLD].setToolTip(self.tr("Shows the other pane while you hold O"))
        return buttons

    def _button(self, drawing: str, words: str, more: str, do: Callable[[], object] | None = None) -> IconButton:
        """Add a button. more: what its tool tip says."""
        button = IconButton(drawing, words, words=words)
        button.setToolTip(more or words)
        if do is not None:
            button.clicked.connect(do)
        self._line.addWidget(button)
        self._buttons.append(button)
        return button

    def _redraw(self) -> None:
        now = self._state.comparison
        self.setVisible(now is not None)
        if now is None:
            return
        maps = now.kind is not Kind.ORIGINAL
        self._layouts[now.layout].setChecked(True)
        self._hold.setVisible(now.layout is Layout.HOLD)
        self._scale.setEnabled(maps)
        self._scale.setChecked(maps and now.one_scale)
        self._more.setEnabled(maps and now.layout is Layout.SIDE and len(now.others) < self._room.most_others)
