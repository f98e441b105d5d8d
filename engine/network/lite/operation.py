"""One operation of a TensorFlow Lite file, as the functions that compute it see it."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.network.lite.tensors import LiteTensor, UnsupportedError
from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True, eq=False)
class Operation:
    """given, made: its tensors, None for an input that is left out; values: of its inputs, None for what is computed.

    answers: whether its result is an answer of the model, or becomes one by being scored, converted or laid out.
    prepared: which inputs are constants that its row of the table has made ready.
    batched: which inputs hold one entry for each picture along their first axis; the file knows of one picture only.
    """

    name: str
    options: Any
    given: tuple[LiteTensor | None, ...]
    made: tuple[LiteTensor, ...]
    values: tuple[np.ndarray | None, ...]
    batched: tuple[bool, ...]
    answers: bool = False
    prepared: frozenset[int] = frozenset()

    def option(self, name: str, default: Any = 0) -> Any:
        """Return a setting; the default where the file holds none."""
        found = getattr(self.options, name, None)
        return default if found is None else found

    def source(self, index: int) -> LiteTensor:
        """Return an input that is there."""
        tensor = self.given[index]
        if tensor is None:
            raise UnsupportedError(self.name)
        return tensor

    def known(self, index: int) -> np.ndarray:
        """Return what an input holds. Raises UnsupportedError where it is computed."""
        value = self.values[index]
        if value is None:
            raise UnsupportedError(self.name)
        return value

    def rank(self, index: int) -> int:
        """Return how many axes an input has."""
        return len(self.source(index).shape)

    def axis(self, value: Any, index: int, more: int = 0) -> int:
        """Return an axis of an input counted from the front, refused where it is that of the pictures.

        more: by how many axes the result has more.
        """
        axis = int(value) % max(self.rank(index) + more, 1)
        if axis == 0 and any(self.batched):
            raise UnsupportedError(self.name)
        return axis

    @property
    def dtype(self) -> Any:
        """The type of numbers that its first output has here."""
        return self.made[0].dtype
