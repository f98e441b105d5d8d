"""Opacity follows evidence: what has none stays as it is, and the colour bar shows the fading."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from helpers.maps import MAP

from engine.images.projection import Projection
from engine.rendering import Evidence, Interpolation, Rendering, Way, bar_pixels, colour_table, overlay
from engine.rendering.colours import fading_words, opacities
from engine.rendering.layers import laid_over

SIZE = (90, 60)
PIXELS = np.random.default_rng(7).integers(0, 256, (60, 90, 3), np.uint8)
PROJECTION = Projection.make(SIZE, (32, 32))
FADE = Rendering("viridis", 0.7, Interpolation.CELLS, way=Way.FADE)


def shown(found, **changes) -> np.ndarray:
    return overlay(PIXELS, found, PROJECTION, replace(FADE, **changes))


def covered(pixels: np.ndarray, colour: np.ndarray, opacity: float) -> np.ndarray:
    return pixels * (1 - opacity) + colour.astype(float) * opacity


def test_opacity_rises_smoothly_from_nothing_at_zero_to_alpha_at_the_end(attribution):
    found = shown(attribution([[0, 1, 4]]))
    table = colour_table("viridis")
    np.testing.assert_array_equal(found[:, :30], PIXELS[:, :30])
    # A quarter of the way: 0.25² (3 - 0.5) = 0.15625, of which 70 %. The middle of three cells is the second third.
    faint = covered(PIXELS[:, 30:60], table[64], 0.7 * 0.15625)
    assert np.abs(found[:, 30:60] - faint).max() <= 1.6
    strong = covered(PIXELS[:, 60:], table[255], 0.7)
    assert np.abs(found[:, 60:] - strong).max() <= 1.1


def test_opacities_by_hand():
    one_sided, two_sided = opacities(False), opacities(True)
    assert one_sided[0] == 0 and one_sided[255] == 1
    assert one_sided[51] == pytest.approx(0.04 * 2.6)  # a fifth of the way
    assert (np.diff(one_sided) > 0).all()
    assert two_sided[0] == two_sided[255] == 1
    assert (fading_words("crameri:vik", True)[127:129] == 0).all()  # zero lies between these two colours
    np.testing.assert_allclose(two_sided, two_sided[::-1], atol=1e-6)


def test_evidence_for_and_against_is_opaque_by_its_size(attribution):
    found = shown(attribution([[-2, 0, 1]]))
    table = colour_table(FADE.diverging)
    assert np.abs(found[:, :30] - covered(PIXELS[:, :30], table[0], 0.7)).max() <= 1.1
    np.testing.assert_array_equal(found[:, 30:60], PIXELS[:, 30:60])
    half = covered(PIXELS[:, 60:], table[191], 0.7 * 0.5)
    assert np.abs(found[:, 60:] - half).max() <= 2.5


@pytest.mark.parametrize(
    ("evidence", "clear"), [(Evidence.FOR, slice(0, 60)), (Evidence.AGAINST, slice(30, 90))], ids=["for", "against"]
)
def test_the_other_evidence_is_clear_where_only_one_is_shown(attribution, evidence, clear):
    found = shown(attribution([[-2, 0, 1]]), evidence=evidence)
    np.testing.assert_array_equal(found[:, clear], PIXELS[:, clear])
    assert (found != PIXELS).any(axis=2).mean() > 0.3


def test_where_zero_means_nothing_the_least_value_is_clear(attribution):
    rise = attribution([[0.5, 0.9]])
    rise = replace(rise, request=replace(rise.request, method="rise"))
    found = shown(rise)
    np.testing.assert_array_equal(found[:, :45], PIXELS[:, :45])
    assert np.abs(found[:, 45:] - covered(PIXELS[:, 45:], colour_table("viridis")[255], 0.7)).max() <= 1.1


@pytest.mark.parametrize("value", [0.0, 3.0, -3.0])
def test_a_flat_map_marks_nothing(attribution, value):
    flat = attribution(np.full((7, 7), value))
    np.testing.assert_array_equal(shown(flat), PIXELS)
    nearly = attribution(np.full((7, 7), value) + np.eye(7) * value * 0.003)  # less than one of 256 colours
    np.testing.assert_array_equal(shown(nearly), PIXELS)


def test_a_flat_map_is_shown_on_a_locked_scale_where_equal_values_have_equal_colours(attribution):
    found = shown(attribution(np.full((7, 7), 3.0)), fixed=(0.0, 3.0))
    assert np.abs(found - covered(PIXELS, colour_table("viridis")[255], 0.7)).max() <= 1.1


def test_faint_evidence_hardly_changes_the_image_though_its_colours_are_nearly_black(attribution):
    white = np.full_like(PIXELS, 255)
    found = overlay(white, attribution([[0.1, 1.0]]), PROJECTION, replace(FADE, colour_map="inferno"))
    assert 255 - found[:, :45].min() <= 0.7 * 0.028 * 255 + 1


def test_smooth_maps_fade_everywhere_by_the_formula(attribution):
    found = shown(attribution(MAP), interpolation=Interpolation.SMOOTH, colour_map="gray")
    share = cv2.resize((MAP / MAP.max()).astype(np.float32), SIZE, interpolation=cv2.INTER_LINEAR)[..., None]
    expected = covered(PIXELS, share * 255, 0.7 * share**2 * (3 - 2 * share))
    assert np.abs(found - expected).max() <= 2


# The colour bar


def test_the_bar_shows_the_colours_as_they_lie_over_dark_and_light(attribution):
    bar = bar_pixels(attribution(MAP), FADE, (256, 12)).astype(float)
    grounds = sorted(set(bar[:, 0, 0]))
    assert grounds == [96, 176]  # no evidence: nothing but the ground
    last = colour_table("viridis")[255]
    for ground in grounds:
        row = np.flatnonzero(bar_pixels(attribution(MAP), replace(FADE, alpha=0.0), (256, 12))[:, 255, 0] == ground)
        assert np.abs(bar[row[0], 255] - covered(np.full(3, ground), last, 0.7)).max() <= 1


def test_the_bar_of_other_ways_shows_the_bare_colours(attribution):
    bar = bar_pixels(attribution(MAP), replace(FADE, way=Way.BLEND), (256, 3))
    np.testing.assert_array_equal(bar, colour_table("viridis")[None].repeat(3, axis=0))
    assert bar_pixels(attribution(MAP), replace(FADE, way=Way.SPOTLIGHT), (256, 1))[0, :, 0].tolist() == list(
        range(256)
    )


@pytest.mark.parametrize("strength", [0.3, 0.5, 1.0])
def test_every_opacity_mixes_to_the_nearest_level(strength):
    opacity = np.repeat(np.arange(256, dtype=np.uint32), 4)[None]
    colour = np.array([opacity * 3 // 4, opacity // 4, opacity])  # premultiplied
    words = (opacity << 24 | colour[0] << 16 | colour[1] << 8 | colour[2]).astype(np.uint32)
    pixels = np.random.default_rng(2).integers(0, 256, (1, words.size, 3), np.uint8)
    exact = pixels * (1 - opacity[..., None] / 255 * strength) + np.moveaxis(colour, 0, 2) * strength
    found = laid_over(pixels, words, replace(FADE, alpha=strength))
    assert np.abs(found - exact).max() <= 0.501
