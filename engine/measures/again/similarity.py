"""How alike two maps are: rank correlation, structural similarity, relative change."""

from __future__ import annotations

import numpy as np

WINDOW = 7  # pixels a side, in which SSIM compares


def relative_change(before: np.ndarray, after: np.ndarray) -> float:
    """Return |after - before| / |before| of two maps of one shape, Frobenius norms (Yeh et al., 2019; as in Quantus).

    0: nothing changed; 1: as much as if the map had vanished, or came of nothing; sqrt(2): a map of the same size that
    shares nothing.
    """
    before, after = np.asarray(before, np.float64), np.asarray(after, np.float64)
    return float(np.linalg.norm(after - before) / (np.linalg.norm(before) or np.linalg.norm(after) or 1))


def turned(a: np.ndarray, b: np.ndarray) -> float:
    """Return |a / |a| - b / |b||, the change between two maps whatever their scales, from 0 to 2; 1 if one is empty."""
    a, b = (np.asarray(each, np.float64) for each in (a, b))
    return float(np.linalg.norm(a / (np.linalg.norm(a) or 1) - b / (np.linalg.norm(b) or 1)))


def rank_correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Return Spearman's correlation of two maps of one shape: that of their ranks, equal values sharing the mean one.

    0 where one of them is the same everywhere, which has no order.
    """
    deviations = [ranks - ranks.mean() for ranks in (ranks_of(a), ranks_of(b))]
    norms = [float(np.linalg.norm(each)) for each in deviations]
    return float(deviations[0] @ deviations[1]) / (norms[0] * norms[1]) if all(norms) else 0.0


def ranks_of(values: np.ndarray) -> np.ndarray:
    """Return the (N,) ranks of a map's values from 0 for the smallest; equal values share the mean of theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[places.ravel()]


def ssim(a: np.ndarray, b: np.ndarray, span: float) -> float:
    """Return the mean structural similarity of two (H, W) maps, at least 7 x 7 (Wang et al., 2004).

    (2 m_a m_b + c1) (2 s_ab + c2) / ((m_a^2 + m_b^2 + c1) (s_a^2 + s_b^2 + c2)) in each 7 x 7 window that lies inside,
    c1 = (0.01 span)^2, c2 = (0.03 span)^2, variances divided by n - 1, as in scikit-image. span: from the least to the
    largest value that there may be.
    """
    import cv2

    inside = slice(WINDOW // 2, -(WINDOW // 2))

    def mean(values: np.ndarray) -> np.ndarray:
        return cv2.blur(values, (WINDOW, WINDOW))[inside, inside]

    a, b = (np.asarray(each, np.float64) for each in (a, b))
    m_a, m_b = mean(a), mean(b)
    unbiased = WINDOW**2 / (WINDOW**2 - 1)
    s_a, s_b, s_ab = (unbiased * each for each in (mean(a * a) - m_a**2, mean(b * b) - m_b**2, mean(a * b) - m_a * m_b))
    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    above = (2 * m_a * m_b + c1) * (2 * s_ab + c2)
    return float((above / ((m_a**2 + m_b**2 + c1) * (s_a + s_b + c2))).mean())
