"""Small models of every format that is opened. Made in a process of its own, which imports TensorFlow."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

from helpers.model_files import graph_files, onnx_files, onnx_nets, parted_files, program_files
from references import models

KEPT = Path(parted_files.__file__).parent / "kept_files"


def write(folder: Path) -> None:
    """Write each model's files into a folder of its own, called as the kind of change that knows its layout."""
    for name in ("flat", "nested"):
        model = models.build(name)[0]
        model.save(_new(folder, f"{name}.zip") / "model.keras")
        model.save(_new(folder, f"{name}.hdf5") / "model.h5")
        if name == "flat":
            model.save_weights(_new(folder, "weights.hdf5") / "model.weights.h5")
            _pairs(folder, model)
    shutil.copy(KEPT / "nested-2.15.0.keras", _new(folder, "early.zip"))
    for each in KEPT.glob("*-2.15.0.h5"):
        shutil.copy(each, _new(folder, f"early-{each.stem.split('-')[0]}.hdf5"))
    _packed(folder / "flat.zip" / "model.keras", _new(folder, "packed.zip") / "model.keras")
    program_files.saved(folder / "step.proto")
    program_files.small_model().export(str(folder / "exported.proto"), verbose=False)
    shutil.rmtree(folder / "exported.proto" / "assets", ignore_errors=True)
    for kind in ("float", "int8"):
        program_files.lite(_new(folder, f"{kind.split()[0]}.lite") / "model.tflite", kind)
    for build in ("plain", "trained"):
        path = _new(folder, f"{build}.proto") / "model.pb"
        with graph_files.session_of(graph_files.BUILDERS[build]) as (session, _):
            graph_files.frozen(path, session)
    for make in (onnx_nets.resnet, onnx_nets.keras_net, onnx_nets.vit):
        net = onnx_files.Net()
        output = make(net)
        shape: list[Any] = [None, 32, 32, 3] if make is onnx_nets.keras_net else [None, 3, 32, 32]
        onnx_files.saved(net.model(shape, output), _new(folder, f"{make.__name__}.proto") / "model.onnx")


def _pairs(folder: Path, model: Any) -> None:
    pair = _new(folder, "pair.text")
    parted_files.pair_of_keras_3(model, pair / "model.json", pair / "model.weights.h5")
    for stored in ("float32", "uint8"):
        parted_files.web_model(model, _new(folder, f"web-{stored}.text"), stored, shards=2)


def _packed(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in read.infolist():
            written.writestr(entry.filename, read.read(entry))


def _new(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name
