"""`python main.py batch`: a folder becomes rows, files, figures and tables; it goes on, and stops when told to."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import time

import numpy as np
import pytest
from helpers.engines import forked_engine
from helpers.engines.forked_command import start_command
from helpers.explain_command import status
from helpers.image_files.many_images import write_many
from PIL import Image
from sklearn.metrics import accuracy_score

from engine.batch.journal import files as run_files
from engine.batch.plan import Aim, Output
from engine.batch.rows import State
from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from engine.measures import MEASURES

pytestmark = pytest.mark.slow
needs_forks = pytest.mark.skipif(not forked_engine.POSSIBLE, reason="processes are forked on Linux only")


@pytest.fixture
def source(tmp_path):
    return tmp_path / "images"


@pytest.fixture
def batch(tmp_path, source, reference_files):
    """Run `batch` with the `nested` model of five classes. Returns the exit status."""

    def run_batch(*arguments, folder=tmp_path / "run"):
        return status("batch", source, "--out", folder, "--model", reference_files["nested"], *arguments)

    return run_batch


@pytest.fixture
def names_of_classes(reference_files):
    """Names of the model's classes, beside it."""
    path = reference_files["nested"].with_name("names.txt")
    path.write_text("\n".join(f"class {number}" for number in range(5)))
    return path


def test_a_thousand_images_and_going_on_does_nothing(batch, source, tmp_path, names_of_classes, capsys):
    names = write_many(source, 1000, classes=5, broken_each=250)
    asked = ("--truth", "folders", "--labels", names_of_classes, "--overlay-size", 48)
    assert batch(*asked) == 1
    said = capsys.readouterr()
    assert "996" in said.out
    assert said.err.count("is not an image that can be opened") == 4
    with RunFolder.open(tmp_path / "run") as run:
        rows, truths = run.rows(), run.truths()
    assert {row.name for row in rows} == set(names)
    assert truths == {name: int(name[6]) for name in names}
    done = [row for row in rows if row.state is State.DONE]
    assert len(done) == 996
    assert all((tmp_path / "run" / file.path).stat().st_size == file.size for row in done for file in row.files)
    right = accuracy_score([truths[row.name] for row in done], [row.answer for row in done])
    assert f"{right * 100:.1f} % right" in said.out
    with (tmp_path / "run" / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [line["image"] for line in table] == [row.name for row in rows]

    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "run" / "overlays").rglob("*.jpg")}
    assert batch(*asked, "--resume") == 1
    again = capsys.readouterr()
    assert "still to be explained: 0" in again.err
    assert "is not an image" not in again.err
    assert again.out == said.out
    with RunFolder.open(tmp_path / "run") as run:
        assert set(run.computations().values()) == {1}
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_all_that_is_asked_stands_in_the_plan(batch, source, tmp_path, names_of_classes):
    write_many(source, 4)
    table = tmp_path / "truth.csv"
    table.write_text("file;class\nimage 0.jpg;class 3\nimage 1.jpg;class 1\n")
    asked = ("--labels", names_of_classes, "--truth", table, "--class", "truth", "--method", "hirescam")
    assert batch(*asked, "--write", "map,overlay", "--overlay-size", "full", "--alpha", "0.25", "--fit", "crop") == 0
    with RunFolder.open(tmp_path / "run") as run:
        plan, rows = run.plan, {row.name: row for row in run.rows()}
    assert (plan.aim, plan.target, plan.method, plan.fit) == (Aim.TRUTH, None, "hirescam", "crop")
    assert (plan.outputs, plan.overlay_side, plan.rendering.alpha) == ((Output.OVERLAY, Output.MAP), None, 0.25)
    assert plan.labels == tuple(f"class {number}" for number in range(5))
    assert rows["class 0/image 0.jpg"].target == 3
    assert rows["class 2/image 2.jpg"].target == rows["class 2/image 2.jpg"].answer
    assert len(rows["class 0/image 0.jpg"].files) == 3


def test_nothing_is_written_beside_the_rows_where_nothing_is_asked_for(batch, source, tmp_path):
    write_many(source, 2)
    assert batch("--write", "none", "--class", "2") == 0
    assert {path.name for path in (tmp_path / "run").iterdir()} == {"run.sqlite", "run.lock", "table.csv"}
    with RunFolder.open(tmp_path / "run") as run:
        assert [row.target for row in run.rows()] == [2, 2]
        assert len(run.thumbnails(run.names())) == 2


def test_names_that_no_class_has_are_said(batch, source, names_of_classes, capsys):
    write_many(source, 3)
    (source / "class 2").rename(source / "something else")
    assert batch("--truth", "folders", "--labels", names_of_classes) == 0
    said = capsys.readouterr()
    assert "something else" in said.err
    assert "true class: 2 of 3" in said.err
    assert "Taken as" not in said.err


