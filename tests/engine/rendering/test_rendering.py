"""From a map's numbers to pixels."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.images.projection import Fit, Projection, Rect
from engine.rendering import (
    COLOUR_MAPS,
    DIVERGING_MAPS,
    MISLEADING,
    Evidence,
    Interpolation,
    Rendering,
    colour_table,
    colours_of,
    common_range,
    exceeds,
    heat_map,
    is_capped,
    overlay,
    sample_levels,
    seen_pixels,
    shown_values,
    value_at,
    value_range,
)

CELLS = Rendering(interpolation=Interpolation.CELLS)

MAP = np.random.default_rng(4).random((7, 7)).astype(np.float32)


def whole(projection: Projection) -> Rect:
    return Rect(0, 0, *projection.image_size)


def levels_of(values: np.ndarray) -> np.ndarray:
    return np.floor(values / values.max() * 255 + 0.5)


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng([width, height]).integers(0, 256, (height, width, 3), np.uint8)


# Sampling


@pytest.mark.parametrize("kind", Interpolation)
def test_at_its_own_resolution_a_map_is_its_cells(attribution, kind):
    projection = Projection.make((700, 350), (224, 224))
    found = sample_levels(attribution(MAP), projection, whole(projection), (7, 7), Rendering(interpolation=kind))
    assert found.dtype == np.uint8
    np.testing.assert_array_equal(found, levels_of(MAP))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_enlarging_equals_opencv_s_bilinear(attribution_of, data):
    shape = data.draw(st.tuples(st.integers(1, 12), st.integers(1, 12)))
    size = data.draw(st.tuples(st.integers(12, 300), st.integers(12, 300)))
    values = np.random.default_rng(data.draw(st.integers(0, 99))).random(shape).astype(np.float32)
    projection = Projection.make(size, (224, 224))
    found = sample_levels(attribution_of(values), projection, whole(projection), size, Rendering())
    expected = cv2.resize(values, size, interpolation=cv2.INTER_LINEAR) / values.max() * 255
    assert found.shape == (size[1], size[0])
    assert np.abs(found - expected).max() <= 1


@pytest.fixture(scope="module")
def attribution_of():
    """The same maker of attributions, for tests that draw many examples."""
    from types import SimpleNamespace

    return lambda values: SimpleNamespace(
        values=np.asarray(values, np.float32), request=SimpleNamespace(method="grad-cam")
    )


def test_cells_are_flat_squares(attribution):
    values = np.array([[0, 1], [2, 4]], np.float32)
    projection = Projection.make((6, 4), (224, 224))
    found = sample_levels(
        attribution(values), projection, whole(projection), (6, 4), Rendering(interpolation=Interpolation.CELLS)
    )
    expected = np.kron(levels_of(values), np.ones((2, 3)))
    np.testing.assert_array_equal(found, expected)


def test_a_map_is_laid_over_the_part_that_was_seen(attribution):
    """In a letterbox, the map's cells over the margins are not shown; in a crop, the map covers only the centre."""
    rows = np.arange(8, dtype=np.float32)[:, None] * np.ones((1, 8), np.float32)
    letterbox = Projection.make((400, 200), (100, 100), Fit.LETTERBOX)  # placed on rows 25 to 75, cells 2 to 6
    found = sample_levels(
        attribution(rows), letterbox, whole(letterbox), (4, 4), Rendering(interpolation=Interpolation.CELLS)
    )
    np.testing.assert_array_equal(found[:, 0], np.floor(np.array([2, 3, 4, 5]) / 7 * 255 + 0.5))
    crop = Projection.make((256, 256), (224, 224), Fit.CROP)
    seen = sample_levels(
        attribution(rows), crop, Rect(16, 16, 224, 224), (8, 8), Rendering(interpolation=Interpolation.CELLS)
    )
    np.testing.assert_array_equal(seen[:, 0], np.floor(np.arange(8) / 7 * 255 + 0.5))


