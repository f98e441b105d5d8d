from __future__ import annotations

import gc
import threading
from typing import ClassVar

from PySide6.QtCore import QObject

from gui.platform.garbage import GarbageCollector


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
