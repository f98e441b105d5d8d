"""What a report is made of: a run's rows, what they amount to, and which images are shown. Plain values, no words."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from engine.batch.rows import Row, State
from engine.errors import Code, SaliscopeError
from engine.evaluation.classification import Judgement, answered, judge
from engine.evaluation.triage import Reason, Triage, triage
from engine.export.provenance import versions
from engine.images.preprocessing import PixelValues
from engine.measures import MEASURES
from engine.measures.ranking import Ranking, rank
from engine.methods import METHODS
from engine.system.quick_dataclass import dataclass
from gui.state.class_names import USER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from engine.batch.plan import Plan
    from engine.batch.run_folder import RunFolder
    from engine.models.model_info import ModelInfo

MISTAKES, TYPICAL, FLAGGED, CLASSES = 20, 30, 5, 24  # images of each sheet, of each reason; classes with a mean map
_TYPICAL_EACH = 5  # images of one class
_LEAST_TYPICAL = 3  # images of a class, below which the mean map is hardly more than theirs
_LARGEST_THUMBNAIL = 64 * 1024  # bytes: so that a report stays small, whatever a run folder holds
_JPEG = b"\xff\xd8\xff"


def _software() -> dict[str, str]:
    """Return the versions of what makes a report."""
    import sklearn

    return {**versions(), "scikit-learn": sklearn.__version__}


@dataclass(frozen=True, eq=False)
class ReportData:
    """A run as a report tells it.

    source: the folder of the images; listed: how many it had. model: as the run used it, None where its details were
    not kept. judgement: None without true classes. thumbnails: small overlays of the images that are shown, as JPEG.
    typical: (class, names), rightly answered images (any, without true classes) whose map is nearest to the class's
    mean map. said, truth_source: what the source of true classes calls them, by image, and what it is, as of
    `RunFolder`. ranking: how far to trust the maps, by method; None where none was measured. facts: about the run, as
    of `RunFolder.notes`; software: that wrote the report. made: when.
    """

    plan: Plan
    source: Path
    folder: Path
    model: ModelInfo | None
    listed: int
    rows: Mapping[str, Row]
    truths: Mapping[str, int]
    judgement: Judgement | None
    triage: Triage
    typical: tuple[tuple[int, tuple[str, ...]], ...] = ()
    thumbnails: Mapping[str, bytes] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    truth_source: str | None = None
    ranking: Ranking | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    software: Mapping[str, str] = field(default_factory=_software)
    made: datetime = field(default_factory=lambda: datetime.now().astimezone())

    @property
    def done(self) -> list[Row]:
        """The rows of images that were explained."""
        return [row for row in self.rows.values() if row.state is State.DONE]

    @property
    def refused(self) -> list[Row]:
        """The rows of images that were not."""
        return [row for row in self.rows.values() if row.state is State.REFUSED]

    @property
    def explained(self) -> Counter[int]:
        """How many images were explained for each class."""
        return Counter(row.target for row in self.done if row.target is not None)

    def flagged(self) -> dict[Reason, tuple[str, ...]]:
        """Return all images that are worth a look, by reason, the clearest first."""
        found = ((reason, tuple(self.triage.having(reason))) for reason in Reason)
        return {reason: names for reason, names in found if names}


def gather(run: RunFolder) -> ReportData:
    """Return what a report of a run says. Waits for the disk. Raises SaliscopeError, as the run folder does."""
    rows, truths = run.rows(), run.truths()
    _check(run, rows)
    names, summaries = run.summaries()
    data = report_data(run.plan, run.source, rows, truths, names, summaries, run.model())
    data = replace(data, folder=run.folder, listed=len(run.names()), facts=run.notes())
    data = replace(data, said=run.truth_names(), truth_source=run.truth_source())
    return replace(data, thumbnails=_small(run.thumbnails(sorted(shown_names(data)))))


def report_data(
    plan: Plan,
    source: Path,
    rows: Sequence[Row],
    truths: Mapping[str, int],
    names: Sequence[str],
    summaries: np.ndarray,
    model: ModelInfo | None = None,
) -> ReportData:
    """Return what a report says of rows. names, summaries: as of `RunFolder.summaries`."""
    done = [row for row in rows if row.state is State.DONE]
    truths = {name: index for name, index in truths.items() if 0 <= index < len(plan.labels)}
    found = triage(done, list(names), summaries)
    judgement = judge(answered(done, truths), len(plan.labels))
    data = ReportData(
        plan,
        source,
        source,
        _as_used(model, plan),
        len(rows),
        {row.name: row for row in rows},
        truths,
        judgement,
        found,
    )
    ranking = rank(row.measured for row in done) if plan.measures else None
    return replace(data, typical=_typical(data, names, summaries), ranking=ranking)


def shown_names(data: ReportData) -> set[str]:
    """Return the images whose picture is in the report."""
    shown = {name for _, names in data.typical for name in names}
    shown.update(name for names in data.flagged().values() for name in names[:FLAGGED])
    if data.judgement is not None:
        shown.update(data.judgement.mistakes[:MISTAKES])
    return shown


def _typical(data: ReportData, names: Sequence[str], summaries: np.ndarray) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the images whose maps are nearest to their class's mean map, by the sum of absolute differences."""
    by_class: dict[int, list[int]] = {}
    for place, name in enumerate(names):
        row = data.rows.get(name)
        if row is not None and row.target is not None and row.target in data.triage.means and _is_right(data, row):
            by_class.setdefault(row.target, []).append(place)
    explained = data.explained
    common = [index for index in by_class if explained[index] >= _LEAST_TYPICAL]
    most = sorted(common, key=lambda index: (-explained[index], index))[:CLASSES]
    each = max(1, min(_TYPICAL_EACH, TYPICAL // max(1, len(most))))
    found = []
    for index in sorted(most):
        places = np.array(by_class[index])
        apart = np.abs(summaries[places] - data.triage.means[index]).sum(axis=(1, 2))
        nearest = places[np.argsort(apart, kind="stable")][:each]
        found.append((index, tuple(names[place] for place in nearest)))
    return tuple(found)


def _is_right(data: ReportData, row: Row) -> bool:
    """Tell whether an image is answered with the class that is explained, and with the true one where that is known."""
    return row.answer == row.target and data.truths.get(row.name, row.answer) == row.answer


def _as_used(model: ModelInfo | None, plan: Plan) -> ModelInfo | None:
    """Return the model with the pixel values, the names and the port of the run."""
    if model is None:
        return None
    used = replace(model, pixel_values=plan.pixel_values, labels=plan.labels, port=plan.port)
    return replace(used, pixel_values_from=USER) if plan.pixels_chosen else used


def _small(thumbnails: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pictures that are what they should be: a stranger's run folder may hold others."""
    fit = ((name, data) for name, data in thumbnails.items() if len(data) <= _LARGEST_THUMBNAIL)
    return {name: data for name, data in fit if data.startswith(_JPEG)}


def _check(run: RunFolder, rows: Sequence[Row]) -> None:
    """Refuse what no program of ours has written. Raises SaliscopeError(RUN_DAMAGED)."""
    plan = run.plan
    classes = {index for row in rows for index, _ in row.answers} | {row.target or 0 for row in rows}
    classes.add(plan.target or 0)
    measured = [each for row in rows for each in row.measured]
    known = {each.method for each in measured} <= METHODS.keys()
    known &= {name for each in measured for name in each.measures} <= MEASURES.keys()
    if not known:
        raise SaliscopeError(Code.RUN_DAMAGED, name=str(run.folder), found="measured")
    if plan.pixel_values not in list(PixelValues) or not 0 <= min(classes) <= max(classes) < len(plan.labels):
        raise SaliscopeError(Code.RUN_DAMAGED, name=str(run.folder), found="plan")
