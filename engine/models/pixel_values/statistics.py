"""Which pixel values a network was trained on, by what its first batch normalisations remember of that time.

A batch normalisation keeps the mean mu and the variance s2 that each channel had in training. The sample photographs
are sent to it under each convention, where they have a mean m and a variance v. The misfit of a channel is the log of
the ratio of two Gaussian likelihoods, expected for one value: of the samples' own Gaussian over the one that is kept,

    KL(N(m, v) || N(mu, s2)) = (log(s2 / v) + (v + (m - mu)^2) / s2 - 1) / 2    [nats],

averaged over the channels, each at most `_MOST`. A convention is sure where it fits well and all others far worse.
The thresholds come from first layers, of random weights and of published models, whose statistics were made of other
photographs under every convention, darker, brighter, paler and tinted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from engine.images.preprocessing import PixelValues, prepare
from engine.network import Network
from engine.network.description import Port
from engine.network.eager import eagerly
from engine.network.feeding import feed
from engine.network.interface import Normalised

_LAYERS = 2  # how many batch normalisations are looked at: further in, all that came before blurs them
_MOST = 10.0  # nats of one channel: a dead one would outweigh all others
_EPSILON = 1e-3  # what Keras adds to a variance
_FITS, _APART, _CLEARLY = 0.15, 0.1, 4.0  # nats at most; nats from the next at least; times as far at least
_TWICE = 2.0  # times worse that RGB must fit for BGR to be named first
TWINS = {  # the same but for the order of colours
    PixelValues.BGR_UNIT: PixelValues.UNIT,
    PixelValues.BGR_RAW: PixelValues.RAW,
}


def misfits(
    network: Network, port: Port, pictures: Sequence[np.ndarray], channels: int, candidates: Collection[PixelValues]
) -> dict[PixelValues, float]:
    """Return the misfit of each candidate in nats; empty where the network keeps no statistics near its input.

    pictures: (h, w, 3) uint8 RGB at the size that it is fed. Of candidates that feed the same values the first counts.
    """

    def look(given: Any) -> list[Normalised]:
        return network.normalised(feed(network.inputs, port, given), _LAYERS, port.input)

    found, normalised = {}, eagerly(network, look)
    for values, x in _inputs(pictures, channels, candidates):
        kept = [layer for layer in normalised(tf.constant(x)) if _is_trained(layer)]
        if not kept:
            return {}
        found[values] = float(np.mean(np.concatenate([misfit(layer) for layer in kept])))
    return found


def misfit(layer: Normalised) -> np.ndarray:
    """Return the misfit of each channel in nats, at most `_MOST`."""
    given = np.asarray(layer.given, np.float64).reshape(-1, layer.given.shape[-1])
    kept = np.asarray(layer.variance, np.float64) + _EPSILON
    with np.errstate(all="ignore"):  # under a convention far from its own a network may not even stay finite
        shift, own = given.mean(0) - np.asarray(layer.mean, np.float64), given.var(0) + _EPSILON
        found = (np.log(kept / own) + (own + shift**2) / kept - 1) / 2
    return np.where(np.isfinite(found), np.minimum(found, _MOST), _MOST)


def best(found: Mapping[PixelValues, float]) -> tuple[PixelValues, bool]:
    """Return the convention that fits best, and whether that is sure. RGB stands before a BGR that fits little better.

    The order of colours is seldom sure: photographs are much alike in red and blue.
    """
    first, *others = sorted(found, key=found.__getitem__)
    apart = min((found[other] for other in others), default=float("inf"))
    sure = found[first] <= _FITS and apart >= max(found[first] + _APART, found[first] * _CLEARLY)
    twin = TWINS.get(first)
    if not sure and twin is not None and found.get(twin, float("inf")) < _TWICE * found[first]:
        first = twin
    return first, sure


def clearly_best(found: Mapping[PixelValues, float]) -> PixelValues | None:
    """Return the convention that all others fit at least twice as badly, None where two are close."""
    first, *others = sorted(found, key=found.__getitem__)
    apart = [found[other] >= max(_TWICE * found[first], found[first] + _APART) for other in others]
    return first if apart and all(apart) else None


def is_open(found: Mapping[PixelValues, float], values: PixelValues) -> bool:
    """Tell whether a convention fits hardly worse than the best, or nothing is known of how it fits."""
    return values not in found or found[values] <= _TWICE * min(found.values())


def _is_trained(layer: Normalised) -> bool:
    """Tell statistics that were kept in training from those a layer starts with."""
    return bool(np.any(np.asarray(layer.mean)) or np.any(np.asarray(layer.variance) != 1))


def _inputs(
    pictures: Sequence[np.ndarray], channels: int, candidates: Collection[PixelValues]
) -> Iterator[tuple[PixelValues, np.ndarray]]:
    """Yield (values, the pictures as the model is given them) of each candidate that is not the same as one before."""
    before: list[np.ndarray] = []
    for values in candidates:
        x = np.concatenate([prepare(picture, values, channels) for picture in pictures])
        if not any(np.array_equal(x, other) for other in before):
            before.append(x)
            yield values, x
