"""The bar above the panes: what each shows, how they lie, one scale for all or one each, and how to end it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from gui.compare.names import own_name, own_value, value_name
from gui.design.controls import ChoiceBox, Slider
from gui.design.dialogs import bar_row
from gui.state.comparison import MOST_OTHERS, Comparison, Kind, Layout

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.compare.room import Comparing
    from gui.state.screen import ScreenState

_CURTAIN_STEPS = 100
_CHARACTERS = 12  # width of a combo box where there is room
_NARROWEST = 48  # pixels
_SEARCHED_FROM = 20  # entries: a list this long can be searched by typing


class CompareBar(QFrame):
    """Hidden while nothing is compared."""

    def __init__(self, state: ScreenState, room: Comparing, canvas: Canvas) -> None:
        super().__init__()
        self._state = state
        self._room = room
        self._canvas = canvas
        self._shown: tuple[object, ...] = ()
        self._line = QHBoxLayout(self)
        bar_row(self._line)
        self._own_label = QLabel()
        self._own_label.setTextFormat(Qt.TextFormat.PlainText)
        self._own_label.setMinimumWidth(_NARROWEST)
        self._own = self._combo(self.tr("What the first pane shows"), self._choose_own)
        self._line.addWidget(self._own_label)
        words = self.tr("What pane {number} shows")
        names = [words.format(number=index + 2) for index in range(MOST_OTHERS)]
        self._others = [self._combo(name, partial(self._choose_other, at)) for at, name in enumerate(names)]
        self._more = self._button("+", self.tr("One more pane"), room.add_pane)
        self._less = self._button("−", self.tr("One pane less"), room.remove_pane)
        self._layouts = self._combo(self.tr("How the panes lie"), self._choose_layout)
        for layout, name in (
            (Layout.SIDE, self.tr("Beside each other")),
            (Layout.CURTAIN, self.tr("Curtain")),
            (Layout.HOLD, self.tr("Hold")),
        ):
            self._layouts.addItem(name, layout.value)
        self._add_curtain()
        self._hold = self._button(
            self.tr("Show the other"), self.tr("Hold this button or O to see the other pane"), None
        )
        self._hold.pressed.connect(partial(canvas.show_original, True))
        self._hold.released.connect(partial(canvas.show_original, False))
        self._scale = QCheckBox(self.tr("One scale"))
        self._scale.setToolTip(self.tr("One range of colours for all maps, so that they can be compared"))
        self._scale.clicked.connect(room.toggle_one_scale)
        self._line.addWidget(self._scale)
        self._line.addStretch(1)
        self._button(self.tr("Swap"), self.tr("Turn the order round"), room.swap_panes)
        self._button("✕", self.tr("End comparing (Esc)"), room.stop_comparing)
        for signal in (
            state.comparison_changed,
            state.question_changed,
            state.model_changed,
            state.attribution_changed,
            state.companions_changed,
        ):
            signal.connect(self._redraw)
        state.picture_changed.connect(self._redraw)
        self._redraw()

    def _combo(self, name: str, choose: Callable[..., None]) -> QComboBox:
        combo = ChoiceBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setMinimumContentsLength(_CHARACTERS)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumWidth(_NARROWEST)  # a combo box may shrink rather than widen a small window
        # Typed text searches; it never becomes an entry.
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Not `currentIndexChanged`: `_redraw` sets the index, too, and that is not the user's choice.
        combo.activated.connect(choose)
        self._line.addWidget(combo)
        return combo

    def _button(self, text: str, name: str, do: Callable[[], None] | None) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        if do is not None:
            button.clicked.connect(do)
        self._line.addWidget(button)
        return button

    def _add_curtain(self) -> None:
        self._curtain = Slider()
        self._curtain.setRange(0, _CURTAIN_STEPS)
        self._curtain.setFixedWidth(100)
        self._curtain.setAccessibleName(self.tr("Curtain"))
        self._curtain.setToolTip(self.tr("Where the curtain is; also Shift and an arrow key on the photograph"))
        self._curtain.setValue(round(self._canvas.camera.curtain * _CURTAIN_STEPS))
        self._curtain.valueChanged.connect(self._draw_curtain)
        self._canvas.camera.curtain_moved.connect(self._follow_curtain)
        self._line.addWidget(self._curtain)

    # What is done in it

    def _choose_own(self, *_: int) -> None:
        self._room.show_own(str(self._own.currentData()))

    def _choose_other(self, index: int, *_: int) -> None:
        self._room.show_other(index, str(self._others[index].currentData()))
        self._redraw()  # if no file was chosen, the box shows the pane's value again

    def _choose_layout(self, *_: int) -> None:
        {
            Layout.SIDE: self._room.compare_side,
            Layout.CURTAIN: self._room.compare_curtain,
            Layout.HOLD: self._room.compare_hold,
        }[Layout(self._layouts.currentData())]()

    def _draw_curtain(self, value: int) -> None:
        self._canvas.camera.draw_curtain(value / _CURTAIN_STEPS)

    def _follow_curtain(self, place: float) -> None:
        # The slider has whole steps: its answer would move the curtain to the rounded position.
        with QSignalBlocker(self._curtain):
            self._curtain.setValue(round(place * _CURTAIN_STEPS))

    # What it shows

    def _redraw(self) -> None:
        now = self._state.comparison
        self.setVisible(now is not None)
        if now is None:
            return
        original = now.kind is Kind.ORIGINAL
        fixed = original or now.kind in (Kind.MODEL, Kind.IMAGE, Kind.INPUT)
        self._own_label.setText(own_name(self._state, now.kind))
        self._own_label.setVisible(fixed)
        self._own.setVisible(not fixed)
        self._fill(now)
        choosable = not original and self._room.most_others > 1
        for index, combo in enumerate(self._others):
            _show(combo, choosable and index < len(now.shown))
        beside = now.layout is Layout.SIDE and not original
        _show(self._more, beside and len(now.others) < self._room.most_others)
        _show(self._less, beside and len(now.others) > 1)
        _show(self._curtain, now.layout is Layout.CURTAIN)
        _show(self._hold, now.layout is Layout.HOLD)
        _show(self._scale, not original)
        self._layouts.setCurrentIndex(self._layouts.findData(now.layout.value))
        self._scale.setChecked(now.one_scale)

    def _fill(self, now: Comparison) -> None:
        """Fill the combo boxes if their entries have changed, and select what the panes show."""
        values = self._room.offered()
        missing = tuple(value for value in now.others if value and value not in values)
        shown = (now.kind, values, missing, self._state.model)
        if shown != self._shown:
            self._shown = shown
            for combo in (self._own, *self._others):
                self._offer(combo, now.kind, (*values, *missing))
        for combo, value in zip(
            (self._own, *self._others), (own_value(self._state, now.kind), *now.others), strict=False
        ):
            combo.setCurrentIndex(combo.findData(value))
            line = combo.lineEdit()
            if line is not None:
                line.setCursorPosition(0)  # else a narrow one shows the end of the name

    def _offer(self, combo: QComboBox, kind: Kind, values: tuple[str, ...]) -> None:
        combo.clear()
        for value in values:
            combo.addItem(value_name(kind, value, self._state.model), value)
            if kind in (Kind.MODEL, Kind.IMAGE):
                combo.setItemData(combo.count() - 1, str(Path(value).parent), Qt.ItemDataRole.ToolTipRole)
        if kind in (Kind.MODEL, Kind.IMAGE):
            combo.addItem(self.tr("Another file…"), "")
        _make_searchable(combo, len(values) >= _SEARCHED_FROM)


def _make_searchable(combo: QComboBox, searchable: bool) -> None:
    """Let a long list be searched by typing any part of a name."""
    combo.setEditable(searchable)
    completer = combo.completer() if searchable else None
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)


def _show(widget: QWidget, shown: bool) -> None:
    """Show or hide a widget, without a flicker if nothing changes."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)
