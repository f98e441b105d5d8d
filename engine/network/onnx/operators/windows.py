"""Operators that slide a window over places: convolutions and pooling, computed with the channels last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from engine.network.onnx.node import Node
from engine.network.onnx.values import Value, check_size, need

_SAME = ("SAME_UPPER", "SAME_LOWER")
_MOST_GROUPS = 1 << 14  # of a convolution


class Window(NamedTuple):
    """Sizes, strides and dilations along each axis of places, and what is added (before, after) each."""

    sizes: tuple[int, ...]
    strides: tuple[int, ...]
    dilations: tuple[int, ...]
    pads: tuple[tuple[int, int], ...]


def window_of(node: Node, places: Sequence[int], sizes: Sequence[int]) -> Window:
    """Return the window that a node slides over so many places."""
    rank = len(places)
    strides = tuple(node.numbers("strides") or [1] * rank)
    dilations = tuple(node.numbers("dilations") or [1] * rank)
    need(len(sizes) == len(strides) == len(dilations) == rank and min(*sizes, *strides, *dilations) >= 1)
    kind = node.text("auto_pad", "NOTSET")
    if kind in _SAME:
        pads = tuple(_same(*each, kind) for each in zip(places, sizes, strides, dilations, strict=True))
    elif kind == "VALID":
        pads = ((0, 0),) * rank
    else:
        ends = node.numbers("pads") or [0] * (2 * rank)
        need(len(ends) == 2 * rank and min(ends) >= 0)
        pads = tuple(zip(ends[:rank], ends[rank:], strict=True))
    check_size([before + size + after for size, (before, after) in zip(places, pads, strict=True)])
    return Window(tuple(sizes), strides, dilations, pads)


def _same(places: int, size: int, stride: int, dilation: int, kind: str) -> tuple[int, int]:
    missing = max(0, (-(-places // stride) - 1) * stride + (size - 1) * dilation + 1 - places)
    half, more = missing // 2, missing - missing // 2
    return (half, more) if kind == _SAME[0] else (more, half)


def convolution(node: Node, x: Value, kernel: Value, bias: Value | None = None) -> Value:
    """Conv: `kernel` is (places..., in / group, out)."""
    need(x.rank == kernel.rank and x.rank in (3, 4) and kernel.batch is None)
    if x.rank == 3:
        return _of_one_axis(convolution, node, x, kernel, bias)
    *sizes, each, made = kernel.shape
    group = int(node.number("group", 1))
    need(1 <= group <= _MOST_GROUPS and each * group == x.shape[1] and made % group == 0)
    window = window_of(node, x.shape[2:], sizes)
    return _with_bias(x, _convolved(x.turned(), kernel.data, window, group), bias)


def _convolved(tensor: Any, kernel: Any, window: Window, group: int) -> Any:
    ends = _ends(tensor, window)
    if group == 1:
        return tf.nn.conv2d(tensor, kernel, window.strides, ends, dilations=window.dilations)
    if kernel.shape[2] == 1 and window.strides[0] == window.strides[1] and _undilated(window):
        height, width, _, made = kernel.shape
        kernel = tf.reshape(kernel, [height, width, group, made // group])
        if not isinstance(ends, str):  # TensorFlow 2.21 crashes on numbers with a bias behind
            tensor, ends = _padded(tensor, window.pads), "VALID"
        return tf.nn.depthwise_conv2d(tensor, kernel, [1, *window.strides, 1], ends, dilations=window.dilations)
    # TensorFlow computes groups, but not everywhere their gradient.
    parts = zip(tf.split(tensor, group, -1), tf.split(kernel, group, -1), strict=True)
    return tf.concat([_convolved(part, own, window, 1) for part, own in parts], -1)


def _ends(tensor: Any, window: Window) -> Any:
    """Return how TensorFlow is told what is added at the ends: in a word where there is one, which is quicker."""
    if not np.any(window.pads):
        return "VALID"
    each = zip(tensor.shape[1:3], window.sizes, window.strides, window.dilations, strict=True)
    if tuple(_same(*axis, _SAME[0]) for axis in each) == window.pads:
        return "SAME"
    return [(0, 0), *window.pads, (0, 0)]


def _undilated(window: Window) -> bool:
    """Tell what TensorFlow's depthwise convolution does: it has no strides with dilations."""
    return window.strides == (1, 1) or window.dilations == (1, 1)


