"""`explain` reads another frame, window or channels of a file, says so, and records it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile
from helpers.explain_command import status

from engine import explain, open_model, read_image
from engine.export.provenance import decode, encode, provenance_of, read_provenance
from engine.export.spelled_out import with_all_options
from engine.images.reading import Reading, Window
from engine.rendering import Rendering

RNG = np.random.default_rng(0)


@pytest.fixture
def stack(tmp_path) -> Path:
    path = tmp_path / "stack.tif"
    with tifffile.TiffWriter(path) as writer:
        for _ in range(3):
            writer.write(RNG.integers(0, 1500, (60, 80), np.uint16), contiguous=False)
    return path


def test_frame_and_window_are_obeyed_said_and_recorded(run, out, stack, capsys):
    assert run(stack, "--frame", 3, "--window", -100, 900) == 0
    assert f"{stack}: page 3 of 3; 16 bits: -100 to 900 shown as black to white; 1 pixel in" in capsys.readouterr().err
    record = read_provenance(next(out.iterdir()))
    assert record.request.reading == Reading(2, Window(-100, 900))


def test_the_rule_is_recorded_as_the_window_that_it_chose(run, out, stack, capsys):
    assert run(stack) == 0
    assert f"{stack}: page 1 of 3; 16 bits: 0 to 2047 shown as black to white\n" in capsys.readouterr().err.replace(
        ",", ""
    )
    assert read_provenance(next(out.iterdir())).request.reading == Reading(0, Window(0, 2047))


def test_a_window_by_name_and_channels(run, out, stack, tmp_path, capsys):
    bands = tmp_path / "bands.npy"
    np.save(bands, RNG.integers(0, 256, (60, 80, 6), np.uint8))
    assert run(stack, "--preset", "full") == 0
    assert run(bands, "--channels", "6,2,1") == 0
    assert "channels 6, 2, 1 of 6 shown" in capsys.readouterr().err
    recorded = {record.image.name: record.request.reading for record in map(read_provenance, out.iterdir())}
    assert recorded == {"stack.tif": Reading(0, Window(0, 65535)), "bands.npy": Reading(channels=(5, 1, 0))}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--frame", 4), "has no page 4. Choose a page from 1 to 3."),
        (("--window", 9, 9), "The black value (9.0) must be below the white value (9.0)"),
        (("--preset", "lung"), "has no window named “lung”. Choose one of these: rule, whole, full."),
        (("--channels", "2"), "has no channel 2. Choose a channel from 1 to 1."),
    ],
)
def test_what_does_not_fit_the_file_is_refused_with_what_does(run, stack, capsys, options, words):
    assert run(stack, *options) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--frame", "0"), ("--frame", "x"), ("--channels", "1,,2"), ("--window", "9")])
def test_options_that_are_none_end_with_the_usage(stack, out, options, capsys):
    assert status("explain", stack, "--out", out, *options) == 2
    assert "usage" in capsys.readouterr().err


def test_two_readings_of_a_file_are_two_questions_and_old_records_are_read(reference_files, stack):
    model = open_model(reference_files["nested"])
    first, second = read_image(stack), read_image(stack, frame=1)
    answers = [explain(model, image) for image in (first, second)]
    assert answers[0].request != answers[1].request
    assert answers[0].request.image == answers[1].request.image
    assert np.abs(answers[0].logits - answers[1].logits).max() > 1e-4
    asked_again = explain(model, read_image(stack, window=(0, 2047)))
    assert asked_again.request == answers[0].request
    assert np.array_equal(asked_again.values, answers[0].values)
    record = encode(provenance_of(first, model.info, answers[0], Rendering()))
    assert decode(record, "new").request == with_all_options(answers[0].request)
    older = record.replace(
        '"reading": {"frame": 0, "window": {"low": 0.0, "high": 2047.0}, "channels": null}', '"x": 0'
    )
    assert older != record
    assert decode(older, "old").request.reading == Reading()
