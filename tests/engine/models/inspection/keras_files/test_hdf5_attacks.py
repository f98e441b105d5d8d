"""HDF5 that leaves its file or lies about its size, in `.h5` and as the weights of a `.keras` alike."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
from helpers.model_files.inspection_files import GOOD, keras_h5, keras_zip
from helpers.model_files.refusals import refusal

from engine.errors import Code


def outside_link(file: h5py.File, marker: Path) -> None:
    file["model_weights/away"] = h5py.ExternalLink(str(marker), "/")


def outside_data(file: h5py.File, marker: Path) -> None:
    secret = marker.with_name("secret.raw")
    secret.write_bytes(bytes(64))
    file.create_dataset("model_weights/away", (16,), "f4", external=[(str(secret), 0, 64)])


def virtual_data(file: h5py.File, marker: Path) -> None:
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource(str(marker), "x", (4,))
    file.create_virtual_dataset("model_weights/away", layout)


def soft_link(file: h5py.File, marker: Path) -> None:
    file["model_weights/soft"] = h5py.SoftLink("/model_weights/head")


def cycle(file: h5py.File, marker: Path) -> None:
    file["model_weights/again"] = file["model_weights"]


def to_the_top(file: h5py.File, marker: Path) -> None:
    file["model_weights/top"] = file["/"]


def committed_type(file: h5py.File, marker: Path) -> None:
    file["model_weights/type"] = np.dtype("f4")


def references(file: h5py.File, marker: Path) -> None:
    file.create_dataset("model_weights/refs", (1,), h5py.ref_dtype)


def huge_empty(file: h5py.File, marker: Path) -> None:
    file.create_dataset("model_weights/huge", (1 << 30,), "f4")


def huge_packed(file: h5py.File, marker: Path) -> None:
    file.create_dataset("model_weights/huge", (64, 1 << 20), "f4", chunks=(1, 1 << 20), compression="gzip")[:32] = 0


def deep_groups(file: h5py.File, marker: Path) -> None:
    file.create_group("model_weights/" + "/".join("g" * 100))


def many_groups(file: h5py.File, marker: Path) -> None:
    for index in range(300):
        file.create_group(f"model_weights/g{index}")


def many_texts(file: h5py.File, marker: Path) -> None:
    file["model_weights/texts"] = np.array(["x"] * 5000, object)


HDF5 = {
    many_texts: Code.MODEL_STRUCTURE,
    outside_link: Code.MODEL_OUTSIDE_FILE,
    outside_data: Code.MODEL_OUTSIDE_FILE,
    virtual_data: Code.MODEL_OUTSIDE_FILE,
    soft_link: Code.MODEL_STRUCTURE,
    cycle: Code.MODEL_STRUCTURE,
    to_the_top: Code.MODEL_STRUCTURE,
    committed_type: Code.MODEL_STRUCTURE,
    references: Code.MODEL_STRUCTURE,
    huge_empty: Code.MODEL_BOMB,
    huge_packed: Code.MODEL_BOMB,
    deep_groups: Code.MODEL_STRUCTURE,
    many_groups: Code.MODEL_STRUCTURE,
}


@pytest.mark.parametrize("attack", HDF5, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("packed", [False, True])
def test_hdf5_that_leaves_its_file_or_lies_about_its_size_is_refused(tmp_path, marker, attack, packed):
    path = keras_h5(tmp_path / "m.h5")
    with h5py.File(path, "a") as file:
        attack(file, marker)
    if packed:
        path = keras_zip(tmp_path / "m.keras", GOOD, path.read_bytes())
    assert refusal(path, objects=250).code is HDF5[attack]


def test_a_text_whose_heap_is_damaged_is_met_by_the_inspection_and_not_by_the_engine(tmp_path):
    path = keras_h5(tmp_path / "m.h5")
    with h5py.File(path, "r+") as file:
        file["model_weights/head"].attrs["weight_names"] = ["head/kernel:0", "head/bias:0"]
    data = path.read_bytes()
    assert data.count(b"GCOL") > 0
    path.write_bytes(data.replace(b"GCOL", b"GCOM"))
    assert refusal(path).code is Code.MODEL_DAMAGED
