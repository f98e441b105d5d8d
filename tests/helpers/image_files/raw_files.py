"""A camera's RAW file, made by hand."""

from __future__ import annotations

import io

import numpy as np
import tifffile

# What the sensor saw of a grey wall under a warm lamp and of a red one, and the lamp's own colour.
GREY, RED, NEUTRAL = (0.4, 0.4, 0.2), (0.8, 0.2, 0.1), (1.0, 1.0, 0.5)


def dng(turned: int = 1) -> bytes:
    scene = np.empty((96, 128, 3))
    scene[:, :64], scene[:, 64:] = GREY, RED
    sensor = np.empty((96, 128), np.uint16)
    for channel, row, column in ((0, 0, 0), (1, 0, 1), (1, 1, 0), (2, 1, 1)):  # red, green / green, blue
        sensor[row::2, column::2] = scene[row::2, column::2, channel] * 50000
    identity = [value for number in np.eye(3, dtype=int).ravel().tolist() for value in (number, 1)]
    neutral = [value for level in NEUTRAL for value in (int(level * 100), 100)]
    tags = [
        (50706, 1, 4, b"\1\4\0\0", True),  # DNG 1.4
        (50708, 2, 0, "Camera", True),
        (271, 2, 0, "Maker", True),
        (272, 2, 0, "Camera", True),
        (274, 3, 1, turned, True),
        (33421, 3, 2, (2, 2), True),  # the pattern of colours
        (33422, 1, 4, b"\0\1\1\2", True),
        (50714, 3, 1, 0, True),  # black and white
        (50717, 4, 1, 65535, True),
        (50721, 10, 9, identity, True),  # the matrix of colours
        (50728, 5, 3, neutral, True),
        (50778, 3, 1, 21, True),  # daylight
    ]
    buffer = io.BytesIO()
    tifffile.imwrite(buffer, sensor, photometric=32803, extratags=tags)
    return buffer.getvalue()
