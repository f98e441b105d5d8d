"""The method, with what it shows and cannot show, the layers it looks at, and its options."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from engine.errors import SaliscopeError
from engine.methods import METHODS, Method, Need
from engine.methods.offers import obstacle
from engine.network.description import LayerInfo, layer_at
from gui.design.form import Section, choices, select
from gui.inspector.layer_dialog import LayerDialog
from gui.inspector.option_list import OptionList
from gui.state.screen import ScreenState
from gui.words.errors import sentence
from gui.words.layers import layer_title
from gui.words.methods import method_caution, method_description, method_limit, method_name


class MethodPanel(Section):
    """Method, layer and options. Methods that cannot run on the model are greyed, with the reason."""

    help_wanted = Signal()

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Method"))
        self._state = state
        self._method = choices()
        self._method.setModel(self._entries())
        # All methods and the three headings, without scrolling.
        self._method.setMaxVisibleItems(len(METHODS) + 3)
        field = QWidget()
        line = QHBoxLayout(field)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._method, 1)
        line.addWidget(self._help_button())
        field.setFocusProxy(self._method)
        self.add_field(self.tr("&Method:"), field)
        for widget in (self._method, self._method.view()):
            widget.setAccessibleName(field.accessibleName())
        # The box has the name; screen readers would read it a second time for the field around it.
        field.setAccessibleName("")
        self._hint = self.add_hint()
        self._layer = choices()
        self._layer_label = self.add_field(self.tr("La&yer:"), self._layer)
        self._layer_hint = self.add_hint()
        self._further = QPushButton()
        self._further.clicked.connect(self._ask_layers)
        self.rows.addWidget(self._further)
        self.rows.addWidget(OptionList(state))
        self._method.currentIndexChanged.connect(self._choose_method)
        self._layer.currentIndexChanged.connect(self._choose_layer)
        state.model_changed.connect(self._list_layers)
        state.question_changed.connect(self._redraw)
        self._list_layers()

    def _help_button(self) -> QToolButton:
        button = QToolButton()
        button.setText("?")
        button.setAccessibleName(self.tr("What am I looking at?"))
        button.setToolTip(self.tr("What am I looking at?"))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self.help_wanted)
        return button

    def _entries(self) -> QStandardItemModel:
        """Return the methods under three headings, by what they need of a model."""
        entries = QStandardItemModel(self)
        headings = (self.tr("Looking at a layer"), self.tr("Following the gradient"), self.tr("Asking the model"))
        for number, heading in enumerate(headings):
            title = QStandardItem(heading)
            title.setFlags(Qt.ItemFlag.NoItemFlags)
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            entries.appendRow(title)
            for method in METHODS.values():
                if _family(method) == number:
                    item = QStandardItem("    " + method_name(method.id))
                    item.setData(method.id, Qt.ItemDataRole.UserRole)
                    entries.appendRow(item)
        return entries

    def _list_layers(self) -> None:
        model = self._state.model
        self._layer.blockSignals(True)
        self._layer.clear()
        # Signals are blocked, since `clear` and `addItem` change the index, which is not the user's choice.
        # The last layers come first: Grad-CAM works best there.
        for layer in reversed(model.layers if model else ()):
            self._layer.addItem(f"{layer_title(layer)}  ({_shape(layer)})", layer.path)
        self._layer.blockSignals(False)
        self._grey()
        self._redraw()

    def _grey(self) -> None:
        """Grey the methods that cannot run on the model, and say why."""
        model = self._state.model
        entries = self._method.model()
        assert isinstance(entries, QStandardItemModel)
        for row in range(entries.rowCount()):
            item = entries.item(row)
            method = METHODS.get(item.data(Qt.ItemDataRole.UserRole))
            if method is not None:
                reason = obstacle(method, model) if model else None
                item.setEnabled(reason is None)
                item.setToolTip(sentence(SaliscopeError(reason)) if reason else method_description(method.id))

    def _redraw(self) -> None:
        state, method = self._state, METHODS[self._state.choices.method]
        select(self._method, state.choices.method)
        parts = [method_description(method.id), method_limit(method.id), method_caution(method)]
        self._hint.setText("\n".join(part for part in parts if part))
        self._hint.setToolTip(method.paper)
        self._layer.setEnabled(self._layer.count() > 0)
        for widget in (self._layer_label, self._layer):
            widget.setVisible(method.needs_layer)
        default = state.model.default_layer if state.model else None
        select(self._layer, state.choices.layer or default)
        self._layer.setToolTip(self._layer.currentText())
        self._layer_hint.setText(self._hint_for(method, default))
        self._layer_hint.setVisible(bool(self._layer_hint.text()))
        count = len(state.choices.further_layers)
        words = self.tr("Further layers: {count}…").format(count=count) if count else self.tr("Further layers…")
        self._further.setText(words)
        self._further.setAccessibleName(self.tr("Further layers"))
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
            hints.append(self.tr("Chosen by itself: the last layer with a height and a width before pooling."))
        if info is not None and info.uses > 1:
            hints.append(
                self.tr(
                    "The model uses this layer more than once. Each use that the photograph goes through "
                    "has its own map."
                )
            )
        return " ".join(hints)

    def _ask_layers(self) -> None:
        dialog = LayerDialog(self, self._state)
        dialog.chosen.connect(self._state.choose_further_layers)
        dialog.open()

    def _choose_method(self) -> None:
        method = self._method.currentData()
        if method is not None:
            self._state.choose_method(method)

    def _choose_layer(self) -> None:
        self._state.choose_layer(self._layer.currentData())


def _family(method: Method) -> int:
    if Need.LAYER in method.needs:
        return 0
    return 1 if Need.GRADIENT in method.needs else 2


def _shape(layer: LayerInfo) -> str:
    height, width, channels = ("?" if size is None else size for size in layer.shape)
    return f"{width} × {height} × {channels}"
