"""At a change of language all that shows words is built anew: nothing of the former stays, and nothing flashes."""

from __future__ import annotations

import gc
from collections import Counter
from dataclasses import fields

import pytest
from PIL import Image
from PySide6.QtCore import SIGNAL, QEvent, QMetaMethod, QObject, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gui.design import icons
from gui.platform.language import set_language

TURNS = 5  # to the other language and back


def turn(program, times: int) -> None:
    for _ in range(times):
        for language in ("fr", "en"):
            set_language(QApplication.instance(), language)
            program.qtbot.wait(20)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QThreadPool.globalInstance().waitForDone()
    program.qtbot.wait(20)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def own_objects() -> Counter[str]:
    """Count the living QObjects of the program's own classes."""
    kinds = (type(one) for one in gc.get_objects() if isinstance(one, QObject) and isValid(one))
    return Counter(kind.__qualname__ for kind in kinds if kind.__module__.startswith("gui."))


def lasting(program) -> list[QObject]:
    """Return what outlives a change of language and is listened to."""
    window, rooms, application = program.window, program.window.rooms, QApplication.instance()
    found = (
        *(application, application.styleHints(), window, window.state, window.controller, window.previews),
        *(window.preferences, window.settings, window.crash_watch, window.canvas, window.canvas.camera),
        *(rooms.browsing.collection, rooms.browsing.collection.thumbnails, rooms.probe.brush),
        *(getattr(rooms, field.name) for field in fields(rooms)),
    )
    return [one for one in found if isinstance(one, QObject)]


def listeners(objects: list[QObject]) -> dict[str, int]:
    """Return how many listen to each signal."""
    heard = {}
    for number, one in enumerate(objects):
        about = one.metaObject()
        methods = (about.method(index) for index in range(about.methodCount()))
        for method in methods:
            if method.methodType() == QMetaMethod.MethodType.Signal:
                name = bytes(method.methodSignature().data()).decode()
                heard[f"{number} {type(one).__name__}.{name}"] = one.receivers(SIGNAL(name))
    return heard


@pytest.fixture(autouse=True)
def english_again():
    yield
    set_language(QApplication.instance(), "en")


def test_neither_objects_nor_listeners_gather(run, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        turn(program, 1)
        parts = lasting(program)
        before = own_objects(), listeners(parts), len(program.window.findChildren(QObject)), len(icons._CLONES)
        assert sum(before[1].values()) > 100
        turn(program, TURNS)
        after = own_objects(), listeners(parts), len(program.window.findChildren(QObject)), len(icons._CLONES)
        assert after == before

    run(scenario, str(cat), *map(str, other_samples))


class Shown(QObject):
    """Notes which windows appear."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a window that appears."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp):
    shown = Shown()
    qapp.installEventFilter(shown)
    yield shown
    qapp.removeEventFilter(shown)


def test_no_part_of_the_window_appears_as_a_window_of_its_own(run, cat, other_samples, shown):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        turn(program, 1)
        program.window.actions_by_id["compare_methods"].trigger()
        program.qtbot.wait(20)
        turn(program, 1)
        program.window.rooms.comparing.stop_comparing()
        program.window.actions_by_id["toggle_probe"].trigger()
        turn(program, 1)
        program.window.rooms.browsing.next_photograph()
        program.wait_for_overlay()
        assert shown.kinds == ["MainWindow"]

    run(scenario, str(cat), *map(str, other_samples))


def test_the_bar_of_a_file_s_pages_does_not_appear_as_a_window_either(run, tmp_path, shown):
    path = tmp_path / "pages.tif"
    pages = [Image.new("RGB", (64, 48), colour) for colour in ("red", "green", "blue")]
    pages[0].save(path, save_all=True, append_images=pages[1:])

    def scenario(program):
        program.wait_for_overlay()
        assert program.state.image.latitude.frames == 3
        turn(program, 1)
        assert shown.kinds == ["MainWindow"]

    run(scenario, str(path))
