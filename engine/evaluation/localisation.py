"""How a map meets an object's region: pointing game, energy inside, intersection over union, with a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import Code, SaliscopeError
from engine.evaluation.grid import covered, in_image, positive, summed
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.images.projection import Projection

GRID = 128  # cells of the longer side of an image, in which regions are drawn
_FINE = 8  # pixels a side of one such cell: its area inside a polygon is counted in them
_SHIFT = 4  # bits below a pixel, in which OpenCV takes a polygon's points
_COARSE = 64  # cells a side: maps below are enlarged first, bilinearly as on screen and in the papers
_MOST_PIXELS = 100_000_000  # of a mask
_BLOB = 0.25  # of each side: the standard deviation of the centre baseline


@dataclass(frozen=True)
class Region:
    """Where an object lies on an upright image. label: its class's name as the file says.

    box: (left, top, width, height) in pixels. outline: (x, y) points of a polygon in pixels, () where the box is all
    that is known. mask: the bytes of a PNG of the image's proportions that is not black where the object is, b"" for
    none. size: width and height of the image as the file knows it, whose pixels box and outline are in; (0, 0) where it
    does not say, so that they are the image's own.
    """

    label: str
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    outline: tuple[tuple[float, float], ...] = ()
    mask: bytes = b""
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Located:
    """How a map meets a region. The `centre_` values are those of a blob in the middle of the image, as a baseline.

    The blob is a Gaussian whose standard deviation is a quarter of each side. As photographers put what matters in the
    middle, it scores well without looking: a map that does no better has found nothing.

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


def locate(
    values: np.ndarray, projection: Projection, regions: Sequence[Region], threshold: float = 0.5
) -> Located | None:
    """Return how an (h, w) map of the model's input meets the union of `regions`; None where they cover no area.

    Only evidence for the class counts, and only where the image is: not over padding, nor where the model saw nothing.
    A map without evidence points nowhere: its measures are 0. Raises SaliscopeError(REGION_MASK) for a damaged mask.
    """
    mask = drawn(regions, projection.image_size)
    if not mask.any():
        return None
    evidence = positive(values)
    top = _highest(evidence, projection)
    pointing = top is not None and _at(mask, top, projection.image_size)
    fine = _refined(evidence)
    down, across = (in_image(fine.shape[1 - axis], projection, axis) * mask.shape[1 - axis] for axis in (1, 0))
    # Of each cell of the map: its area within the image and within the region, in cells of the grid.
    there, inside = np.outer(np.diff(down), np.diff(across)), summed(mask, down, across)
    energy, overlap = _met(fine, there, inside, float(mask.sum()), threshold)
    blob = _blob(mask.shape)
    centre_energy, centre_overlap = _met(blob, np.ones(blob.shape), mask, float(mask.sum()), threshold)
    middle = projection.image_size[0] / 2, projection.image_size[1] / 2
    centre = _at(mask, middle, projection.image_size)
    return Located(pointing, energy, overlap, centre, centre_energy, centre_overlap, float(mask.mean()), threshold)


def drawn(regions: Sequence[Region], size: tuple[int, int]) -> np.ndarray:
    """Return the union of regions on an image of `size` (width, height): the share of each cell of a grid inside.

    The grid is float64, its longer side `GRID` cells. Boxes are exact, polygons to an eighth of a cell. A region that
    was drawn on the image lying on its side, as some programs show what a camera took upright, is left out: which way
    it was turned is not known. Raises SaliscopeError(REGION_MASK).
    """
    scale = GRID / max(size)
    shape = max(1, round(size[1] * scale)), max(1, round(size[0] * scale))
    union = np.zeros(shape)
    for region in regions:
        if not _lies_on_its_side(region.size, size):
            np.maximum(union, _drawn(region, region.size if all(region.size) else size, shape), out=union)
    return union


def _lies_on_its_side(known: tuple[int, int], size: tuple[int, int]) -> bool:
    return known == size[::-1] and size[0] != size[1]


def _drawn(region: Region, size: tuple[int, int], shape: tuple[int, int]) -> np.ndarray:
    if region.mask:
        return _of_mask(region, shape)
    if region.outline:
        return _of_outline(region.outline, size, shape)
    left, top, width, height = region.box
    down = _overlap(top, top + height, size[1], shape[0])
    return np.outer(down, _overlap(left, left + width, size[0], shape[1]))


