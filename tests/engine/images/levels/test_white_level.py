"""Which values become black and white: a stated rule that one pixel cannot flip."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.image_files.photograph_files import BLACK_IS_ZERO, noted, refusal_of, tiff

from engine.errors import Code
from engine.images import NoteCode, decode_image, read_image, reread
from engine.images.levels.rule import ruled
from engine.images.levels.show import windowed
from engine.images.reading import PresetName, Reading, Window
from engine.images.samples import Samples

RAMP = np.linspace(0, 2000, 60 * 70).reshape(60, 70).astype(np.uint16)


def window_of(values: np.ndarray) -> Window:
    return ruled(values, float(np.nanmin(values)), float(np.nanmax(values)))


@pytest.mark.parametrize("stray", [2100, 65535])
def test_one_bright_pixel_changes_nothing_but_itself(stray):
    plain = decode_image(tiff(RAMP, BLACK_IS_ZERO), "ramp")
    strayed = RAMP.copy()
    strayed[0, 0] = stray
    image = decode_image(tiff(strayed, BLACK_IS_ZERO), "ramp")
    differs = (image.pixels != plain.pixels).any(axis=2)
    assert differs[0, 0]
    assert differs.sum() == 1
    assert image.pixels[0, 0].tolist() == [255] * 3
    assert noted(plain) == {NoteCode.WHOLE_NUMBERS: {"bits": 16, "low": 0, "high": 2047}}
    assert noted(image)[NoteCode.BRIGHTER] == {"one_in": 4200}


def test_every_value_of_the_ramp_is_its_share_of_the_window():
    image = decode_image(tiff(RAMP, BLACK_IS_ZERO), "ramp")
    assert np.array_equal(image.pixels[..., 2], np.rint(RAMP * (255 / 2047)).astype(np.uint8))


@pytest.mark.parametrize(
    ("brighter", "white"), [(0, 127), (1, 127), (2, 255)], ids=["none", "one in a thousand", "two in a thousand"]
)
def test_up_to_one_value_in_a_thousand_may_lie_above_white(brighter, white):
    values = np.full(1000, 100, np.uint16)
    values[:brighter] = 200
    assert window_of(values.reshape(20, 50)) == Window(0, white)


def test_where_values_are_negative_black_is_a_power_of_two_below():
    assert window_of(np.array([[-1000, 0, 3000]], np.int16)) == Window(-1024, 4095)
    few = np.zeros((40, 50), np.int16)
    few[0, 0] = -30000
    assert window_of(few) == Window(0, 1)
    assert window_of(np.array([[-(2**31), 2**31 - 1]], np.int32)) == Window(-(2.0**31), 2.0**31 - 1)


def test_decimal_numbers_are_taken_as_they_are_within_one_else_by_percentiles():
    unit = np.linspace(0, 1, 2000, dtype=np.float32).reshape(40, 50)
    assert window_of(unit) == Window(0, 1)
    unit[0, 0], unit[0, 1] = 7, np.nan
    assert window_of(unit) == Window(0, 1)
    wide = np.arange(10_000, dtype=np.float64).reshape(100, 100)
    wide[0, 0] = -1e30
    assert window_of(wide) == Window(9, 9990)


def test_windows_worth_offering_are_named():
    presets = {
        each.name: each.window for each in decode_image(tiff(RAMP, BLACK_IS_ZERO), "ramp").latitude.levels.presets
    }
    assert presets == {
        PresetName.RULE: Window(0, 2047),
        PresetName.WHOLE: Window(0, 2000),
        PresetName.FULL: Window(0, 65535),
    }


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.uint16, np.int16, np.int32, np.uint32, np.float32, np.float64])
def test_a_window_spreads_what_lies_in_it_evenly_whatever_the_type(kind):
    values = np.array([[0, 10, 40, 60, 75, 90, 100, 120]], kind)
    assert windowed(values, Window(40, 90)).tolist() == [[0, 0, 0, 102, 178, 255, 255, 255]]
    if np.dtype(kind).kind != "u":
        assert windowed(np.array([[-120, -70, 0, 20]], kind), Window(-120, 20)).tolist() == [[0, 91, 219, 255]]


def test_another_window_is_shown_without_the_file(tmp_path):
    path = tmp_path / "ramp.tif"
    path.write_bytes(tiff(RAMP, BLACK_IS_ZERO))
    image = read_image(path)
    path.unlink()
    again = reread(image, Reading(window=Window(500, 1000)))
    assert np.array_equal(
        again.pixels[..., 0], np.rint((RAMP.astype(float) - 500).clip(0, 500) * (255 / 500)).astype(np.uint8)
    )
    assert (again.sha256, again.path, again.name) == (image.sha256, path, "ramp.tif")
    assert again.latitude.levels.window == Window(500, 1000)
    assert noted(again)[NoteCode.DARKER] == {"one_in": round(RAMP.size / (RAMP < 500).sum())}
    back = reread(again, Reading())
    assert np.array_equal(back.pixels, image.pixels)
    assert back.notes == image.notes


def test_a_window_that_is_none_is_refused_by_name():
    image = decode_image(tiff(RAMP, BLACK_IS_ZERO), "ramp")
    for low, high in ((5, 5), (7, 3), (0, np.inf), (np.nan, 1)):
        fault = refusal_of(reread, image, Reading(window=Window(low, high)))
        assert (fault.code, fault.params["name"]) == (Code.IMAGE_WINDOW, "ramp")


def test_a_channel_that_is_none_is_refused_with_what_there_is():
    image = decode_image(tiff(RAMP, BLACK_IS_ZERO), "ramp")
    fault = refusal_of(reread, image, Reading(channels=(1,)))
    assert (fault.code, fault.params["channel"], fault.params["count"]) == (Code.IMAGE_CHANNEL, 2, 1)
    fault = refusal_of(reread, image, Reading(channels=(0, 0)))
    assert (fault.code, fault.params["found"]) == (Code.IMAGE_CHANNEL_COUNT, 2)


def test_plain_pictures_keep_no_samples():
    image = decode_image(tiff(RAMP.astype(np.uint8), BLACK_IS_ZERO), "plain")
    assert image.samples is None
    assert image.latitude.levels is None
    assert not image.latitude.leaves_choice
    assert not Samples(image.pixels, "any").deep
