"""The facts of what is on screen: file, model, map and device, in a popup behind a button."""

from __future__ import annotations

import sys
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.canvas.legend import title_of
from gui.design.icon_button import IconButton
from gui.design.scale import Space
from gui.words.computing import device_name
from gui.words.layers import layer_name
from gui.words.numbers import duration
from gui.words.photographs import note_sentence
from gui.words.readings import spacing_words

if TYPE_CHECKING:
    from gui.state.screen import ScreenState

_WIDTH = 380


class FactsButton(QWidget):
    """A button, and the popup that it opens. The popup's text can be selected; Esc closes it."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._button = IconButton("info", self.tr("Details of image, map and computer"))
        self._button.clicked.connect(self.show_facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._button)

    def show_facts(self) -> None:
        """Open the popup above the button."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setFrameShape(QFrame.Shape.StyledPanel)
        popup.setAccessibleName(self._button.accessibleName())
        words = QLabel(self.html())
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.setFixedWidth(_WIDTH)
        words.setAccessibleName(", ".join(f"{name}: {value}" for name, value in self.facts()))
        column = QVBoxLayout(popup)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.addWidget(words)
        popup.adjustSize()
        corner = self._button.mapToGlobal(QPoint(self._button.width(), 0))
        popup.move(corner - QPoint(popup.width(), popup.height() + Space.XS))
        popup.show()
        words.setFocus()

    def html(self) -> str:
        """Return the facts as a table."""
        row = "<tr><td style='padding-right: 12px'>{}</td><td>{}</td></tr>"
        return f"<table>{''.join(row.format(escape(name), escape(value)) for name, value in self.facts())}</table>"

    def facts(self) -> list[tuple[str, str]]:
        """Return the (name, value) of each fact that is known."""
        found = [*self._of_image(), *self._of_map(), *self._of_device()]
        return [(name, value) for name, value in found if value]

    def _of_image(self) -> list[tuple[str, str]]:
        image = self._state.image
        if image is None:
            return []
        return [
            (self.tr("Image"), image.name),
            (self.tr("Size"), f"{image.width} × {image.height}"),
            (self.tr("Pixel size"), spacing_words(image.latitude.spacing)),
            (self.tr("Shown as"), "; ".join(note_sentence(note) for note in image.notes)),
        ]

    def _of_map(self) -> list[tuple[str, str]]:
        state, found = self._state, self._state.attribution
        facts = [(self.tr("Model"), state.model.name if state.model is not None else "")]
        if found is not None and state.model is not None and found.request.target is not None:
            facts += [
                (self.tr("Heat map"), title_of(found, state.model)),
                (self.tr("Layer"), layer_name(found.request.layer or "", state.model)),
                (self.tr("Computed in"), duration(found.seconds)),
            ]
        return facts

    def _of_device(self) -> list[tuple[str, str]]:
        device = self._state.device
        if device is None:
            return [(self.tr("Computed on"), self.tr("The computing engine is starting…"))]
        facts = [(self.tr("Computed on"), device_name(device))]
        if device.kind == "cpu":
            why = " ".join(part for part in (device.note, self.why_no_graphics_card()) if part)
            facts.append((self.tr("Graphics card"), why))
        return facts

    def why_no_graphics_card(self, system: str = sys.platform) -> str:
        """Return why TensorFlow does not use a graphics card on this system, "" if it can."""
        if system == "win32":
            return self.tr(
                "On Windows, TensorFlow uses only the processor. To use an NVIDIA card, run Saliscope on Linux or in "
                "WSL 2."
            )
        if system == "darwin":
            return self.tr("On a Mac, TensorFlow uses only the processor.")
        return ""
