"""All that is told of a folder's images beforehand: their true classes, where their objects lie, and what are masks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.batch.known.matching import Matching, match_classes
from engine.batch.known.region_files import Regions, read_regions
from engine.batch.known.truth import read_truth, truth_of_folders
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.batch.run_folder import RunFolder

FOLDERS = "folders"  # in place of a table: the sub-folders' names are the true classes


@dataclass(frozen=True, eq=False)
class Told:
    """What is told of images, by their names; None where nothing is asked about it.

    names: of the images, without those that are masks. said: what their true classes are called; matching: which
    classes those are; truth: where that comes from, a table or `FOLDERS`. regions: where their objects lie; masks: what
    lies among the images and is a mask.
    """

    names: Sequence[str] = ()
    said: Mapping[str, str] | None = None
    matching: Matching | None = None
    truth: Path | str = FOLDERS
    regions: Regions | None = None
    masks: frozenset[str] = frozenset()

    @property
    def truths(self) -> dict[str, int | None]:
        """The true class of each image of which something is said; None where the model has no such class."""
        if self.said is None or self.matching is None:
            return {}
        return {name: self.matching.found.get(each) for name, each in self.said.items()}

    def chosen(self, classes: Mapping[str, int | None]) -> Told:
        """Return it with what somebody chose: a class for what a true class is called, or None for no class."""
        return self if self.matching is None else replace(self, matching=self.matching.chosen(classes))

    def keep(self, run: RunFolder) -> None:
        """Keep it in a run. Of what nothing is told, what was known before stays."""
        if self.said is not None:
            run.set_truth_names(self.said, self.truth if self.truth == FOLDERS else Path(self.truth).name)
            run.set_truths(self.truths)
        if self.regions is not None:
            run.set_regions(self.regions, self.masks)


def tell(
    names: Sequence[str], labels: Sequence[str], source: Path, truth: Path | str | None, regions: Path | None
) -> Told:
    """Return what is told of images. Slow for many.

    names: of the images below the folder `source`; labels: of the model's classes. truth: a CSV file of images and
    classes, `FOLDERS`, or None; regions: a file or folder of boxes or masks, or None.
    Raises SaliscopeError: what `read_truth` and `read_regions` raise.
    """
    told = Told(names)
    if regions is not None:
        found = read_regions(regions, names, source)
        images = [name for name in names if name not in found.masks]
        told = Told(images, regions=found.regions, masks=found.masks)
    if truth is None:
        return told
    said = truth_of_folders(told.names) if truth == FOLDERS else read_truth(Path(truth), told.names)
    return replace(told, said=said, matching=match_classes(set(said.values()), labels), truth=truth)
