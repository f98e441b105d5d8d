"""An inspected model: the facts a loader needs."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import Any

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True, eq=False)
class ModelFile:
    """A model that passed. Load `path`, which is the copy that was inspected, and not the stranger's.

    config: of Keras kinds the model's configuration, as in the file. Of the others what the loader needs, as JSON:

    - SAVED_MODEL: {"signature": {"name", "inputs": [tensor...], "outputs": [tensor...]}, "meta_graph": its index,
      "variables": {node of a variable: the key of its value in the checkpoint}, "reusable": what a layer of TensorFlow
      Hub has of it, see `saved_model.reusable`, "node_count"}, tensors sorted by name:
      {"name": the argument's, "tensor": "x:0", "dtype": "float32", "shape": [null, 8, 8, 3], or null: of any rank}.
    - FROZEN_GRAPH: {"signature": as above, its name "", "node_count"}; shape [] is that of a single number.
    - TFLITE: {"inputs": [tensor...], "outputs": [tensor...], "operations": [names in order], "parameters": stored
      numbers}, each tensor {"name", "index", "dtype", "shape", "scale", "zero_point"}: real = (stored - zero_point) *
      scale, or scale 0.0 where numbers are stored as they are. An input also has "run": the shape it is tried with, an
      output "head": "softmax", "sigmoid" or "", "logits": the index of the tensor the head is given, or null, and
      "slope": what a softmax multiplies its logits by.
    - ONNX: {"producer", "version": of the operators, "inputs": [{"name", "dtype", "shape"}...], "outputs": names,
      "nodes": [{"op", "name", "inputs", "outputs", "attributes"}...] in order, "constants": {name: {"dtype", "shape"}
      with "values", or "at", "bytes" and "file": where they lie, "" for the file itself}, "files": the others' names}.
    """

    path: Path
    kind: str  # of a row of the table of formats
    sha256: str
    size: int  # bytes of the file, or of all files of a folder
    config: dict[str, Any]
    keras_version: str  # "" where the file does not say
    weights_bytes: int  # declared by the datasets that hold the weights, without the optimiser's
    extras: dict[str, str] = field(default_factory=dict)  # texts inside that may hold labels, by file name
    modules: dict[str, ModelFile] = field(default_factory=dict)  # what its TensorFlow Hub layers call, by handle
