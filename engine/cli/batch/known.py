"""What is known of the images beforehand: their true classes, and where their objects lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.batch.known.matching import match_classes
from engine.batch.known.region_files import read_regions
from engine.batch.known.truth import read_truth, truth_of_folders
from engine.cli.batch.parser import FOLDERS
from engine.cli.batch.words import Said

if TYPE_CHECKING:
    import argparse

    from engine.batch.run_folder import RunFolder
    from engine.cli.batch.words import Words
    from engine.evaluation.localisation import Region

_MOST_NAMED = 12  # of the names that no class has


@dataclass(frozen=True, eq=False)
class Known:
    """What the options tell of images, by their names; None where they tell nothing.

    said: what their true classes are called; truths: which classes those are, None for one that the model does not
    have; regions: where their objects lie.
    """

    said: Mapping[str, str] | None = None
    truths: Mapping[str, int | None] | None = None
    regions: Mapping[str, tuple[Region, ...]] | None = None

    def keep(self, run: RunFolder) -> None:
        """Keep it in a run. Of what nothing is told, what was known before stays."""
        if self.said is not None and self.truths is not None:
            run.set_truth_names(self.said)
            run.set_truths(self.truths)
        if self.regions is not None:
            run.set_regions(self.regions)


def read_known(
    names: Sequence[str],
    labels: Sequence[str],
    arguments: argparse.Namespace,
    words: Words,
    say: Callable[[str], None],
) -> Known:
    """Return what the options tell of the images, and say of how many. labels: the names of the model's classes.

    Raises SaliscopeError: what `read_truth` and `read_regions` raise.
    """
    said = truths = regions = None
    if arguments.truth is not None:
        said = truth_of_folders(names) if arguments.truth == FOLDERS else read_truth(Path(arguments.truth), names)
        matching = match_classes(set(said.values()), labels)
        truths = {name: matching.found.get(each) for name, each in said.items()}
        if matching.unmatched:
            say(words.say(Said.UNMATCHED, names=_some(matching.unmatched)))
        known = sum(index is not None for index in truths.values())
        say(words.say(Said.TRUTHS, known=known, total=len(names)))
    if arguments.boxes is not None:
        regions = read_regions(arguments.boxes, names, arguments.source)
        say(words.say(Said.REGIONS, known=len(regions), total=len(names)))
    return Known(said, truths, regions)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
