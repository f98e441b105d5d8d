"""Zips with what Keras never writes, and pickles: none writes the marker file, and each is refused by its code."""

from __future__ import annotations

import json
import pickle
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from helpers.model_files.inspection_files import GOOD, keras_zip, pickled, weights_h5
from helpers.model_files.refusals import refusal

from engine.errors import Code


def test_a_pickle_is_refused_unread(tmp_path, marker):
    for protocol in (2, 4):
        (tmp_path / "m.h5").write_bytes(pickled(marker, protocol))
        assert refusal(tmp_path / "m.h5").code is Code.MODEL_PICKLE
    with zipfile.ZipFile(tmp_path / "m.pt", "w") as archive:
        archive.writestr("archive/data.pkl", pickled(marker))
    assert refusal(tmp_path / "m.pt").code is Code.MODEL_TORCH


def test_the_pickle_would_have_run(tmp_path):
    pickle.loads(pickled(tmp_path / "proof"))
    assert (tmp_path / "proof").exists()


# The zip


def with_entry(path: Path, entry: zipfile.ZipInfo | str, data: bytes = b"ran", **how: Any) -> Path:
    keras_zip(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, data, **how)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../ran",
        "assets/../../ran",
        "/tmp/ran",
        "C:/ran",
        "assets\\..\\ran",
        "assets//ran",
        "extra.py",
        "Assets/x",
        "~/x",
    ],
)
def test_a_zip_entry_that_keras_never_writes_is_refused(tmp_path, marker, name):
    error = refusal(with_entry(tmp_path / "m.keras", name))
    assert (error.code, error.params["found"]) == (Code.MODEL_STRUCTURE, name)


def test_a_link_in_the_zip_is_refused(tmp_path, marker):
    link = zipfile.ZipInfo("assets/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(with_entry(tmp_path / "m.keras", link, b"../../ran")).code is Code.MODEL_STRUCTURE


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused(tmp_path, marker):
    error = refusal(with_entry(tmp_path / "m.keras", "config.json", json.dumps(GOOD).encode()))
    assert (error.code, error.params["found"]) == (Code.MODEL_STRUCTURE, "config.json")


def test_an_encrypted_entry_is_refused(tmp_path, marker):
    data = bytearray(keras_zip(tmp_path / "m.keras").read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "m.keras").write_bytes(data)
    assert refusal(tmp_path / "m.keras").code is Code.MODEL_STRUCTURE


@pytest.mark.parametrize("pack", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_keras_does_not_use_is_refused(tmp_path, pack):
    assert refusal(keras_zip(tmp_path / "m.keras", pack=pack)).code is Code.MODEL_STRUCTURE


def test_a_configuration_that_swells_is_refused(tmp_path):
    swollen = json.dumps(GOOD) + " " * (80 << 20)
    error = refusal(keras_zip(tmp_path / "m.keras", swollen, pack=zipfile.ZIP_DEFLATED))
    assert (error.code, error.params["declared"]) == (Code.MODEL_BOMB, "80")


def test_swollen_weights_are_refused_unpacked(tmp_path):
    weights = weights_h5(tmp_path / "w") + bytes(40 << 20)
    assert refusal(keras_zip(tmp_path / "m.keras", GOOD, weights, zipfile.ZIP_DEFLATED)).code is Code.MODEL_BOMB


def test_many_entries_are_refused(tmp_path):
    error = refusal(with_entry(tmp_path / "m.keras", "assets/x"), archive_entries=3)
    assert (error.code, error.params["found"]) == (Code.MODEL_STRUCTURE, "4 files")
