"""Images that are nearly the same: 64 bits of each, compared without comparing all with all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.images.thumbnail import fitted

_ROWS, _COLUMNS = 8, 9  # cells, whose neighbours are compared: 64 differences
_ENOUGH = 4 * _COLUMNS  # pixels of the longer side, of which the cells are the averages
NEAR = 3  # differing bits: those of an image in another size or compression; unrelated ones differ in about 32
_BAND = 16  # bits: of four bands at least one is the same where at most three bits differ
_WINDOW = 64  # neighbours that are compared within images of one band
_MOST_PAIRS = 10  # for each image on average: of a fixed camera all images are alike


def difference_hash(pixels: np.ndarray) -> str:
    """Return 64 bits that alike images share, as 16 hexadecimal digits, of (h, w, C) uint8 pixels.

    Whether each of 8 x 9 grey cells is darker than its right neighbour (dHash, Krawetz, 2013). It hardly changes with
    size, compression, brightness and contrast, so a small copy of the image will do. Empty images give zeros.
    """
    import cv2

    small = fitted(np.ascontiguousarray(pixels[..., :3]), _ENOUGH)
    small = cv2.resize(small, (_COLUMNS, _ROWS), interpolation=cv2.INTER_AREA)
    grey = small.reshape(_ROWS, _COLUMNS, -1).astype(np.float32).mean(axis=2)
    return np.packbits(grey[:, 1:] > grey[:, :-1]).tobytes().hex()


def near_duplicates(hashes: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs (i, j), i < j, of images whose difference hashes differ in at most `NEAR` bits.

    Hashes of no structure, zeros or "", are nobody's duplicates. In near-linear time: only images are compared that
    share one of four bands of bits, as any such pair does, and of very many that share one each only with the 64 next
    to it in order. Where most images are alike, as of a fixed camera, ten pairs for each image are returned.
    """
    codes = np.array([int(code, 16) if code else 0 for code in hashes], np.uint64)
    used = np.flatnonzero(codes)
    found: list[np.ndarray] = []
    for band in range(0, 64, _BAND):
        kept = sum(map(len, found))
        found.extend(_alike_in(codes[used], np.uint64(band), _MOST_PAIRS * len(used) - kept))
    if not found:
        return []
    pairs = np.unique(np.sort(used[np.concatenate(found)], axis=1), axis=0)
    return [(int(i), int(j)) for i, j in pairs]


def _alike_in(codes: np.ndarray, band: np.uint64, most: int) -> list[np.ndarray]:
    """Return pairs of places, (n, 2) each, of codes that share 16 bits from `band` on and differ little elsewhere."""
    keys = (codes >> band) & np.uint64(2**_BAND - 1)
    order = np.lexsort((codes, keys))
    found: list[np.ndarray] = []
    for step in range(1, min(_WINDOW, len(order) - 1) + 1):
        one, other = order[:-step], order[step:]
        shared = keys[one] == keys[other]
        if most <= 0 or not shared.any():
            break
        one, other = one[shared], other[shared]
        near = np.bitwise_count(codes[one] ^ codes[other]) <= NEAR
        found.append(np.stack([one[near], other[near]], axis=1)[:most])
        most -= len(found[-1])
    return found