def _padded(tensor: Any, pads: Sequence[tuple[int, int]], value: float = 0.0) -> Any:
    return tf.pad(tensor, [(0, 0), *pads, (0, 0)], constant_values=value) if np.any(pads) else tensor


def transposed_convolution(node: Node, x: Value, kernel: Value, bias: Value | None = None) -> Value:
    """ConvTranspose: `kernel` is (places..., out / group, in)."""
    need(x.rank == kernel.rank and x.rank in (3, 4) and kernel.batch is None)
    if x.rank == 3:
        return _of_one_axis(transposed_convolution, node, x, kernel, bias)
    group = int(node.number("group", 1))
    settings = {name: value for name, value in node.settings.items() if name in ("strides", "dilations")}
    window = window_of(Node(node.operator, settings, node.version), x.shape[2:], kernel.shape[:2])
    need(
        window.dilations == (1, 1)
        and kernel.shape[3] == x.shape[1]
        and 1 <= group <= _MOST_GROUPS
        and x.shape[1] % group == 0
    )
    parts = zip(tf.split(x.turned(), group, -1), tf.split(kernel.data, group, -1), strict=True)
    whole = tf.concat([_spread(part, own, window) for part, own in parts], -1)
    return _with_bias(x, _cut_to_size(node, whole, x.shape[2:], window), bias)


def _spread(tensor: Any, kernel: Any, window: Window) -> Any:
    """Return all that the windows reach, nothing cut off."""
    sizes = [
        (places - 1) * stride + size
        for places, stride, size in zip(tensor.shape[1:3], window.strides, window.sizes, strict=True)
    ]
    shape = tf.stack([tf.shape(tensor)[0], *sizes, kernel.shape[2]])
    return tf.nn.conv2d_transpose(tensor, kernel, shape, window.strides, "VALID")


def _cut_to_size(node: Node, whole: Any, places: Sequence[int], window: Window) -> Any:
    rank = len(places)
    more = node.numbers("output_padding") or [0] * rank
    wanted, kind = node.numbers("output_shape"), node.text("auto_pad", "NOTSET")
    ends = node.numbers("pads") or [0] * (2 * rank)
    need(len(more) == rank and len(ends) == 2 * rank)
    begins, sizes = [], []
    for axis in range(rank):
        full = whole.shape[1 + axis] + more[axis]
        if wanted or kind in _SAME:
            size = wanted[axis - rank] if wanted else places[axis] * window.strides[axis]
            cut = full - size
            begin = cut // 2 if kind == _SAME[0] else cut - cut // 2
        else:
            begin, size = ends[axis], full - ends[axis] - ends[axis + rank]
        need(begin >= 0 and size >= 1)
        begins.append(begin)
        sizes.append(size)
    whole = _padded(whole, [(0, extra) for extra in more])
    return whole[:, begins[0] : begins[0] + sizes[0], begins[1] : begins[1] + sizes[1]]


def _with_bias(x: Value, made: Any, bias: Value | None) -> Value:
    made = made if bias is None else tf.nn.bias_add(made, tf.convert_to_tensor(bias.data))
    return Value(made, x.batch, last=True)


def _of_one_axis(operator: Callable[..., Value], node: Node, x: Value, kernel: Value, bias: Value | None) -> Value:
    """Compute with one axis of places as if there were a second of size 1 before it."""
    settings = dict(node.settings)
    for name, alone in (("strides", 1), ("dilations", 1), ("output_padding", 0)):
        if name in settings:
            settings[name] = [alone, *settings[name]]
    if "pads" in settings:
        need(len(settings["pads"]) == 2)
        settings["pads"] = [0, settings["pads"][0], 0, settings["pads"][1]]
    wide = Value(tf.expand_dims(x.turned(), 1), x.batch, last=True)
    made = operator(Node(node.operator, settings, node.version), wide, Value(tf.expand_dims(kernel.data, 0)), bias)
    return Value(tf.squeeze(made.data, 1), x.batch, last=True)