@pytest.mark.parametrize("kind", Interpolation)
@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("rect", [(0, 0, 50, 40), (13, 57, 101, 22), (299, 199, 1, 1)], ids=str)
def test_a_part_equals_the_same_part_of_the_whole(attribution, kind, fit, rect):
    projection = Projection.make((300, 200), (224, 224), fit)
    drawn = Rendering(interpolation=kind)
    everything = sample_levels(
        attribution(MAP), projection, whole(projection), (300, 200), Rendering(interpolation=kind)
    )
    x, y, width, height = rect
    part = sample_levels(attribution(MAP), projection, Rect(*rect), (width, height), drawn)
    np.testing.assert_array_equal(part, everything[y : y + height, x : x + width])


def test_a_zero_map_is_level_zero_and_a_constant_one_the_top_level(attribution):
    projection = Projection.make((30, 20), (224, 224))
    for values, level in ((0, 0), (3.5, 255)):
        found = sample_levels(
            attribution(np.full((7, 7), values)), projection, whole(projection), (30, 20), Rendering()
        )
        np.testing.assert_array_equal(found, np.full((20, 30), level))


@pytest.mark.parametrize("factor", [1e-44, 1e-40, 1e-30, 1, 1e30, 3e38])
def test_levels_do_not_depend_on_the_size_of_the_numbers(attribution, factor):
    values = np.array([[0, 0.25], [0.5, 1]]) * factor
    projection = Projection.make((2, 2), (224, 224))
    found = sample_levels(attribution(values), projection, whole(projection), (2, 2), Rendering())
    tolerance = 40 if factor == 1e-44 else 1  # seven of the smallest steps a number can make
    assert np.abs(found.astype(int) - [[0, 64], [128, 255]]).max() <= tolerance


def test_the_range_starts_at_zero(attribution):
    assert value_range(attribution([[2, 5], [3, 4]]), Rendering()) == (0, 5)
    assert value_range(attribution(np.zeros((2, 2))), Rendering()) == (0, 0)


# Values under the pointer


def test_a_value_is_the_map_s_own(attribution):
    projection = Projection.make((700, 700), (224, 224))
    found = attribution(MAP)
    for row, column in ((0, 0), (3, 5), (6, 6)):
        centre = (column + 0.5) * 100, (row + 0.5) * 100
        assert value_at(found, projection, *centre) == pytest.approx(MAP[row, column], rel=1e-5)
    assert value_at(found, projection, 400, 250) == pytest.approx((MAP[2, 3] + MAP[2, 4]) / 2, rel=1e-5)
    assert value_at(found, projection, 0, 0) == pytest.approx(MAP[0, 0], rel=1e-6)


@pytest.mark.parametrize("point", [(-1, 350), (350, -0.1), (700, 350), (350, 700.5)], ids=str)
def test_there_is_no_value_beside_the_photograph(attribution, point):
    assert value_at(attribution(MAP), Projection.make((700, 700), (224, 224)), *point) is None


def test_there_is_no_value_where_the_model_saw_nothing(attribution):
    projection = Projection.make((256, 256), (224, 224), Fit.CROP)
    found = attribution(MAP)
    assert value_at(found, projection, 15.9, 128) is None
    assert value_at(found, projection, 240, 128) is None
    assert value_at(found, projection, 16, 128) == pytest.approx(MAP[3, 0])
    assert value_at(found, projection, 239.9, 128) == pytest.approx(MAP[3, 6])


def test_seen_pixels_are_those_whose_centres_were_seen():
    projection = Projection.make((256, 300), (224, 224), Fit.CROP)
    assert seen_pixels(projection, Rect(0, 0, 256, 300), (256, 300)) == (slice(38, 262), slice(16, 240))
    assert seen_pixels(projection, Rect(0, 0, 256, 300), (128, 150)) == (slice(19, 131), slice(8, 120))
    rows, columns = seen_pixels(projection, Rect(0, 0, 10, 10), (10, 10))
    assert (rows.start, columns.start) == (rows.stop, columns.stop)


