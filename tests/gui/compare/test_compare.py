"""What is compared, where the panes lie, and the rulers' ticks: values without a window."""

from __future__ import annotations

import itertools

import pytest
from helpers.shown_model import model_info

from engine.export.plain_values import plain, typed
from gui.canvas.arrangement import Arrangement, snapped
from gui.canvas.painting import ticks
from gui.canvas.viewport import Viewport
from gui.state.comparison import Comparison, Kind, Layout, methods_to_try

WITHOUT_LAYER = {"layers": (), "default_layer": None}
WITHOUT_GRADIENT = {"pixel_gradients": False}


def test_a_comparison_comes_back_from_plain_values():
    one = Comparison(Kind.CLASS, ("3", "281"), Layout.CURTAIN, flipped=True, one_scale=True)
    assert typed(Comparison, plain(one) | {"others": ["3", "281"]}, "comparison") == one


def test_more_panes_show_what_none_shows_yet_and_fewer_keep_the_first():
    one = Comparison(Kind.METHOD, ("saliency",))
    three = one.with_panes(3, ("saliency", "rise", "lime"))
    assert three.others == ("saliency", "rise", "lime")
    assert three.with_panes(1, ()).others == ("saliency",)
    assert one.with_panes(2, ()).others == ("saliency", "")


def test_closing_one_of_the_further_panes_keeps_the_others_and_closing_the_only_one_ends_it():
    three = Comparison(Kind.METHOD, ("saliency", "rise", "lime"))
    assert three.without_other(1) == Comparison(Kind.METHOD, ("saliency", "lime"))
    assert Comparison(Kind.METHOD, ("saliency",)).without_other(0) is None


@pytest.mark.parametrize(
    ("own", "facts", "tried"),
    [
        ("grad-cam", {}, ("saliency", "integrated-gradients", "occlusion", "layercam", "guided-grad-cam")),
        ("lime", {}, ("grad-cam", "saliency", "integrated-gradients", "occlusion", "layercam")),
        ("saliency", WITHOUT_LAYER, ("integrated-gradients", "occlusion", "smoothgrad", "gradient-x-input", "rise")),
        ("grad-cam", WITHOUT_GRADIENT, ("occlusion", "layercam", "eigen-cam", "rise", "lime")),
        ("rise", WITHOUT_LAYER | WITHOUT_GRADIENT, ("occlusion", "lime", "sobol", "hsic")),
    ],
)
def test_methods_of_different_families_are_tried_as_far_as_the_model_allows_them(own, facts, tried):
    assert methods_to_try(own, model_info(**facts)) == tried


def test_only_panes_beside_each_other_show_more_than_one_other():
    one = Comparison(Kind.METHOD, ("saliency", "rise"))
    assert one.shown == ("saliency", "rise")
    assert Comparison(Kind.METHOD, one.others, Layout.CURTAIN).shown == ("saliency",)


@pytest.mark.parametrize(
    ("size", "count", "grid"),
    [
        ((800, 400), 1, (1, 1)),
        ((800, 400), 2, (2, 1)),
        ((400, 800), 2, (1, 2)),
        ((900, 400), 3, (3, 1)),
        ((800, 400), 4, (2, 2)),
        ((400, 800), 4, (2, 2)),
        ((900, 600), 5, (3, 2)),
        ((900, 600), 6, (3, 2)),
        ((600, 900), 6, (2, 3)),
    ],
)
@pytest.mark.parametrize("head", [0, 30])
def test_panes_lie_along_the_longer_side_and_never_overlap(size, count, grid, head):
    arrangement = Arrangement(size, count, head)
    assert arrangement.grid == grid
    boxes = arrangement.boxes()
    assert len({(width, height) for *_, width, height in boxes}) == 1
    assert len(set(boxes)) == count
    for number, (left, top, width, height) in enumerate(boxes):
        assert left + width <= size[0]
        assert top + height <= size[1]
        assert arrangement.pane_size == (width, height)
        assert arrangement.pane_at(left + width / 2, top + height / 2) == number
        assert arrangement.inside(left + 5, top + 7) == (5, 7)


def test_six_panes_have_these_boxes_with_a_title_right_above_each():
    arrangement = Arrangement((908, 604), 6, head=28)
    assert arrangement.boxes() == [
        *[(0, 28, 300, 272), (304, 28, 300, 272), (608, 28, 300, 272)],
        *[(0, 332, 300, 272), (304, 332, 300, 272), (608, 332, 300, 272)],
    ]
    assert arrangement.heads(6) == [
        *[(0, 0, 300, 28), (304, 0, 300, 28), (608, 0, 300, 28)],
        *[(0, 304, 300, 28), (304, 304, 300, 28), (608, 304, 300, 28)],
    ]


def test_panes_over_each_other_share_the_place_of_one_title():
    arrangement = Arrangement((804, 400), 1, head=28)
    assert arrangement.boxes() == [(0, 28, 804, 372)]
    assert arrangement.heads(2) == [(0, 0, 400, 28), (404, 0, 400, 28)]


@pytest.mark.parametrize(("place", "stands"), [(-0.2, 0), (0.01, 0), (0.3, 0.3), (0.49, 0.5), (0.508, 0.5), (1.4, 1)])
def test_the_curtain_stands_still_at_the_edges_and_in_the_middle(place, stands):
    assert snapped(place) == stands


@pytest.mark.parametrize(("scale", "step"), [(0.05, 2000), (0.2, 500), (1.0, 100), (2.0, 50), (20.0, 5), (64.0, 2)])
def test_the_ruler_counts_the_photograph_s_pixels_in_round_steps(scale, step):
    viewport = Viewport((6000, 4000), (1000, 700)).fit().scaled(scale)
    found = ticks(viewport, 0)
    assert len(found) >= 2
    for (place, value), (next_place, next_value) in itertools.pairwise(found):
        assert next_value - value == step
        assert next_place - place >= 70
        assert viewport.to_image(place, 0)[0] == pytest.approx(value, abs=1e-6)


def test_another_photograph_lies_in_the_box_of_the_first_at_every_zoom():
    viewport = Viewport((4000, 3000), (800, 600)).fit().scaled(1.0).panned(-300, -200)
    same = viewport.of_another((2000, 1500))
    assert same.shown_size == viewport.shown_size
    assert same.to_image(400, 300)[0] / 2000 == pytest.approx(viewport.to_image(400, 300)[0] / 4000)
    wide = viewport.of_another((4000, 1000))
    assert wide.shown_size == (4000, 1000)
    assert wide.y - viewport.y == 1000


def test_a_photograph_fills_the_view_and_a_part_is_shown_as_large_as_it_goes():
    viewport = Viewport((4000, 1000), (800, 600)).fit().fill()
    assert viewport.visible() == (0, 0, 800, 600)
    part = viewport.showing(viewport.visible_rect())
    assert part.scale == pytest.approx(viewport.scale, rel=1e-3)
