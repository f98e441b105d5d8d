from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.canvas.viewport import MOST_ENLARGED, Viewport

sizes = st.tuples(st.integers(1, 20_000), st.integers(1, 20_000))
views = st.tuples(st.integers(50, 4000), st.integers(50, 3000))


def test_fit_shows_the_whole_photograph_centred():
    viewport = Viewport((4000, 3000), (800, 800)).fit()
    assert viewport.scale == pytest.approx(0.2)
    assert viewport.visible() == (0, 100, 800, 600)
    assert viewport.visible_rect().width == pytest.approx(4000)


def test_one_to_one_puts_each_image_pixel_on_a_device_pixel():
    viewport = Viewport((4000, 3000), (800, 600)).fit().scaled(1.0)
    assert viewport.shown_size == (4000, 3000)
    rect = viewport.visible_rect()
    assert (rect.width, rect.height) == (800, 600)
    assert rect.x == int(rect.x)


@given(sizes, views, st.floats(0.2, 5), st.floats(0, 1), st.floats(0, 1))
def test_zooming_keeps_the_point_under_the_pointer_where_the_photograph_is_larger_than_the_view(
    size, view, factor, across, down
):
    before = Viewport(size, view).fit().scaled(2.0)
    at = (view[0] * across, view[1] * down)
    after = before.zoomed(factor, at)
    for axis in (0, 1):
        length = after.shown_size[axis]
        start = (after.x, after.y)[axis]
        free = length > view[axis] and 0 > start > view[axis] - length
        if free and before.shown_size[axis] > view[axis]:
            moved = after.to_image(*at)[axis] - before.to_image(*at)[axis]
            assert abs(moved) * after.scale <= 1.5  # whole device pixels


@given(sizes, views, st.floats(0.001, 100), st.integers(-5000, 5000), st.integers(-5000, 5000))
def test_no_zoom_or_pan_leaves_a_gap_or_loses_the_photograph(size, view, scale, dx, dy):
    viewport = Viewport(size, view).fit().scaled(scale).panned(dx, dy)
    assert viewport.scale <= MOST_ENLARGED
    left, top, width, height = viewport.visible()
    assert width == min(viewport.shown_size[0], view[0])
    assert height == min(viewport.shown_size[1], view[1])
    assert left >= 0
    assert top >= 0


@given(sizes, views, st.floats(0.01, 10))
def test_canvas_and_photograph_coordinates_undo_each_other(size, view, scale):
    viewport = Viewport(size, view).fit().scaled(scale)
    x, y = viewport.from_image(*viewport.to_image(12.5, 40.25))
    assert (x, y) == (pytest.approx(12.5, abs=1e-6), pytest.approx(40.25, abs=1e-6))


def test_the_next_photograph_keeps_zoom_and_place_whatever_its_size():
    zoomed = Viewport((4000, 3000), (800, 600)).fit().scaled(1.0, (100, 100))
    assert zoomed.with_image((4000, 3000)) == zoomed
    other = zoomed.with_image((8000, 1500))
    assert other.scale == 1.0
    (x, y), (other_x, other_y) = zoomed.to_image(400, 300), other.to_image(400, 300)
    assert other_x / 8000 == pytest.approx(x / 4000, abs=1e-3)
    assert other_y / 1500 == pytest.approx(y / 3000, abs=1e-3)


def test_a_next_photograph_too_small_for_the_scale_lies_in_the_middle():
    small = Viewport((4000, 3000), (800, 600)).fit().scaled(1.0, (100, 100)).with_image((300, 200))
    assert small.visible() == (250, 200, 300, 200)


def test_a_fitted_photograph_is_followed_by_a_fitted_one():
    fitted = Viewport((4000, 3000), (800, 600)).fit()
    assert fitted.with_image((300, 200)) == Viewport((300, 200), (800, 600)).fit()


def test_a_fitted_photograph_stays_fitted_when_the_window_changes():
    assert Viewport((400, 300), (800, 600)).fit().resized((400, 400)).visible() == (0, 50, 400, 300)
