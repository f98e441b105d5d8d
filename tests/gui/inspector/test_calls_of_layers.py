"""Layers that a model uses more than once: what they are called in every list, and found again by older names."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QListWidget

from engine.network.description import LayerInfo, Port
from gui.compare.names import value_name
from gui.export.figure_content import _layers
from gui.inspector.layers.layer_dialog import LayerDialog
from gui.inspector.layers.layer_panel import LayerPanel
from gui.main_window.palette_entries import PaletteEntries
from gui.platform.language import set_language
from gui.state import memory
from gui.state.choices import Choices
from gui.state.comparison import Kind
from gui.state.preferences import Preferences
from gui.state.resolution import fitted
from gui.state.screen import ScreenState
from gui.state.settings import Settings
from gui.words.layers import layer_name

SHAPE = (4, 6, 2)
CALLS = [LayerInfo(f"encoder/conv#{use}", "Conv2D", SHAPE, use, 2, "encoder/conv") for use in (1, 2)]
ALL = LayerInfo("encoder/conv#all", "Conv2D", SHAPE, 1, 2, "encoder/conv", ("encoder/conv#1", "encoder/conv#2"))
MODEL = model_info(
    layers=(LayerInfo("stem", "Conv2D", SHAPE), *CALLS, ALL, LayerInfo("last", "Conv2D", SHAPE)),
    default_layer="encoder/conv#2",
)
NAMES = ["last", "encoder/conv (sum of 2 uses)", "encoder/conv (use 2 of 2)", "encoder/conv (use 1 of 2)", "stem"]
FRENCH = [
    "last",
    "encoder/conv (somme de 2 utilisations)",
    "encoder/conv (utilisation 2 sur 2)",
    "encoder/conv (utilisation 1 sur 2)",
    "stem",
]


@pytest.fixture
def state(qapp):
    state = ScreenState()
    state.show_model(MODEL)
    return state


@pytest.fixture(params=["en", "fr"])
def names(qapp, request):
    set_language(qapp, request.param)
    yield NAMES if request.param == "en" else FRENCH
    set_language(qapp, "en")


def layer_box(panel: LayerPanel) -> QComboBox:
    return next(box for box in panel.findChildren(QComboBox) if box.findData("stem") >= 0)


def test_the_list_of_layers_names_each_use_and_their_sum(state, qtbot, names):
    panel = LayerPanel(state)
    qtbot.addWidget(panel)
    box = layer_box(panel)
    assert [box.itemText(row) for row in range(box.count())] == [f"{name}  (6 × 4 × 2)" for name in names]
    assert box.currentData() == "encoder/conv#2"
    box.setCurrentIndex(1)
    assert state.choices.layer == "encoder/conv#all"


def test_a_hint_says_that_a_layer_is_used_more_than_once(state, qtbot):
    panel = LayerPanel(state)
    qtbot.addWidget(panel)

    def hinted() -> bool:
        return any("uses this layer more than once" in label.text() for label in panel.findChildren(QLabel))

    assert hinted()
    state.choose_layer("last")
    assert not hinted()
    state.choose_layer("encoder/conv#all")
    assert hinted()


def test_the_choice_of_further_layers_names_the_uses_and_chooses_their_paths(state, qtbot, names):
    dialog = LayerDialog(None, state)
    qtbot.addWidget(dialog)
    rows = dialog.findChild(QListWidget)
    assert [rows.item(row).text() for row in range(rows.count())] == [
        name
        for name in names
        if name != names[2]  # the one that is looked at
    ]
    for row in (1, 2):
        rows.item(row).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.findChild(QDialogButtonBox).accepted.emit()
    assert chosen.args == [("encoder/conv#all", "encoder/conv#1")]


def test_the_palette_a_comparison_and_a_figure_s_caption_name_the_uses(state, names):
    assert [entry.text for entry in PaletteEntries(state).layer_entries()] == names
    assert value_name(Kind.LAYER, "encoder/conv#1", MODEL) == names[3]
    assert value_name(Kind.LAYER, "encoder/conv", MODEL) == names[2]  # of an earlier version
    request = SimpleNamespace(layer="encoder/conv#all", further_layers=("stem",))
    pane = SimpleNamespace(attribution=SimpleNamespace(request=request), model=MODEL)
    assert _layers(pane) == [names[1], "stem"]
    assert layer_name("of/another", MODEL) == "of/another"


def test_a_session_of_an_earlier_version_finds_the_last_use(qapp):
    found = fitted(Choices(layer="encoder/conv", further_layers=("stem", "encoder/conv", "gone")), MODEL)
    assert (found.layer, found.further_layers) == ("encoder/conv#2", ("stem", "encoder/conv#2"))
    assert fitted(Choices(layer="encoder/conv#1"), MODEL).layer == "encoder/conv#1"
    assert fitted(Choices(layer="encoder"), MODEL).layer is None
    assert fitted(Choices(), MODEL).layer is None


def test_the_layer_that_an_earlier_version_remembered_is_the_last_use(qapp):
    memory.remember_look(MODEL.sha256, "layercam", "encoder/conv")
    state = ScreenState()
    preferences = Preferences(state, Settings())
    state.show_model(MODEL)
    preferences.finish()
    assert (state.choices.method, state.choices.layer) == ("layercam", "encoder/conv#2")


def test_another_input_forgets_the_use(state):
    state.choose_layer("encoder/conv#1")
    state.show_model(model_info(layers=(CALLS[1],), default_layer="encoder/conv#2", port=Port(1)))
    assert state.choices.layer is None