# Colours


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_every_colour_map_has_256_colours(name):
    table = colour_table(name)
    assert (table.shape, table.dtype) == ((256, 3), np.uint8)
    assert len(np.unique(table, axis=0)) > 200
    assert np.abs(np.diff(table.astype(int), axis=0)).max() <= 12  # no jumps
    assert not table.flags.writeable


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("gray", [(0, 0, 0), (255, 255, 255)]),
        ("viridis", [(68, 1, 84), (253, 231, 37)]),
        ("inferno", [(0, 0, 4), (252, 255, 164)]),
        ("jet", [(0, 0, 128), (128, 0, 0)]),
        ("hot", [(11, 0, 0), (255, 255, 255)]),
    ],
)
def test_colours_are_the_published_ones(name, ends):
    table = colour_table(name).astype(int)
    assert np.abs(table[[0, -1]] - ends).max() <= 1


@pytest.mark.parametrize("name", [name for name in COLOUR_MAPS if name not in (*MISLEADING, "hot")])
def test_maps_not_marked_misleading_only_grow_lighter(name):
    lightness = cv2.cvtColor(colour_table(name)[None].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0, :, 0]
    assert np.diff(lightness).min() > -0.5
    assert lightness[-1] - lightness[0] > 50


@pytest.mark.parametrize("name", MISLEADING)
def test_maps_marked_misleading_do_not(name):
    lightness = cv2.cvtColor(colour_table(name)[None].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0, :, 0]
    assert np.diff(lightness).min() < -0.5


# Whole pictures


@pytest.mark.parametrize("fit", Fit)
def test_alpha_zero_is_the_photograph(attribution, fit):
    pixels = noise(90, 61)
    projection = Projection.make((90, 61), (32, 32), fit)
    np.testing.assert_array_equal(overlay(pixels, attribution(MAP), projection, Rendering(alpha=0)), pixels)


@pytest.mark.parametrize("name", COLOUR_MAPS)
@pytest.mark.parametrize("fit", [Fit.STRETCH, Fit.LETTERBOX])
def test_alpha_one_is_the_heat_map(attribution, fit, name):
    projection = Projection.make((90, 61), (32, 32), fit)
    rendering = Rendering(name, 1)
    found = overlay(noise(90, 61), attribution(MAP), projection, rendering)
    np.testing.assert_array_equal(found, heat_map(attribution(MAP), projection, rendering))
    levels = sample_levels(attribution(MAP), projection, whole(projection), (90, 61), Rendering())
    np.testing.assert_array_equal(found, colour_table(name)[levels])


def test_alpha_mixes_photograph_and_colours(attribution):
    pixels = noise(90, 61)
    projection = Projection.make((90, 61), (32, 32))
    heat = heat_map(attribution(MAP), projection, Rendering())
    found = overlay(pixels, attribution(MAP), projection, Rendering(alpha=0.3))
    assert np.abs(found - (0.7 * pixels + 0.3 * heat)).max() <= 0.51


def test_the_photograph_itself_is_not_written_to(attribution):
    pixels = noise(90, 61)
    pixels.setflags(write=False)
    before = pixels.copy()
    found = overlay(pixels, attribution(MAP), Projection.make((90, 61), (32, 32)), Rendering(alpha=0.8))
    assert not np.shares_memory(found, pixels)
    np.testing.assert_array_equal(pixels, before)


def test_outside_a_crop_the_photograph_is_bare_and_the_heat_map_white(attribution):
    pixels = noise(300, 256)
    projection = Projection.make((300, 256), (224, 224), Fit.CROP)
    outside = np.ones((256, 300), bool)
    outside[16:240, 38:262] = False
    found = overlay(pixels, attribution(np.ones((7, 7))), projection, Rendering(alpha=1))
    heat = heat_map(attribution(np.ones((7, 7))), projection, Rendering())
    np.testing.assert_array_equal(found[outside], pixels[outside])
    np.testing.assert_array_equal(heat[outside], 255)
    top = colour_table("inferno")[255]
    np.testing.assert_array_equal(found[~outside], np.broadcast_to(top, (224 * 224, 3)))
    np.testing.assert_array_equal(heat[~outside], np.broadcast_to(top, (224 * 224, 3)))


