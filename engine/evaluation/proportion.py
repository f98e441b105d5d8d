"""How far a share that was counted can be trusted."""

from __future__ import annotations

from math import sqrt

_Z = 1.959963984540054  # the normal distribution has 95 % of its mass within so many standard deviations


def interval(successes: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of which `successes` of `count` were counted, within 0 and 1.

    Wilson's score interval, which holds for few cases and for shares near 0 and 1, too (Wilson, 1927):
    (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n).
    """
    if count <= 0:
        return 0.0, 1.0
    share, square = successes / count, _Z * _Z
    centre, scale = share + square / (2 * count), 1 + square / count
    reach = _Z * sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)
