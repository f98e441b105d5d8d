"""Colour maps: their ends, their lightness, and zero in the middle of the diverging ones."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from helpers.maps import SIGNED

from engine.images.projection import Projection, Rect
from engine.rendering import (
    COLOUR_MAPS,
    DIVERGING_MAPS,
    MISLEADING,
    Evidence,
    Interpolation,
    Rendering,
    colour_table,
    colours_of,
    sample_levels,
)


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
