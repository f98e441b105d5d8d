"""While the agreement of methods lies over the image the canvas says so, and a click brings the map back."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_trust_watch import FakeTrustWatch
from helpers.engines.recorded_engine import explained_state
from PySide6.QtCore import Qt

from engine.measures import Measured
from engine.measures.measure import Picture
from gui.canvas.canvas import Canvas
from gui.canvas.foot.foot import Foot
from gui.platform.language import set_language
from gui.trust.agreement_chip import AgreementChip
from gui.trust.room import TrustRoom

AGREED = Measured("agreement", 0.6, pictures=(Picture("agreement", np.eye(4, dtype=np.float32)),))


@pytest.fixture
def shown(qtbot):
    state = explained_state()
    watch, canvas = FakeTrustWatch(state, ("agreement",)), Canvas()
    room = TrustRoom(state, watch)
    chip = AgreementChip(room, canvas)
    qtbot.addWidget(canvas)
    canvas.resize(500, 300)
    canvas.show()
    watch.know(AGREED)
    return state, room, canvas, chip


def test_the_chip_stands_in_the_corner_while_the_agreement_is_seen(shown, qtbot):
    _, room, canvas, chip = shown
    assert not chip.isVisible()
    room.toggle_agreement()
    assert chip.isVisible()
    assert canvas.rect().contains(chip.geometry())
    canvas.resize(260, 200)
    qtbot.waitUntil(lambda: canvas.rect().contains(chip.geometry()))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not room.agreement_is_shown()
    assert not chip.isVisible()


def test_the_chip_follows_the_language(shown, qapp):
    _, room, _, chip = shown
    room.toggle_agreement()
    english = chip.text()
    try:
        set_language(qapp, "fr")
        qapp.processEvents()
        assert chip.text() not in ("", english)
    finally:
        set_language(qapp, "en")
        qapp.processEvents()
    assert chip.text() == english


def test_the_colour_bar_names_what_the_colours_show_meanwhile(shown, qtbot):
    state, room, canvas, _ = shown
    foot = Foot(state, canvas, lambda take: None)
    qtbot.addWidget(foot)
    of_map = foot.colours.toolTip()
    room.toggle_agreement()
    foot.name_ends(room.ends())
    assert foot.colours.toolTip() == "agree least – agree most"
    room.toggle_agreement()
    foot.name_ends(room.ends())
    assert foot.colours.toolTip() == of_map