def test_a_name_that_is_not_exactly_its_class_is_said(batch, source, names_of_classes, capsys):
    write_many(source, 3)
    (source / "class 1").rename(source / "classes 1")
    (source / "class 2").rename(source / "upper class 2")
    assert batch("--truth", "folders", "--labels", names_of_classes) == 0
    said = capsys.readouterr().err
    assert "Taken as: classes 1 = class 1." in said
    assert "these names: upper class 2 (class 2?)." in said
    assert "true class: 2 of 3" in said


def test_masks_among_the_images_are_not_explained(batch, source, tmp_path, names_of_classes, capsys):
    names = write_many(source, 2)
    for name in names:
        mask = (source / "masks" / name).with_suffix(".png")
        mask.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((8, 8), 255, np.uint8)).save(mask)
    assert batch("--boxes", source / "masks", "--truth", "folders", "--labels", names_of_classes) == 0
    said = capsys.readouterr().err
    assert "not explained: 2" in said and "masks: 2 of 2" in said and "No class" not in said
    assert batch("--resume") == 0
    with RunFolder.open(tmp_path / "run") as run:
        assert run.names() == names
        assert [row.located.area for row in run.rows()] == [1, 1]


def test_a_run_that_is_there_is_gone_on_with_only_when_asked(batch, source, tmp_path, capsys):
    write_many(source, 3)
    assert batch() == 0
    before = (tmp_path / "run" / "run.sqlite").read_bytes()
    assert batch() == 2
    assert "--resume" in capsys.readouterr().err
    assert (tmp_path / "run" / "run.sqlite").read_bytes() == before
    write_many(source, 5)
    assert batch("--resume") == 0
    with RunFolder.open(tmp_path / "run") as run:
        assert sorted(run.computations().values()) == [1] * 5


def test_another_model_does_not_go_on(batch, source, tmp_path, reference_files, capsys):
    write_many(source, 2)
    assert batch() == 0
    asked = ("batch", source, "--out", tmp_path / "run", "--model", reference_files["flat"], "--resume")
    assert status(*asked) == 2
    assert "nested.keras" in capsys.readouterr().err