def _overlap(start: float, stop: float, length: int, cells: int) -> np.ndarray:
    """Return the share of each cell on one side between `start` and `stop`."""
    edges = np.linspace(0, length, cells + 1)
    return np.maximum(np.minimum(edges[1:], stop) - np.maximum(edges[:-1], start), 0) * (cells / length)


def _of_outline(outline: Sequence[tuple[float, float]], size: tuple[int, int], shape: tuple[int, int]) -> np.ndarray:
    import cv2

    fine = np.array([shape[1] * _FINE, shape[0] * _FINE])
    # OpenCV measures at pixel centres; far outside is as good as just outside, and stays within its whole numbers.
    points = np.clip(np.array(outline, np.float64) * fine / size, -fine, 2 * fine) - 0.5
    canvas = np.zeros((fine[1], fine[0]), np.uint8)
    cv2.fillPoly(canvas, [np.rint(points * 2**_SHIFT).astype(np.int32)], 255, shift=_SHIFT)
    return cv2.resize(canvas, (shape[1], shape[0]), interpolation=cv2.INTER_AREA) / 255.0


def _of_mask(region: Region, shape: tuple[int, int]) -> np.ndarray:
    import cv2

    width, height = png_size(region.mask) or (0, 0)
    pixels = None
    if 0 < width * height <= _MOST_PIXELS:
        pixels = cv2.imdecode(np.frombuffer(region.mask, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise SaliscopeError(Code.REGION_MASK, name=region.label)
    inside = pixels > 0 if pixels.ndim == 2 else (pixels[..., :3] > 0).any(axis=2)
    return cv2.resize(inside.astype(np.uint8) * 255, (shape[1], shape[0]), interpolation=cv2.INTER_AREA) / 255.0


def png_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height that a PNG states in its first bytes; None for anything else."""
    if len(data) < 24 or not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _refined(evidence: np.ndarray) -> np.ndarray:
    """Enlarge a coarse map bilinearly, each cell to the same whole number of cells."""
    import cv2

    height, width = evidence.shape
    times = -(-_COARSE // min(height, width))
    if times == 1:
        return evidence
    return cv2.resize(evidence, (width * times, height * times), interpolation=cv2.INTER_LINEAR)


def _met(
    evidence: np.ndarray, there: np.ndarray, inside: np.ndarray, region: float, threshold: float
) -> tuple[float, float]:
    """Return the share of the evidence inside, and the intersection over union with where it is strong.

    there, inside: the area of each cell within the image and within the region; region: the area of all of it.
    """
    total, most = float((evidence * there).sum()), float(evidence[there > 0].max(initial=0))
    if not total > 0:
        return 0.0, 0.0
    hot = evidence >= threshold * most
    common = float(inside[hot].sum())
    return float((evidence * inside).sum() / total), common / (float(there[hot].sum()) + region - common)


def _highest(evidence: np.ndarray, projection: Projection) -> tuple[float, float] | None:
    """Return the (x, y) in the image of the highest cell's centre: of several the one nearest to the middle of them."""
    down, across = (covered(evidence.shape[1 - axis], projection, axis) for axis in (1, 0))
    evidence = np.where(np.outer(down, across) > 0, evidence, 0)
    if not evidence.any():
        return None
    places = np.argwhere(evidence == evidence.max())
    row, column = places[np.square(places - places.mean(axis=0)).sum(axis=1).argmin()]
    x = projection.to_image((column + 0.5) * projection.input_size[0] / evidence.shape[1], 0)
    y = projection.to_image((row + 0.5) * projection.input_size[1] / evidence.shape[0], 1)
    return float(x), float(y)


def _at(mask: np.ndarray, point: tuple[float, float], size: tuple[int, int]) -> bool:
    """Tell whether a point of the image lies inside; one over the padding counts where the image's edge is nearest."""
    column, row = (
        int(np.clip(point[axis] / size[axis] * mask.shape[1 - axis], 0, mask.shape[1 - axis] - 1)) for axis in (0, 1)
    )
    return bool(mask[row, column] >= 0.5)


def _blob(shape: tuple[int, int]) -> np.ndarray:
    down, across = (np.exp(-np.square(((np.arange(n) + 0.5) / n - 0.5) / _BLOB) / 2) for n in shape)
    return np.outer(down, across)
