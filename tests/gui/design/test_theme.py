"""Both palettes can be read, by the contrasts that the Web Content Accessibility Guidelines 2.2 ask for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QRadioButton,
    QStyle,
    QStyleFactory,
    QStyleOptionButton,
    QWidget,
)

from gui.design.theme import Theme, palette, put_on

Role, Group = QPalette.ColorRole, QPalette.ColorGroup
TEXT, FRAME = 4.5, 3.0


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        (Role.WindowText, Role.Window, TEXT),
        (Role.Text, Role.Base, TEXT),
        (Role.Text, Role.AlternateBase, TEXT),
        (Role.ButtonText, Role.Button, TEXT),
        (Role.PlaceholderText, Role.Base, TEXT),
        (Role.HighlightedText, Role.Highlight, TEXT),
        (Role.ToolTipText, Role.ToolTipBase, TEXT),
        (Role.Link, Role.Base, TEXT),
        (Role.Link, Role.Window, TEXT),
        (Role.Accent, Role.Window, FRAME),  # the ring around what has the keyboard
        (Role.Accent, Role.Base, FRAME),
        (Role.Highlight, Role.Base, FRAME),
    ],
)
def test_text_and_frames_stand_out(qapp, dark, text, ground, least):
    colours = palette(dark)
    assert contrast(colours.color(text), colours.color(ground)) >= least


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [(Role.WindowText, Role.Window), (Role.Text, Role.Base), (Role.ButtonText, Role.Button)]
)
def test_what_is_greyed_can_be_read_and_is_quieter(qapp, dark, text, ground):
    colours = palette(dark)
    greyed = contrast(colours.color(Group.Disabled, text), colours.color(Group.Disabled, ground))
    assert FRAME <= greyed < 0.7 * contrast(colours.color(text), colours.color(ground))


@pytest.mark.parametrize(("chosen", "is_dark"), [("dark", True), ("light", False)])
def test_a_theme_holds_at_once(qapp, chosen, is_dark):
    before = qapp.palette()
    theme = Theme(qapp)
    try:
        theme.choose(chosen)
        assert (qapp.palette().color(Role.Window).lightness() < 128) == is_dark
        theme.choose("system")
        system = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
        assert (qapp.palette().color(Role.Window).lightness() < 128) == system
    finally:
        theme.stop()
        qapp.setPalette(before)


@pytest.fixture
def fusion(qapp):
    """What the program is painted in; the palette of before comes back."""
    before = qapp.palette()
    yield QStyleFactory.create("Fusion")
    qapp.setPalette(before)


def frame_contrast(widget: QWidget, across: range, y: int) -> float:
    """Return how much the frame of an empty box stands out of the pixel where a row of the widget begins."""
    picture = widget.grab().toImage()
    ground = picture.pixelColor(across[0], y)
    inside = picture.pixelColor(across[-1], y)
    assert contrast(ground, inside) < FRAME  # what stands out is the frame, nothing else
    return max(contrast(picture.pixelColor(x, y), ground) for x in across)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("enabled", [True, False], ids=["enabled", "greyed"])
@pytest.mark.parametrize(
    ("kind", "indicator"),
    [
        (QCheckBox, QStyle.SubElement.SE_CheckBoxIndicator),
        (QRadioButton, QStyle.SubElement.SE_RadioButtonIndicator),
    ],
)
def test_the_frame_of_a_box_to_be_ticked_stands_out(qapp, qtbot, fusion, kind, indicator, enabled, dark):
    put_on(qapp, dark)
    window = QWidget()
    qtbot.addWidget(window)
    box = kind("words", window)
    box.setStyle(fusion)
    box.move(6, 6)
    box.setEnabled(enabled)
    option = QStyleOptionButton()
    box.initStyleOption(option)
    place = fusion.subElementRect(indicator, option, box).translated(box.pos())
    assert frame_contrast(window, range(place.left() - 3, place.center().x()), place.center().y()) >= FRAME


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_frame_of_a_box_in_a_list_stands_out(qapp, qtbot, fusion, dark):
    put_on(qapp, dark)
    listed = QListWidget()
    qtbot.addWidget(listed)
    listed.setStyle(fusion)
    item = QListWidgetItem("words", listed)
    item.setCheckState(Qt.CheckState.Unchecked)
    row = listed.visualItemRect(item)
    assert frame_contrast(listed.viewport(), range(row.left() + 1, row.left() + 10), row.center().y()) >= FRAME


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_frame_of_a_box_in_a_menu_stands_out(qapp, qtbot, fusion, dark):
    put_on(qapp, dark)
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.setStyle(fusion)
    action = menu.addAction("words")
    action.setCheckable(True)
    menu.popup(QPoint())
    row = menu.actionGeometry(action)
    assert frame_contrast(menu, range(row.left() + 3, row.left() + 14), row.center().y()) >= FRAME
