"""Arrays of NumPy as pictures: their axes, their values, and what is no picture."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from helpers.image_files.photograph_files import noted, npy, refusal

from engine.errors import Code
from engine.images import NoteCode, decode_image
from engine.images.reading import Reading, Window

RNG = np.random.default_rng(0)
GREY = RNG.integers(0, 256, (70, 90), np.uint8)
COLOURS = RNG.integers(0, 256, (70, 90, 3), np.uint8)


@pytest.mark.parametrize(
    ("array", "shown"),
    [
        (GREY, np.dstack([GREY] * 3)),
        (GREY[..., None], np.dstack([GREY] * 3)),
        (COLOURS, COLOURS),
        (np.asfortranarray(COLOURS), COLOURS),
        (COLOURS.transpose(2, 0, 1), COLOURS),
        (np.dstack([COLOURS, GREY]), COLOURS),
        (np.dstack([GREY, 255 - GREY]), np.dstack([GREY] * 3)),
        (GREY > 100, np.dstack([(GREY > 100) * np.uint8(255)] * 3)),
        (np.dstack([COLOURS] * 4), COLOURS),
    ],
    ids=["grey", "one", "colours", "fortran", "channels first", "four", "two", "yes and no", "twelve"],
)
def test_an_array_of_bytes_is_shown_as_it_is(array, shown):
    assert np.array_equal(decode_image(npy(array), "array").pixels, shown)


def test_its_values_get_a_window_and_say_so():
    deep = decode_image(npy(GREY.astype(">u2") * 16), "deep")
    assert deep.latitude.levels.window == Window(0, 4095)
    assert np.array_equal(deep.pixels[..., 0], np.rint(GREY * (16 * 255 / 4095)).astype(np.uint8))
    signed = decode_image(npy(GREY.astype(np.int64) - 128), "signed")
    assert signed.latitude.levels.window == Window(-128, 127)
    assert np.array_equal(signed.pixels[..., 0], GREY)
    unit = decode_image(npy(COLOURS / 255), "unit")
    assert np.array_equal(unit.pixels, COLOURS)
    assert noted(unit) == {NoteCode.DECIMALS: {"low": 0, "high": 1}}


def test_a_long_first_axis_is_frames():
    stack = RNG.integers(0, 256, (11, 70, 90), np.uint8)
    assert np.array_equal(decode_image(npy(stack), "stack", reading=Reading(frame=7)).pixels[..., 0], stack[7])
    films = RNG.integers(0, 256, (2, 70, 90, 3), np.uint8)
    for array in (films, films.transpose(0, 3, 1, 2)):
        image = decode_image(npy(array), "films", reading=Reading(frame=1))
        assert np.array_equal(image.pixels, films[1])
        assert image.latitude.frames == 2


@pytest.mark.parametrize(
    ("array", "code"),
    [
        (np.zeros(5, np.uint8), Code.IMAGE_SHAPE),
        (np.array(5), Code.IMAGE_SHAPE),
        (np.zeros((2, 3, 70, 90, 3), np.uint8), Code.IMAGE_SHAPE),
        (np.zeros((0, 9), np.uint8), Code.IMAGE_SHAPE),
        (np.zeros((4, 4), complex), Code.IMAGE_FORMAT_UNSUPPORTED),
        (np.zeros((4, 4), "datetime64[s]"), Code.IMAGE_FORMAT_UNSUPPORTED),
        (np.zeros((4, 4), [("a", "u1")]), Code.IMAGE_FORMAT_UNSUPPORTED),
    ],
)
def test_what_is_no_picture_is_refused(array, code):
    assert refusal(npy(array)).code is code


class Touches:
    """Makes a file where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self):
        return self._path.touch, ()


def test_objects_are_never_unpickled(tmp_path):
    touched = tmp_path / "touched"
    objects = np.empty((4, 4), object)
    objects[0, 0] = Touches(touched)
    data = npy(objects)
    assert refusal(data).code is Code.IMAGE_FORMAT_UNSUPPORTED
    assert not touched.exists()
    np.load(io.BytesIO(data), allow_pickle=True)  # what the file would do
    assert touched.exists()


def test_a_header_that_promises_more_than_the_file_holds_is_damage():
    good = npy(GREY)
    assert refusal(good[:-1]).code is Code.IMAGE_DAMAGED
    assert refusal(good.replace(b"(70, 90)", b"(70, 9000000000000)")[:200]).code is Code.IMAGE_DAMAGED
    assert refusal(good[:40]).code is Code.IMAGE_DAMAGED


def test_a_header_with_sizes_below_nothing_is_no_picture():
    fault = refusal(npy(np.zeros((40, 50, 60), np.uint8)).replace(b"(40, 50, 60)", b"(-4, 50, 60)"))
    assert (fault.code, fault.params["shape"]) == (Code.IMAGE_SHAPE, "-4 × 50 × 60")
