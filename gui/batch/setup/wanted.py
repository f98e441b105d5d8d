"""What the dialog before a run hands on: everything that a run begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.batch.known.told import Told
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.plan import Plan


@dataclass(frozen=True, eq=False)
class Setup:
    """A run as the user wants it.

    source: the folder of images; folder: the run folder to be made. told: what is known of the images. chosen: which
    of them the run is about, () for all.
    """

    plan: Plan
    source: Path
    folder: Path
    told: Told = Told()
    chosen: tuple[str, ...] = ()
