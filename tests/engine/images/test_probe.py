"""Strokes painted over a photograph: where they lie, what they leave alone, at every size alike."""

from __future__ import annotations

import numpy as np
import pytest

from engine.images.probe import Fill, Stroke, probed, probed_view
from engine.images.projection import Fit, Projection, Rect

SIZE = (120, 80)
PHOTOGRAPH = np.random.default_rng(0).integers(0, 256, (80, 120, 3), dtype=np.uint8)
WHOLE = Rect(0, 0, *SIZE)


def painted(*strokes: Stroke, pixels=PHOTOGRAPH, rect=WHOLE) -> np.ndarray:
    return probed(pixels, rect, strokes, PHOTOGRAPH, SIZE)


def dab(x: float, y: float, radius: float, fill: Fill = Fill.GREY) -> Stroke:
    return Stroke(((x, y),), radius, fill)


def test_a_dab_is_a_disc_and_leaves_the_rest_alone():
    found = painted(dab(60, 40, 10))
    y, x = np.mgrid[:80, :120] + 0.5
    far = np.hypot(x - 60, y - 40)
    assert (found[far < 9] == 127).all()
    np.testing.assert_array_equal(found[far > 13], PHOTOGRAPH[far > 13])
    assert not np.shares_memory(found, PHOTOGRAPH)


def test_a_path_covers_what_the_brush_swept():
    found = painted(Stroke(((20, 40), (100, 40)), 5, Fill.GREY))
    assert (found[37:43, 18:102] == 127).all()
    np.testing.assert_array_equal(found[:33], PHOTOGRAPH[:33])
    np.testing.assert_array_equal(found[47:], PHOTOGRAPH[47:])


def test_no_stroke_changes_nothing():
    assert painted() is PHOTOGRAPH


def test_a_part_enlarged_shows_the_same_disc():
    rect = Rect(40, 20, 40, 40)
    found = painted(dab(60, 40, 10), pixels=np.zeros((160, 160, 3), np.uint8), rect=rect)
    y, x = (np.mgrid[:160, :160] + 0.5) / 4 + np.reshape((20, 40), (2, 1, 1))
    far = np.hypot(x - 60, y - 40)
    assert (found[far < 9.5] == 127).all()
    assert (found[far > 10.5] == 0).all()


def test_the_model_s_stretched_view_is_painted_where_the_photograph_is():
    projection = Projection.make(SIZE, (60, 60), Fit.STRETCH)
    found = probed_view(np.zeros((60, 60, 3), np.uint8), projection, [dab(60, 40, 20)], PHOTOGRAPH)
    inside = np.argwhere(found[..., 0] > 64)
    (top, left), (bottom, right) = inside.min(axis=0), inside.max(axis=0) + 1
    assert (right - left, bottom - top) == pytest.approx((20, 30), abs=2)  # 40 pixels of 120 and of 80
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((30, 30), abs=0.5)


def test_margins_of_a_letterbox_are_never_painted():
    projection = Projection.make(SIZE, (60, 60), Fit.LETTERBOX)
    view = np.full((60, 60, 3), 9, np.uint8)
    found = probed_view(view, projection, [dab(60, 0, 60)], PHOTOGRAPH)
    assert (found[:10] == 9).all()
    assert (found[11:25, 25:35] == 127).all()


def test_blurring_takes_the_detail_and_keeps_the_colour():
    noisy = np.full((80, 120, 3), (200, 100, 50), np.uint8)
    noisy[::2, ::2] = (160, 60, 10)
    found = probed(noisy, WHOLE, [dab(60, 40, 15, Fill.BLUR)], noisy, SIZE)[35:45, 55:65]
    assert found.reshape(-1, 3).std(axis=0).max() < 2
    assert found.reshape(-1, 3).mean(axis=0) == pytest.approx(noisy.reshape(-1, 3).mean(axis=0), abs=2)


def test_erasing_fills_a_hole_with_what_is_around():
    plain = np.full((80, 120, 3), 180, np.uint8)
    plain[35:45, 55:65] = 0
    found = probed(plain, WHOLE, [dab(60, 40, 12, Fill.ERASE)], plain, SIZE)
    np.testing.assert_allclose(found, 180, atol=4)  # Telea overshoots a little


def test_later_strokes_lie_on_earlier_ones():
    found = painted(dab(60, 40, 10), dab(60, 40, 5, Fill.BLUR))
    assert (found[40, 52] == 127).all()
    assert not (found[38:42, 58:62] == 127).all()


def test_strokes_outside_the_part_that_is_shown_change_nothing():
    part = np.zeros((10, 10, 3), np.uint8)
    assert not painted(dab(100, 70, 5), pixels=part, rect=Rect(0, 0, 20, 20)).any()


@pytest.mark.parametrize("fill", list(Fill))
def test_pictures_of_many_channels_are_painted_channel_by_channel(fill):
    channels = np.random.default_rng(0).integers(0, 256, (48, 64, 6), np.uint8)
    strokes = (Stroke(((20.0, 20.0), (40.0, 25.0)), 6.0, fill),)
    together = probed(channels, Rect(0, 0, 64, 48), strokes, channels, (64, 48))
    for first in (0, 3):
        part = np.ascontiguousarray(channels[..., first : first + 3])
        alone = probed(part, Rect(0, 0, 64, 48), strokes, part, (64, 48))
        assert np.array_equal(together[..., first : first + 3], alone)
    assert (together != channels).any(axis=2).sum() > 200
