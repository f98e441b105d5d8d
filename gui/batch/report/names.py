"""What images, classes and folders are called in a report, which may be passed on: no patient's name, nothing odd."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from engine.network.description import Head
from gui.batch.report.document import safe
from gui.words.errors import sentence
from gui.words.numbers import answer

if TYPE_CHECKING:
    from engine.batch.rows import Row
    from gui.batch.report.gather import ReportData

_SHORT = 60  # characters below a picture


class Names:
    """The names of a run's images, classes and folder, as a report says them."""

    def __init__(self, data: ReportData) -> None:
        self._data = data
        self._labels = tuple(safe(label, 80) for label in data.plan.labels)
        self._head = data.model.head if data.model is not None else Head.SOFTMAX

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of all classes."""
        return self._labels

    @property
    def model(self) -> str:
        """The name of the model."""
        return safe(self._data.model.name if self._data.model is not None else self._data.plan.model.name)

    @property
    def are_secret(self) -> bool:
        """Whether some names may be patients', and are to be left out."""
        return not self._data.plan.write_names and any(row.alias for row in self._data.rows.values())

    @property
    def folder(self) -> str:
        """The name of the folder of images; "" where files in it may be named after patients."""
        return "" if self.are_secret else safe(self._data.source.name or str(self._data.source))

    def image(self, row: Row, longest: int = 160) -> str:
        """Return the name of an image."""
        return safe(row.name if self._data.plan.write_names else row.public_name, longest)

    def short(self, row: Row) -> str:
        """Return the name of an image, for below its picture."""
        return self.image(row, _SHORT)

    def label(self, index: int) -> str:
        """Return the name of a class."""
        return self._labels[index]

    def probability(self, row: Row) -> str:
        """Return the probability of the answer, or the model's bare value."""
        return answer(row.probability or 0.0, self._head)

    def error(self, row: Row) -> str:
        """Return why an image was refused. The sentence may name the file."""
        if row.error is None:
            return ""
        words = sentence(row.error)
        if row.alias and not self._data.plan.write_names:
            path = PurePosixPath(row.name)
            for name in (row.name, path.name, path.stem):
                words = words.replace(name, row.alias)
        return safe(words, 600)
