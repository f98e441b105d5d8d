"""How long the run will take and how much disk it needs, in words, and on how many images that was measured."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from engine.errors import SaliscopeError
from gui.batch.setup.measuring import Estimate
from gui.design.messages.chip import Chip
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import Tone
from gui.words.batch import about, whole
from gui.words.errors import sentence


class EstimateView(QWidget):
    """One row of two lines; a red chip where the drive has less room than is needed."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._chip = QLabel(), Chip(Tone.RED)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)  # folders may be called anything
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._words.setMinimumHeight(max(CONTROL_HEIGHT, 2 * self._words.fontMetrics().lineSpacing()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self._words, 1)
        row.addWidget(self._chip)
        self._chip.hide()

    def say_listing(self) -> None:
        """Say that the images are being counted."""
        self._say(self.tr("Looking for images…"))

    def say_trying(self, count: int) -> None:
        """Say that the first images are being computed."""
        words = self.tr("Images found: {count}. The first ones are being computed to estimate time and disk…")
        self._say(words.format(count=whole(count)))

    def say_unknown(self, count: int) -> None:
        """Say that nothing can be estimated."""
        self._say(self.tr("Images found: {count}.").format(count=whole(count)))

    def say_error(self, error: SaliscopeError) -> None:
        """Say why nothing can be begun."""
        self._say(sentence(error))

    def say(self, estimate: Estimate, count: int, free: int | None) -> None:
        """Say what was measured. count: of images; free: bytes on the drive."""
        needed = estimate.bytes_for(count)
        words = self.tr("Images found: {count}. {time} and {size}, measured on {measured} of them.").format(
            count=whole(count),
            time=_sentence_case(about(estimate.seconds_for(count))),
            size=size_words(needed),
            measured=whole(estimate.images),
        )
        if free is not None:
            words += " " + self.tr("Free on the drive: {size}.").format(size=size_words(free))
        self._say(words, self.tr("Not enough room on the drive") if free is not None and free < needed else "")

    def _say(self, words: str, warning: str = "") -> None:
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._chip.setVisible(bool(warning))
        if warning:
            self._chip.say(warning, Tone.RED)


def size_words(count: int) -> str:
    """Return a number of bytes in words; a MB has 1,000,000 bytes, as in file managers."""
    return QLocale().formattedDataSize(count, int(count >= 10**9), QLocale.DataSizeFormat.DataSizeSIFormat)


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