def test_images_that_are_not_there_are_a_sentence_and_status_2(batch, source, tmp_path, capsys):
    assert batch() == 2
    assert "was not found" in capsys.readouterr().err
    source.mkdir()
    assert batch() == 2
    assert "contain no images" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_a_folder_of_the_user_is_not_written_into(batch, source, tmp_path, capsys):
    write_many(source, 2)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    assert batch(folder=tmp_path / "mine") == 2
    assert "contains other files" in capsys.readouterr().err
    assert batch(folder=source) == 2
    assert "folder of the images" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--class", "7"],
        ["--class", "nobody"],
        ["--write", "picture"],
        ["--write", "none,map"],
        ["--overlay-size", "0"],
        ["--overlay-size", "huge"],
        ["--workers", "0"],
        ["--workers", "2", "--scheduler", "tcp://127.0.0.1:1"],
        ["--scheduler", "nowhere"],
        ["--scheduler", "tls://server:8786"],
        ["--tls-ca", "ca.pem"],
        ["--report", "docx"],
        ["--truth", "missing.csv"],
        ["--boxes", "missing.json"],
        ["--option", "masks=5"],
    ],
    ids=" ".join,
)
def test_wrong_options_are_status_2_and_nothing_is_explained(batch, source, tmp_path, capsys, arguments):
    write_many(source, 2)
    assert batch(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert not (tmp_path / "run").exists()


def test_a_full_disk_ends_the_command_with_what_to_do_and_loses_nothing(batch, source, tmp_path, monkeypatch, capsys):
    write_many(source, 40)
    write, written = run_files.write_atomically, []

    def refuse(target, data):
        if len(written) == 35:
            raise SaliscopeError(Code.EXPORT_FAILED, name="", reason="") from OSError(28, "No space left on device")
        written.append(target)
        write(target, data)

    monkeypatch.setattr(run_files, "write_atomically", refuse)
    assert batch() == 2
    said = capsys.readouterr().err
    assert "is full" in said
    assert "--resume" in said
    monkeypatch.setattr(run_files, "write_atomically", write)
    assert batch("--resume") == 0
    with RunFolder.open(tmp_path / "run") as run:
        assert sorted(run.computations().values()) == [1] * 40


@needs_forks
def test_engine_processes_find_out_the_same(batch, source, tmp_path, monkeypatch):
    write_many(source, 70, broken_each=20)
    forked_engine.start_fork_server()
    forked_engine.fork_engines(monkeypatch)
    assert batch() == 1
    assert batch("--workers", "2", folder=tmp_path / "two") == 1
    with RunFolder.open(tmp_path / "run") as one, RunFolder.open(tmp_path / "two") as two:
        for mine, other in zip(one.rows(), two.rows(), strict=True):
            assert (mine.name, mine.state, mine.sha256, mine.asked) == (
                *(other.name, other.state, other.sha256, other.asked),
            )
            np.testing.assert_allclose(
                *([answer[1] for answer in row.answers] for row in (mine, other)), rtol=1e-5, atol=1e-7
            )


@needs_forks
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_stops_cleanly_and_says_how_to_go_on(source, tmp_path, reference_files, number):
    write_many(source, 200)
    out, said = tmp_path / "run", tmp_path / "said.txt"
    asked = ["batch", source, "--out", out, "--model", reference_files["nested"], "--method", "score-cam"]
    process = start_command(asked, said)
    deadline = time.monotonic() + 120
    while not list(out.glob("overlays/*/*.jpg")):
        assert time.monotonic() < deadline, said.read_text()
        time.sleep(0.01)
    os.kill(process.pid, number)
    process.join(120)
    assert process.exitcode == 130, said.read_text()
    assert "--resume" in said.read_text()
    assert not list(out.rglob("*.part"))
    with RunFolder.open(out) as run:
        rows = run.rows()
        assert 0 < len(rows) < 200
        assert set(run.computations().values()) == {1}
        written = {file.path for row in rows for file in row.files}
    assert {path.relative_to(out).as_posix() for path in out.glob("overlays/*/*")} == written


def test_help_names_every_option(capsys):
    assert status("batch", "--help") == 0
    said = capsys.readouterr().out
    for option in (
        *("--out", "--resume", "--truth", "--boxes", "--method", "--class", "--write", "--overlay-size", "--report"),
        *("--workers", "--scheduler", "--tls-ca", "--no-tls", "--model", "--fit", "--alpha", "--write-names"),
    ):
        assert option in said


def test_the_images_are_never_written_to(batch, source, tmp_path):
    write_many(source, 6, broken_each=3)
    shutil.copytree(source, tmp_path / "copy")
    assert batch(folder=source / "results") == 1
    for path in (tmp_path / "copy").rglob("*.jpg"):
        assert (source / path.relative_to(tmp_path / "copy")).read_bytes() == path.read_bytes()
    inside = {path.relative_to(source).parts[0] for path in source.rglob("*")}
    assert inside == {"class 0", "class 1", "class 2", "results"}


def test_methods_are_measured_on_some_images_and_ranked(batch, source, tmp_path, capsys):
    write_many(source, 6, classes=5, broken_each=100)
    asked = ("--measures", "centre, entropy", "--methods", "saliency,eigen-cam", "--limit", 2, "--write", "none")
    assert batch(*asked) == 0
    said = capsys.readouterr()
    assert "Images: 2 of 6, evenly from all over the folder" in said.err
    assert "No clear winner on these images (2)" in said.out
    assert "told apart on at least 7 images" in said.out
    lines = [line for line in said.out.splitlines() if "time for a map" in line]
    assert sorted(line.partition(":")[0] for line in lines) == ["Eigen-CAM", "Grad-CAM", "Saliency"]
    assert (tmp_path / "run" / "methods.csv").read_text("utf-8-sig").count("\n") == 1 + 2 * 3 * 2
    with RunFolder.open(tmp_path / "run") as run:
        assert run.plan.measures == ("centre", "entropy")
        assert run.plan.further_methods == ("eigen-cam", "saliency")
        assert len(run.names()) == 2


def test_what_is_no_measure_no_method_or_no_number_is_told(batch, source, capsys):
    write_many(source, 1, classes=5, broken_each=100)
    for option, value, said in (
        ("--measures", "height", "There is no measure “height”"),
        ("--methods", "magic", "There is no method “magic”"),
        ("--limit", "0", "0 is not a whole number from 1"),
    ):
        assert batch(option, value) == 2
        assert said in capsys.readouterr().err


def test_options_with_the_name_of_a_measure_before_them_are_the_measure_s(batch, source, tmp_path, capsys):
    write_many(source, 1, classes=5, broken_each=100)
    lowest = {f"{row.id}.{each.name}": each.low for row in MEASURES.values() for each in row.options}
    option, low = next(iter(lowest.items()))
    assert batch("--measures", "entropy", "--option", f"{option}={low:g}", "--write", "none") == 0
    with RunFolder.open(tmp_path / "run") as run:
        assert run.plan.measure_options == ((option, low),)
        assert run.plan.options == ()
    assert batch("--resume", "--option", "deletion.height=3") == 2
    assert "deletion.height" in capsys.readouterr().err
