"""How photographs are read belongs to each of them, and a series may share it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from helpers.image_files.deep_photographs import read_picture, write_pages, write_ramp

from engine.export.plain_values import plain
from engine.images.reading import Latitude, Levels, Reading, Window
from gui.state.readings import Readings, alike, by_rule, carried, fitting, is_allowed

WINDOW = Window(100.0, 900.0)


@pytest.fixture
def ramp(tmp_path):
    return read_picture(write_ramp(tmp_path / "ramp.png")).image


@pytest.fixture
def brighter(tmp_path):
    return read_picture(write_ramp(tmp_path / "brighter.png", bright=3000)).image


def levels(**changes) -> Levels:
    return replace(Levels(0.0, 100.0, True, Window(0.0, 50.0)), **changes)


def test_a_choice_comes_back_with_its_photograph_alone(ramp, brighter):
    readings = Readings()
    assert readings.of(ramp) == Reading()
    readings.note(ramp.sha256, Reading(window=WINDOW))
    assert readings.of(ramp) == Reading(window=WINDOW)
    assert readings.of(brighter) == Reading()


def test_the_next_of_a_series_is_shown_with_the_same_window_even_where_nobody_chose_one(ramp, brighter):
    readings = Readings()
    in_use = ramp.latitude.levels.window
    assert readings.of(brighter, before=ramp) == Reading(window=in_use)
    readings.note(brighter.sha256, Reading())  # its own choice is the stronger
    assert readings.of(brighter, before=ramp) == Reading()


def test_a_window_in_another_unit_or_of_decimals_means_something_else():
    assert alike(levels(), levels(lowest=-5.0, highest=7.0))
    assert not alike(levels(), levels(unit="HU"))
    assert not alike(levels(), levels(whole=False))


def test_what_is_carried_on_fits_the_other_file(ramp, tmp_path):
    colours = read_picture(write_pages(tmp_path / "pages.tif")).image
    assert carried(ramp, colours) == Reading()
    many = replace(ramp, reading=Reading(3, WINDOW, (4, 2, 0)), latitude=Latitude(5, channels=6, levels=levels()))
    other = replace(ramp, latitude=Latitude(channels=6))
    assert carried(many, other) == Reading(channels=(4, 2, 0))


def test_a_reading_loses_what_the_file_does_not_have():
    wanted = Reading(4, WINDOW, (0, 3, 5))
    assert fitting(wanted, Latitude(5, channels=6, levels=levels())) == wanted
    assert fitting(wanted, Latitude(4, channels=5)) == Reading()
    assert by_rule(wanted) == Reading(4)


@pytest.mark.parametrize(
    "reading",
    [
        Reading(-1),
        Reading(10**9),
        Reading(window=Window(5.0, 5.0)),
        Reading(window=Window(9.0, 1.0)),
        Reading(window=Window(0.0, float("inf"))),
        Reading(window=Window(float("nan"), 1.0)),
        Reading(channels=()),
        Reading(channels=(0, 1)),
        Reading(channels=(-1,)),
        Reading(channels=(0, 1, 10**6)),
    ],
)
def test_no_control_chooses_such_a_reading(reading):
    assert not is_allowed(reading)
    assert is_allowed(Reading(7, WINDOW, (2, 1, 0)))


def test_a_session_brings_the_choices_back_and_a_hostile_one_nothing_else(ramp):
    readings, other = Readings(), Readings()
    assert readings.session_state() == {}
    readings.note(ramp.sha256, Reading(2, WINDOW, (1,)))
    saved = json.loads(json.dumps(plain(readings.session_state())))
    other.restore_session_state(saved)
    assert other.session_state() == readings.session_state()
    for hostile in (
        None,
        5,
        [],
        {"a" * 64: 5},
        {"a" * 64: {"frame": "x"}},
        {"a" * 64: {"window": {"low": 1, "high": 0}}},
    ):
        other.restore_session_state({"chosen": hostile})
    assert other.session_state() == readings.session_state()


def test_the_oldest_of_a_thousand_is_forgotten(ramp):
    readings = Readings()
    for number in range(1001):
        readings.note(f"{number:064x}", Reading(number))
    assert len(readings.session_state()["chosen"]) == 1000
    assert f"{0:064x}" not in readings.session_state()["chosen"]
