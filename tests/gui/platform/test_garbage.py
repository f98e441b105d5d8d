from __future__ import annotations

import gc
import threading
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject

from gui.platform import garbage
from gui.platform.garbage import GarbageCollector, set_aside, take_back


@pytest.fixture(autouse=True)
def frozen_again():
    """What was alive before the tests is spared by their own collections."""
    yield
    gc.collect()
    gc.freeze()


class Cyclic(QObject):
    """Notes the thread in which it is destroyed."""

    ends: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        self.ends.append(threading.current_thread().name)


def allocate_much() -> list[list[int]]:
    return [[index] for index in range(20_000)]


def test_cycles_of_widgets_are_never_collected_by_another_thread(qtbot):
    Cyclic.ends.clear()
    collector = GarbageCollector()
    try:
        for _ in range(50):
            Cyclic()
        thread = threading.Thread(target=allocate_much, name="other")
        thread.start()
        thread.join()
        assert Cyclic.ends == []
        kept = allocate_much()
        qtbot.waitUntil(lambda: len(Cyclic.ends) == 50, timeout=10_000)
        assert set(Cyclic.ends) == {"MainThread"}
        assert len(kept) == 20_000
    finally:
        collector.stop()
    assert gc.isenabled()


def test_what_is_set_aside_is_not_looked_at_until_it_is_taken_back():
    kept = Cyclic()
    Cyclic.ends.clear()
    set_aside()
    try:
        del kept
        gc.collect()
        assert Cyclic.ends == []
    finally:
        take_back()
    gc.collect()
    assert Cyclic.ends == ["MainThread"]


def test_the_end_of_the_program_takes_back_what_was_set_aside(qapp):
    gc.collect()  # Python 3.12 sets aside what never dies, some hundred objects, whenever it collects
    before, collector = gc.get_freeze_count(), GarbageCollector()
    set_aside()
    assert gc.get_freeze_count() > before
    collector.stop()
    assert gc.get_freeze_count() <= before


def test_what_others_have_frozen_stays_so_where_nothing_was_set_aside(qapp):
    GarbageCollector().stop()  # what a first one leaves to die is not among the frozen
    gc.collect()
    gc.freeze()
    before = gc.get_freeze_count()
    GarbageCollector().stop()
    assert gc.get_freeze_count() >= before > 0


@pytest.mark.parametrize(("longest", "spared"), [(-1.0, True), (3600.0, False)])
def test_what_takes_long_to_look_through_is_looked_through_once(qapp, monkeypatch, longest, spared):
    monkeypatch.setattr(garbage, "_LONG", longest)
    monkeypatch.setattr(gc, "get_count", lambda: (10_000, 100, 100))
    before, collector = gc.get_freeze_count(), GarbageCollector()
    try:
        collector._collect()
        assert (gc.get_freeze_count() > before) == spared
    finally:
        collector.stop()
