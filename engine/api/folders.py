"""A whole folder of photographs, explained and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.images.projection import Fit
from engine.methods import DEFAULT_METHOD
from engine.rendering.scale import Rendering

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.api.opening import FilePath
    from engine.batch.judging import Judged
    from engine.batch.progress import Progress
    from engine.models.classifier import Classifier


def judge_folder(
    model: Classifier,
    folder: FilePath,
    out: FilePath,
    method: str = DEFAULT_METHOD,
    *,
    truth: FilePath | None = None,
    regions: FilePath | None = None,
    target: int | str | None = None,
    layer: int | str | None = None,
    options: Mapping[str, float | str] | None = None,
    fit: Fit | str = Fit.STRETCH,
    pixel_values: str | None = None,
    seed: int = 0,
    rendering: Rendering | None = None,
    overlays: bool = True,
    write_names: bool = False,
    measures: Sequence[str] = (),
    methods: Sequence[str] = (),
    limit: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Judged:
    """Explain all photographs of a folder and its sub-folders, and say how right the answers are.

    All goes into the run folder `out`, photograph by photograph. Called again with the same question, after whatever
    interruption, it does only what is missing; with another question everything is computed anew.

    truth: a CSV of files and classes, or "folders" where the sub-folders' names are the classes; names are matched to
    the model's leniently, and `matching` says how. regions: a file or folder of boxes or masks, COCO, Pascal VOC,
    labelme or PNG; masks that lie among the photographs are not explained. overlays: also write them. on_progress: told
    how far it is, in another thread. The others: as of `explain` and `save`; a target of None explains each
    photograph's first answer.

    measures: by which it is said how far to trust each map, keys of `MEASURES`. methods: whose maps are measured, too,
    and compared; those that the model does not allow are left out. limit: at most so many photographs, evenly from all
    over the folder.

    Returns a Judged: `rows`, one for each photograph, with answers and measures or the error of one that cannot be
    read; `truths`; `judgement` with `accuracy`, `confusion`, `classes`, `reliability` and `mistakes`, or None;
    `located` with how well the maps meet the regions, or None; `ranking` with the measured `methods`, the best first,
    those that are `as_good` as it within chance, and last those set `aside`, whose maps say little of the model or of
    the class; or None.

        judged = judge_folder(model, "photographs", "run", truth="folders")
        print(judged.judgement.accuracy, [row.name for row in judged.rows if row.error])

    Raises SaliscopeError: as `explain`, MEASURE_UNKNOWN, the codes that begin with RUN, TRUTH or REGION.
    """
    from engine.attribution.lookup import find_class, find_layer, find_options
    from engine.batch.judging import judge
    from engine.batch.known.told import FOLDERS
    from engine.batch.plan import Aim, Output, Plan
    from engine.batch.units import split_methods
    from engine.batch.workers import LocalWorkers
    from engine.measures.asking import find_measures
    from engine.methods.offers import find_methods

    info = model.info
    plan = Plan(
        info.path.absolute(),
        info.sha256,
        info.labels,
        pixel_values or info.pixel_values,
        info.port,
        method,
        find_layer(None if layer is None else str(layer), info),
        Aim.FIRST if target is None else Aim.FIXED,
        find_class(target, info) if isinstance(target, str) else target,
        find_options(method, (options or {}).items()),
        seed,
        Fit(fit),
        pixels_chosen=pixel_values is not None,
        rendering=rendering or Rendering(),
        outputs=(Output.OVERLAY,) if overlays else (),
        write_names=write_names,
        measures=find_measures(measures),
        further_methods=split_methods(find_methods(methods), method, info)[0],
    )
    said = truth if truth is None or truth == FOLDERS else Path(truth)
    where = None if regions is None else Path(regions)
    return judge(plan, info, LocalWorkers(model), Path(folder), Path(out), said, where, on_progress, limit)
