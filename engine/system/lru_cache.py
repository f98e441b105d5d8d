"""A cache that drops what was used longest ago (LRU: least recently used)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """Holds at most `most` values. For one thread.

    fits: tells of the values that are held whether they are few and small enough; while it does not, the oldest goes.
    The newest stays even if it does not fit by itself: it is in use, so dropping it would free nothing.
    """

    def __init__(self, most: int, fits: Callable[[Collection[V]], bool] | None = None) -> None:
        self._most = most
        self._fits = fits
        self._values: OrderedDict[K, V] = OrderedDict()  # the oldest first

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def values(self) -> list[V]:
        """Return what is held, the value used longest ago first. None of them counts as used by this."""
        return list(self._values.values())

    def put(self, key: K, value: V) -> None:
        """Hold a value as the newest, and drop the oldest ones where it is too much now."""
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > 1 and not self._has_room():
            self._values.popitem(last=False)

    def get(self, key: K) -> V | None:
        """Return the value of a key as the newest one, None where it is not held."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key]

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key as the newest one, made where it is not held. Whatever `make` raises passes."""
        if key in self._values:
            self._values.move_to_end(key)
        else:
            self.put(key, make())
        return self._values[key]

    def discard(self, unwanted: Callable[[V], bool]) -> None:
        """Drop every value of which `unwanted` is true."""
        for key in [key for key, value in self._values.items() if unwanted(value)]:
            del self._values[key]

    def clear(self) -> None:
        """Drop all."""
        self._values.clear()

    def _has_room(self) -> bool:
        return len(self._values) <= self._most and (self._fits is None or self._fits(self._values.values()))
