"""Sorting, filtering and scrolling the table of a large batch: `python -m benchmarks.table [--rows N]`.

No model and no images are needed: the table shows made-up rows, and an overlay for each one in view.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.__main__ import machine
from benchmarks.film import Gaps

if TYPE_CHECKING:
    from gui.batch.table.page import ImagesPage

_CLASSES = 1000
_LATER = 0.4  # seconds in which whatever follows an action is over
_SCROLLS = 40


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.table")
    parser.add_argument("--rows", type=int, default=100_000)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.design import style

    count, application = parser.parse_args().rows, QApplication(["benchmark"])
    style.put_on(application)
    print(f"{machine()}\n\n| {count:,} rows | time | longest gap in the window |\n| --- | --- | --- |")
    for name, seconds, gap in _rows(count):
        print(f"| {name} | {seconds * 1000:.0f} ms | {gap * 1000:.0f} ms |", flush=True)
    application.quit()


def _rows(count: int) -> Iterator[tuple[str, float, float]]:
    """Yield (what is done, how long it takes, the longest gap until all that follows is over)."""
    from PySide6.QtCore import QObject, Qt
    from PySide6.QtWidgets import QApplication

    from engine.network.description import Head
    from gui.batch.findings.thumbnails import RunThumbnails
    from gui.batch.table import words
    from gui.batch.table.model import RunModel
    from gui.batch.table.order import COLUMNS, Shown
    from gui.batch.table.page import ImagesPage

    keeper, model = QObject(), RunModel()
    page = ImagesPage(model)
    page.resize(1180, 640)
    page.show()
    gaps = Gaps()

    def measured(name: str, do: Callable[[], object]) -> tuple[str, float, float]:
        _wait(_LATER)
        gaps.begin()
        start = time.perf_counter()
        do()
        seconds = time.perf_counter() - start
        _wait(_LATER)
        return name, seconds, gaps.longest

    store = _store(count)
    yield measured("show", partial(model.show_run, store, Head.SOFTMAX, RunThumbnails(_overlays, keeper)))
    for number, column in enumerate(COLUMNS):
        for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
            sort = partial(page.table.horizontalHeader().setSortIndicator, number, order)
            yield measured(f"sort by “{words.header(column, Head.SOFTMAX)}”, {order.name[:-5].lower()}", sort)
    page.table.selectAll()
    yield measured("sort with all rows selected", partial(model.sort, 2, Qt.SortOrder.DescendingOrder))
    page.table.clearSelection()
    yield measured("find a text", partial(model.set_filter, text="99"))
    yield measured("show the wrong answers alone", partial(model.set_filter, text="", shown=Shown.WRONG))
    yield measured("show all again", partial(model.set_filter, shown=Shown.ALL))
    yield measured("take 16 new rows", partial(model.note_changed, range(0, count, count // 16)))
    yield measured(f"scroll to {_SCROLLS} places", partial(_scroll, page))
    QApplication.processEvents()


def _scroll(page: ImagesPage) -> None:
    bar = page.table.verticalScrollBar()
    for step in range(_SCROLLS):
        bar.setValue(bar.maximum() * step // (_SCROLLS - 1))
        _wait(0.02)


def _store(count: int) -> object:
    from gui.batch.table.store import RowStore

    draw = np.random.default_rng(0)
    store = RowStore(
        [f"folder {at % 97:02}/image {at:06}.jpg" for at in range(count)], [f"c{n}" for n in range(_CLASSES)]
    )
    store.state[:] = draw.choice(3, count, p=(0.1, 0.85, 0.05))
    store.answer[:] = draw.integers(-1, _CLASSES, count)
    store.truth[:] = np.where(draw.random(count) < 0.8, store.answer, draw.integers(-1, _CLASSES, count))
    for values in store.measures.values():
        values[:] = np.where(draw.random(count) < 0.9, draw.random(count), np.nan)
    return store


def _overlays(names: Sequence[str]) -> Mapping[str, bytes]:
    import cv2

    pixels = np.random.default_rng(len(names[0])).integers(0, 255, (96, 128, 3), np.uint8)
    return dict.fromkeys(names, cv2.imencode(".jpg", pixels)[1].tobytes())


def _wait(seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    _main()
