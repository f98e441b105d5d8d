"""The next class in order of probability."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from gui.state.class_order import class_beside


@pytest.mark.parametrize(
    ("target", "steps", "expected"),
    [(2, 1, 0), (0, 1, 3), (0, -1, 2), (2, -1, 2), (1, 1, 1), (2, 2, 3), (3, 1, 1)],
)
def test_it_goes_down_and_up_the_order_and_stays_at_the_ends(target, steps, expected):
    answer = SimpleNamespace(logits=np.array([1.0, -2.0, 5.0, 1.0]))  # in order: 2, 0, 3, 1
    assert class_beside(answer, target, steps) == expected
