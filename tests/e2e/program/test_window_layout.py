"""What the window's room goes to, and keys and drags that belong to the canvas."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QImage
from PySide6.QtWidgets import QToolBar, QToolButton

TOOL_BAR = 48  # pixels


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_canvas_takes_at_least_65_per_cent_of_a_small_window(run, cat, language):
    def scenario(program):
        program.wait_for_overlay()
        window, canvas = program.window, program.window.canvas
        window.resize(1280, 800)
        program.wait(lambda: canvas.mapTo(window, canvas.rect().bottomRight()).y() > 700)
        bars = sum(bar.height() for bar in window.findChildren(QToolBar) if bar.isVisible())
        height = canvas.height() - max(0, TOOL_BAR - bars)
        assert canvas.width() * height >= 0.65 * 1280 * 800
        assert window.foot.height() <= 36

    run(scenario, str(cat), "--language", language)


def test_arrow_keys_on_the_canvas_switch_the_class_and_with_ctrl_move_the_image(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        state, canvas = program.state, program.window.canvas
        ranks = np.argsort(-state.attribution.logits, kind="stable")
        for key, rank in (
            (Qt.Key.Key_Right, 1),
            (Qt.Key.Key_Down, 2),
            (Qt.Key.Key_Left, 1),
            (Qt.Key.Key_Up, 0),
            (Qt.Key.Key_Left, 0),
        ):
            program.qtbot.keyClick(canvas, key)
            assert state.choices.target == ranks[rank]
        canvas.camera.enlarge(8.0)
        before = canvas.camera.viewport
        program.qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        assert canvas.camera.viewport.x < before.x
        assert state.choices.target == ranks[0]
        program.wait_for_overlay()

    run(scenario, str(cat))


def test_the_overlay_is_dragged_out_as_a_file_and_as_an_image(run, cat, monkeypatch):
    dragged = []

    def note(drag: QDrag, _: Qt.DropAction) -> Qt.DropAction:
        mime = drag.mimeData()
        path = mime.urls()[0].toLocalFile()
        dragged.append((path, cv2.imread(path), QImage(mime.imageData()).size()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", note)

    def scenario(program):
        program.wait_for_overlay()
        handle = program.control("Drag the overlay out", QToolButton)
        program.qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        program.qtbot.mouseMove(handle, QPoint(80, 60))
        program.wait(lambda: bool(dragged))
        path, pixels, size = dragged[0]
        assert path.endswith(".png") and "Egyptian" in path
        assert pixels.shape == (300, 451, 3)
        assert (size.width(), size.height()) == (451, 300)
        assert np.abs(pixels.astype(int) - cv2.imread(str(cat))).mean() > 20  # not the bare image
        assert Path(path).exists(), "a mail program may read it late"
        program.qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        program.qtbot.mouseMove(handle, QPoint(80, 60))
        program.wait(lambda: len(dragged) == 2)
        assert Path(path).name == Path(dragged[1][0]).name and dragged[1][0] != path, "each drag has a file of its own"

    run(scenario, str(cat))
    assert not Path(dragged[0][0]).parents[1].exists(), "an image may be a patient's"
