"""The command line that repeats a run."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from engine.methods import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.batch.plan import Plan
    from gui.batch.report.gather import ReportData
    from gui.batch.report.names import Names


def command_line(data: ReportData, names: Names) -> str:
    """Return what starts the same run again. Folders that may be named after patients are left out."""
    source = "FOLDER" if names.are_secret else str(data.source)
    words = ["saliscope", "batch", source, "--out", "RUN-FOLDER", *_options(data.plan)]
    return shlex.join(words)


def _options(plan: Plan) -> Iterator[str]:
    yield from ("--model", plan.model.name)
    yield from ("--method", plan.method)
    if plan.layer is not None:
        yield from ("--layer", plan.layer)
    if plan.aim == "fixed":
        yield from ("--class", str(plan.target))
    if plan.aim == "truth":
        yield from ("--class", "truth")
    yield from ("--pixel-values", plan.pixel_values)
    yield from ("--fit", plan.fit)
    for name, value in plan.options:
        yield from ("--option", f"{name}={_value(plan.method, name, value)}")
    if plan.seed:
        yield from ("--seed", str(plan.seed))
    if plan.write_names:
        yield "--write-names"


def _value(method: str, name: str, value: float) -> str:
    for option in METHODS[method].options if method in METHODS else ():
        if option.name == name and option.choices:
            return option.choices[round(value)]
    return repr(value)
