"""`python main.py explain` used wrongly: a sentence, status 2 and no file; and its help."""

from __future__ import annotations

import pytest
from helpers.explain_command import names, status

from engine.errors import Code, SaliscopeError

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "arguments",
    [
        ["--class", "5"],
        ["--class", "-1"],
        ["--class", "tabby"],
        ["--class", "class"],
        ["--class", ""],
        ["--layer", "nowhere"],
        ["--layer", "predictions"],
        ["--method", "guesswork"],
        ["--alpha", "1.1"],
        ["--alpha", "-0.1"],
        ["--alpha", "nan"],
        ["--alpha", "half"],
        ["--fit", "squeeze"],
        ["--colour", "red"],
    ],
    ids=" ".join,
)
def test_wrong_options_are_status_2_and_nothing_is_written(run, photographs, out, capsys, arguments):
    assert run(photographs[0], *arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert not out.exists()


@pytest.mark.parametrize("name", ["missing.keras", "notes.txt", "garbage.keras"])
def test_a_model_that_does_not_open_is_status_2(run, photographs, out, tmp_path, capsys, name):
    if name != "missing.keras":
        (tmp_path / name).write_text("no model")
    assert run(photographs[0], model=tmp_path / name) == 2
    assert name in capsys.readouterr().err
    assert not out.exists()


def test_an_out_that_is_a_file_is_status_2(run, photographs, tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    assert run(photographs[0], folder=tmp_path / "taken") == 2
    assert "taken" in capsys.readouterr().err
    assert (tmp_path / "taken").read_text() == "a file"


@pytest.mark.parametrize(
    "arguments",
    [["explain"], ["explain", "photo.png"], ["explain", "--out", "folder"], ["--bogus"]],
    ids=" ".join,
)
def test_missing_or_unknown_arguments_are_status_2(capsys, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert status(*arguments) == 2
    assert "usage:" in capsys.readouterr().err
    assert names(tmp_path) == []


def test_help_names_every_option(capsys):
    assert status("explain", "--help") == 0
    said = capsys.readouterr().out
    for option in ("--out", "--method", "--class", "--alpha", "--layer", "--model", "--fit", "grad-cam", "saliency"):
        assert option in said


def test_options_are_given_by_name_and_choices_by_theirs():
    from engine.cli.arguments import read_options

    assert read_options("rise", ["masks=200", "baseline=blur"]) == (("baseline", 3.0), ("masks", 200.0))
    for wrong in ("masks=1", "masks=many", "baseline=pink", "colour=red"):
        with pytest.raises(SaliscopeError) as refused:
            read_options("rise", [wrong])
        assert refused.value.code in (Code.OPTION_RANGE, Code.OPTION_UNKNOWN)
