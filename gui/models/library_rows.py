"""The rows of the library and the sizes of their files. It needs no window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

import resources
from engine.models.published import PublishedModel, is_there, published_models, weights_path
from engine.system.quick_dataclass import dataclass
from gui.state.memory import RememberedModel, remembered_models


class Group(StrEnum):
    """The heading of a row, in the order of the list."""

    BUNDLED = "bundled"
    FAVOURITES = "favourites"
    RECENT = "recent"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Row:
    """One model. sha256: "" if it is not known without reading the file."""

    group: Group
    name: str
    path: Path
    sha256: str = ""
    published: PublishedModel | None = None

    @property
    def key(self) -> str:
        """Identifies the row, even after the list was made anew."""
        return self.sha256 or self.name

    @property
    def remembered(self) -> bool:
        """Whether it is a remembered model, which can be removed."""
        return self.group in (Group.FAVOURITES, Group.RECENT)


Sizes = Mapping[Path, int]  # in bytes, of files that exist and whose hash is right, if one is known


def library_rows() -> list[Row]:
    """Return every row in the order of the list."""
    models = remembered_models()
    return [
        Row(Group.BUNDLED, resources.DEFAULT_MODEL.name, resources.DEFAULT_MODEL),
        *(_row(Group.FAVOURITES, model) for model in models if model.favourite),
        *(_row(Group.RECENT, model) for model in models if not model.favourite),
        *(Row(Group.PUBLISHED, model.name, weights_path(model), "", model) for model in published_models()),
    ]


def sizes_of(rows: Iterable[Row]) -> Sizes:
    """Look for the files. Some are read completely, so this must not run in the GUI thread."""
    found = {}
    for row in rows:
        try:
            if (row.path / "saved_model.pb").is_file():
                found[row.path] = sum(file.stat().st_size for file in row.path.rglob("*") if file.is_file())
            elif row.path.is_file() and (row.published is None or is_there(row.published)):
                found[row.path] = row.path.stat().st_size
        except OSError:
            continue  # for example a drive that was removed
    return found


def _row(group: Group, model: RememberedModel) -> Row:
    return Row(group, model.name, model.path, model.sha256)
