"""The page for a model that is new: what it suggests, what Use these takes, and what Decide later leaves."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QRadioButton, QScrollArea, QWidget

from engine.attribution.request import Trial
from engine.images import Image
from engine.network.description import Head, LayerInfo
from gui.models.first_opening import FirstOpening
from gui.models.unsure import is_unsure
from gui.state import memory
from gui.state.images.picture import Picture
from gui.state.screen import ScreenState

LAYERS = (LayerInfo("early", "Conv2D", (8, 8, 2)), LayerInfo("conv", "Conv2D", (4, 4, 2)))
TRIALS = (Trial("0..255", ((1, 0.9), (0, 0.1))), Trial("0..1", ((0, 0.6), (1, 0.4))))


class Stage:
    def __init__(self, qtbot) -> None:
        QSettings("Saliscope", "Saliscope").clear()
        self.qtbot = qtbot
        self.state = ScreenState()
        self.window = QWidget()
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)

    def open(self, **facts) -> FirstOpening:
        usual = {"pixel_values": "0..1", "pixel_values_from": "assumed", "labels_from": "", "layers": LAYERS}
        self.state.show_model(model_info(**{**usual, **facts}))
        page = FirstOpening(self.window, self.state)
        page.open()
        return page

    def choice(self, page: FirstOpening, name: str) -> QRadioButton:
        return next(button for button in page.findChildren(QRadioButton) if button.text().startswith(name))

    def words(self, page: FirstOpening) -> str:
        return "\n".join(label.text() for label in page.findChildren(QLabel))


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


def test_enter_takes_every_suggestion_and_confirms_the_pixel_values(stage):
    page = stage.open()
    assert stage.state.pixels_are_assumed
    stage.qtbot.keyClick(page, Qt.Key.Key_Return)
    assert not page.isVisible()
    assert not stage.state.pixels_are_assumed
    assert memory.pixel_values_of(stage.state.model.sha256) == "0..1"
    assert stage.state.choices.layer is None


@pytest.mark.parametrize("by_key", [True, False])
def test_deciding_later_leaves_the_model_usable_and_marked_as_assumed(stage, by_key):
    page = stage.open()
    stage.choice(page, "0 to 255").click()
    if by_key:
        stage.qtbot.keyClick(page, Qt.Key.Key_Escape)
    else:
        next(one for one in page.findChildren(QPushButton) if one.text() == "&Decide later").click()
    assert not page.isVisible()
    assert stage.state.pixels_are_assumed
    assert stage.state.choices.pixel_values == "0..1"
    assert memory.pixel_values_of(stage.state.model.sha256) is None


def test_the_answers_stand_beside_each_choice_and_the_one_that_is_clicked_is_taken(stage):
    page = stage.open(labels=("cat", "dog"))
    raw = stage.choice(page, "0 to 255")
    height = page.sizeHint().height()
    stage.state.show_trials(TRIALS)
    assert "dog (90.0 %), cat (10.0 %)" in stage.words(page)
    assert raw.accessibleName().startswith("0 to 255: dog")
    assert page.sizeHint().height() == height
    raw.click()
    stage.qtbot.keyClick(page, Qt.Key.Key_Return)
    assert stage.state.choices.pixel_values == memory.pixel_values_of(stage.state.model.sha256) == "0..255"


def test_what_fits_the_training_best_is_suggested_until_the_user_has_chosen(stage):
    best = Trial("-1..1", ((0, 0.6),), fits_best=True)
    page = stage.open()
    stage.state.show_trials((*TRIALS, best))
    assert stage.choice(page, "−1 to 1 (suggested)").isChecked()
    assert "closest to the training images" in stage.words(page)
    stage.choice(page, "0 to 255").click()
    stage.state.show_trials((*TRIALS, best))
    assert stage.choice(page, "0 to 255").isChecked()


def test_it_says_which_image_is_answered_or_how_to_see_answers(stage):
    page = stage.open()
    assert "Open an image to see the answers here" in stage.words(page)
    page.show_sample("cat.png")
    assert "Answers to the sample “cat.png”" in stage.words(page)
    pixels = np.zeros((2, 2, 3), np.uint8)
    stage.state.show_picture(Picture(Image(pixels, "own.png", None, "1", (), "test"), (pixels,)))
    assert "Answers to “own.png”" in stage.words(page)


def test_known_pixel_values_are_one_line_and_stay_as_they_are(stage):
    page = stage.open(pixel_values="0..255", pixel_values_from="inside")
    page.show_sample("cat.png")  # as no image is open
    assert not page.findChildren(QRadioButton)
    page.show_sample("cat.png")
    assert "0 to 255. Known:" in stage.words(page)
    stage.qtbot.keyClick(page, Qt.Key.Key_Return)
    assert memory.pixel_values_of(stage.state.model.sha256) is None


def test_names_are_asked_for_and_shown_once_they_are_given(stage):
    page = stage.open()
    assert "No names were found" in stage.words(page)
    with stage.qtbot.waitSignal(page.names_wanted):
        next(one for one in page.findChildren(QPushButton) if "Name the classes" in one.text()).click()
    stage.state.name_classes(("ant", "bee"), "labels.txt")
    assert "2 names, from labels.txt: ant · bee" in stage.words(page)


def test_another_layer_is_taken(stage):
    page = stage.open()
    layers = page.findChild(QComboBox)
    assert [layers.itemText(row) for row in range(layers.count())] == ["Automatic: conv", "conv", "early"]
    layers.setCurrentIndex(2)
    stage.qtbot.keyClick(page, Qt.Key.Key_Return)
    assert stage.state.choices.layer == "early"


def test_a_model_without_layers_is_started_too(stage):
    page = stage.open(layers=(), default_layer=None)
    assert "method without a layer" in stage.words(page)
    stage.qtbot.keyClick(page, Qt.Key.Key_Return)
    assert (stage.state.choices.layer, page.isVisible()) == (None, False)


def test_it_is_as_high_as_its_three_questions_where_the_window_has_the_room(stage):
    page = stage.open()
    stage.qtbot.waitExposed(page)
    area = page.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    assert area.height() <= area.widget().heightForWidth(area.viewport().width()) + 1


def test_it_closes_when_another_model_is_opened(stage):
    page = stage.open()
    stage.state.show_model(model_info(sha256="n" * 64))
    assert not page.isVisible()


@pytest.mark.parametrize(
    ("facts", "unsure"),
    [
        ({}, False),
        ({"pixel_values_from": "assumed"}, True),
        ({"labels_from": ""}, True),
        ({"labels_from": "", "head": Head.VALUE}, False),
    ],
)
def test_the_page_is_for_models_of_which_something_is_not_known(stage, facts, unsure):
    assert not is_unsure(stage.state)
    stage.state.show_model(model_info(**facts))
    assert is_unsure(stage.state) == unsure
