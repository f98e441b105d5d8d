"""What the dialog before a run hands on: everything that a run begins with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.batch.plan import Plan


class TruthFrom(StrEnum):
    """Where the true classes come from."""

    NONE = "none"  # nowhere, or set by hand in the table
    FOLDERS = "folders"  # the names of the sub-folders
    FILE = "file"  # a CSV file


@dataclass(frozen=True, eq=False)
class Setup:
    """A run as the user wants it.

    source: the folder of images; folder: the run folder to be made. said: what the source of true classes says, by
    image name; classes: the class that each saying stands for, None for one that is left out. regions: the file or
    folder of boxes or masks.
    """

    plan: Plan
    source: Path
    folder: Path
    truth: TruthFrom = TruthFrom.NONE
    truth_file: Path | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, int | None] = field(default_factory=dict)
    regions: Path | None = None

    @property
    def truths(self) -> dict[str, int]:
        """The true class of each image that has one."""
        found = ((name, self.classes.get(said)) for name, said in self.said.items())
        return {name: index for name, index in found if index is not None}
