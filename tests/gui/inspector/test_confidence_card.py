"""The card of confidence: the chip of pixel values with its choice, and what the map on screen cannot tell."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from helpers.engines.fake_trust_watch import FakeTrustWatch
from helpers.shown_model import model_info
from helpers.windows.shown_answer import show_answer
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QRadioButton

from engine.attribution.request import Trial
from engine.images.preprocessing import Evidence, PixelValues
from engine.measures import Aspect, Verdict
from engine.methods.method import Finding
from gui.design.messages.chip import Chip
from gui.design.shades import Tone
from gui.inspector.confidence_card import ConfidenceCard
from gui.inspector.finding_list import FindingList, WarningLabel
from gui.platform.language import set_language
from gui.state import memory
from gui.state.screen import ScreenState
from gui.words.methods import method_limit

ASSUMED = model_info(sha256="a" * 64, pixel_values="0..1", pixel_values_from=Evidence.ASSUMED)
KNOWN = model_info(sha256="k" * 64, pixel_values="0..255", pixel_values_from=Evidence.INSIDE)
TRIALS = (Trial("0..255", ((1, 0.9), (0, 0.1))), Trial("0..1", ((0, 0.6), (1, 0.4))))


class Shown:
    def __init__(self, qtbot) -> None:
        self.state = ScreenState()
        self.card = ConfidenceCard(self.state)
        qtbot.addWidget(self.card)
        self.card.resize(290, 700)
        self.card.show()
        self.chip = self.card.findChild(Chip)

    def show(self, model) -> None:
        self.state.show_model(model, memory.pixel_values_of(model.sha256))

    def button(self, name: str) -> QPushButton:
        return next(one for one in self.card.findChildren(QPushButton) if one.accessibleName() == name)

    @property
    def box(self) -> QComboBox:
        boxes = self.card.findChildren(QComboBox)
        return next(box for box in boxes if box.findData(PixelValues.BGR_MEAN.value) >= 0)

    @property
    def warning(self) -> str:
        label = self.card.findChild(WarningLabel)
        return label.text() if label.isVisible() else ""

    @property
    def limits(self) -> str:
        labels = self.card.findChild(FindingList).children()
        return "\n".join(one.text() for one in labels if hasattr(one, "text") and not isinstance(one, WarningLabel))


@pytest.fixture
def shown(qtbot):
    return Shown(qtbot)


def test_a_guess_is_amber_until_the_user_confirms_it(shown, qtbot):
    shown.show(ASSUMED)
    assert (shown.chip.text(), shown.chip._tone) == ("Pixel values assumed: check", Tone.AMBER)
    assert not shown.box.isVisible()
    qtbot.mouseClick(shown.chip, Qt.MouseButton.LeftButton)
    assert shown.box.isVisible() and shown.box.currentData() == "0..1"
    with qtbot.waitSignal(shown.state.question_changed):
        shown.button("Confirm the pixel values").click()
    assert (shown.chip.text(), shown.chip._tone) == ("Pixel values: 0 to 1", Tone.GREEN)
    assert not shown.box.isVisible()
    assert memory.pixel_values_of(ASSUMED.sha256) == "0..1"


def test_what_the_file_says_needs_no_confirmation(shown, qtbot):
    shown.show(KNOWN)
    assert (shown.chip.text(), shown.chip._tone) == ("Pixel values: 0 to 255", Tone.NEUTRAL)
    qtbot.mouseClick(shown.chip, Qt.MouseButton.LeftButton)
    assert shown.box.isVisible() and not shown.button("Confirm the pixel values").isVisible()
    assert shown.chip.accessibleDescription().startswith("0 to 255. Source: ")
    qtbot.mouseClick(shown.chip, Qt.MouseButton.LeftButton)
    assert not shown.box.isVisible()


def test_the_answers_under_each_choice_stand_in_the_choice_and_a_click_takes_one(shown, qtbot):
    model = model_info(sha256="b" * 64, pixel_values="0..1", pixel_values_from=Evidence.ASSUMED)
    shown.show(model)
    shown.state.show_trials(TRIALS)
    assert not any(one.isVisible() for one in shown.card.findChildren(QRadioButton))
    shown.card.pixels.open()
    first = next(one for one in shown.card.findChildren(QRadioButton) if "0 to 255" in one.text())
    assert first.isVisible() and "b (90.0 %)" in first.text()
    first.click()
    assert shown.state.choices.pixel_values == "0..255"
    assert (shown.chip.text(), shown.chip._tone) == ("Pixel values: 0 to 255", Tone.GREEN)


def test_the_choice_opens_for_whoever_asks_where_a_guess_is_checked(shown):
    shown.show(model_info(sha256="c" * 64, pixel_values="0..1", pixel_values_from=Evidence.ASSUMED))
    assert not shown.box.isVisible()
    shown.card.show_pixel_values()
    assert shown.box.isVisible()


def test_the_limit_of_the_method_is_said_before_there_is_a_map(shown):
    shown.show(KNOWN)
    assert shown.limits == method_limit("grad-cam") and shown.warning == ""
    shown.state.choose_method("eigen-cam")
    assert shown.warning == method_limit("eigen-cam") and shown.limits == ""


def test_a_flat_map_is_a_warning(shown):
    shown.show(KNOWN)
    show_answer(shown.state, [0.7, 0.3], findings=(Finding.NO_POSITIVE_EVIDENCE,))
    assert "“a”" in shown.warning and "zero everywhere" in shown.warning
    assert shown.limits == method_limit("grad-cam")


def test_what_was_not_guided_is_a_warning(shown):
    shown.show(KNOWN)
    show_answer(shown.state, [0.7, 0.3], unguided=("swish",))
    assert "swish" in shown.warning


def test_how_certain_an_estimate_is_stands_in_one_line(shown):
    shown.show(KNOWN)
    show_answer(shown.state, [0.7, 0.3], fraction=0.25, error=0.0123, gap=0.02)
    *_, certainty = shown.limits.splitlines()
    assert certainty == "First estimate: 25.0 % done. Standard error: 1.2 % (0.0123). Completeness gap: 2.0 %."


def test_a_map_that_was_good_enough_early_says_after_how_many_samples(shown):
    shown.show(KNOWN)
    show_answer(shown.state, [0.7, 0.3], error=np.float32(0.0123), samples=(400, 900))
    told = shown.limits.splitlines()[-1]
    assert told == "Standard error: 1.2 % (0.0123). Target error reached after 400 of 900 samples."
    show_answer(shown.state, [0.7, 0.3], error=0.0123, samples=(900, 900))
    assert shown.limits.splitlines()[-1] == "Standard error: 1.2 % (0.0123)."
    show_answer(shown.state, [0.7, 0.3], error=0.0123, samples=(400, 900), fraction=0.4)
    assert "Target error" not in shown.limits


def test_a_map_that_arrives_moves_nothing(shown, qtbot):
    shown.show(KNOWN)
    qtbot.wait(10)
    before = shown.card.findChild(FindingList).geometry(), shown.card.minimumSizeHint()
    show_answer(shown.state, [0.7, 0.3], error=0.01)
    qtbot.wait(10)
    assert (shown.card.findChild(FindingList).geometry(), shown.card.minimumSizeHint()) == before


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_of_the_chip_are_never_cut(qtbot, qapp, language):
    set_language(qapp, language)
    chip = Shown(qtbot).card.pixels.chip
    room, sizes = 300 - 2 * 12 - 2 * 4, {}  # the panel's width without the margins of card and column
    for values in PixelValues:
        for how in (Evidence.ASSUMED, Evidence.INSIDE):
            shown = Shown(qtbot)
            shown.show(model_info(sha256=values.value * 8 + how, pixel_values=values.value, pixel_values_from=how))
            sizes[shown.chip.text()] = shown.chip.sizeHint().width()
    set_language(qapp, "en")
    assert chip is not None and max(sizes.values()) <= room, sizes


def test_what_a_method_is_known_for_agrees_with_what_was_measured_of_its_map(shown):
    shown.show(KNOWN)
    show_answer(shown.state, [0.9, 0.1], asked={"method": "guided-backprop"})
    assert shown.warning == method_limit("guided-backprop")
    trust = FakeTrustWatch(shown.state, ())
    shown.card.findings.watch(trust)
    assert shown.warning == method_limit("guided-backprop")
    trust.trust = SimpleNamespace(verdict=lambda aspect: Verdict.GOOD if aspect is Aspect.MODEL else Verdict.NONE)
    trust.changed.emit()
    assert shown.warning.startswith("Known of this method: with many models, random weights give nearly the same map.")
    trust.trust = SimpleNamespace(verdict=lambda aspect: Verdict.POOR)
    trust.changed.emit()
    assert shown.warning == method_limit("guided-backprop")
