"""How maps meet regions, against values known on paper."""

import cv2
import numpy as np
import pytest

from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Region, drawn, locate, png_size
from engine.images.projection import Fit, Projection

SQUARE = Projection.make((128, 128), (128, 128))
QUARTER = Region("dog", box=(0, 0, 64, 64))


def filled(left, top, width, height, side=128):
    values = np.zeros((side, side), np.float32)
    values[top : top + height, left : left + width] = 2
    return values


def png(pixels):
    return cv2.imencode(".png", pixels)[1].tobytes()


def test_a_map_that_is_the_region_meets_it_wholly():
    found = locate(filled(0, 0, 64, 64), SQUARE, [QUARTER])
    assert (found.pointing, found.energy, found.overlap, found.area) == (True, 1, 1, 0.25)


def test_a_map_that_lies_half_inside_has_half_its_energy_there():
    found = locate(filled(32, 0, 64, 64), SQUARE, [QUARTER])
    assert found.energy == pytest.approx(0.5)
    assert found.overlap == pytest.approx(1 / 3)  # 32 of 32 + 32 + 32 columns


def test_a_map_beside_the_region_misses_it():
    found = locate(filled(64, 64, 64, 64), SQUARE, [QUARTER])
    assert (found.pointing, found.energy, found.overlap) == (False, 0, 0)


@pytest.mark.parametrize("side", [1, 7, 14, 100, 224])
def test_an_even_map_has_the_areas_energy(side):
    found = locate(np.ones((side, side)), SQUARE, [Region("dog", box=(10, 20, 50, 30))])
    assert found.energy == pytest.approx(found.area) == pytest.approx(50 * 30 / 128**2)
    assert found.overlap == pytest.approx(found.area)


def test_what_is_strong_is_told_by_the_threshold():
    values = filled(0, 0, 64, 64) / 2 + filled(0, 0, 32, 64)  # 3 in the left half of the quarter, 1 in the right
    assert locate(values, SQUARE, [QUARTER], threshold=0.5).overlap == pytest.approx(0.5)
    assert locate(values, SQUARE, [QUARTER], threshold=0.2).overlap == pytest.approx(1)


def test_a_coarse_map_is_enlarged_smoothly_and_points_at_its_highest_cell():
    values = np.zeros((7, 7), np.float32)
    values[3, 3] = 1
    found = locate(values, SQUARE, [Region("dog", box=(0, 0, 64, 128))])
    assert found.energy == pytest.approx(0.5, abs=1e-6)
    assert locate(values, SQUARE, [Region("dog", box=(60, 60, 8, 8))]).pointing


def test_regions_are_united():
    halves = [Region("dog", box=(0, 0, 40, 64)), Region("dog", box=(30, 0, 34, 64))]
    assert locate(filled(0, 0, 64, 64), SQUARE, halves).overlap == pytest.approx(1)


def test_the_baseline_is_a_blob_in_the_middle():
    middle = locate(filled(0, 0, 8, 8), SQUARE, [Region("dog", box=(32, 32, 64, 64))])
    # Within one standard deviation on both axes, of what of the bell lies within two.
    assert middle.centre_energy == pytest.approx((0.6827 / 0.9545) ** 2, abs=0.002)
    assert middle.centre_pointing and not middle.pointing
    # The blob is above half its height within 1.1774 standard deviations: a disc, of which the region cuts four caps.
    radius = 1.1774 * 32
    disc = np.pi * radius**2
    cap = radius**2 * np.arccos(32 / radius) - 32 * np.sqrt(radius**2 - 32**2)
    assert middle.centre_overlap == pytest.approx((disc - 4 * cap) / (64**2 + 4 * cap), abs=0.01)
    assert not locate(filled(0, 0, 8, 8), SQUARE, [Region("dog", box=(0, 0, 9, 9))]).centre_pointing


def test_a_polygon_covers_its_area():
    triangle = Region("dog", outline=((0, 0), (128, 0), (0, 128)))
    assert drawn([triangle], (128, 128)).mean() == pytest.approx(0.5, abs=0.002)
    assert locate(np.ones((7, 7)), SQUARE, [triangle]).energy == pytest.approx(0.5, abs=0.002)


def test_a_mask_is_where_it_is_not_black():
    pixels = np.zeros((64, 64), np.uint8)
    pixels[:32, :32] = 1
    assert drawn([Region("dog", mask=png(pixels))], (128, 128)).mean() == pytest.approx(0.25, abs=1e-6)
    assert locate(filled(0, 0, 64, 64), SQUARE, [Region("dog", mask=png(pixels))]).overlap == pytest.approx(1)


@pytest.mark.parametrize("data", [b"x", b"\x89PNG\r\n\x1a\n", png(np.ones((8, 8), np.uint8))[:40]])
def test_a_damaged_mask_is_refused(data):
    with pytest.raises(SaliscopeError) as refusal:
        locate(np.ones((7, 7)), SQUARE, [Region("dog", mask=data)])
    assert refusal.value.code is Code.REGION_MASK


def test_a_vast_mask_is_refused_unread():
    data = bytearray(png(np.ones((8, 8), np.uint8)))
    data[16:24] = (2**20).to_bytes(4, "big") * 2
    assert png_size(bytes(data)) == (2**20, 2**20)
    with pytest.raises(SaliscopeError):
        drawn([Region("dog", mask=bytes(data))], (128, 128))


@pytest.mark.parametrize(
    "regions", [[], [Region("dog")], [Region("dog", box=(500, 500, 10, 10))], [Region("dog", box=(5, 5, -3, 2))]]
)
def test_regions_without_area_are_not_measured(regions):
    assert locate(np.ones((7, 7)), SQUARE, regions) is None


def test_a_map_without_evidence_points_nowhere():
    found = locate(-np.ones((7, 7)), SQUARE, [QUARTER])
    assert (found.pointing, found.energy, found.overlap) == (False, 0, 0)
    assert found.centre_energy > 0


def test_evidence_over_padding_does_not_count():
    letterbox = Projection.make((100, 50), (100, 100), Fit.LETTERBOX)
    values = np.zeros((100, 100), np.float32)
    values[:25] = 9  # padding
    values[25:75, :50] = 1
    found = locate(values, letterbox, [Region("dog", box=(0, 0, 50, 50))])
    assert (found.pointing, found.energy, found.overlap) == (True, pytest.approx(1), pytest.approx(1))


def test_what_the_model_did_not_see_counts_in_the_region_only():
    crop = Projection.make((200, 100), (100, 100), Fit.CROP)
    found = locate(np.ones((100, 100)), crop, [Region("dog", box=(0, 0, 100, 100))])
    seen = crop.seen.width * crop.seen.height / 2
    assert found.energy == pytest.approx(0.5, abs=1e-6)
    assert found.overlap == pytest.approx(seen / (100 * 100 + seen))


def test_of_equal_highest_cells_the_middle_one_is_pointed_at():
    assert locate(np.ones((7, 7)), SQUARE, [Region("dog", box=(54, 54, 20, 20))]).pointing
