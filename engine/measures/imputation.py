"""Noisy linear imputation: what was removed from an image is filled in from around it (Rong et al., 2022)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# Pixels: a larger input is filled in at a whole fraction of its size. It differs by less than ROAD's noise, and at 224
# pixels it takes a fifth of the time, which grows faster than the area.
SIDE = 128
_BESIDE, _DIAGONAL = 1 / 6, 1 / 12
_WEIGHTS = {(0, 1): _BESIDE, (1, 0): _BESIDE, (1, 1): _DIAGONAL, (1, -1): _DIAGONAL}  # the other four mirror these
_LEAF = 4  # pixels: the side of the parts in which the order of elimination does not matter


def imputed(x: np.ndarray, removed: np.ndarray) -> np.ndarray:
    """Return (H, W, c) x, float32, with pixels where (H, W) `removed` is true filled in; one at least must stay.

    Each becomes the mean of its eight neighbours, those beside it twice as heavy as the diagonal ones: a sparse system
    of linear equations (Rong et al., 2022), solved directly. Of inputs larger than `SIDE`, blocks of pixels stand for
    pixels.
    """
    step = -(-max(removed.shape) // SIDE)
    if step == 1:
        return _solved(np.asarray(x, np.float32), removed)
    import cv2

    small = tuple(max(1, length // step) for length in removed.shape)
    kept = (~removed).astype(np.float32)
    share = cv2.resize(kept, small[::-1], interpolation=cv2.INTER_AREA)
    means = [cv2.resize(x[..., c] * kept, small[::-1], interpolation=cv2.INTER_AREA) for c in range(x.shape[2])]
    blocks = np.stack(means, axis=-1) / np.maximum(share, np.float32(1e-6))[..., None]
    filled = _solved(blocks.astype(np.float32), share <= 0)
    large = [cv2.resize(filled[..., c], removed.shape[::-1]) for c in range(x.shape[2])]
    return np.where(removed[..., None], np.stack(large, axis=-1), x).astype(np.float32)


def _solved(x: np.ndarray, removed: np.ndarray) -> np.ndarray:
    """Solve (D - W) u = W k: u the removed pixels, k those that stay, W the weights and D each pixel's sum of them."""
    from scipy.sparse.linalg import splu

    equations, order = laplacian(removed.shape)  # both in the order of elimination
    gone = removed.ravel()[order]
    if not gone.any():
        return x
    mine = equations[gone]
    known = np.where(removed[..., None], 0, x).reshape(removed.size, -1)[order]
    # Symmetric and dominated by its diagonal: no pivoting, and the order stays as it is.
    factors = splu(mine[:, gone].tocsc(), permc_spec="NATURAL", diag_pivot_thresh=0, options={"SymmetricMode": True})
    found = x.reshape(removed.size, -1).copy()
    found[order[gone]] = factors.solve(-(mine @ known.astype(np.float64)))
    return found.reshape(x.shape)


@lru_cache(2)
def laplacian(size: tuple[int, int]) -> tuple[csr_array, np.ndarray]:
    """Return D - W of all pixels of a size, sparse (n, n) float64 in the order of elimination, and that (n,) order.

    The order is a nested dissection: a line that parts the image comes after both of its sides, which keeps factors
    sparse; of a part of the pixels it is one, too.
    """
    from scipy.sparse import coo_array, diags_array

    at = np.empty(size[0] * size[1], np.intp)
    order = np.array(dissected(np.arange(at.size).reshape(size)))
    at[order] = np.arange(at.size)
    places = at.reshape(size)
    pairs = [(*_pairs(places, *offset), weight) for offset, weight in _WEIGHTS.items()]
    one, other = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    values = np.concatenate([np.full(len(pair[0]), pair[2]) for pair in pairs])
    half = coo_array((values, (one, other)), shape=(at.size, at.size))
    weights = (half + half.T).tocsr()
    return (diags_array(weights.sum(axis=1)) - weights).tocsr(), order


def dissected(pixels: np.ndarray) -> list[int]:
    """Return the numbers in a (h, w) array so that a line through its middle comes after the parts that it parts."""
    if max(pixels.shape) <= _LEAF:
        return pixels.ravel().tolist()
    if pixels.shape[0] > pixels.shape[1]:
        pixels = pixels.T
    middle = pixels.shape[1] // 2
    return [*dissected(pixels[:, :middle]), *dissected(pixels[:, middle + 1 :]), *pixels[:, middle].tolist()]


def _pairs(places: np.ndarray, down: int, across: int) -> tuple[np.ndarray, np.ndarray]:
    """Return both ends of every step by (down, across) within (h, w) places."""
    left, right = max(-across, 0), max(across, 0)
    height, width = places.shape
    return places[: height - down, left : width - right].ravel(), places[down:, right : width - left].ravel()
