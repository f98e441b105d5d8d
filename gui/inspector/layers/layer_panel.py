"""Where the method looks: its layers, and its options."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from engine.errors import SaliscopeError
from engine.methods import METHODS, Method
from engine.methods.offers import obstacle
from engine.network.description import LayerInfo, layer_at
from gui.design.form import Section, choices, select
from gui.design.plain_tip import plain_tip
from gui.design.scale import CONTROL_HEIGHT
from gui.inspector.layers.layer_dialog import LayerDialog
from gui.inspector.layers.option_list import OptionList
from gui.state.screen import ScreenState
from gui.words.errors import sentence
from gui.words.layers import layer_title


class LayerPanel(Section):
    """Layer, further layers, and what else the method lets one choose."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Layer and options"))
        self._state = state
        self._options = OptionList(state, self)
        self._layer = choices()
        self._layer_label = self.add_field(self.tr("La&yer:"), self._layer)
        self._layer_hint = self.add_hint()
        self._further = QPushButton()
        self._further.setMinimumHeight(CONTROL_HEIGHT)
        self._further.clicked.connect(self._ask_layers)
        self.rows.addWidget(self._further)
        self.rows.addWidget(self._options)
        self._layer.currentIndexChanged.connect(self._choose_layer)
        state.model_changed.connect(self._list_layers)
        state.question_changed.connect(self._redraw)
        self._list_layers()

    def set_column(self, width: int) -> None:
        """Align the options, too."""
        super().set_column(width)
        self._options.set_column(width)

    def _list_layers(self) -> None:
        model = self._state.model
        self._layer.blockSignals(True)
        self._layer.clear()
        # Signals are blocked, since `clear` and `addItem` change the index, which is not the user's choice.
        # The last layers come first: Grad-CAM works best there.
        for layer in reversed(model.layers if model else ()):
            self._layer.addItem(f"{layer_title(layer)}  ({_shape(layer)})", layer.path)
        self._layer.blockSignals(False)
        self._redraw()

    def _redraw(self) -> None:
        state, method = self._state, METHODS[self._state.choices.method]
        self._layer.setEnabled(self._layer.count() > 0)
        for widget in (self._layer_label, self._layer):
            widget.setVisible(method.needs_layer)
        default = state.model.default_layer if state.model else None
        select(self._layer, state.choices.layer or default)
        self._layer.setToolTip(plain_tip(self._layer.currentText()))
        self._layer_hint.setText(self._hint_for(method, default))
        self._layer_hint.setVisible(bool(self._layer_hint.text()))
        count = len(state.choices.further_layers)
        words = self.tr("More layers: {count}…").format(count=count) if count else self.tr("More layers…")
        self._further.setText(words)
        self._further.setAccessibleName(self.tr("More layers"))
        self._further.setVisible(method.needs_layer and self._layer.count() > 1)

    def _hint_for(self, method: Method, default: str | None) -> str:
        model = self._state.model
        blocked = [reason for row in METHODS.values() if model and (reason := obstacle(row, model))]
        if blocked:
            return "\n".join(sentence(SaliscopeError(reason)) for reason in dict.fromkeys(blocked))
        if model is None or default is None or not method.needs_layer:
            return ""
        chosen = self._state.choices.layer or default
        info = layer_at(model.layers, chosen)
        hints = []
        if chosen == default:
            hints.append(self.tr("Automatic: last spatial layer."))
        if info is not None and info.uses > 1:
            hints.append(self.tr("The model uses this layer more than once. Each use has its own map."))
        return " ".join(hints)

    def _ask_layers(self) -> None:
        dialog = LayerDialog(self, self._state)
        dialog.chosen.connect(self._state.choose_further_layers)
        dialog.open()

    def _choose_layer(self) -> None:
        self._state.choose_layer(self._layer.currentData())


def _shape(layer: LayerInfo) -> str:
    height, width, channels = ("?" if size is None else size for size in layer.shape)
    return f"{width} × {height} × {channels}"
