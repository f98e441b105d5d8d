"""Films: any frame by its number, from MP4, QuickTime, AVI and Matroska."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from helpers.image_files.photograph_files import noted, refusal, refusal_of

from engine.errors import Code
from engine.images import NoteCode, decode_image, read_image, reread
from engine.images.reading import Frames, Reading

FRAMES = [np.full((48, 64, 3), (level * 20, 100, 255 - level * 20), np.uint8) for level in range(12)]  # RGB
KINDS = {".mp4": "mp4v", ".mov": "mp4v", ".avi": "MJPG", ".mkv": "MJPG", ".webm": "VP80"}


def film(path: Path, codec: str) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*codec), 10, (64, 48))
    for frame in FRAMES:
        writer.write(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))
    writer.release()
    return path


@pytest.mark.parametrize("suffix", KINDS)
def test_any_frame_is_read_in_any_order(tmp_path, suffix):
    image = read_image(film(tmp_path / f"film{suffix}", KINDS[suffix]))
    assert (image.latitude.frames, image.latitude.frames_are) == (12, Frames.MOMENTS)
    for number in (0, 7, 8, 3, 11):
        image = reread(image, Reading(frame=number))
        assert np.abs(image.pixels.astype(int) - FRAMES[number]).mean() < 6  # the next one is 13 away
        assert noted(image)[NoteCode.FRAME] == {"number": number + 1, "count": 12}


def test_two_films_are_not_taken_for_each_other(tmp_path):
    one = read_image(film(tmp_path / "one.avi", "MJPG"))
    FRAMES.reverse()
    other = read_image(film(tmp_path / "other.avi", "MJPG"))
    FRAMES.reverse()
    for number in (2, 9):
        assert np.abs(reread(one, Reading(frame=number)).pixels.astype(int) - FRAMES[number]).mean() < 6
        assert np.abs(reread(other, Reading(frame=number)).pixels.astype(int) - FRAMES[11 - number]).mean() < 6


def test_what_is_no_film_or_a_damaged_one_is_refused(tmp_path):
    data = film(tmp_path / "film.mp4", "mp4v").read_bytes()
    assert refusal(data[:200]).code in (Code.IMAGE_FORMAT_UNSUPPORTED, Code.IMAGE_DAMAGED)
    assert refusal(b"\x00\x00\x00\x14ftypisom" + bytes(500)).code is Code.IMAGE_FORMAT_UNSUPPORTED
    assert refusal_of(decode_image, data, "film", reading=Reading(frame=12)).code is Code.IMAGE_FRAME
