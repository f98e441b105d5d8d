"""The choice of a colour map: the recommended ones first, then all others, found by typing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from engine.rendering import MISLEADING
from gui.design.controls import ChoiceBox
from gui.design.scale import CONTROL_HEIGHT

_SWATCH = QSize(48, 12)


class ColourChoice(ChoiceBox):
    """A combo box of colour maps; typing finds one by any part of its name."""

    chosen = Signal(str)

    def __init__(self, first: tuple[str, ...], diverging: bool) -> None:
        super().__init__()
        self._diverging = diverging
        self._complete = False
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setIconSize(_SWATCH)
        self.setMinimumHeight(CONTROL_HEIGHT)
        self.setToolTip(self.tr("The first ones suit colour-blind users. Type to find others."))
        for name in first:
            self._add(name)
        self._completer = completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.currentIndexChanged.connect(self._choose)
        edit = self.lineEdit()
        assert edit is not None
        edit.editingFinished.connect(self._take_back)

    def show_name(self, name: str) -> None:
        """Show a colour map as chosen, without a signal."""
        self.blockSignals(True)
        if self.findData(name) < 0:
            self._add(name)
        self.setCurrentIndex(self.findData(name))
        self.blockSignals(False)

    def show_swatches(self) -> None:
        """Offer every colour map with a small bar next to its name, once the tables are loaded. Only done once."""
        if self._complete:  # the window is shown again whenever it comes back from the task bar
            return
        self._complete = True
        # Late: the tables come from `cmap`, which is loaded in the background after the window is shown.
        from engine.rendering.colours import all_colour_maps

        known = {str(self.itemData(row)).rpartition(":")[2] for row in range(self.count())}
        for row in range(self.count()):
            self.setItemIcon(row, _icon(str(self.itemData(row))))
        self.blockSignals(True)
        self.insertSeparator(self.count())
        for name in all_colour_maps(self._diverging):
            if name.rpartition(":")[2] not in known:
                self._add(name)
        self.blockSignals(False)
        for view in (self.view(), self._completer.popup()):
            if view is not None:
                view.setItemDelegate(_Swatches(view))

    def _add(self, name: str) -> None:
        words = name.rpartition(":")[2]
        self.addItem(self.tr("{name} (misleading)").format(name=words) if name in MISLEADING else words, name)

    def _choose(self, row: int) -> None:
        name = self.itemData(row)
        if name:
            # The delegate draws the list only; the closed box shows the item's own icon.
            self.setItemIcon(row, _icon(name))
            self.chosen.emit(name)

    def _take_back(self) -> None:
        """Take a name that was typed; replace any other text by the name that is chosen."""
        typed = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if typed >= 0:
            self.setCurrentIndex(typed)
        self.setEditText(self.itemText(self.currentIndex()))


class _Swatches(QStyledItemDelegate):
    """Draws the small bars only for the names in view."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Put the bar before the name."""
        super().initStyleOption(option, index)
        name = index.data(Qt.ItemDataRole.UserRole)
        if name:
            option.icon = _icon(name)
            option.decorationSize = _SWATCH
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


def _icon(name: str) -> QIcon:
    from gui.canvas.colour_bar import swatch

    return QIcon(QPixmap.fromImage(swatch(name, _SWATCH)))
