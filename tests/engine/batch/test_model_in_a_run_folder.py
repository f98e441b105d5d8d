"""The details of a model are kept in its run folder, and read back as a stranger's."""

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.shown_model import model_info

from engine.batch.journal.stored_values import model_from, model_text
from engine.batch.plan import Plan
from engine.batch.run_folder import RunFolder
from engine.export.plain_values import Unfit
from engine.network.description import LayerInfo

MODEL = replace(model_info(), sha256="a" * 64, labels=tuple(f"class {n}" for n in range(1000)))


@pytest.fixture
def run(tmp_path):
    plan = Plan(Path("m.keras"), "a" * 64, MODEL.labels, "0..1")
    with RunFolder.create(tmp_path / "run", plan, tmp_path) as run:
        yield run


def test_a_model_is_read_back_whole(run):
    run.set_model(MODEL)
    assert run.model() == MODEL
    assert "model" not in run.notes()


def test_a_run_without_a_model_says_so(run):
    assert run.model() is None


@pytest.mark.parametrize("change", [{"sha256": "x"}, {"pixel_values": "0..7"}, {"pixel_values_from": "rumour"}])
def test_details_that_no_model_has_are_refused(change):
    with pytest.raises(Unfit):
        model_from(model_text(replace(MODEL, **change)))


def test_layers_come_back_as_layers():
    assert all(isinstance(layer, LayerInfo) for layer in model_from(model_text(MODEL)).layers)
