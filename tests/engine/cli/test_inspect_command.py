"""`python main.py inspect`: through the real `main()`, and once as a process of its own."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import keras
import pytest

import main


@pytest.mark.slow
def test_a_model_that_opens_shows_its_card(reference_files, capsys):
    path = reference_files["nested"]
    assert main.main(["inspect", str(path)]) == 0
    out, _ = capsys.readouterr()
    for part in (path.name, hashlib.sha256(path.read_bytes()).hexdigest(), "softmax", "class 0", "saved by Keras 3."):
        assert part in out


@pytest.mark.parametrize(
    ("ending", "caution", "words"),
    [
        ([keras.layers.Dense(1), keras.layers.Softmax()], "always-one", "The model answers 1 for every image"),
        (
            [keras.layers.Dense(3, "softmax"), keras.layers.Softmax()],
            "scored-twice",
            "turns scores into probabilities twice",
        ),
    ],
)
def test_a_head_that_says_something_else_than_it_seems_to_is_told(tmp_path, capsys, ending, caution, words):
    path = tmp_path / "odd.keras"
    keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Flatten(), *ending]).save(path)
    assert main.main(["inspect", str(path)]) == 0
    assert words in capsys.readouterr().out
    assert main.main(["inspect", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cautions"] == [caution]


@pytest.mark.slow
def test_scripts_get_one_json_object_and_a_silent_stderr(reference_files):
    command = [sys.executable, "main.py", "inspect", str(reference_files["flat"]), "--json"]
    run = subprocess.run(command, cwd=Path(main.__file__).parent, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (0, "")
    found = json.loads(run.stdout)
    assert (found["opened"], found["code"], found["message"]) == (True, None, "")
    assert (found["format"], found["classes"], found["labels_from"]) == ("keras", 5, "")
    assert found["labels"] == [f"class {index}" for index in range(5)]
    assert found["default_layer"] in {layer["path"] for layer in found["spatial_layers"]}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "model-empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "model-lfs"),
        (b"anything", "model-not-keras"),
        (None, "file-missing"),
    ],
)
def test_a_refused_file_ends_in_a_sentence_and_status_2(tmp_path, capsys, data, code):
    path = tmp_path / "modèle.keras"
    if data is not None:
        path.write_bytes(data)
    assert main.main(["inspect", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert (found["opened"], found["code"]) == (False, code)
    assert found["message"] == err.strip()
    assert path.name in err
    assert "Traceback" not in err


FIVE = "0;ant\n1;bee\n2;cat\n3;dog\n4;été\n"


@pytest.fixture
def model(reference_files, tmp_path):
    """Return a model of five classes in a folder of its own."""
    return Path(shutil.copy(reference_files["flat"], tmp_path / "m.keras"))


def test_the_file_the_names_come_from_is_told_and_those_that_were_not_used(model, tmp_path, capsys):
    (tmp_path / "class_names.csv").write_bytes(FIVE.encode("latin-1"))
    (tmp_path / "labels.txt").write_text("ant\nbee\n")
    (tmp_path / "classes.json").write_text('["a", "b", "c", "d", "e"]')
    (tmp_path / "class_indices.json").write_text('{"a": 0, "b": 2}')
    (tmp_path / "labelmap.txt").write_bytes(bytes(8))
    assert main.main(["inspect", str(model)]) == 0
    out, _ = capsys.readouterr()
    rows = [tuple(part.strip() for part in line.split("  ", 1)) for line in out.splitlines()]
    assert ("Class names", "ant · bee · cat · dog · été (from class_names.csv)") in rows
    assert [value for name, value in rows if name == "Not used"] == [
        "labels.txt has 2 names, but the model has 5 classes",
        "classes.json has other names; class_names.csv takes precedence",
        "class_indices.json has no class names that can be read",
        "labelmap.txt is not a readable text, or is too long",
    ]
    assert main.main(["inspect", str(model), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["labels"], found["labels_from"]) == (["ant", "bee", "cat", "dog", "été"], "class_names.csv")
    assert found["labels_passed_over"] == [
        {"file": "labels.txt", "why": "count", "names": 2},
        {"file": "classes.json", "why": "less-likely", "names": 5},
        {"file": "class_indices.json", "why": "no-names", "names": 0},
        {"file": "labelmap.txt", "why": "unreadable", "names": 0},
    ]


def test_labels_that_are_given_come_before_those_found(model, tmp_path, capsys):
    given = tmp_path / "apart.csv"
    given.write_text(FIVE, encoding="utf-16")
    (tmp_path / "labels.txt").write_text("a\nb\nc\nd\ne\n")
    assert main.main(["inspect", str(model), "--labels", str(given), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["labels"], found["labels_from"]) == (["ant", "bee", "cat", "dog", "été"], "apart.csv")
    assert found["labels_passed_over"] == []


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"ant\nbee\n", "labels-count", "“given.txt” contains 2 class names; the model has 5 classes."),
        (b"\n", "labels-none", "No class names were found in “given.txt”"),
        (bytes(8), "labels-unreadable", "“given.txt” is not a readable text file"),
        (None, "file-missing", "“given.txt” was not found"),
    ],
)
def test_labels_that_do_not_fit_end_in_a_sentence_and_status_2(model, tmp_path, capsys, data, code, words):
    given = tmp_path / "given.txt"
    if data is not None:
        given.write_bytes(data)
    assert main.main(["inspect", str(model), "--labels", str(given), "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["code"] == code
    assert err.startswith(words)