def test_strips_show_no_seams(attribution):
    projection = Projection.make((40, 1111), (224, 224))
    smooth = attribution(np.linspace(0, 1, 14)[:, None] * np.ones((1, 7)))
    found = heat_map(smooth, projection, Rendering("gray"))[..., 0].astype(int)
    np.testing.assert_array_equal(
        found, sample_levels(smooth, projection, whole(projection), (40, 1111), Rendering()).astype(int)
    )
    assert np.diff(found, axis=0).min() >= 0
    assert np.diff(found, axis=0).max() <= 1


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("size", [(6000, 1), (1, 6000), (1, 1)], ids=str)
def test_the_thinnest_photographs_are_rendered(attribution, fit, size):
    projection = Projection.make(size, (224, 224), fit)
    pixels = noise(*size)
    found = overlay(pixels, attribution(np.ones((7, 7))), projection, Rendering("gray", 1))
    rows, columns = seen_pixels(projection, whole(projection), size)
    expected = pixels.copy()
    expected[rows, columns] = 255
    assert expected[rows, columns].size > 0
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("shape", [(7, 7), (4, 9), (1, 2)])
def test_bicubic_is_tensorflow_s(shape):
    import tensorflow as tf

    from engine.rendering.sampling import sampled

    values = np.random.default_rng(2).random(shape, np.float32)
    projection = Projection.make((40, 30), (shape[1], shape[0]))
    found = sampled(values, projection, Rect(0, 0, 40, 30), (40, 30), Interpolation.BICUBIC)
    expected = tf.image.resize(values[..., None], (30, 40), method="bicubic")[..., 0]
    np.testing.assert_allclose(found, expected, atol=2e-3)  # TensorFlow reads its weights from a table


SIGNED = [[-4, 0], [1, 2]]


@pytest.mark.parametrize(
    ("evidence", "expected", "ends"),
    [
        (Evidence.BOTH, SIGNED, (-4, 4)),
        (Evidence.FOR, [[0, 0], [1, 2]], (0, 2)),
        (Evidence.AGAINST, [[4, 0], [0, 0]], (0, 4)),
        (Evidence.STRENGTH, [[4, 0], [1, 2]], (0, 4)),
    ],
)
def test_each_part_of_the_evidence_has_its_own_values_and_range(attribution, evidence, expected, ends):
    np.testing.assert_array_equal(shown_values(attribution(SIGNED), evidence), expected)
    assert value_range(attribution(SIGNED), Rendering(evidence=evidence)) == ends


def test_zero_is_the_middle_of_the_diverging_colours(attribution):
    projection = Projection.make((2, 2), (2, 2))
    rendering = Rendering(interpolation=Interpolation.CELLS)
    levels = sample_levels(attribution(SIGNED), projection, Rect(0, 0, 2, 2), (2, 2), rendering)
    np.testing.assert_array_equal(levels, [[0, 128], [159, 191]])
    assert colours_of(attribution(SIGNED), rendering) == rendering.diverging
    assert colours_of(attribution([[0, 1]]), rendering) == rendering.colour_map
    assert colours_of(attribution(SIGNED), Rendering(evidence=Evidence.FOR)) == rendering.colour_map


@pytest.mark.parametrize("name", DIVERGING_MAPS)
def test_diverging_colours_are_pale_in_the_middle_and_darken_evenly_to_both_ends(name):
    lightness = cv2.cvtColor(colour_table(name)[None].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0, :, 0]
    middle = int(lightness.argmax())
    assert abs(middle - 127.5) < 20
    assert lightness[[0, -1]].max() < lightness[middle] - 30


def test_a_few_extreme_pixels_of_a_fine_map_share_the_last_colour(attribution):
    values = np.linspace(0, 1, 100 * 100, dtype=np.float32).reshape(100, 100)
    values[50, 50] = 1000
    found = attribution(values)
    assert value_range(found, Rendering(capped=False)) == (0, 1000)
    low, high = value_range(found, Rendering())
    assert (low, high) == (0, pytest.approx(0.995, abs=1e-3))
    projection = Projection.make((100, 100), (100, 100))
    levels = sample_levels(found, projection, whole(projection), (100, 100), CELLS)
    assert levels[50, 50] == levels[99, 99] == 255
    assert levels[49, 99] == pytest.approx(0.5 / 0.995 * 255, abs=1)
    small = attribution([[0, 1000]])
    assert not is_capped(small, Rendering())


