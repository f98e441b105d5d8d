"""The published networks without their heads: how many weights each has, by which a file of weights is recognised.

The table is `trunks.json`, made by `engine.models.weights_alone.build_trunks`. Imports no TensorFlow.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from engine.system.quick_dataclass import dataclass

TABLE = Path(__file__).with_name("trunks.json")


@dataclass(frozen=True)
class Trunk:
    """A network of keras.applications without its head.

    name: the constructor's; alpha: its width, None where it has none; parameters, arrays: numbers that its weights hold
    and arrays that they are stored in; features: channels of what it gives; stride: how many pixels a place of that is
    wide, 0 where sizes do not divide.
    """

    name: str
    alpha: float | None
    parameters: int
    arrays: int
    features: int
    stride: int


@cache
def trunks() -> tuple[Trunk, ...]:
    """Return the table."""
    return tuple(Trunk(**row) for row in json.loads(TABLE.read_text(encoding="utf-8")))


def of_size(parameters: int, arrays: int) -> Trunk | None:
    """Return the trunk with so many weights in so many arrays."""
    return next((trunk for trunk in trunks() if (trunk.parameters, trunk.arrays) == (parameters, arrays)), None)
