"""What floats over the window lies beside what it is about, and off the middle of the image."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize

from gui.design.callout.placing import middle_of, place_beside

ROOM = QRect(0, 0, 1280, 800)
MIDDLE = middle_of(QRect(100, 60, 860, 700))
BOX = QSize(320, 150)


def test_the_middle_is_the_middle_third():
    assert middle_of(QRect(30, 60, 300, 90)) == QRect(130, 90, 100, 30)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (QRect(980, 60, 300, 300), (652, 60)),  # a card at the right: left of it, tops in line
        (QRect(980, 640, 300, 150), (652, 640)),
        (QRect(0, 60, 100, 700), (108, 60)),  # the images at the left: right of them
        (QRect(0, 0, 1280, 40), (0, 48)),  # the tool bar: below it
        (QRect(100, 770, 860, 30), (960, 650)),  # the foot of the canvas: right of it
    ],
)
def test_it_lies_beside_its_target(target, expected):
    place = place_beside(target, BOX, ROOM, MIDDLE)
    assert (place.x(), place.y()) == expected
    box = QRect(place, BOX)
    assert ROOM.contains(box) and not box.intersects(target) and not box.intersects(MIDDLE)


def test_in_the_smallest_window_it_leaves_target_and_middle_free_for_a_corner():
    room, target, middle = QRect(0, 0, 640, 420), QRect(340, 150, 300, 130), middle_of(QRect(0, 60, 330, 330))
    box = QRect(place_beside(target, QSize(320, 90), room, middle), QSize(320, 90))
    assert room.contains(box) and not box.intersects(target) and not box.intersects(middle)


def test_a_target_that_fills_the_room_is_covered_in_no_more_than_the_box():
    box = QRect(place_beside(ROOM, BOX, ROOM, MIDDLE), BOX)
    assert ROOM.contains(box) and not box.intersects(MIDDLE)
