"""Where the window comes up."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QRect, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from gui.platform.layout_memory import placed, remember_window, restore_window

MAIN = QRect(0, 0, 1920, 1040)
LEFT = QRect(-1280, 100, 1280, 984)


pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    divided = QSplitter()
    divided.addWidget(QWidget())
    divided.addWidget(QWidget())
    window.setCentralWidget(divided)
    qtbot.addWidget(window)
    window.divided = divided
    return window


@pytest.mark.parametrize(
    ("wanted", "screens", "expected"),
    [
        (QRect(100, 100, 900, 700), [MAIN], QRect(100, 100, 900, 700)),
        (QRect(-1200, 150, 900, 700), [MAIN, LEFT], QRect(-1200, 150, 900, 700)),
        (QRect(-1200, 150, 900, 700), [MAIN], QRect(0, 150, 900, 700)),  # the second screen was taken away
        (QRect(5000, 5000, 900, 700), [MAIN], QRect(1020, 340, 900, 700)),
        (QRect(0, -300, 900, 700), [MAIN], QRect(0, 0, 900, 700)),  # its title bar could not be reached
        (QRect(1900, 10, 900, 700), [MAIN], QRect(1020, 10, 900, 700)),
        (QRect(0, 0, 3840, 2160), [MAIN], QRect(0, 0, 1920, 1040)),
    ],
)
def test_a_window_always_comes_up_where_it_can_be_taken_hold_of(wanted, screens, expected):
    assert placed(wanted, screens) == expected


def test_place_and_division_come_back(window):
    window.setGeometry(40, 50, 700, 500)
    window.show()
    window.divided.setSizes([500, 180])
    window.divided.widget(1).hide()
    remember_window(window, window.divided)
    window.divided.widget(1).show()
    window.setGeometry(0, 0, 650, 430)
    assert restore_window(window, window.divided)
    assert window.geometry() == QRect(40, 50, 700, 500)
    assert window.divided.widget(1).isHidden() and not window.divided.widget(0).isHidden()


def test_a_place_outside_all_screens_is_not_taken_up(window):
    QSettings("Saliscope", "Saliscope").setValue("window/place", json.dumps({"rect": [9000, -7000, 700, 500]}))
    assert restore_window(window, window.divided)
    assert window.screen().availableGeometry().contains(window.geometry())


@pytest.mark.parametrize(
    "stored",
    ["", "[]", "nonsense", '{"rect": [1, 2]}', '{"rect": ["a", 0, 700, 500]}', '{"rect": [0, 0, 3, 3]}', "[" * 99999],
)
def test_garbage_counts_as_never_remembered(window, stored):
    QSettings("Saliscope", "Saliscope").setValue("window/place", stored)
    assert not restore_window(window, window.divided)


def test_garbage_about_the_division_leaves_it(window):
    place = {"rect": [40, 50, 700, 500], "hidden": [True, "x", 3], "sizes": [None, 10**30], "maximised": "yes"}
    QSettings("Saliscope", "Saliscope").setValue("window/place", json.dumps(place))
    assert restore_window(window, window.divided)
    assert not window.divided.widget(0).isHidden() and not window.isMaximized()
