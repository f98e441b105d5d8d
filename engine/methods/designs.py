"""Designs: draws that lie more evenly than chance has it, while each by itself is distributed as if by chance.

What is averaged over them is therefore expected to be what it is over independent draws; only its error is smaller.
So is what is drawn where it tells more, and counts less for it (importance sampling: Kahn and Marshall, 1953).
"""

from __future__ import annotations

import numpy as np

from engine.methods.method import choice

DRAWS = choice("draws", "paper", "balanced", default="balanced")


def folded(rng: np.random.Generator, count: int, columns: int) -> np.ndarray:
    """Return (count, columns) zeros and ones, float64; each second row is the opposite of the one before.

    Blocks of twice 2^m >= 2 columns rows are folded Hadamard matrices: any three columns have each of their eight
    patterns equally often (orthogonal arrays of strength 3; Hedayat, Sloane, Stufken, 1999). Columns are picked and
    flipped, and pairs of rows ordered, at random, anew for each block.
    """
    order = 1 << (columns - 1).bit_length()
    place = np.arange(order)
    signs = np.bitwise_count(place[:, None] & place) % 2 == 0  # Sylvester's matrix, True for +1
    blocks = []
    for _ in range(-(-count // (2 * order))):
        half = signs[rng.permutation(order)][:, rng.permutation(order)[:columns]] ^ (rng.random(columns) < 0.5)
        blocks.append(np.stack([half, ~half], axis=1).reshape(-1, columns))
    return np.concatenate(blocks)[:count].astype(np.float64)


def systematic(rng: np.random.Generator, chances: np.ndarray, count: int) -> np.ndarray:
    """Return (count,) places in `chances`, (k,) of sum 1: each as often as expected of it, rounded up or down."""
    ladder = np.cumsum(chances)
    places = np.searchsorted(ladder / ladder[-1], (np.arange(count) + rng.random()) / count, side="right")
    return rng.permutation(np.minimum(places, len(chances) - 1))


def far_from(a: np.ndarray, chance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return partners b of numbers a, and how much each counts, so that sums over even b in 0..1 are expected.

    Those far apart, between which a score changes most, come more often: with a density of abs(b - a) / z, where
    z = (a^2 + (1 - a)^2) / 2, and count z / abs(b - a). a, chance: of one shape, 0..1; even chances make even draws.
    """
    below, z = a**2 / 2, (a**2 + (1 - a) ** 2) / 2
    area = chance * z  # under the density's two triangles, from 0 on
    b = np.where(
        area < below, a - np.sqrt(np.maximum(a**2 - 2 * area, 0)), a + np.sqrt(2 * np.maximum(area - below, 0))
    )
    distance = np.abs(b - a)
    return b, np.divide(z, distance, out=np.zeros(b.shape), where=distance > 0)
