"""The card of the explanation: short sentences with a link, readable headings, controls that stay in their place."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.shown_model import model_info
from helpers.windows.shown_answer import show_answer
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QSlider, QStyleOptionViewItem

from engine.methods import METHODS
from engine.rendering import Way
from gui.design.scale import Space
from gui.design.theme import palette
from gui.inspector.control_panel import WIDTH
from gui.inspector.explanation_card import ExplanationCard
from gui.platform.language import set_language
from gui.state.screen import ScreenState
from gui.words.methods import method_description

LINES = 2


class Shown:
    def __init__(self, qtbot) -> None:
        self.state = ScreenState()
        self.card = ExplanationCard(self.state)
        qtbot.addWidget(self.card)
        self.card.resize(WIDTH - 2 * Space.XS, self.card.sizeHint().height())
        self.card.show()

    @property
    def hint(self) -> QLabel:
        return next(label for label in self.card.findChildren(QLabel) if "href" in label.text())

    @property
    def methods(self) -> QComboBox:
        return next(box for box in self.card.findChildren(QComboBox) if box.findData("grad-cam") >= 0)

    def place(self, kind) -> QPoint:
        return next(one for one in self.card.findChildren(kind) if one.isVisible()).mapTo(self.card, QPoint(0, 0))


@pytest.fixture
def shown(qtbot):
    return Shown(qtbot)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_method_says_in_two_lines_what_it_shows_and_no_other_control_moves(qtbot, qapp, language):
    set_language(qapp, language)
    try:
        shown = Shown(qtbot)
        room = shown.hint.width()
        height = LINES * shown.hint.fontMetrics().lineSpacing()
        for method in METHODS:
            shown.state.choose_method(method)
            assert shown.hint.heightForWidth(room) <= height, shown.hint.text()
    finally:
        set_language(qapp, "en")


def test_learn_more_asks_for_the_method_s_page(shown, qtbot):
    assert "Learn\u00a0more" in shown.hint.text()
    assert shown.hint.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(shown.card.method.help_wanted):
        shown.hint.linkActivated.emit("help")


def test_each_entry_has_its_sentence_as_a_tool_tip(shown):
    box = shown.methods
    for method in METHODS:
        assert box.itemData(box.findData(method), Qt.ItemDataRole.ToolTipRole) == method_description(method)


def test_headings_of_the_methods_are_bold_and_not_greyed(shown):
    box, entries = shown.methods, shown.methods.model()
    assert isinstance(entries, QStandardItemModel)
    headings = [row for row in range(entries.rowCount()) if entries.item(row).data(Qt.ItemDataRole.UserRole) is None]
    assert len(headings) == 3
    delegate = box.view().itemDelegate()
    for row in headings:
        option = QStyleOptionViewItem()
        option.palette = box.palette()
        delegate.initStyleOption(option, entries.index(row, 0))
        greyed = box.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        assert option.font.bold()
        assert option.palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) != greyed


def test_all_ways_to_show_a_map_are_offered_under_more(shown):
    shown.card.more.setChecked(True)
    way = next(box for box in shown.card.findChildren(QComboBox) if box.findData(Way.CONTOURS) >= 0)
    assert [way.itemData(row) for row in range(way.count())] == list(Way)
    way.setCurrentIndex(way.findData(Way.SPOTLIGHT))
    assert shown.state.rendering.way is Way.SPOTLIGHT


def test_shares_are_percentages_and_every_option_says_what_it_does(shown):
    shown.state.choose_method("rise")
    fields = {field.accessibleName(): field for field in shown.card.findChildren(QDoubleSpinBox)}
    error = fields["Target error"]
    assert (error.text(), fields["Visible share"].text()) == ("2.0 %", "50.0 %")
    assert "standard error is at most this share" in error.toolTip()
    error.stepUp()
    assert shown.state.choices.options["rise"] == {"enough": 0.025}
    error.stepDown()
    assert not shown.state.choices.options.get("rise")  # the default again
    shown.state.choose_option("enough", 0.15)  # such as by undoing
    assert error.text() == "15.0 %"
    error.lineEdit().setText("7")  # typed, not finished yet
    shown.state.choose_option("grid", 8)
    assert error.text() == "7 %"


def test_opacity_and_colours_stay_in_their_place_whatever_map_arrives(shown, qtbot):
    shown.card.more.setChecked(False)  # what is under More may move below it
    shown.state.show_model(model_info())
    qtbot.wait(10)
    before = shown.place(QSlider), shown.card.height(), shown.card.minimumSizeHint()
    two_sided = np.linspace(-1, 1, 16, dtype=np.float32).reshape(4, 4)
    for way in (Way.BLEND, Way.SPOTLIGHT, Way.HEAT):
        shown.state.set_rendering(way=way)
        for values in (np.ones((4, 4), np.float32), two_sided):
            show_answer(shown.state, [0.7, 0.3], values=values)
            qtbot.wait(10)
            assert (shown.place(QSlider), shown.card.height(), shown.card.minimumSizeHint()) == before


def test_colours_of_two_sided_maps_take_the_place_of_the_others(shown):
    shown.state.show_model(model_info())
    two_sided = np.linspace(-1, 1, 16, dtype=np.float32).reshape(4, 4)
    show_answer(shown.state, [0.7, 0.3], values=two_sided)
    boxes = {box.accessibleName(): box for box in shown.card.findChildren(QComboBox)}
    assert boxes["Colours for and against"].isVisible() and not boxes["Colours"].isVisible()


@pytest.fixture
def themes(qapp):
    before = qapp.palette()
    yield lambda dark: qapp.setPalette(palette(dark))
    qapp.setPalette(before)


def test_the_link_follows_the_theme(shown, themes, qapp):
    for dark in (False, True, False):
        themes(dark)
        qapp.processEvents()
        image = shown.hint.grab().toImage()
        seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert palette(dark).color(QPalette.ColorRole.Link).name() in seen  # the line under it
