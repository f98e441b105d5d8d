"""The map is left out where the probe has painted, on screen as in files; elsewhere nothing changes."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.maps import MAP

from engine.images.probe import Fill, Stroke, cover_of, probed
from engine.images.projection import Projection, Rect
from engine.rendering import Rendering, Way, overlay

SIZE = (300, 620)  # more than a strip high
WHOLE = Rect(0, 0, *SIZE)
PIXELS = np.random.default_rng(7).integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)
STROKES = (Stroke(((60.0, 200.0), (150.0, 400.0)), 30.0, Fill.GREY), Stroke(((250.0, 550.0),), 20.0, Fill.BLUR))
PAINTED = probed(PIXELS, WHOLE, STROKES, PIXELS, SIZE)
COVER = cover_of(STROKES, WHOLE, PIXELS.shape, SIZE)


@pytest.mark.parametrize("way", [way for way in Way if way is not Way.CONTOURS])
def test_paint_is_seen_as_paint_and_the_map_beside_it_is_as_before(attribution, way):
    projection, rendering = Projection.make(SIZE, (224, 224)), Rendering("viridis", 0.7, way=way)
    found = overlay(PAINTED, attribution(MAP), projection, rendering, STROKES)
    np.testing.assert_array_equal(found[COVER == 255], PAINTED[COVER == 255])
    without = overlay(PIXELS, attribution(MAP), projection, rendering)
    assert np.abs(found[COVER == 0].astype(int) - without[COVER == 0]).max() <= 1
    assert 0.05 < (COVER == 255).mean() < 0.5


def test_half_covered_pixels_keep_half_of_the_map(attribution):
    """At a brush's edge: the paint lies half over the image, and the map with half its opacity over that."""
    projection, rendering = Projection.make(SIZE, (224, 224)), Rendering("gray", 1.0, fixed=(0.0, 1.0))
    edge = np.argwhere((COVER > 100) & (COVER < 155))
    found = overlay(PAINTED, attribution(np.zeros((2, 2))), projection, rendering, STROKES)
    assert len(edge) > 20
    for y, x in edge[:20]:  # zero is black: what is left of the painted image is what the brush covers
        expected = PAINTED[y, x] * (COVER[y, x] / 255)
        assert np.abs(found[y, x] - expected).max() <= 1.5


@pytest.mark.parametrize("way", Way)
def test_the_canvas_leaves_out_what_files_leave_out(qapp, attribution, way):
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QImage, QPainter

    from gui.canvas.compose import heat_view, paint_heat, rgb_image, without_strokes
    from gui.canvas.viewport import Viewport
    from gui.state.images.picture import pasted_pixels

    projection, rendering = Projection.make(SIZE, (224, 224)), Rendering("viridis", 0.7, way=way)
    viewport = Viewport(SIZE, SIZE)
    screen = rgb_image(PAINTED).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(screen)
    whole = heat_view(attribution(MAP), projection, rendering, viewport)
    paint_heat(painter, QPointF(0, 0), without_strokes(whole, STROKES, viewport), rendering)
    painter.end()
    written = overlay(PAINTED, attribution(MAP), projection, rendering, STROKES)
    assert np.abs(pasted_pixels(screen)[..., :3].astype(int) - written).max() <= 2
