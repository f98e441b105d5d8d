"""Resizing, axis by axis: each new place is a weighted sum of its neighbours, or the nearest of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.onnx.node import Node
from engine.network.onnx.values import Value, check_size, need, positive

_Tap = tuple[np.ndarray, np.ndarray]  # of each new place an old one, and what that counts
_ROUNDED: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "round_prefer_floor": lambda x: np.ceil(x - 0.5),
    "round_prefer_ceil": lambda x: np.floor(x + 0.5),
    "floor": np.floor,
    "ceil": np.ceil,
}


def resize(node: Node, x: Value, *given: Value | None) -> Value:
    """Resize by scales or to sizes. Before version 11 the scales come second, and since then third."""
    given = (None, *given) if node.version < 11 else given
    scales, sizes = (*given[1:3], None, None)[:2]
    axes = [positive(axis, x.rank) for axis in node.numbers("axes") or range(x.rank)]
    need(not node.number("antialias") and node.text("keep_aspect_ratio_policy", "stretch") == "stretch")
    by_scales = scales is not None and scales.array.size > 0
    wanted = scales if by_scales else sizes
    need(wanted is not None and wanted.array.size == len(axes))
    assert wanted is not None
    return _resized(node, x, axes, wanted.array.reshape(-1), bool(by_scales))


def upsample(node: Node, x: Value, scales: Value | None = None) -> Value:
    """Upsample, as Resize was called until version 10."""
    factors = scales.array.reshape(-1) if scales is not None else np.array(node.numbers("scales") or [], np.float32)
    need(len(factors) == x.rank)
    settings = {**node.settings, "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
    return _resized(Node(node.operator, settings, node.version), x, list(range(x.rank)), factors, True)


def _resized(node: Node, x: Value, axes: list[int], wanted: np.ndarray, by_scales: bool) -> Value:
    shape = x.shape
    for axis, each in zip(axes, wanted.tolist(), strict=True):
        scale = each if by_scales else each / shape[axis]
        size = int(np.floor(shape[axis] * np.float32(each))) if by_scales else int(each)
        if size == shape[axis] and scale == 1:
            continue
        need(size >= 1 and scale > 0 and (x.batch is None or x.batch.axis != axis))
        check_size([size if at == axis else old for at, old in enumerate(x.shape)])
        x = _along(node, x, axis, size, scale)
    return x


def _along(node: Node, x: Value, axis: int, size: int, scale: float) -> Value:
    old, held, mode = x.shape[axis], x.axis(axis), node.text("mode", "nearest")
    where = _places(node, old, size, scale)
    if mode == "nearest":
        nearest = node.text("nearest_mode", "round_prefer_floor")
        if node.version < 11:  # it had no such setting, and runtimes do this
            nearest = "floor" if scale >= 1 else "ceil"
        need(nearest in _ROUNDED)
        return x.like(tf.gather(x.data, np.clip(_ROUNDED[nearest](where), 0, old - 1).astype(np.int32), axis=held))
    need(mode in ("linear", "cubic"))
    taps = _linear(where, old) if mode == "linear" else _cubic(node, where, old)
    along = [-1 if at == held else 1 for at in range(x.rank)]
    # Sums of gathered places: products of matrices would hide how a picture lies in what is made.
    parts = [tf.gather(x.data, near, axis=held) * weights.reshape(along).astype(np.float32) for near, weights in taps]
    return x.like(tf.add_n(parts))


def _places(node: Node, old: int, size: int, factor: float) -> np.ndarray:
    """Return where among the old places each new one lies."""
    at, scale = np.arange(size, dtype=np.float32), np.float32(factor)  # as runtimes do: a rounding may choose a place
    mode = node.text("coordinate_transformation_mode", "half_pixel" if node.version >= 11 else "asymmetric")
    if mode == "asymmetric":
        return at / scale
    if mode == "align_corners":
        return at * np.float32((old - 1) / (size - 1)) if size > 1 else np.zeros(size, np.float32)
    if mode == "pytorch_half_pixel" and size == 1:
        return np.zeros(size, np.float32)
    need(mode in ("half_pixel", "pytorch_half_pixel", "half_pixel_symmetric"))
    offset = np.float32(0)
    if mode == "half_pixel_symmetric":
        offset = np.float32(old / 2) * (1 - np.float32(size) / (scale * np.float32(old)))
    return offset + (at + np.float32(0.5)) / scale - np.float32(0.5)


def _linear(where: np.ndarray, old: int) -> list[_Tap]:
    """Return the two neighbours and what each counts."""
    where = np.clip(where, 0, old - 1)
    low = np.floor(where).astype(np.int32)
    return [(low, 1 - (where - low)), (np.minimum(low + 1, old - 1), where - low)]


def _cubic(node: Node, where: np.ndarray, old: int) -> list[_Tap]:
    """Return the four neighbours and what each counts (Keys, 1981, doi:10.1109/TASSP.1981.1163711)."""
    a, low = node.number("cubic_coeff_a", -0.75), np.floor(where).astype(np.int32)
    places, weights = [], []
    for step in (-1, 0, 1, 2):
        far = np.abs(where - (low + step))
        near = ((a + 2) * far - (a + 3)) * far**2 + 1
        each = np.where(far <= 1, near, ((a * far - 5 * a) * far + 8 * a) * far - 4 * a)
        if node.number("exclude_outside"):
            each = np.where((low + step >= 0) & (low + step < old), each, 0)
        places.append(np.clip(low + step, 0, old - 1))
        weights.append(each)
    total = np.sum(weights, axis=0) if node.number("exclude_outside") else np.ones(len(where))
    return [(place, weight / total) for place, weight in zip(places, weights, strict=True)]


OPERATORS: dict[str, Callable[..., Any]] = {"Resize": resize, "Upsample": upsample}
