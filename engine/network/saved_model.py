"""A SavedModel read as a graph: of what it holds only one signature is run, and the operation that fills its variables.

`tf.saved_model.load` runs whatever else is in there, and stumbles over models whose optimiser it does not know.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tensorflow as tf
from tensorflow.python.framework import convert_to_constants

from engine.network.graph_network import GraphNetwork, node_name
from engine.request import TensorInfo


def load_saved_model(folder: Path, facts: dict[str, Any]) -> GraphNetwork:
    """Load an inspected copy. facts: what `engine.inspection` found, with the signature to use."""
    signature = facts["signature"]
    inputs, outputs = signature["inputs"], signature["outputs"]
    graph = _restored(folder, facts, [node_name(tensor["tensor"]) for tensor in (*inputs, *outputs)])
    return _flat(graph, inputs, outputs)


def _restored(folder: Path, facts: dict[str, Any], wanted: list[str]) -> Any:
    """Return the graph of the wanted nodes with its variables turned into constants."""
    meta = _meta_graph(folder, facts.get("meta_graph", 0))
    graph = tf.Graph()
    with graph.as_default(), tf.compat.v1.Session(graph=graph) as session:
        tf.graph_util.import_graph_def(meta.graph_def, name="")
        if facts.get("restore_op"):
            session.run(facts["restore_op"], {facts["filename_tensor"]: str(folder / "variables" / "variables")})
        return convert_to_constants.convert_variables_to_constants_from_session_graph(
            session, graph.as_graph_def(), wanted
        )


def _meta_graph(folder: Path, index: int) -> Any:
    from tensorflow.core.protobuf import saved_model_pb2

    model = saved_model_pb2.SavedModel()
    model.ParseFromString((folder / "saved_model.pb").read_bytes())
    return model.meta_graphs[index]


def _flat(graph: Any, inputs: list[dict[str, Any]], outputs: list[dict[str, Any]]) -> GraphNetwork:
    """Put the functions' bodies where they are called, so that every operation can be looked at."""
    infos = tuple(_info(tensor) for tensor in inputs)
    fetches = [tensor["tensor"] for tensor in outputs]

    def run(*tensors: Any) -> Any:
        feeds = dict(zip((tensor["tensor"] for tensor in inputs), tensors, strict=True))
        return tf.graph_util.import_graph_def(graph, input_map=feeds, return_elements=fetches, name="")

    specs = [tf.TensorSpec([None, *info.shape], info.dtype) for info in infos]
    frozen = convert_to_constants.convert_variables_to_constants_v2(tf.compat.v1.wrap_function(run, specs))
    flat = frozen.graph.as_graph_def()
    for node in flat.node:
        node.attr.pop("_gradient_op_type", None)  # an author's own are not in the file; the operations' own are right
        for index in reversed(range(len(node.input))):  # nothing is left that must happen in an order
            if node.input[index].startswith("^"):
                del node.input[index]
    return GraphNetwork(
        flat,
        [tensor.name for tensor in frozen.inputs],
        infos,
        [tensor.name for tensor in frozen.outputs],
        tuple(tensor["name"] for tensor in outputs),
    )


def _info(tensor: dict[str, Any]) -> TensorInfo:
    return TensorInfo(tensor["name"], tuple(tensor["shape"] or (None,))[1:], tensor["dtype"])
