"""The command line that asks the same again. What it leaves out are its defaults."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from engine.batch.plan import OVERLAY_SIDE, Aim, Output
from engine.images.projection import Fit
from engine.measures import MEASURES
from engine.methods import METHODS
from engine.rendering import COLOUR_MAPS, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.batch.plan import Plan
    from engine.measures import Measure
    from engine.methods import Method, Option
    from gui.batch.report.gather import ReportData
    from gui.batch.report.names import Names


def command_line(data: ReportData, names: Names) -> str:
    """Return what starts the same run again. Folders that may be named after patients are left out."""
    source = "FOLDER" if names.are_secret else str(data.source)
    words = ["saliscope", "batch", source, "--out", "RUN-FOLDER", *_options(data.plan)]
    return shlex.join(words)


def _options(plan: Plan) -> Iterator[str]:
    yield from ("--model", plan.model.name, "--method", plan.method)
    if plan.layer is not None:
        yield f"--layer={plan.layer}"
    if plan.aim is not Aim.FIRST:
        yield from ("--class", "truth" if plan.aim is Aim.TRUTH else str(plan.target))
    for name, value in plan.options:
        yield from ("--option", f"{name}={_value(_options_of(METHODS, plan.method), name, value)}")
    if plan.seed:
        yield from ("--seed", str(plan.seed))
    if plan.measures:
        yield from ("--measures", ",".join(plan.measures))
    if plan.further_methods:
        yield from ("--methods", ",".join(plan.further_methods))
    for name, value in plan.measure_options:
        measure, _, option = name.partition(".")
        yield from ("--option", f"{name}={_value(_options_of(MEASURES, measure), option, value)}")
    yield from _feeding(plan)
    yield from _written(plan)
    yield from _shown(plan.rendering)


def _options_of(table: Mapping[str, Method] | Mapping[str, Measure], row: str) -> tuple[Option, ...]:
    return table[row].options if row in table else ()


def _value(options: Sequence[Option], name: str, value: float) -> str:
    for option in options:
        if option.name == name and option.choices and 0 <= round(value) < len(option.choices):
            return option.choices[round(value)]
    return repr(value)


def _feeding(plan: Plan) -> Iterator[str]:
    if plan.port.input:
        yield from ("--input", str(plan.port.input))
    if plan.port.output:
        yield from ("--output", str(plan.port.output))
    if plan.port.two_classes:
        yield "--two-classes"
    if plan.pixels_chosen:  # else the model's own, which are found out again
        yield f"--pixel-values={plan.pixel_values}"
    if plan.fit is not Fit.STRETCH:
        yield from ("--fit", plan.fit.value)


def _written(plan: Plan) -> Iterator[str]:
    if plan.outputs != (Output.OVERLAY,):
        yield from ("--write", ",".join(plan.outputs) or "none")
    if plan.overlay_side != OVERLAY_SIDE:
        yield from ("--overlay-size", "full" if plan.overlay_side is None else str(plan.overlay_side))
    if plan.write_names:
        yield "--write-names"


def _shown(rendering: Rendering) -> Iterator[str]:
    usual = Rendering()
    if rendering.colour_map != usual.colour_map and rendering.colour_map in COLOUR_MAPS:
        yield from ("--colours", rendering.colour_map)
    if rendering.alpha != usual.alpha:
        yield from ("--alpha", repr(rendering.alpha))
    if rendering.way is not usual.way:
        yield from ("--way", rendering.way.value)
    if rendering.interpolation is not usual.interpolation:
        yield from ("--map", rendering.interpolation.value)
