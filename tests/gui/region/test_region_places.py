"""Where a region lies: of a sensible size around a click, within what the model saw, moved and sized by keys."""

from __future__ import annotations

import pytest

from engine.images.projection import Fit, Projection, Rect
from gui.region.places import around, between, moved, sized

SEEN = Rect(100, 0, 400, 200)  # of an image of 600 x 200, whose middle the model saw


def test_a_click_takes_a_quarter_of_each_side_around_it():
    assert around((300, 100), SEEN) == Rect(250, 75, 100, 50)


def test_a_region_at_the_edge_lies_wholly_in_what_the_model_saw():
    assert around((101, 199), SEEN) == Rect(100, 150, 100, 50)
    assert around((500, 0), SEEN) == Rect(400, 0, 100, 50)


def test_a_click_on_what_the_model_did_not_see_takes_no_region():
    assert around((99, 100), SEEN) is None
    assert around((501, 100), SEEN) is None


def test_of_a_drawn_rectangle_the_part_that_the_model_saw_counts_from_whichever_corner():
    assert between((50, 20), (150, 60), SEEN) == Rect(100, 20, 50, 40)
    assert between((150, 60), (50, 20), SEEN) == Rect(100, 20, 50, 40)
    assert between((10, 20), (90, 60), SEEN) is None


def test_keys_move_a_region_up_to_the_edge_and_keep_its_size():
    region = Rect(250, 75, 100, 50)
    assert moved(region, 1, 0, SEEN) == Rect(262.5, 75, 100, 50)
    assert moved(region, 0, -1, SEEN) == Rect(250, 68.75, 100, 50)
    for _ in range(40):
        region = moved(region, -1, 1, SEEN)
    assert region == Rect(100, 150, 100, 50)


def test_keys_size_a_region_around_its_middle_between_a_sliver_and_all_of_it():
    region = Rect(250, 75, 100, 50)
    assert sized(region, 1, 0, SEEN) == Rect(243.75, 75, 112.5, 50)
    assert sized(region, 0, -1, SEEN) == Rect(250, 78.125, 100, 43.75)
    large, small = region, region
    for _ in range(40):
        large, small = sized(large, 1, 1, SEEN), sized(small, -1, -1, SEEN)
    assert large == SEEN
    assert small == Rect(293.75, 96.875, 12.5, 6.25)


@pytest.mark.parametrize(
    ("fit", "shares"),
    [
        (Fit.STRETCH, (0.25, 0.25, 0.5, 0.5)),
        (Fit.LETTERBOX, (0.25, 0.375, 0.5, 0.25)),  # 100 x 50 pixels lie in the middle half of a square
    ],
)
def test_a_region_becomes_shares_of_the_models_input(fit, shares):
    projection = Projection.make((100, 50), (200, 200), fit)
    assert projection.shares_of(Rect(25, 12.5, 50, 25)) == pytest.approx(shares)


def test_all_that_a_crop_leaves_is_the_whole_input():
    projection = Projection.make((400, 256), (224, 224), Fit.CROP)
    assert projection.seen == Rect(88, 16, 224, 224)
    assert projection.shares_of(projection.seen) == pytest.approx((0, 0, 1, 1))
    assert projection.shares_of(Rect(200, 128, 56, 56)) == pytest.approx((0.5, 0.5, 0.25, 0.25))