def max_pooling(node: Node, x: Value) -> Value:
    """MaxPool: what lies beyond the ends counts as nothing."""
    need(node.outputs == 1)
    window = _pooling_window(node, x)
    padded = _padded(x.turned(), window.pads, float("-inf"))
    return Value(_pooled(padded, window, "MAX"), x.batch, last=True)


def average_pooling(node: Node, x: Value) -> Value:
    """AveragePool: what lies beyond the ends counts where the settings say so."""
    window = _pooling_window(node, x)
    made = _pooled(_padded(x.turned(), window.pads), window, "AVG")
    share = _shares(node, x.shape[2:], window)
    made = made if np.all(share == 1) else made / tf.constant(share[None, ..., None], tf.float32)
    return Value(made, x.batch, last=True)


def _pooled(padded: Any, window: Window, kind: str) -> Any:
    if max(window.dilations) > 1:
        return tf.nn.pool(padded, window.sizes, kind, window.strides, "VALID", dilations=window.dilations)
    # Unlike the former these may leave places out between two windows.
    pool = tf.nn.max_pool if kind == "MAX" else tf.nn.avg_pool
    return pool(padded, window.sizes, window.strides, "VALID")


def _pooling_window(node: Node, x: Value) -> Window:
    need(x.rank in (3, 4) and x.batch in (None, (0, 1, 1)))
    window = window_of(node, x.shape[2:], node.numbers("kernel_shape") or [])
    if not node.number("ceil_mode"):
        return window
    pads = tuple(_up(*each) for each in zip(x.shape[2:], *window, strict=True))
    return window._replace(pads=pads)


def _up(places: int, size: int, stride: int, dilation: int, pads: tuple[int, int]) -> tuple[int, int]:
    """Return what is added so that a last window that begins among the places, or before them, is whole."""
    before, after = pads
    reach = (size - 1) * dilation + 1
    count = -(-(places + before + after - reach) // stride) + 1
    count -= (count - 1) * stride >= places + before
    return before, max(after, (count - 1) * stride + reach - places - before)


def _shares(node: Node, places: Sequence[int], window: Window) -> np.ndarray:
    """Return which share of each window counts: (h, w)."""
    plain = window_of(node, places, window.sizes).pads if node.number("count_include_pad") else ((0, 0),) * len(places)
    shares = [
        _share(*each) for each in zip(places, window.sizes, window.strides, window.dilations, window.pads, plain,
                                      strict=True)
    ]  # fmt: skip
    return np.multiply.outer(*shares) if len(shares) > 1 else shares[0]


def _share(
    places: int, size: int, stride: int, dilation: int, pads: tuple[int, int], counted: tuple[int, int]
) -> np.ndarray:
    """Return the share of each window along one axis that lies where places or counted pads are."""
    counts = np.zeros(places + sum(pads))
    counts[pads[0] - counted[0] : pads[0] + places + counted[1]] = 1
    starts = np.arange(0, len(counts) - (size - 1) * dilation, stride)
    return counts[starts[:, None] + dilation * np.arange(size)].mean(-1)


def over_all_places(function: Callable[..., Any]) -> Callable[..., Value]:
    """Return the operator that pools all places of each channel into one."""

    def pooled(node: Node, x: Value) -> Value:
        need(x.rank >= 3)
        return Value(function(x.turned(), axis=list(range(1, x.rank - 1)), keepdims=True), x.batch, last=True)

    return pooled


OPERATORS: dict[str, Callable[..., Any]] = {
    "AveragePool": average_pooling,
    "Conv": convolution,
    "ConvTranspose": transposed_convolution,
    "GlobalAveragePool": over_all_places(tf.reduce_mean),
    "GlobalMaxPool": over_all_places(tf.reduce_max),
    "MaxPool": max_pooling,
}