def test_a_fine_map_of_few_values_keeps_its_range(attribution):
    values = np.zeros((100, 100), np.float32)
    values[3, 4] = 2
    assert value_range(attribution(values), Rendering()) == (0, 2)


# One locked range


def test_one_range_holds_those_of_several_maps(attribution):
    low, high = attribution([[0, 2], [1, 1]]), attribution([[0, 5], [3, 4]])
    assert common_range([low, high], Rendering()) == (0, 5)
    assert common_range([low, attribution(SIGNED)], Rendering()) == (-4, 4)
    assert common_range([low, attribution(SIGNED)], Rendering(evidence=Evidence.AGAINST)) == (0, 4)
    assert common_range([low, high], Rendering(fixed=(0, 1))) == (0, 5)
    assert common_range([], Rendering()) is None


def test_a_locked_range_gives_equal_values_equal_colours_in_every_map(attribution):
    projection = Projection.make((2, 2), (2, 2))
    locked = Rendering(interpolation=Interpolation.CELLS, fixed=(0, 4))
    first = sample_levels(attribution([[0, 1], [2, 4]]), projection, whole(projection), (2, 2), locked)
    second = sample_levels(attribution([[1, 1], [0.5, 0]]), projection, whole(projection), (2, 2), locked)
    np.testing.assert_array_equal(first, [[0, 64], [128, 255]])
    np.testing.assert_array_equal(second, [[64, 64], [32, 0]])


def test_values_beyond_a_locked_range_share_its_end_colours_and_are_told(attribution):
    found = attribution([[-2, 0], [1, 9]])
    locked = Rendering(interpolation=Interpolation.CELLS, fixed=(0, 4))
    projection = Projection.make((2, 2), (2, 2))
    levels = sample_levels(found, projection, whole(projection), (2, 2), locked)
    np.testing.assert_array_equal(levels, [[0, 0], [64, 255]])
    assert exceeds(found, locked) == (True, True)
    assert exceeds(attribution([[0, 4]]), locked) == (False, False)


def test_a_locked_range_below_zero_keeps_zero_in_the_middle_of_diverging_colours(attribution):
    locked = Rendering(fixed=(-1, 3))
    assert value_range(attribution([[0, 1]]), locked) == (-3, 3)
    assert colours_of(attribution([[0, 1]]), locked) == locked.diverging
    assert value_range(attribution(SIGNED), Rendering(fixed=(-1, 3), evidence=Evidence.FOR)) == (0, 3)
    assert colours_of(attribution(SIGNED), Rendering(fixed=(0, 3))) == locked.colour_map


def test_a_locked_fine_map_is_not_capped(attribution):
    fine = attribution(np.linspace(0, 1, 100 * 100).reshape(100, 100))
    assert value_range(fine, Rendering(fixed=(0, 2))) == (0, 2)
    assert not is_capped(fine, Rendering(fixed=(0, 2)))


def test_a_map_whose_zero_means_nothing_is_shown_from_its_least_value(attribution):
    values = np.linspace(0.55, 0.75, 12, dtype=np.float32).reshape(3, 4)

    def of(values, method):
        found = attribution(values)
        return replace(found, request=replace(found.request, method=method))

    rise, other = of(values, "rise"), of(values, "grad-cam")
    assert value_range(rise, Rendering()) == pytest.approx((0.55, 0.75))
    assert value_range(other, Rendering()) == pytest.approx((0.0, 0.75))
    fine = of(np.linspace(0.55, 0.75, 128 * 128, dtype=np.float32).reshape(128, 128), "rise")
    assert value_range(fine, Rendering()) == pytest.approx((0.551, 0.749), abs=1e-4)
    assert exceeds(fine, Rendering()) == (True, True)
