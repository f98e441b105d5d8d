"""The building blocks say what they are to eyes, keyboard and screen readers, and follow the theme."""

from __future__ import annotations

import gc

import pytest
from helpers.contrast import FRAME, TEXT, contrast
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionToolButton

import resources
from gui.design.card import Card
from gui.design.icon_button import IconButton
from gui.design.icons import icon, paint_icon
from gui.design.segmented import Segmented
from gui.design.theme import palette

Role = QPalette.ColorRole
ICONS = sorted(path.stem for path in resources.ACTION_ICONS.glob("*.svg"))


@pytest.fixture
def row(qtbot, look) -> Segmented:
    row = Segmented("Fill", [(1, "Grey"), (2, "Blurred"), (3, "Erased")])
    qtbot.addWidget(row)
    row.show()
    row.activateWindow()
    row.setFocus()
    qtbot.waitUntil(lambda: row.focusProxy().hasFocus())
    return row


def test_a_click_chooses_and_what_is_shown_is_not_a_choice(row, qtbot):
    heard = []
    row.chosen.connect(heard.append)
    row.show_value(3)
    assert (row.value, heard) == (3, [])
    qtbot.mouseClick(row.findChildren(type(row.focusProxy()))[1], Qt.MouseButton.LeftButton)
    assert (row.value, heard) == (2, [2])


def test_arrow_keys_choose_the_next_that_is_offered(row, qtbot):
    heard = []
    row.chosen.connect(heard.append)
    row.offer(2, False)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(row.focusProxy(), key)
    assert heard == [3, 1]
    assert row.focusProxy().hasFocus()


def test_one_tab_leads_to_the_row_and_each_of_it_has_a_name(row):
    segments = row.findChildren(type(row.focusProxy()))
    assert [segment.focusPolicy() for segment in segments].count(Qt.FocusPolicy.StrongFocus) == 1
    assert [segment.accessibleName() for segment in segments] == ["Fill: Grey", "Fill: Blurred", "Fill: Erased"]


def test_an_icon_button_says_its_name_and_its_key(qtbot, look):
    button = IconButton("zoom-in", "Zoom in", "Ctrl++")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip(), button.text()) == ("Zoom in", "Zoom in (Ctrl++)", "")
    button.show_as("zoom-out", "Zoom &out")
    assert (button.accessibleName(), button.toolTip()) == ("Zoom out", "Zoom out")


def inks(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("name", ICONS)
@pytest.mark.parametrize("ratio", [1, 1.5, 2])
def test_an_icon_is_drawn_in_the_colour_that_is_asked_for(qapp, name, ratio):
    picture = QImage(round(24 * ratio), round(24 * ratio), QImage.Format.Format_ARGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    paint_icon(painter, name, QRectF(3, 3, 18, 18), QColor("#204080"))
    painter.end()
    drawn = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    marks = [colour for colour in drawn if contrast(colour, QColor("white")) >= FRAME]
    assert len(marks) > 6 * ratio
    assert all(colour.blue() >= colour.red() for colour in marks)
    assert max(contrast(colour, QColor("white")) for colour in marks) >= TEXT


def test_an_icon_follows_the_theme(qapp, look, dark):
    shown = icon("open")
    for colours in (look, palette(not dark)):
        qapp.setPalette(colours)
        assert colours.color(Role.ButtonText).name() in inks(shown.pixmap(36, 36).toImage())


def test_an_icon_that_qt_copies_to_change_it_stays_alive(qapp):
    changed = []
    for _ in range(50):
        copied = QIcon(icon("open"))
        copied.addPixmap(QPixmap(4, 4))
        changed.append(copied)
    gc.collect()
    assert all(not one.pixmap(18, 18).isNull() for one in changed)


def test_an_unknown_icon_is_a_mistake():
    with pytest.raises(KeyError, match="no icon nowhere"):
        icon("nowhere")


def test_more_opens_what_is_rarely_needed_and_looks_the_same_while_it_is_open(qtbot, look):
    card = Card("Answer", "test/answer")
    qtbot.addWidget(card)
    rare = QLabel("rare")
    card.add_more(rare)
    card.show()
    card.more.setChecked(False)
    closed = card.more.text()
    assert not rare.isVisible()
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    assert rare.isVisible()
    assert card.more.text() != closed
    option = QStyleOptionToolButton()
    card.more.initStyleOption(option)
    assert not option.state & QStyle.StateFlag.State_On
    again = Card("Answer", "test/answer")
    qtbot.addWidget(again)
    again.add_more(QLabel("rare"))
    assert again.more.isChecked()  # remembered
    card.more.setChecked(False)
