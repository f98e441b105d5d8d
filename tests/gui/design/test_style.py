"""The style of the program: what can be clicked is high enough and can be seen, in both themes."""

from __future__ import annotations

import gc

import pytest
from helpers.contrast import FRAME, TEXT, contrast
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from gui.design import style
from gui.design.controls import ChoiceBox, DecimalBox, NumberBox, Slider
from gui.design.scale import CONTROL_HEIGHT
from gui.design.shades import shades
from gui.design.style import Style

Role = QPalette.ColorRole
CLICKED = [QPushButton, QToolButton, QCheckBox, QRadioButton, QLineEdit, ChoiceBox, NumberBox, DecimalBox, Slider]


@pytest.mark.parametrize("kind", CLICKED)
def test_whatever_is_clicked_is_high_enough(look, qtbot, kind):
    widget = kind()
    qtbot.addWidget(widget)
    if isinstance(widget, QPushButton | QToolButton | QCheckBox | QRadioButton):
        widget.setText("Words")
    assert widget.sizeHint().height() >= CONTROL_HEIGHT


def test_rows_of_menus_and_lists_are_high_enough(look, qtbot):
    menu, rows = QMenu(), QListWidget()
    qtbot.addWidget(menu)
    qtbot.addWidget(rows)
    rows.addItem("words")
    assert menu.actionGeometry(menu.addAction("words")).height() >= CONTROL_HEIGHT
    assert rows.sizeHintForRow(0) >= CONTROL_HEIGHT


@pytest.fixture
def on_window(qtbot, look):
    """What takes a picture of a widget with some of the window around it."""
    windows = []

    def pictured(widget: QWidget) -> QImage:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        widget.setParent(window)
        widget.move(6, 6)
        widget.resize(widget.sizeHint())
        window.resize(widget.width() + 12, widget.height() + 12)
        window.show()
        return window.grab().toImage()

    return pictured


def most_contrast(picture: QImage, across: range, y: int, ground: QColor) -> float:
    return max(contrast(picture.pixelColor(x, y), ground) for x in across)


@pytest.mark.parametrize("kind", [QPushButton, QToolButton, QLineEdit, ChoiceBox, NumberBox])
def test_the_frame_of_what_is_clicked_or_typed_in_stands_out(on_window, kind):
    picture = on_window(kind())
    middle = picture.height() // 2
    assert most_contrast(picture, range(5, 10), middle, picture.pixelColor(2, middle)) >= FRAME


@pytest.mark.parametrize("enabled", [True, False], ids=["enabled", "greyed"])
@pytest.mark.parametrize("ticked", [True, False], ids=["ticked", "empty"])
@pytest.mark.parametrize(
    ("kind", "indicator"),
    [
        (QCheckBox, QStyle.SubElement.SE_CheckBoxIndicator),
        (QRadioButton, QStyle.SubElement.SE_RadioButtonIndicator),
    ],
)
def test_a_box_to_be_ticked_stands_out(on_window, kind, indicator, ticked, enabled):
    box = kind("words")
    box.setAutoExclusive(False)
    box.setChecked(ticked)
    box.setEnabled(enabled)
    picture = on_window(box)
    option = QStyleOptionButton()
    box.initStyleOption(option)
    place = box.style().subElementRect(indicator, option, box).translated(box.pos())
    across, y = range(place.left() - 1, place.right() + 2), place.center().y()
    assert most_contrast(picture, across, y, picture.pixelColor(2, y)) >= FRAME
    assert picture.pixelColor(place.left() - 2, y) == picture.pixelColor(2, y)  # nothing is cut off at its left


def test_the_frame_of_a_box_in_a_list_stands_out(look, qtbot):
    rows = QListWidget()
    qtbot.addWidget(rows)
    item = QListWidgetItem("words", rows)
    item.setCheckState(Qt.CheckState.Unchecked)
    picture, row = rows.viewport().grab().toImage(), rows.visualItemRect(item)
    assert most_contrast(picture, range(row.left() + 1, row.left() + 12), row.center().y(), look.color(Role.Base)) >= 3


