"""Both palettes can be read, by the contrasts that the Web Content Accessibility Guidelines 2.2 ask for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from gui.theme import Theme, palette

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
