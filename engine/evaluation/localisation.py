"""How a map meets an object's region: pointing game, energy inside, intersection over union, with a baseline."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """Where an object lies on an upright image. label: its class's name as the file says.

    box: (left, top, width, height) in pixels. outline: (x, y) points of a polygon in pixels, () where the box is all
    that is known. mask: the bytes of a PNG of the image's size that is not black where the object is, b"" for none.
    """

    label: str
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    outline: tuple[tuple[float, float], ...] = ()
    mask: bytes = b""


@dataclass(frozen=True)
class Located:
    """How a map meets a region. The `centre_` values are those of a blob in the middle of the image, as a baseline.

    pointing: the map's highest point lies inside (pointing game, Zhang et al. 2018, here without tolerance).
    energy: the share of the evidence inside (Wang et al. 2020). overlap: intersection over union of the region with
    where the map is at least `threshold` of its highest value. area: the region's share of the image.
    """

    pointing: bool
    energy: float
    overlap: float
    centre_pointing: bool
    centre_energy: float
    centre_overlap: float
    area: float
    threshold: float = 0.5
