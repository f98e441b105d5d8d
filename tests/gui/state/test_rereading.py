"""The photograph on screen is read again as the choices say, outside the window's thread, the latest wish alone."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from helpers.image_files.deep_photographs import COLOURS, RAMP, read_picture, windowed, write_pages, write_ramp
from helpers.open_files import OpenFiles

import engine.images
from engine.errors import Code, SaliscopeError
from engine.images.probe import Fill, Stroke
from engine.images.projection import Rect
from engine.images.reading import Reading, Window
from gui.state.images.photograph_cache import PhotographCache
from gui.state.readings import Readings
from gui.state.rereading import Rereading
from gui.state.screen import READING, ScreenState
from gui.state.undo import History

NARROW = Window(300.0, 1321.0)


class Screen:
    """A state with what reads its photograph again."""

    def __init__(self, picture, qtbot) -> None:
        self.state = ScreenState()
        self.readings = Readings()
        self.cache = PhotographCache()
        self.rereading = Rereading(self.state, self.cache, self.readings)
        self.history = History(self.state, OpenFiles(self.state))
        self.state.show_picture(picture)
        self.qtbot = qtbot

    def read(self, reading) -> None:
        self.state.choose_reading(reading)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.rereading.underway)


@pytest.fixture
def ramp(tmp_path, qtbot):
    return Screen(read_picture(write_ramp(tmp_path / "ramp.png")), qtbot)


@pytest.fixture
def pages(tmp_path, qtbot):
    return Screen(read_picture(write_pages(tmp_path / "pages.tif")), qtbot)


def test_another_window_changes_the_pixels_and_nothing_else_on_screen(ramp):
    ramp.state.choose_target(3)
    ramp.read(Reading(window=NARROW))
    assert np.array_equal(ramp.state.image.pixels[..., 1], windowed(RAMP, 300, 1321))
    assert ramp.state.image.latitude.levels.window == NARROW
    assert ramp.state.choices.target == 3


def test_the_window_s_thread_reads_nothing(ramp, monkeypatch):
    threads = []
    real = engine.images.reread

    def watched(image, reading):
        threads.append(threading.current_thread())
        return real(image, reading)

    monkeypatch.setattr(engine.images, "reread", watched)
    ramp.read(Reading(window=NARROW))
    assert threads and threading.main_thread() not in threads


def test_of_many_wishes_only_the_first_and_the_latest_are_read(ramp, monkeypatch):
    held, asked = threading.Event(), []
    real = engine.images.reread

    def slow(image, reading):
        asked.append(reading.window.high)
        assert held.wait(10)
        return real(image, reading)

    monkeypatch.setattr(engine.images, "reread", slow)
    for high in range(400, 1400, 100):
        ramp.state.choose_reading(Reading(window=Window(0.0, float(high))))
        ramp.qtbot.wait(1)
    held.set()
    ramp.settle()
    assert asked == [400.0, 1300.0]
    assert ramp.state.image.reading.window.high == 1300.0


def test_a_late_reading_of_the_photograph_before_is_dropped(ramp, monkeypatch, tmp_path):
    held, begun, done = threading.Event(), threading.Event(), threading.Event()
    real = engine.images.reread

    def slow(image, reading):
        begun.set()
        assert held.wait(10)
        done.set()
        return real(image, reading)

    monkeypatch.setattr(engine.images, "reread", slow)
    ramp.state.choose_reading(Reading(window=NARROW))
    assert begun.wait(10)
    other = read_picture(write_ramp(tmp_path / "other.png", bright=900))
    ramp.state.show_picture(other)
    held.set()
    assert done.wait(10)
    ramp.qtbot.wait(50)
    assert ramp.state.picture is other
    assert ramp.state.choices.reading == Reading()


def test_undo_and_redo_read_again(ramp):
    ramp.read(Reading(window=NARROW))
    assert ramp.history.undo_words == "change of brightness"
    ramp.history.undo()
    ramp.settle()
    assert ramp.state.image.reading == Reading()
    assert np.array_equal(ramp.state.image.pixels[..., 0], windowed(RAMP, 0, 2047))
    ramp.history.redo()
    ramp.settle()
    assert np.array_equal(ramp.state.image.pixels[..., 0], windowed(RAMP, 300, 1321))


def test_a_choice_is_remembered_with_the_photograph(ramp):
    ramp.read(Reading(window=NARROW))
    assert ramp.readings.of(ramp.state.image) == Reading(window=NARROW)


def test_another_page_is_shown_and_its_map_is_still_to_come(pages):
    pages.state.choose_probe((Stroke(((5.0, 5.0),), 3.0, Fill.GREY),))
    pages.state.choose_region(Rect(1, 2, 3, 4))
    pages.read(Reading(2))
    assert tuple(pages.state.image.pixels[0, 0]) == COLOURS[2]
    assert pages.state.attribution is None and pages.state.choices.target is None
    assert pages.state.choices.probe and pages.state.choices.region == Rect(1, 2, 3, 4)  # pages of one size
    assert pages.history.undo_words == "change of page"
    assert READING not in pages.state.activities


def test_on_a_page_of_another_size_nothing_painted_is_left(tmp_path, qtbot):
    pages = Screen(read_picture(write_pages(tmp_path / "sizes.tif", ((64, 48), (40, 80), (64, 48)))), qtbot)
    pages.state.choose_probe((Stroke(((5.0, 5.0),), 3.0, Fill.GREY),))
    pages.read(Reading(1))
    assert pages.state.picture.size == (40, 80)
    assert pages.state.choices.probe == ()


def test_a_class_kept_stays_from_page_to_page(pages):
    pages.state.choose_target(7)
    pages.read(Reading(1))
    assert pages.state.choices.target == 7


def test_a_page_seen_before_is_not_decoded_again(pages, monkeypatch):
    pages.read(Reading(1))
    pages.read(Reading(0))
    monkeypatch.setattr(engine.images, "reread", lambda *_: pytest.fail("decoded again"))
    pages.read(Reading(1))
    assert tuple(pages.state.image.pixels[0, 0]) == COLOURS[1]


def test_a_page_that_the_file_does_not_have_is_not_asked_for(pages):
    pages.read(Reading(3))
    assert pages.state.choices.reading == Reading()


def test_a_page_that_cannot_be_read_leaves_the_one_on_screen(pages, monkeypatch):
    def damaged(image, reading):
        raise SaliscopeError(Code.IMAGE_DAMAGED, name=image.name)

    monkeypatch.setattr(engine.images, "reread", damaged)
    pages.read(Reading(1))
    assert pages.state.choices.reading == Reading()
    assert "pages.tif" in pages.state.notice.text
    assert READING not in pages.state.activities


def test_what_is_read_can_be_given_up(pages, monkeypatch):
    held = threading.Event()
    real = engine.images.reread
    monkeypatch.setattr(engine.images, "reread", lambda *args: held.wait(10) and real(*args))
    pages.state.choose_reading(Reading(1))
    assert "pages.tif" in pages.state.activities[READING]
    pages.rereading.give_up()
    held.set()
    assert not pages.rereading.underway and READING not in pages.state.activities
    pages.qtbot.wait(50)
    assert tuple(pages.state.image.pixels[0, 0]) == COLOURS[0]


def test_the_cache_counts_what_lies_under_the_pixels(tmp_path):
    picture = read_picture(write_ramp(tmp_path / "a.png"))
    level = RAMP.size * 3
    cache = PhotographCache(most_bytes=2 * level + RAMP.nbytes)  # two photographs, were the depth not counted
    kept = cache.read(tmp_path / "a.png")
    write_ramp(tmp_path / "b.png", bright=7)
    cache.read(tmp_path / "b.png")
    assert cache.read(tmp_path / "a.png") is not kept
    assert picture.image.samples.array.nbytes == RAMP.nbytes


def test_a_photograph_is_opened_as_it_was_chosen(tmp_path):
    path = write_ramp(tmp_path / "a.png")
    picture = PhotographCache().read(path, lambda image: replace(image.reading, window=NARROW))
    assert np.array_equal(picture.levels[0][..., 2], windowed(RAMP, 300, 1321))


def test_a_copy_of_a_file_keeps_its_own_name_on_every_page(tmp_path):
    cache = PhotographCache()
    for name in ("one.tif", "two.tif"):
        picture = cache.reread(cache.read(write_pages(tmp_path / name)), Reading(frame=1))
        assert (picture.image.name, picture.image.path) == (name, tmp_path / name)
