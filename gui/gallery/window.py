"""The window of the gallery: the sheet, and switches for theme, language and size of letters."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import resources
from gui.design.scale import Space
from gui.design.segmented import Segmented
from gui.design.theme import Theme
from gui.gallery.samples import SAMPLES
from gui.gallery.sheet import Sheet
from gui.platform.language import set_language


class Gallery(QWidget):
    """`sheet` is made anew after each change of language or letters, as the program does it."""

    def __init__(self, application: QApplication, theme: Theme, language: str, scheme: str) -> None:
        super().__init__()
        self.setWindowTitle("Gallery")
        self._application = application
        self._language, self._points = language, application.font().pointSizeF()
        themes = Segmented("Theme", [("light", "Light"), ("dark", "Dark")])
        themes.show_value(scheme)
        themes.chosen.connect(theme.choose)
        languages = Segmented("Language", [(code, code) for code in resources.LANGUAGES])
        languages.show_value(language)
        languages.chosen.connect(self._speak)
        letters = Segmented("Letters", [(1, "100 %"), (1.5, "150 %"), (2, "200 %")])
        letters.chosen.connect(self._enlarge)
        switches = QHBoxLayout()
        switches.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        switches.setSpacing(Space.S)
        for switch in (themes, languages, letters):
            switches.addWidget(switch)
        switches.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(switches)
        column.addWidget(self._area)
        self.resize(1180, 860)
        self._fill()

    @property
    def sheet(self) -> Sheet:
        """What is shown now."""
        sheet = self._area.widget()
        assert isinstance(sheet, Sheet)
        return sheet

    def _speak(self, language: object) -> None:
        self._language = str(language)
        set_language(self._application, self._language)
        self._fill()

    def _enlarge(self, factor: object) -> None:
        assert isinstance(factor, int | float)
        font = self._application.font()
        font.setPointSizeF(self._points * factor)
        self._application.setFont(font)
        self._fill()

    def _fill(self) -> None:
        self._area.setWidget(Sheet(SAMPLES[self._language]))
