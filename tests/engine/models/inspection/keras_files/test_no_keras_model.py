"""What is no Keras model, or no whole one, is told for what it is."""

from __future__ import annotations

import json
import os
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest
from helpers.model_files.inspection_files import GOOD, METADATA, keras_h5, keras_zip
from helpers.model_files.refusals import refusal

from engine.errors import Code


def torn(path: Path) -> Path:
    data = keras_h5(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def torn_zip(path: Path) -> Path:
    data = keras_zip(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def flipped(path: Path) -> Path:
    data = bytearray(keras_zip(path).read_bytes())
    data[len(data) // 2] ^= 0xFF  # in the weights: the zip's checksum tells
    path.write_bytes(data)
    return path


def other_hdf5(path: Path) -> Path:
    with h5py.File(path, "w") as file:
        file["measurements"] = np.ones(3)
    return path


def zipped_model(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("keras_model.h5", b"")
        archive.writestr("labels.txt", b"0 cat")
    return path


def without_weights(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps(GOOD))
        archive.writestr("metadata.json", METADATA)
    return path


def holding(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def folder(*names: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.mkdir()
        for name in names:
            (path / name).mkdir() if name.endswith("/") else (path / name).write_bytes(b"")
        return path

    return make


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


NO_MODEL: dict[str, tuple[Callable[[Path], Path], Code]] = {
    "nothing": (holding(b""), Code.MODEL_EMPTY),
    "no file": (lambda path: path, Code.FILE_MISSING),
    "an LFS pointer": (holding(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"), Code.MODEL_LFS),
    "half an h5": (torn, Code.MODEL_DAMAGED),
    "half a zip": (torn_zip, Code.MODEL_DAMAGED),
    "a flipped bit in the weights": (flipped, Code.MODEL_DAMAGED),
    "zeros": (holding(bytes(999)), Code.MODEL_DAMAGED),
    "a zip without weights": (without_weights, Code.MODEL_DAMAGED),
    "a configuration that is no JSON": (lambda path: keras_zip(path, "{"), Code.MODEL_DAMAGED),
    "a configuration that is a list": (lambda path: keras_h5(path, "[]"), Code.MODEL_DAMAGED),
    "a configuration without a class": (lambda path: keras_h5(path, {"config": {}}), Code.MODEL_DAMAGED),
    "other HDF5": (other_hdf5, Code.MODEL_NOT_KERAS),
    "a zipped model": (zipped_model, Code.MODEL_ARCHIVE),
    "an empty zip": (holding(b"PK\x05\x06" + bytes(18)), Code.MODEL_ARCHIVE),
    "a packed archive": (holding(b"\x1f\x8b\x08\0rest"), Code.MODEL_ARCHIVE),
    "text": (holding(b"import keras\n"), Code.MODEL_NOT_KERAS),
    "a web page": (holding(b"\n<!DOCTYPE html>\n<html lang='en'>"), Code.MODEL_WEB_PAGE),
    "a web page without a heading": (holding(b"<HTML><body>Sign in</body>"), Code.MODEL_WEB_PAGE),
    "OpenVINO": (holding(b'<?xml version="1.0"?>\n<net name="Model0" version="11">'), Code.MODEL_OPENVINO),
    "other XML": (holding(b'<?xml version="1.0"?>\n<svg>'), Code.MODEL_NOT_KERAS),
    "safetensors": (holding(struct.pack("<Q", 70) + b'{"fc.weight":{"dtype":"F32"'), Code.MODEL_SAFETENSORS),
    "PyTorch before 1.6": (holding(pickle.dumps(0x1950A86A20F9469CFC6C, 2)), Code.MODEL_TORCH),
    "a pickle": (holding(pickle.dumps({"coef": [1.0]}, 4)), Code.MODEL_PICKLE),
    "Core ML's folder": (folder("Manifest.json", "Data/"), Code.MODEL_COREML),
    "TensorFlow Lite, torn": (holding(b"\x1c\0\0\0TFL3" + bytes(4)), Code.MODEL_DAMAGED),
    "an empty folder": (folder(), Code.MODEL_FOLDER_EMPTY),
    "a folder": (folder("notes.txt"), Code.MODEL_FOLDER),
    "an empty SavedModel": (folder("saved_model.pb"), Code.MODEL_DAMAGED),
    "a SavedModel in text form": (folder("saved_model.pbtxt"), Code.MODEL_SAVEDMODEL),
    "a pipe": (pipe, Code.MODEL_NOT_KERAS),
}


@pytest.mark.parametrize("case", NO_MODEL)
def test_what_is_no_whole_keras_model_is_told_for_what_it_is(tmp_path, case):
    make, expected = NO_MODEL[case]
    assert refusal(make(tmp_path / "stranger.keras")).code is expected


@pytest.mark.parametrize("length", [8, 96, 400, 800, 900])
def test_a_cut_off_file_is_damaged_wherever_it_was_cut(tmp_path, length):
    data = keras_h5(tmp_path / "whole.h5").read_bytes()
    (tmp_path / "cut.h5").write_bytes(data[:length])
    assert refusal(tmp_path / "cut.h5").code is Code.MODEL_DAMAGED


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("net.mlmodel", b"\x08\x04\x12\x0c", Code.MODEL_COREML),
        ("forest.joblib", zlib.compress(b"sklearn"), Code.MODEL_PICKLE),
        ("net.pth", pickle.dumps({"fc.weight": [1.0]}, 2), Code.MODEL_TORCH),
        ("net.bin", zlib.compress(b"sklearn"), Code.MODEL_NOT_KERAS),
    ],
)
def test_a_name_tells_what_bytes_leave_open(tmp_path, name, data, code):
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name).code is code
