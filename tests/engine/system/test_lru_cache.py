"""The cache that drops what was used longest ago."""

from __future__ import annotations

import pytest

from engine.system.lru_cache import LruCache


def filled(most: int, *keys: str, fits=None) -> LruCache[str, str]:
    cache = LruCache(most, fits)
    for key in keys:
        cache.put(key, key.upper())
    return cache


def fail() -> str:
    raise MemoryError


def test_the_oldest_goes_where_there_are_too_many():
    assert filled(2, "a", "b", "c").values() == ["B", "C"]


def test_what_is_used_is_the_newest():
    cache = filled(2, "a", "b")
    assert cache.get_or_make("a", fail) == "A"
    cache.put("c", "C")
    assert cache.values() == ["A", "C"]


def test_looking_at_all_values_uses_none():
    cache = filled(2, "a", "b")
    assert cache.values() == ["A", "B"]
    cache.put("c", "C")
    assert cache.values() == ["B", "C"]


def test_a_value_put_again_replaces_the_one_before_and_is_the_newest():
    cache = filled(2, "a", "b")
    cache.put("a", "other")
    assert cache.values() == ["B", "other"]
    assert len(cache) == 2


def test_a_value_is_made_once():
    cache = filled(2)
    assert [cache.get_or_make("a", iter([1, 2]).__next__) for _ in range(2)] == [1, 1]


def test_a_value_that_cannot_be_made_leaves_the_others():
    cache = filled(1, "a")
    with pytest.raises(MemoryError):
        cache.get_or_make("b", fail)
    assert cache.values() == ["A"]


def test_as_many_of_the_oldest_go_as_do_not_fit():
    cache = LruCache(9, fits=lambda sizes: sum(sizes) <= 10)
    for size in (1, 2, 3, 4):
        cache.put(size, size)
    assert cache.values() == [1, 2, 3, 4]
    cache.put(5, 5)
    assert cache.values() == [4, 5]


def test_the_newest_stays_though_it_does_not_fit():
    assert filled(0, "a", "b", fits=lambda _: False).values() == ["B"]


def test_what_is_unwanted_is_dropped_wherever_it_lies():
    cache = filled(9, "a", "b", "c")
    cache.discard(lambda value: value != "B")
    assert cache.values() == ["B"]
    cache.clear()
    assert len(cache) == 0


def test_what_is_asked_for_counts_as_used_and_what_is_not_there_is_none():
    cache = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert ("a" in cache, "b" in cache, "c" in cache) == (True, False, True)
    assert cache.get("b") is None
