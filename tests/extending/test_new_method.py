"""A method that is added to its table alone answers and is offered, without a line elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest
from helpers.engines.fake_session import asked
from helpers.shown_model import model_info
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.methods import METHODS, Estimate, Method
from engine.methods.method import Finding, choice, number
from engine.models.classifier import Classifier
from engine.network.keras_network import KerasNetwork
from gui.help.pages import pages
from gui.inspector.explanation_card import ExplanationCard
from gui.main_window.palette_entries import PaletteEntries
from gui.state.screen import ScreenState
from gui.state.settings import Settings

POWER = number("power", 1, 1, 3)
SIGN = choice("sign", "plus", "minus", default="plus")


def brightness(session: Session, request: Request) -> Iterator[Estimate]:
    """The mean of the channels to a power."""
    yield Estimate(session.x.mean(axis=-1) ** POWER.whole_of(request))


@pytest.fixture(autouse=True)
def toy(monkeypatch) -> Method:
    """Add a method that asks nothing of the model; it is gone after the test."""
    row = Method("toy", brightness, frozenset(), Finding.NO_EVIDENCE, "Nobody, 2026, in a drawer", (POWER, SIGN))
    monkeypatch.setitem(METHODS, row.id, row)
    return row


def test_it_answers_with_its_options():
    model = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Flatten(), keras.layers.Dense(2, "softmax")])
    pixels = np.random.default_rng(8).integers(0, 256, (4, 4, 3), np.uint8)
    session = Session(Classifier(KerasNetwork(model), Path("m.keras"), "f" * 64), pixels, "0..1")
    (found,) = explain(session, asked("toy", power=2))
    assert found.values == pytest.approx((pixels / 255).mean(axis=-1) ** 2, abs=1e-6)
    with pytest.raises(SaliscopeError) as refused:
        list(explain(session, asked("toy", power=4)))
    assert refused.value.code is Code.OPTION_RANGE


def test_the_card_of_the_explanation_offers_it_under_its_id_with_its_options(qtbot):
    state = ScreenState()
    panel = ExplanationCard(state)
    qtbot.addWidget(panel)
    state.show_model(model_info())
    boxes = [box for box in panel.findChildren(QComboBox) if box.findData("toy") >= 0]
    entries = boxes[0].model()
    assert isinstance(entries, QStandardItemModel)
    (item,) = entries.match(entries.index(0, 0), Qt.ItemDataRole.UserRole, "toy")
    assert item.data().strip() == "toy" and entries.itemFromIndex(item).isEnabled()
    boxes[0].setCurrentIndex(item.row())
    assert state.choices.method == "toy"
    named = {widget.accessibleName() for kind in (QSpinBox, QComboBox) for widget in panel.findChildren(kind)}
    assert {"power", "sign"} <= named
    assert "Nobody, 2026, in a drawer" in {label.toolTip() for label in panel.findChildren(QLabel)}


def test_palette_help_and_settings_have_it(qapp):
    state = ScreenState()
    entry = next(entry for entry in PaletteEntries(state).method_entries() if entry.also == "toy")
    entry.do()
    assert (entry.text, state.choices.method) == ("toy", "toy")
    page = next(page for page in pages() if page.id == "toy")
    assert page.title == "toy" and "Nobody, 2026, in a drawer" in page.html and "<p></p>" not in page.html
    settings = Settings()
    settings["method"] = "toy"
    assert settings["method"] == "toy"
    QSettings("Saliscope", "Saliscope").clear()
