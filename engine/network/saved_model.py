"""A SavedModel read as a graph: of what it holds only one signature is run, and the operation that fills its variables.

`tf.saved_model.load` runs whatever else is in there, and stumbles over models whose optimiser it does not know.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import tensorflow as tf
from tensorflow.python.framework import convert_to_constants

from engine.network.graph_network import GraphNetwork, node_name
from engine.request import TensorInfo

_numbers = count()
_ASSIGNMENTS = frozenset({"AssignVariableOp", "AssignAddVariableOp", "AssignSubVariableOp"})


def load_saved_model(folder: Path, facts: dict[str, Any]) -> GraphNetwork:
    """Load an inspected copy. facts: what `engine.inspection` found, with the signature to use."""
    signature = facts["signature"]
    inputs, outputs = signature["inputs"], signature["outputs"]
    graph = _restored(folder, facts, [node_name(tensor["tensor"]) for tensor in (*inputs, *outputs)])
    return _flat(graph, inputs, outputs)


def _restored(folder: Path, facts: dict[str, Any], wanted: list[str]) -> Any:
    """Return the graph of the wanted nodes with its variables turned into constants."""
    meta = _meta_graph(folder, facts.get("meta_graph", 0))
    _rename(meta.graph_def.node, facts.get("aliases", {}))
    graph = tf.Graph()
    with graph.as_default(), tf.compat.v1.Session(graph=graph) as session:
        tf.graph_util.import_graph_def(meta.graph_def, name="")
        if facts.get("restore_op"):
            session.run(facts["restore_op"], {facts["filename_tensor"]: str(folder / "variables" / "variables")})
        return convert_to_constants.convert_variables_to_constants_from_session_graph(
            session, _without_assignments(graph.as_graph_def()), wanted
        )


def _with_own_names(graph: Any) -> Any:
    """Give the functions names that nothing else in this process has."""
    number = next(_numbers)
    names = {function.signature.name: f"{function.signature.name}_{number}" for function in graph.library.function}
    del graph.library.gradient[:]
    for function in graph.library.function:
        function.signature.name = names[function.signature.name]
    for nodes in (graph.node, *(function.node_def for function in graph.library.function)):
        for node in nodes:
            node.op = names.get(node.op, node.op)
            for value in node.attr.values():
                for called in (value.func, *value.list.func):
                    if called.name in names:
                        called.name = names[called.name]
    return graph


def _rename(nodes: Any, names: dict[str, str]) -> None:
    """Let the network read the variables that the saver fills, where Keras exports copies that it does not."""
    for node in nodes:
        if node.op not in _ASSIGNMENTS:
            node.input[:] = [names.get(source, source) for source in node.input]


def _without_assignments(graph: Any) -> Any:
    """Take out what changes variables, such as the seeds of augmentation: constants do not change."""
    for nodes in (graph.node, *(function.node_def for function in graph.library.function)):
        gone = {node.name for node in nodes if node.op in _ASSIGNMENTS}
        kept = [node for node in nodes if node.name not in gone]
        for node in kept:
            node.input[:] = [source for source in node.input if source.lstrip("^") not in gone]
        del nodes[:]
        nodes.extend(kept)
    for function in graph.library.function:
        names = {node.name for node in function.node_def}
        for key in [key for key, node in function.control_ret.items() if node not in names]:
            del function.control_ret[key]
        del function.signature.control_output[:]
        function.signature.control_output.extend(function.control_ret)
    return graph


def _meta_graph(folder: Path, index: int) -> Any:
    from tensorflow.core.protobuf import saved_model_pb2

    model = saved_model_pb2.SavedModel()
    model.ParseFromString((folder / "saved_model.pb").read_bytes())
    return model.meta_graphs[index]


def _flat(graph: Any, inputs: list[dict[str, Any]], outputs: list[dict[str, Any]]) -> GraphNetwork:
    """Put the functions' bodies where they are called, so that every operation can be looked at."""
    graph = _with_own_names(graph)
    infos = tuple(_info(tensor) for tensor in inputs)
    fetches = [tensor["tensor"] for tensor in outputs]

    def run(*tensors: Any) -> Any:
        feeds = dict(zip((tensor["tensor"] for tensor in inputs), tensors, strict=True))
        return tf.graph_util.import_graph_def(graph, input_map=feeds, return_elements=fetches, name="")

    specs = [tf.TensorSpec([None, *info.shape], info.dtype) for info in infos]
    wrapped = tf.compat.v1.wrap_function(run, specs)
    # Loops and branches stay whole: taken apart they could not be imported in part.
    frozen = convert_to_constants.convert_variables_to_constants_v2(wrapped, lower_control_flow=False)
    flat = _with_own_names(frozen.graph.as_graph_def())
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
