"""Both palettes can be read, by the contrasts that the Web Content Accessibility Guidelines 2.2 ask for."""

from __future__ import annotations

import pytest
from helpers.contrast import FRAME, TEXT, contrast
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from gui.design.shades import Tone, is_dark, shades
from gui.design.theme import Theme, palette

Role, Group = QPalette.ColorRole, QPalette.ColorGroup


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
        (Role.WindowText, Role.Midlight, TEXT),
        (Role.PlaceholderText, Role.Window, TEXT),
        (Role.BrightText, Role.Highlight, TEXT),
        (Role.LinkVisited, Role.Base, TEXT),
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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_stands_out_of_every_shade_it_is_written_on(qapp, dark):
    colours, ours = palette(dark), shades(palette(dark))
    text, quiet, greyed = (
        colours.color(Role.Text),
        colours.color(Role.PlaceholderText),
        colours.color(Group.Disabled, Role.Text),
    )
    for ground in (ours.card, ours.ground, ours.hover, ours.pressed):
        assert contrast(text, ground) >= TEXT
    assert contrast(quiet, ours.card) >= TEXT
    assert contrast(greyed, ours.card) >= FRAME
    assert contrast(ours.on_accent, colours.color(Role.Accent)) >= TEXT
    assert contrast(colours.color(Role.Link), ours.card) >= TEXT


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_frames_and_marks_stand_out_of_what_is_around_them(qapp, dark):
    colours, ours = palette(dark), shades(palette(dark))
    for ground in (ours.card, ours.ground, ours.hover, colours.color(Role.Window), colours.color(Role.Base)):
        assert contrast(ours.frame, ground) >= FRAME
        assert contrast(colours.color(Role.Accent), ground) >= FRAME


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("tone", Tone)
def test_the_words_of_every_tone_can_be_read(qapp, dark, tone):
    ground, ink = shades(palette(dark)).tones[tone]
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("tone", Tone)
def test_the_marks_of_every_tone_are_seen_and_so_is_what_is_drawn_on_them(qapp, dark, tone):
    ours = shades(palette(dark))
    assert contrast(ours.marks[tone], ours.card) >= FRAME


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_palette_has_the_shades_of_its_own_theme(qapp, dark):
    assert is_dark(palette(dark)) is dark


@pytest.mark.parametrize(("chosen", "dark"), [("dark", True), ("light", False)])
def test_a_theme_holds_at_once(qapp, chosen, dark):
    before = qapp.palette()
    theme = Theme(qapp)
    try:
        theme.choose(chosen)
        assert (qapp.palette().color(Role.Window).lightness() < 128) == dark
        theme.choose("system")
        system = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
        assert (qapp.palette().color(Role.Window).lightness() < 128) == system
    finally:
        theme.stop()
        qapp.setPalette(before)
