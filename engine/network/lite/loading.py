"""From an inspected TensorFlow Lite file to a network. No interpreter runs it: that trusts whatever a file says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

from engine.errors import Code, SaliscopeError
from engine.network.lite.building import build_lite
from engine.network.lite.tensors import UnsupportedError
from engine.network.program import ProgramNetwork

_UNFIT = (LookupError, TypeError, ValueError, tf.errors.OpError)


def load_lite(path: Path, facts: dict[str, Any]) -> ProgramNetwork:
    """Load an inspected copy, for many pictures at once where its steps allow that.

    Raises SaliscopeError(MODEL_STEP) for what is not built here, and whatever TensorFlow finds wrong.
    """
    model = _unpacked(path.read_bytes())
    try:
        return _checked(build_lite(model, facts), facts)
    except (UnsupportedError, *_UNFIT):
        pass
    try:
        return _checked(build_lite(model, facts, single=True), facts)
    except UnsupportedError as fault:
        operation, node = (*fault.args, "", "")[:2]
        raise SaliscopeError(Code.MODEL_STEP, operation=operation, node=node) from fault


def _checked(network: ProgramNetwork, facts: dict[str, Any]) -> ProgramNetwork:
    """Trace a network for any number of pictures: it answers with a row for each, of the sizes that were inspected.

    Raises UnsupportedError, and whatever TensorFlow finds wrong.
    """
    specs = [tf.TensorSpec([None, *tensor["run"][1:]], tf.float32) for tensor in facts["inputs"]]
    traced = tf.function(lambda *tensors: network.run(tensors), autograph=False).get_concrete_function(*specs)
    for tensor, fact in zip(traced.structured_outputs, facts["outputs"], strict=True):
        if tensor.shape[:1] != [None]:
            raise UnsupportedError("", fact["name"])
    return network


def _unpacked(data: bytes) -> Any:
    """Return a model as the schema's objects."""
    model = schema.ModelT.InitFromPackedBuf(data, 0)
    for buffer in model.buffers:
        if buffer.offset > 1:  # of files beyond 2 GB: behind the tables
            buffer.data = np.frombuffer(data, np.uint8, buffer.size, buffer.offset)
    return model
