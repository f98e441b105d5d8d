"""`python main.py inspect`: through the real `main()`, and once as a process of its own."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import main


@pytest.mark.slow
def test_a_model_that_opens_shows_its_card(reference_files, capsys):
    path = reference_files["nested"]
    assert main.main(["inspect", str(path)]) == 0
    out, _ = capsys.readouterr()
    for part in (path.name, hashlib.sha256(path.read_bytes()).hexdigest(), "softmax", "class 0", "saved by Keras 3."):
        assert part in out


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
