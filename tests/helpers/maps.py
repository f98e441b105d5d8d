"""Maps that tests of rendering show."""

from __future__ import annotations

import numpy as np

from engine.images.projection import Projection, Rect

MAP = np.random.default_rng(4).random((7, 7)).astype(np.float32)


SIGNED = [[-4, 0], [1, 2]]


def whole(projection: Projection) -> Rect:
    return Rect(0, 0, *projection.image_size)
