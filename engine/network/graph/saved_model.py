"""A SavedModel read as a graph: what one signature of it computes is taken, and nothing else of it ever runs.

Its variables are read from the checkpoint here: the part of the graph that would restore them may do other things.
`tf.saved_model.load` runs that and more, and stumbles over models whose optimiser it does not know.
What computes in half precision is made to compute in float32.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

from engine.errors import Code, SaliscopeError
from engine.network.graph.inlining import Inlined
from engine.network.graph.network import GraphNetwork
from engine.network.graph.precision import full_type
from engine.network.graph.served import served


def load_saved_model(folder: Path, facts: dict[str, Any]) -> GraphNetwork:
    """Load an inspected copy. facts: what `engine.models.inspection` found, with the signature to use.

    Raises SaliscopeError: MODEL_VARIABLES, MODEL_DAMAGED where values are missing, and see `served`.
    """
    return load_module(folder, facts)[0]


def load_module(folder: Path, facts: dict[str, Any]) -> tuple[GraphNetwork, dict[str, str], dict[str, Any]]:
    """Load an inspected copy as `load_saved_model` does, with what its variables are.

    Returns the network, {tensor of the network: the variable of the file it stands for}, {that variable: its value}.
    """
    standing: dict[str, str] = {}
    kept: dict[str, Any] = {}

    def values_of(flat: Inlined, widened: bool) -> tuple[dict[str, Any], int]:
        values, parameters = _values(folder, facts["variables"], flat.variables, widened)
        for node, variable in flat.variables.items():
            standing[f"{node}:0"], kept[variable] = variable, values[node]
        return values, parameters

    signature = facts["signature"]
    graph = _graph(folder, facts.get("meta_graph", 0))
    return served(graph, signature["inputs"], signature["outputs"], values_of), standing, kept


def _graph(folder: Path, index: int) -> Any:
    from tensorflow.core.protobuf import saved_model_pb2

    model = saved_model_pb2.SavedModel()
    try:
        model.ParseFromString((folder / "saved_model.pb").read_bytes())
    except DecodeError as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault
    return model.meta_graphs[index].graph_def


def _values(folder: Path, keys: dict[str, str], variables: dict[str, str], widened: bool) -> tuple[dict[str, Any], int]:
    """Return ({node: tensor}, count of numbers) for {node: the variable of the file it stands for}.

    widened: whether they stand in a graph that was made to compute in float32.
    """
    missing = sorted(set(variables.values()) - keys.keys())
    if missing:
        raise SaliscopeError(Code.MODEL_DAMAGED if (folder / "variables").exists() else Code.MODEL_VARIABLES)
    if not variables:
        return {}, 0
    checkpoint = tf.train.load_checkpoint(str(folder / "variables" / "variables"))
    once = {key: tf.constant(checkpoint.get_tensor(key)) for key in {keys[name] for name in variables.values()}}
    if widened:
        once = {key: tf.cast(value, full_type(value.dtype.name)) for key, value in once.items()}
    parameters = sum(int(np.prod(value.shape, dtype=np.int64)) for value in once.values())
    return {node: once[keys[name]] for node, name in variables.items()}, parameters
