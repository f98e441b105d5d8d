"""The command line in a report makes the plan of the run again."""

import argparse
import shlex
from pathlib import Path

import numpy as np
import pytest
from helpers.batches.judged_run import LABELS, map_at, plan_of, row_of
from helpers.shown_model import model_info

from engine.batch.plan import Aim, Output
from engine.cli.batch.parser import add_batch_parser
from engine.cli.batch.parser import plan_of as parsed_plan
from engine.images.projection import Fit
from engine.measures import MEASURES
from engine.network.description import Port
from engine.rendering import Interpolation, Rendering, Way
from gui.batch.report.command_line import command_line
from gui.batch.report.gather import report_data
from gui.batch.report.names import Names

LOWEST = tuple(sorted((f"{row.id}.{each.name}", each.low) for row in MEASURES.values() for each in row.options))
MODEL = model_info(
    path=Path("/models/m.keras"), sha256="a" * 64, labels=LABELS, pixel_values="0..1", port=Port(), pixel_gradients=True
)


def line_of(plan, **row):
    rows = [row_of("a.jpg", 0, 0.9, **row)]
    data = report_data(plan, Path("/my images"), rows, {}, ["a.jpg"], np.array([map_at(5, 5)]))
    return command_line(data, Names(data))


def parsed(line):
    parser = argparse.ArgumentParser()
    add_batch_parser(parser.add_subparsers(), Path("default.keras"))
    return parser.parse_args(shlex.split(line)[1:])


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"layer": "conv", "aim": Aim.TRUTH, "seed": 7},
        {"aim": Aim.FIXED, "target": 2, "fit": Fit.CROP, "write_names": True},
        {"method": "occlusion", "options": (("baseline", 1.0), ("patch", 0.25))},
        {"pixels_chosen": True, "pixel_values": "-1..1"},
        {"outputs": (), "overlay_side": None},
        {"outputs": (Output.OVERLAY, Output.MAP), "overlay_side": 300},
        {"measures": ("centre", "entropy"), "further_methods": ("saliency", "rise")},
        {"measures": ("deletion",), "measure_options": LOWEST},
        {"rendering": Rendering("viridis", 0.25, list(Interpolation)[-1], way=Way.FADE)},
    ],
)
def test_the_plan_is_the_same(asked):
    plan = plan_of(model=Path("/models/m.keras"), **asked)
    arguments = parsed(line_of(plan))
    assert parsed_plan(arguments, MODEL) == plan
    assert (arguments.source, arguments.model) == (Path("/my images"), Path("m.keras"))


def test_a_folder_that_may_be_named_after_a_patient_is_left_out():
    assert "my images" not in line_of(plan_of(), alias="image-1.dcm")
