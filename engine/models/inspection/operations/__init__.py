"""Which operations a graph may hold: the lists that `build` makes from the pinned TensorFlow."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Operations:
    """Names. run: what may answer; never_run: what reaches files, as honest models do where nothing is run.

    dangerous: what reaches files, programs or the network: refused wherever it stands, but for `never_run`.
    lite: all of TensorFlow Lite's own by number; lite_run: those that may run.
    """

    run: frozenset[str]
    never_run: frozenset[str]
    dangerous: frozenset[str]
    lite: tuple[str, ...]
    lite_run: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """All names on any list of TensorFlow's."""
        return self.run | self.never_run | self.dangerous


@cache
def operations() -> Operations:
    """Return the lists."""
    lists = json.loads(Path(__file__).with_name("operations.json").read_text(encoding="utf-8"))
    names = {key: frozenset(value) for key, value in lists.items() if key != "lite"}
    return Operations(lite=tuple(lists["lite"]), **names)
