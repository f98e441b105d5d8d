"""Ways to show a map: each a formula on photograph and map."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from helpers.maps import MAP

from engine.images.projection import Fit, Projection, Rect
from engine.rendering import Evidence, Interpolation, Rendering, Way, colour_table, heat_map, layer, opacity, overlay
from engine.rendering.contours import contour_labels, contour_positions, line_thickness
from engine.rendering.layers import View

SIZE = (90, 61)
PIXELS = np.random.default_rng(7).integers(0, 256, (61, 90, 3), np.uint8)
PROJECTION = Projection.make(SIZE, (32, 32))


def shown(found, way: Way, **changes) -> np.ndarray:
    return overlay(PIXELS, found, PROJECTION, Rendering("viridis", way=way, **changes))


def enlarged(values) -> np.ndarray:
    return cv2.resize(np.asarray(values, np.float32), SIZE, interpolation=cv2.INTER_LINEAR)


# The formulas


@pytest.mark.parametrize("alpha", [0.0, 0.4, 1.0])
def test_add_lays_alpha_times_the_colours_on_the_photograph_and_clips(attribution, alpha):
    heat = heat_map(attribution(MAP), PROJECTION, Rendering("viridis")).astype(float)
    expected = np.clip(PIXELS + alpha * heat, 0, 255)
    found = shown(attribution(MAP), Way.ADD, alpha=alpha)
    assert np.abs(found - expected).max() <= 0.51
    assert (found == 255).mean() >= (PIXELS == 255).mean()


@pytest.mark.parametrize("alpha", [0.0, 0.3, 1.0])
def test_heat_alone_does_not_ask_for_alpha(attribution, alpha):
    found = shown(attribution(MAP), Way.HEAT, alpha=alpha)
    np.testing.assert_array_equal(found, heat_map(attribution(MAP), PROJECTION, Rendering("viridis")))
    assert opacity(Rendering(alpha=alpha, way=Way.HEAT)) == 1


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0])
def test_a_spotlight_darkens_the_photograph_by_how_low_the_map_is(attribution, alpha):
    share = enlarged(MAP / MAP.max())[..., None]
    expected = PIXELS * (1 - alpha * (1 - share))
    assert np.abs(shown(attribution(MAP), Way.SPOTLIGHT, alpha=alpha) - expected).max() <= 1.1


def test_a_spotlight_on_a_map_for_and_against_lights_both(attribution):
    found = shown(attribution([[-2, 0, 1]]), Way.SPOTLIGHT, alpha=1, interpolation=Interpolation.CELLS)
    expected = PIXELS.astype(float)
    expected[:, 30:60] = 0
    expected[:, 60:] /= 2
    assert np.abs(found - expected).max() <= 1.1


@pytest.mark.parametrize("percentile", [50.0, 90.0])
def test_hot_pixels_are_those_above_the_percentile_of_the_map_s_own_values(attribution, percentile):
    found = shown(attribution(MAP), Way.HOT, alpha=1, percentile=percentile, interpolation=Interpolation.CELLS)
    heat = heat_map(attribution(MAP), PROJECTION, Rendering("viridis", interpolation=Interpolation.CELLS))
    cells = cv2.resize(MAP, SIZE, interpolation=cv2.INTER_NEAREST_EXACT)
    hot = cells > np.percentile(MAP, percentile)
    assert 0 < hot.mean() < 0.6
    np.testing.assert_array_equal(found, np.where(hot[..., None], heat, PIXELS))


def test_hot_pixels_of_a_map_for_and_against_are_the_strongest_either_way(attribution):
    values = np.array([[-9, 1, 2, 3], [4, -5, 8, 0]], np.float32)
    found = shown(attribution(values), Way.HOT, alpha=1, percentile=70, interpolation=Interpolation.CELLS)
    cells = np.abs(cv2.resize(values, SIZE, interpolation=cv2.INTER_NEAREST_EXACT))
    changed = (found != PIXELS).any(axis=2)
    assert changed[cells >= 8].mean() > 0.95  # but for pixels on the edges of cells
    assert changed[cells < 5].mean() < 0.05


def test_the_scale_of_a_locked_range_does_not_move_what_is_hot(attribution):
    own = shown(attribution(MAP), Way.HOT, alpha=1) == PIXELS
    locked = shown(attribution(MAP), Way.HOT, alpha=1, fixed=(0.2, 7)) == PIXELS
    assert (own.all(axis=2) != locked.all(axis=2)).mean() < 0.01


# Contours


def ramp(attribution):
    """A map that rises evenly from 0 at x = 0 to 1 at x = 400."""
    values = (np.arange(400, dtype=np.float32)[None] + 0.5) / 400
    values[0, -1] = 1
    return attribution(values), Projection.make((400, 60), (400, 60))


def test_lines_lie_where_the_map_has_their_values_and_are_as_thick_as_told(attribution):
    found, projection = ramp(attribution)
    rendering = Rendering(
        "viridis", 1, way=Way.CONTOURS, contours=(0.25, 0.5, 0.75), interpolation=Interpolation.SMOOTH
    )
    words = layer(found, projection, Rect(0, 0, 400, 60), (400, 60), rendering)[30]
    covered = np.flatnonzero(words >> 24)
    for position in (100, 200, 300):
        near = covered[np.abs(covered + 0.5 - position) < 10]
        assert (near + 0.5).mean() == pytest.approx(position, abs=0.6)
        assert (words[near] >> 24).sum() / 255 == pytest.approx(line_thickness((400, 60)) + 2, abs=0.3)
    assert len(covered) < 20
    middle = int(words[200])
    colour = np.array([middle >> 16 & 255, middle >> 8 & 255, middle & 255])
    assert np.abs(colour - colour_table("viridis")[128].astype(int)).max() <= 2


def test_lines_keep_their_thickness_at_every_zoom(attribution):
    found, projection = ramp(attribution)
    rendering = Rendering("viridis", 1, way=Way.CONTOURS, contours=(0.5,))
    for rect, size in ((Rect(0, 0, 400, 60), (200, 30)), (Rect(190, 10, 20, 15), (400, 300))):
        words = layer(found, projection, rect, size, rendering)[-1]
        assert (words >> 24).sum() / 255 == pytest.approx(line_thickness(size) + 2, abs=0.4)


def test_lines_of_evidence_against_lie_as_far_on_the_other_side_of_zero():
    levels = contour_positions(Rendering(contours=(0.5, 0.2)), two_sided=True)
    assert [share for share, _ in levels] == [-0.5, -0.2, 0.2, 0.5]
    assert [position for _, position in levels] == pytest.approx([63.75, 102, 153, 191.25])
    assert contour_positions(Rendering(contours=(0, 1, 1.4, -3)), two_sided=False) == []


@pytest.mark.parametrize("value", [0, 0.5, 1])
def test_a_map_without_slopes_has_no_lines(attribution, value):
    values = np.full((7, 7), value, np.float32)
    found = shown(attribution(values), Way.CONTOURS, alpha=1, fixed=(0, 1))
    np.testing.assert_array_equal(found, PIXELS)


def test_true_cells_have_lines_between_them(attribution):
    rendering = Rendering(way=Way.CONTOURS, contours=(0.5,), interpolation=Interpolation.CELLS)
    projection = Projection.make((400, 400), (2, 2))
    words = layer(attribution([[0, 1], [0, 1]]), projection, Rect(0, 0, 400, 400), (400, 400), rendering)
    covered = np.flatnonzero((words[300:] >> 24).any(axis=0))
    assert len(covered) > 0
    assert np.abs(covered - 199.5).max() <= 2


def test_each_level_has_one_label_on_its_line(attribution):
    found, projection = ramp(attribution)
    rendering = Rendering("viridis", 1, way=Way.CONTOURS, contours=(0.25, 0.5, 0.75))
    labels = contour_labels(View(found, projection, Rect(0, 0, 400, 60), (400, 60), rendering, 2))
    assert all(abs(label.y - 30) > 15 for label in labels)
    assert [label.words for label in labels] == ["25%", "50%", "75%"]
    assert [label.x for label in labels] == pytest.approx([100, 200, 300], abs=4)


# Screen and file


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("values", [MAP, MAP - 0.4], ids=["for", "for and against"])
def test_the_canvas_paints_what_is_written(qapp, attribution, way, fit, values):
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter

    from gui.canvas.compose import heat_view, paint_heat, rgb_image
    from gui.canvas.viewport import Viewport
    from gui.state.images.picture import pasted_pixels

    size = (300, 220)
    pixels = cv2.resize(PIXELS, size)
    projection, rendering = Projection.make(size, (224, 224), fit), Rendering("viridis", 0.7, way=way)
    screen = rgb_image(pixels).convertToFormat(screen_format())
    painter = QPainter(screen)
    heat = heat_view(attribution(values), projection, rendering, Viewport(size, size))
    paint_heat(painter, QPointF(0, 0), heat, rendering)
    painter.end()
    written = overlay(pixels, attribution(values), projection, rendering)
    assert np.abs(pasted_pixels(screen)[..., :3].astype(int) - written).max() <= 2


def screen_format():
    from PySide6.QtGui import QImage

    return QImage.Format.Format_RGB32


@pytest.mark.parametrize("way", Way)
def test_strips_show_no_seams_whatever_the_way(attribution, way):
    """The second half of a tall picture is the same as in a layer made in one go."""
    from engine.rendering.layers import laid_over

    projection = Projection.make((40, 700), (224, 224))
    pixels = np.full((700, 40, 3), 90, np.uint8)
    rendering = Rendering("viridis", 0.8, way=way)
    found = overlay(pixels, attribution(MAP), projection, rendering)
    whole = laid_over(pixels, layer(attribution(MAP), projection, Rect(0, 0, 40, 700), (40, 700), rendering), rendering)
    assert np.abs(found.astype(int) - whole).max() <= 1


@pytest.mark.parametrize("way", [way for way in Way if way is not Way.HEAT])
def test_where_the_model_saw_nothing_the_photograph_stays_bare(attribution, way):
    projection = Projection.make((300, 256), (224, 224), Fit.CROP)
    pixels = np.random.default_rng(1).integers(0, 256, (256, 300, 3), np.uint8)
    outside = np.ones((256, 300), bool)
    outside[16:240, 38:262] = False
    found = overlay(pixels, attribution(MAP), projection, Rendering(alpha=1, way=way, contours=(0.5,)))
    changed = (found != pixels).any(axis=2)
    assert changed.any()
    labels = 200 if way is Way.CONTOURS else 0  # a label may reach over the edge
    assert (changed & outside).sum() <= labels


@pytest.mark.parametrize("way", Way)
def test_a_picture_of_another_size_shows_the_same(attribution, way):
    small = overlay(PIXELS[::1], attribution(MAP), PROJECTION, Rendering(alpha=0.5, way=way, contours=()))
    large = overlay(
        cv2.resize(PIXELS, (270, 183), interpolation=cv2.INTER_NEAREST),
        attribution(MAP),
        PROJECTION,
        Rendering(alpha=0.5, way=way, contours=()),
    )
    difference = np.abs(large[1::3, 1::3].astype(int) - small)
    assert difference.mean() < 1


def test_against_alone_may_be_hot(attribution):
    found = shown(attribution([[-3, 1]]), Way.HOT, alpha=1, evidence=Evidence.AGAINST, percentile=50)
    assert (found[:, :20] != PIXELS[:, :20]).any(axis=2).mean() > 0.9
    np.testing.assert_array_equal(found[:, 70:], PIXELS[:, 70:])
