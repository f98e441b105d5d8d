"""What is known of the images beforehand: their true classes, and where their objects lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.batch.known.matching import match_classes
from engine.batch.known.region_files import read_regions
from engine.batch.known.truth import read_truth, truth_of_folders
from engine.cli.batch.parser import FOLDERS
from engine.cli.batch.words import Said

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from engine.batch.run_folder import RunFolder
    from engine.cli.batch.words import Words

_MOST_NAMED = 12  # of the names that no class has


def keep_known(
    run: RunFolder, names: Sequence[str], arguments: argparse.Namespace, words: Words, say: Callable[[str], None]
) -> None:
    """Keep what the options tell of the images, and say how many that is. What they do not tell stays as it was.

    Raises SaliscopeError: what `read_truth` and `read_regions` raise.
    """
    if arguments.truth is not None:
        _keep_truth(run, names, arguments.truth, words, say)
    if arguments.boxes is not None:
        regions = read_regions(arguments.boxes, names, run.source)
        run.set_regions(regions)
        say(words.say(Said.REGIONS, known=len(regions), total=len(names)))


def _keep_truth(run: RunFolder, names: Sequence[str], source: str, words: Words, say: Callable[[str], None]) -> None:
    told = truth_of_folders(names) if source == FOLDERS else read_truth(Path(source), names)
    matching = match_classes(set(told.values()), run.plan.labels)
    truths = {name: matching.found.get(each) for name, each in told.items()}
    run.set_truth_names(told)
    run.set_truths(truths)
    if matching.unmatched:
        named = ", ".join(matching.unmatched[:_MOST_NAMED]) + ("…" if len(matching.unmatched) > _MOST_NAMED else "")
        say(words.say(Said.UNMATCHED, names=named))
    known = sum(index is not None for index in truths.values())
    say(words.say(Said.TRUTHS, known=known, total=len(names)))
