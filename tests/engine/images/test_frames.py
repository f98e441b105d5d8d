"""Any frame of a file that holds several; the first of them is what it always was."""

from __future__ import annotations

import numpy as np
import PIL.Image
import pytest
from helpers.image_files.photograph_files import UPRIGHT, noted, refusal_of, saved

from engine.errors import Code
from engine.images import NoteCode, decode_image, read_image, reread
from engine.images.reading import Frames, Reading

FRAMES = [UPRIGHT, UPRIGHT[::-1], UPRIGHT[:, ::-1], 255 - UPRIGHT]
EXACT = {"PNG": 0, "WEBP": 0, "GIF": 3, "AVIF": 6}


def film(kind: str) -> bytes:
    first, *others = (PIL.Image.fromarray(np.ascontiguousarray(frame)) for frame in FRAMES)
    options = {"WEBP": {"lossless": True}, "AVIF": {"quality": 95}}.get(kind, {})
    return saved(first, kind, save_all=True, append_images=others, **options)


@pytest.mark.parametrize("kind", EXACT)
def test_every_frame_of_an_animation_is_read(kind):
    data = film(kind)
    for number, frame in enumerate(FRAMES):
        image = decode_image(data, "film", reading=Reading(frame=number))
        assert np.abs(image.pixels.astype(int) - frame).mean() <= EXACT[kind]
        assert noted(image)[NoteCode.FRAME] == {"number": number + 1, "count": 4}
        assert (image.latitude.frames, image.latitude.frames_are) == (4, Frames.MOMENTS)
        assert image.reading == Reading(frame=number)


def test_pictures_of_a_heic_are_read_the_primary_one_first():
    first, *others = (PIL.Image.fromarray(np.ascontiguousarray(frame)) for frame in FRAMES)
    data = saved(first, "HEIF", quality=95, save_all=True, append_images=others, primary_index=2)
    for number, frame in enumerate([FRAMES[2], FRAMES[0], FRAMES[1], FRAMES[3]]):
        image = decode_image(data, "burst", reading=Reading(frame=number))
        assert np.abs(image.pixels.astype(int) - frame).mean() < 8


def test_another_frame_is_read_from_the_same_file_only(tmp_path):
    path = tmp_path / "film.png"
    path.write_bytes(film("PNG"))
    image = read_image(path)
    third = reread(image, Reading(frame=2))
    assert np.array_equal(third.pixels, FRAMES[2])
    assert third.sha256 == image.sha256
    path.write_bytes(film("GIF"))
    assert refusal_of(reread, image, Reading(frame=1)).code is Code.IMAGE_CHANGED
    path.write_bytes(film("PNG"))  # another time of change, the same contents
    assert np.array_equal(reread(image, Reading(frame=1)).pixels, FRAMES[1])


@pytest.mark.parametrize("frame", [-1, 4, 10**9])
def test_a_frame_that_is_not_there_is_refused(frame):
    fault = refusal_of(decode_image, film("GIF"), "film", reading=Reading(frame=frame))
    assert (fault.code, fault.params["name"], fault.params["count"]) == (Code.IMAGE_FRAME, "film", 4)
