"""The method, and the layer it looks at."""

from __future__ import annotations

from engine.errors import SaliscopeError
from engine.methods import METHODS
from engine.methods.offers import obstacle
from engine.request import LayerInfo
from gui.panels.section import Section, choices, select
from gui.state import ScreenState
from gui.words import method_description, method_name, sentence


class MethodPanel(Section):
    """Method with one sentence of what it shows, layer with its shape."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Method"))
        self._state = state
        self._method = choices()
        for method in METHODS.values():
            self._method.addItem(method_name(method.id), method.id)
        self.add_field(self.tr("&Method:"), self._method)
        self._hint = self.add_hint()
        self._layer = choices()
        self.add_field(self.tr("&Layer:"), self._layer)
        self._layer_hint = self.add_hint()
        self._method.currentIndexChanged.connect(self._choose_method)
        self._layer.currentIndexChanged.connect(self._choose_layer)
        state.model_changed.connect(self._list_layers)
        state.question_changed.connect(self._redraw)
        self._list_layers()

    def _list_layers(self) -> None:
        model = self._state.model
        self._layer.blockSignals(True)
        self._layer.clear()
        # The last layers, where Grad-CAM is most at home, come first.
        for layer in reversed(model.layers if model else ()):
            self._layer.addItem(f"{layer.path}  ({_shape(layer)})", layer.path)
        self._layer.blockSignals(False)
        self._grey()
        self._redraw()

    def _grey(self) -> None:
        """Grey the methods that cannot run on the model, and say why."""
        model = self._state.model
        entries = self._method.model()
        for row, method in enumerate(METHODS.values()):
            reason = obstacle(method, model) if model else None
            item = entries.item(row)  # type: ignore[attr-defined]
            item.setEnabled(reason is None)
            item.setToolTip(sentence(SaliscopeError(reason)) if reason else method_description(method.id))

    def _redraw(self) -> None:
        state = self._state
        select(self._method, state.method)
        self._hint.setText(method_description(state.method))
        needs_layer = METHODS[state.method].needs_layer
        self._layer.setEnabled(needs_layer and self._layer.count() > 0)
        default = state.model.default_layer if state.model else None
        select(self._layer, state.layer or default)
        self._layer.setToolTip(self._layer.currentText())
        self._layer_hint.setText(self._hint_for(needs_layer, default))

    def _hint_for(self, needs_layer: bool, default: str | None) -> str:
        model = self._state.model
        blocked = [reason for method in METHODS.values() if model and (reason := obstacle(method, model))]
        if blocked:
            return "\n".join(sentence(SaliscopeError(reason)) for reason in dict.fromkeys(blocked))
        if not needs_layer:
            return self.tr("This method looks at the pixels themselves, at no layer.")
        if default is not None and self._state.layer in (None, default):
            return self.tr("Chosen by itself: the last layer with a height and a width before pooling.")
        return ""

    def _choose_method(self) -> None:
        self._state.choose_method(self._method.currentData())

    def _choose_layer(self) -> None:
        self._state.choose_layer(self._layer.currentData())


def _shape(layer: LayerInfo) -> str:
    height, width, channels = ("?" if size is None else size for size in layer.shape)
    return f"{width} × {height} × {channels}"
