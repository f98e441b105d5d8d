"""Dragging the overlay out: what Qt would carry, once the file is there and the pointer has moved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QImage

from gui.canvas.foot.drag_handle import DragHandle

LEFT = Qt.MouseButton.LeftButton


class Stage:
    """A handle whose drags are noted instead of done, and whose file is there when the test says so."""

    def __init__(self, qtbot, monkeypatch) -> None:
        self.qtbot = qtbot
        self.taken: list = []  # who waits for what is dragged
        self.dragged: list[tuple[list[QUrl], bool]] = []
        monkeypatch.setattr(QDrag, "exec", lambda drag, _: self._note(drag))
        self.handle = DragHandle(self.taken.append)
        qtbot.addWidget(self.handle)
        self.handle.show()

    def _note(self, drag: QDrag) -> Qt.DropAction:
        self.dragged.append((drag.mimeData().urls(), drag.mimeData().hasImage()))
        return Qt.DropAction.CopyAction

    def press(self) -> None:
        self.qtbot.mousePress(self.handle, LEFT, pos=QPoint(5, 5))

    def move(self) -> None:
        self.qtbot.mouseMove(self.handle, QPoint(60, 40))

    def release(self) -> None:
        self.qtbot.mouseRelease(self.handle, LEFT, pos=QPoint(5, 5))

    def ready(self, press: int = -1) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile("/tmp/cat.png")])
        mime.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
        self.taken[press](mime)


@pytest.fixture
def stage(qtbot, monkeypatch) -> Stage:
    return Stage(qtbot, monkeypatch)


CAT = ([QUrl.fromLocalFile("/tmp/cat.png")], True)


def test_a_drag_begins_when_the_pointer_moves_and_the_file_is_there_whichever_is_first(stage):
    stage.press()
    stage.ready()
    assert stage.dragged == []
    stage.move()
    assert stage.dragged == [CAT]
    stage.release()
    stage.press()
    stage.move()
    assert len(stage.dragged) == 1
    stage.ready()
    assert stage.dragged == [CAT, CAT]


def test_a_file_that_is_there_too_late_is_not_dragged(stage):
    stage.press()
    stage.move()
    stage.release()
    stage.ready()
    assert stage.dragged == []


def test_what_was_prepared_at_an_earlier_press_is_not_dragged(stage):
    stage.press()
    stage.release()
    stage.press()
    stage.move()
    stage.ready(0)
    assert stage.dragged == []
    stage.ready(1)
    assert stage.dragged == [CAT]


def test_a_click_copies_and_a_drag_does_not(stage):
    copied = []
    stage.handle.copy_wanted.connect(lambda: copied.append(1))
    stage.press()
    stage.ready()
    stage.release()
    assert copied == [1] and stage.dragged == []
    stage.press()
    stage.ready()
    stage.move()
    stage.release()
    assert copied == [1] and stage.dragged == [CAT]
    stage.qtbot.keyClick(stage.handle, Qt.Key.Key_Space)
    assert copied == [1, 1]
