"""What the command `batch` says. The words themselves live in `gui/`, so that they translate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.batch.run_folder import RunFolder
    from engine.errors import SaliscopeError
    from engine.network.description import Caution


class Said(StrEnum):
    """One entry per sentence. The comment names the parameters the sentence uses."""

    LISTING = "listing"  # name: of the folder
    BEGINNING = "beginning"  # total, left: numbers of images
    PROGRESS = "progress"  # finished, total, refused: numbers of images
    PROGRESS_TIME = "progress-time"  # as above; time: that is left, in words
    TRUTHS = "truths"  # known, total: numbers of images
    TAKEN = "taken"  # pairs: "name = class", of names that are not exactly the class's
    MASKS = "masks"  # count: of files among the images
    UNMATCHED = "unmatched"  # names: that no class of the model has
    REGIONS = "regions"  # known, total: numbers of images
    LEFT_OUT = "left-out"  # methods: ids of those that the model does not allow
    CHOSEN = "chosen"  # count, total: numbers of images
    DONE = "done"  # done, refused: numbers of images
    STOPPING = "stopping"  # no parameters
    STOPPED = "stopped"  # finished, total: numbers of images
    GO_ON = "go-on"  # no parameters: how to continue
    RESULTS = "results"  # name: of the run folder


class Say(Protocol):
    """Returns the words for a sentence with its parameters."""

    def __call__(self, said: Said, **facts: Any) -> str:
        """Return the words."""


@dataclass(frozen=True)
class Words:
    """Where the words come from.

    sentence, caution, assumption: as for `explain`; say: of `Said`; time: roughly how long so many seconds are;
    figures: how right a run's answers are and how far to trust its maps, a line each.
    """

    sentence: Callable[[SaliscopeError], str]
    caution: Callable[[Caution], str]
    assumption: Callable[[str], str]
    say: Say
    time: Callable[[float], str]
    figures: Callable[[RunFolder], Sequence[str]]


Report = Callable[[Path, Sequence[str], Path], Sequence[Path]]  # (run folder, kinds, where to) -> files written
