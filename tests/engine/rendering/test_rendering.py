"""Whole pictures: photograph and map mixed, bare where the model saw nothing, at every size."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.maps import MAP, whole

from engine.images.projection import Fit, Projection
from engine.rendering import COLOUR_MAPS, Rendering, colour_table, heat_map, overlay, sample_levels, seen_pixels


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng([width, height]).integers(0, 256, (height, width, 3), np.uint8)


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