def test_the_frame_of_a_box_in_a_menu_stands_out(look, qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction("words")
    action.setCheckable(True)
    menu.popup(QPoint())
    picture, row = menu.grab().toImage(), menu.actionGeometry(action)
    ground = shades(look).card
    assert most_contrast(picture, range(row.left() + 3, row.left() + 20), row.center().y(), ground) >= FRAME


def test_the_heading_in_a_menu_can_be_read(look, qtbot):
    """Grey on grey is what Fusion makes of it."""
    menu = QMenu()
    qtbot.addWidget(menu)
    heading = menu.addSection("Heading of a group")
    menu.addAction("words")
    menu.popup(QPoint())
    picture, row = menu.grab().toImage(), menu.actionGeometry(heading)
    found = [most_contrast(picture, range(row.left(), row.right()), y, shades(look).card) for y in range(row.height())]
    assert max(found) >= TEXT


def test_the_heading_of_a_group_in_a_choice_can_be_read(look, qtbot):
    """It cannot be chosen, so Qt greys it; in its list it stands on the ground of menus."""
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["Heading of a group", "words"])
    heading = box.model().item(0)
    heading.setEnabled(False)
    bold = box.font()
    bold.setBold(True)
    heading.setFont(bold)
    box.setCurrentIndex(1)
    box.show()
    box.showPopup()
    rows = box.view()
    row = rows.visualRect(box.model().index(0, 0)) & rows.viewport().rect()
    picture = rows.viewport().grab().toImage()
    ground = picture.pixelColor(row.right() - 3, row.center().y())
    assert ground == shades(look).card
    inks = [most_contrast(picture, range(row.left(), row.right()), y, ground) for y in range(row.top(), row.bottom())]
    assert max(inks) >= TEXT
    box.hidePopup()


def test_the_button_that_enter_presses_is_filled_with_the_accent(look, on_window):
    button = QPushButton("Words")
    button.setDefault(True)
    picture = on_window(button)
    assert picture.pixelColor(12, 10) == look.color(Role.Accent)
    inside = [picture.pixelColor(x, y) for x in range(8, picture.width() - 8) for y in range(8, picture.height() - 8)]
    assert max(contrast(colour, look.color(Role.Accent)) for colour in inside) >= TEXT


def test_the_thumb_of_a_scroll_bar_runs_from_one_end_to_the_other(look, qtbot):
    area, page = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    page.setMinimumHeight(3000)
    area.setWidget(page)
    area.resize(200, 300)
    area.show()
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)

    def seen() -> list[int]:
        picture, middle = bar.grab().toImage(), bar.width() // 2
        ground = picture.pixelColor(0, 0)
        return [y for y in range(picture.height()) if contrast(picture.pixelColor(middle, y), ground) >= FRAME]

    at_top = seen()
    bar.setValue(bar.maximum())
    at_bottom = seen()
    assert at_top[0] <= 4 < bar.height() - 5 <= at_bottom[-1]
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, at_bottom[0] + 5))
    qtbot.mouseMove(bar, QPoint(bar.width() // 2, bar.height() // 2))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() // 2))
    assert 0 < bar.value() < bar.maximum()


@pytest.mark.parametrize("done", [0, 50, 100])
def test_a_progress_bar_is_filled_as_far_as_the_work_is_done(look, qtbot, done):
    bar = QProgressBar()
    qtbot.addWidget(bar)
    bar.setTextVisible(False)
    bar.setValue(done)
    bar.resize(200, 20)
    picture = bar.grab().toImage()
    filled = sum(picture.pixelColor(x, 10) == look.color(Role.Accent) for x in range(200))
    assert abs(filled - 2 * done) <= 8  # its ends are round


def test_the_bar_of_work_without_an_end_stands_still_where_nothing_is_to_move(qapp, look, qtbot, monkeypatch):
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(QApplication, "isEffectEnabled", lambda effect: False)
    bar = QProgressBar()
    qtbot.addWidget(bar)
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.resize(200, 20)
    bar.show()
    first = bar.grab().toImage()
    qtbot.wait(100)
    assert bar.grab().toImage() == first
    assert (first.pixelColor(100, 10), first.pixelColor(20, 10)) == (look.color(Role.Accent), shades(look).pressed)
    monkeypatch.setattr("sys.platform", "linux")
    assert bar.grab().toImage() != first


def test_a_button_with_a_menu_has_room_for_words_and_arrow(look, qtbot):
    plain, opening = QToolButton(), QToolButton()
    for button in (plain, opening):
        qtbot.addWidget(button)
        button.setText("Words")
    opening.setMenu(QMenu(opening))
    opening.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    assert opening.sizeHint().width() >= plain.sizeHint().width() + 12


def test_the_buttons_of_dialogs_have_words_and_no_pictures(look, qtbot):
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(buttons)
    standard = buttons.style().standardIcon(QStyle.StandardPixmap.SP_DialogCloseButton)
    assert standard.isNull()
    assert all(button.icon().isNull() and button.text() for button in buttons.buttons())
    assert not buttons.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning).isNull()


def test_the_style_is_put_on_once_and_survives_its_python_name(qapp, look, qtbot):
    first = qapp.style()
    style.put_on(qapp)
    assert qapp.style() is first
    del first
    gc.collect()
    button = QPushButton("Words")
    qtbot.addWidget(button)
    button.grab()
    assert isinstance(QApplication.style(), Style)
