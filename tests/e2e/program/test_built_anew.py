"""At a change of language all that shows words is built anew, and nothing of the former stays behind."""

from __future__ import annotations

import gc
from collections import Counter
from dataclasses import fields

import pytest
from PySide6.QtCore import SIGNAL, QEvent, QMetaMethod, QObject, QThreadPool
from PySide6.QtWidgets import QApplication
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
