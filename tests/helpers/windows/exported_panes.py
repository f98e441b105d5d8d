"""Exports of a comparison, as tests make them and look at them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import PIL.Image
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QCheckBox

from engine.export.content import Product
from engine.export.sheet import joined
from engine.rendering import overlay
from gui.export.dialog import ExportDialog
from gui.export.settings import ExportSettings, remember
from gui.state import file_dialogs as files
from helpers.windows.compared import do, there

FIGURE, OVERLAY = ExportSettings(), ExportSettings(Product.OVERLAY)


def side_by_side(pictures):
    return joined([picture.shape[1::-1] for picture in pictures], pictures)


def compare(program, action, count=2):
    program.wait_for_overlay()
    do(program, action)
    there(program)
    for _ in range(count - 2):
        do(program, "add_pane")
    return there(program, count)


def dialog_of(program) -> ExportDialog:
    do(program, "export_dialog")
    return program.window.findChild(ExportDialog)


def close(dialog) -> None:
    dialog.close()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def export(program, target, settings, monkeypatch):
    """Export through the dialog, its controls set as `settings` say."""
    monkeypatch.setattr(files, "ask_target", lambda *_: target)
    remember(replace(settings, suffix=target.suffix), target.parent)
    program.state.notify(None)
    dialog_of(program)._export.click()
    program.wait(lambda: target.exists() and "Saved as" in program.notice)
    return target


def pixels_of(pane) -> np.ndarray:
    """Return what rendering gives for a pane at its photograph's own size."""
    pixels = pane.picture.image.pixels
    if pane.attribution is None:
        return pixels
    return overlay(pixels, pane.attribution, pane.projection, pane.rendering)


def found_in(figure: np.ndarray, picture: np.ndarray) -> tuple[int, int]:
    """Return where (x, y) a picture lies in a figure, pixel for pixel."""
    _, _, (x, y), _ = cv2.minMaxLoc(cv2.matchTemplate(figure, picture, cv2.TM_SQDIFF))
    np.testing.assert_array_equal(figure[y : y + picture.shape[0], x : x + picture.shape[1]], picture)
    return x, y


def read(path) -> np.ndarray:
    return np.asarray(PIL.Image.open(path).convert("RGB"))


def panes_box(dialog) -> QCheckBox:
    return next(box for box in dialog.findChildren(QCheckBox) if "All panes" in box.text().replace("&", ""))
