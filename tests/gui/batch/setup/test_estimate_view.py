"""How the estimate is said, and that too little room on the drive is not to be overlooked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from engine.errors import Code, SaliscopeError
from gui.batch.setup.estimate_view import EstimateView
from gui.batch.setup.measuring import Estimate
from gui.batch.setup.sources import Listed
from gui.design.messages.chip import Chip

EIGHT = Estimate(images=8, seconds=4.8, bytes=2_720_000)


@pytest.fixture
def view(qtbot):
    view = EstimateView()
    qtbot.addWidget(view)
    view.show()
    return view


def words(view):
    return view.findChild(QLabel).text()


def test_an_estimate_says_time_and_disk_and_on_what_they_were_measured(view):
    view.say(EIGHT, 900, 52_000_000_000)
    assert words(view).startswith("Images found: 900. About 9 min and 306 MB, measured on 8 of them.")
    assert not view.findChild(Chip).isVisible()


def test_too_little_room_has_a_chip_of_its_own(view):
    view.say(EIGHT, 900, 300_000_000)
    chip = view.findChild(Chip)
    assert chip.isVisible()
    assert chip.text() == "Not enough room on the drive"
    view.say(EIGHT, 800, 300_000_000)
    assert not chip.isVisible()


def test_a_drive_that_does_not_tell_its_room_is_not_spoken_of(view):
    view.say(EIGHT, 900, None)
    assert "Free" not in words(view)


def test_a_folder_may_be_called_anything(view):
    view.say_error(SaliscopeError(Code.RUN_SOURCE_EMPTY, name="<b>bold</b>"))
    assert "<b>bold</b>" in words(view)
    assert view.findChild(QLabel).textFormat().name == "PlainText"


@pytest.mark.parametrize(
    ("name", "may"), [("a.png", False), ("a/b.JPG", False), ("scan.dcm", True), ("a/IM0001", True), ("1.2.840.4", True)]
)
def test_names_of_scans_may_be_patients(tmp_path, name, may):
    assert Listed(tmp_path, ["z.png", name]).may_name_patients == may
