"""Zoom: out, how much, in, and the whole image."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gui.design.icon_button import IconButton
from gui.design.scale import CONTROL_HEIGHT

if TYPE_CHECKING:
    from gui.canvas.camera import Camera

_WIDEST = 64.0  # times: as far as it can be zoomed in


class ZoomControl(QWidget):
    """Buttons in a row. The one with the percentage has a menu of usual sizes."""

    def __init__(self, camera: Camera) -> None:
        super().__init__()
        self._camera = camera
        self._percent = QToolButton()
        self._percent.setAutoRaise(True)
        self._percent.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._percent.setToolTip(self.tr("Size of the image on screen"))
        self._percent.setMinimumHeight(CONTROL_HEIGHT)
        self._percent.setMenu(self._menu())
        self._percent.setText(_percent(_WIDEST))
        self._percent.ensurePolished()
        self._percent.setFixedWidth(self._percent.sizeHint().width())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        smaller, larger = IconButton("zoom-out", self.tr("Zoom out")), IconButton("zoom-in", self.tr("Zoom in"))
        whole = IconButton("fit", self.tr("Fit to window"))
        for button, do in ((smaller, camera.zoom_out), (larger, camera.zoom_in), (whole, camera.fit)):
            button.clicked.connect(do)
        for widget in (smaller, self._percent, larger, whole):
            row.addWidget(widget)
        camera.viewport_changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show how large the image is now."""
        viewport = self._camera.viewport
        words = _percent(viewport.scale) if viewport is not None else "–"
        if words != self._percent.text():
            self._percent.setText(words)
            self._percent.setAccessibleName(self.tr("Zoom: {percent}").format(percent=words))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Fit to window"), self._camera.fit)
        menu.addAction(_percent(1.0), self._camera.one_to_one)
        menu.addAction(_percent(2.0), partial(self._camera.enlarge, 2.0))
        menu.addAction(self.tr("Fill the window"), self._camera.fill)
        return menu


def _percent(scale: float) -> str:
    return QLocale().toString(scale * 100, "f", 0) + "\u00a0%"
