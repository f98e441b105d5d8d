"""The choice of further layers, whose maps are averaged with the map of the first one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QWidget

from gui.design.dialogs import dialog_column
from gui.state.screen import ScreenState
from gui.words.layers import layer_title


class LayerDialog(QDialog):
    """A list with check boxes; `chosen` carries the paths of the ticked layers."""

    chosen = Signal(object)  # tuple of paths

    def __init__(self, parent: QWidget, state: ScreenState) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("More layers"))
        hint = QLabel(
            self.tr("The map is the mean of the chosen layer and the layers ticked here, each scaled to its maximum.")
        )
        hint.setWordWrap(True)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("More layers"))
        model = state.model
        own = state.choices.layer or (model.default_layer if model else None)
        for layer in reversed(model.layers if model else ()):
            if layer.path != own:
                item = QListWidgetItem(layer_title(layer), self._list)
                item.setData(Qt.ItemDataRole.UserRole, layer.path)
                ticked = layer.path in state.choices.further_layers
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        for widget in (hint, self._list, buttons):
            column.addWidget(widget)
        self.resize(460, 480)
        self.finished.connect(self.deleteLater)

    def _accept(self) -> None:
        items = (self._list.item(row) for row in range(self._list.count()))
        ticked = (item for item in items if item.checkState() == Qt.CheckState.Checked)
        self.chosen.emit(tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked))
        self.accept()
