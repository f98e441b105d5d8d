"""The open photographs in order, as a model for the film strip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage

from engine.system.quick_dataclass import dataclass
from gui.design.plain_tip import plain_tip

if TYPE_CHECKING:
    from gui.photos.thumbnails import Thumbnails
    from gui.state.images.picture import Picture

Index = QModelIndex | QPersistentModelIndex
FAULT_ROLE = Qt.ItemDataRole.UserRole  # why it cannot be read, "" if no fault is known
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, eq=False)
class Photograph:
    """An open photograph: a file, or a pasted picture, which is kept here because there is no file to read it from."""

    name: str
    path: Path | None
    pasted: Picture | None = None


class Collection(QAbstractListModel):
    """Every file once; thousands of them cost no more memory than their names.

    Only the thumbnail of a row changes, and `Thumbnails.made` reports that. `dataChanged` is not used, because Qt lays
    out all rows again each time.
    """

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = thumbnails
        self._photographs: list[Photograph] = []
        self._rows: dict[Path, int] = {}

    def __len__(self) -> int:
        return len(self._photographs)

    def __getitem__(self, row: int) -> Photograph:
        return self._photographs[row]

    @property
    def paths(self) -> list[Path]:
        """The files among them."""
        return [one.path for one in self._photographs if one.path is not None]

    def row_of_file(self, path: Path) -> int | None:
        """Return the row of a file."""
        return self._rows.get(path)

    def add(self, paths: Sequence[Path]) -> int:
        """Append files in the order given; open ones stay where they are. Return the row of the first file."""
        new = [path for path in dict.fromkeys(paths) if path not in self._rows]
        self._append([Photograph(path.name, path) for path in new])
        return self._rows[paths[0]]

    def adopt(self, picture: Picture) -> int:
        """Return the row of the picture on screen, which is appended if it was not open."""
        path = picture.image.path
        if path is not None:
            return self.add([path.absolute()])
        for row, one in enumerate(self._photographs):
            if one.pasted is picture:
                return row
        self._append([Photograph(picture.image.name, None, picture)])
        return len(self) - 1

    def remove(self, rows: Sequence[int]) -> None:
        """Remove photographs; their files stay."""
        for first, last in reversed(_runs(sorted(set(rows)))):
            self.beginRemoveRows(_NO_INDEX, first, last)
            for one in self._photographs[first : last + 1]:
                if one.path is not None:
                    self.thumbnails.forget(one.path)
            del self._photographs[first : last + 1]
            self._count()
            self.endRemoveRows()

    def clear(self) -> None:
        """Remove all photographs."""
        self.put_back(())

    def put_back(self, photographs: Sequence[Photograph]) -> None:
        """Hold exactly these photographs."""
        self.beginResetModel()
        self._photographs = list(photographs)
        self._count()
        self.thumbnails.forget_all()
        self.endResetModel()

    # Qt

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a name, a text for screen readers, a tool tip, a thumbnail (QImage or None) or a fault."""
        if not 0 <= index.row() < len(self):
            return None
        one = self._photographs[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one.name
            case Qt.ItemDataRole.DecorationRole:
                return self._thumbnail(one)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._fault(one) or str(one.path or one.name))
            case Qt.ItemDataRole.AccessibleTextRole:
                words = self.tr("{name}, {position} of {count}")
                return words.format(name=one.name, position=index.row() + 1, count=len(self))
            case Qt.ItemDataRole.AccessibleDescriptionRole | Qt.ItemDataRole.UserRole:
                return self._fault(one)
        return None

    def _thumbnail(self, one: Photograph) -> QImage | None:
        if one.path is not None:
            return self.thumbnails.image(one.path)
        assert one.pasted is not None
        from gui.canvas.compose import rgb_image

        small = rgb_image(one.pasted.levels[-1])
        side = self.thumbnails.side
        return small.scaled(
            QSize(side, side).boundedTo(small.size()),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )

    def _fault(self, one: Photograph) -> str:
        return self.thumbnails.fault(one.path) if one.path is not None else ""

    def _append(self, photographs: list[Photograph]) -> None:
        if photographs:
            self.beginInsertRows(_NO_INDEX, len(self), len(self) + len(photographs) - 1)
            self._photographs += photographs
            self._count()
            self.endInsertRows()

    def _count(self) -> None:
        self._rows = {one.path: row for row, one in enumerate(self._photographs) if one.path is not None}


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending rows as the (first, last) of each run of consecutive rows."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs
