"""Frozen graphs that are damaged, hostile, or no graphs at all: each ends as a sentence, and nothing of it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers.model_files.graph_files import frozen, plain, session_of, tf1
from helpers.model_files.program_files import node, text_constant, writing
from helpers.model_files.refusals import refusal

from engine.errors import Code, SaliscopeError
from engine.models.classifier import open_classifier
from engine.models.inspection import inspect_model
from engine.models.inspection.saved_model.frozen import is_graph
from engine.models.inspection.signature import recognise

CUTS = 20


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    with session_of(plain) as (session, _):
        return frozen(tmp_path_factory.mktemp("sound") / "graph.pb", session)


def edited(sound: Path, path: Path, change: Callable[[Any], None]) -> Path:
    graph = tf1.GraphDef.FromString(sound.read_bytes())
    change(graph)
    path.write_bytes(graph.SerializeToString())
    return path


def named(graph: Any, name: str) -> Any:
    return next(item for item in graph.node if item.name == name)


def before_the_answer(graph: Any, *nodes: Any) -> None:
    graph.node.extend(nodes)
    named(graph, "scores").input.append(f"^{nodes[-1].name}")


def huge_constant(graph: Any) -> None:
    weights = next(item for item in graph.node if item.op == "Const" and item.attr["dtype"].type == 1)
    tensor = weights.attr["value"].tensor
    tensor.Clear()
    tensor.dtype = 1
    tensor.float_val.append(1.0)
    for size in (1 << 20, 1 << 20):
        tensor.tensor_shape.dim.add(size=size)


def endless_constant(graph: Any) -> None:
    huge_constant(graph)
    for item in graph.node:
        for dim in item.attr["value"].tensor.tensor_shape.dim:
            dim.size = (1 << 63) - 1


def unknown_operation(graph: Any) -> None:
    named(graph, "last").op = "DoWhatever"


def python_code(graph: Any) -> None:
    before_the_answer(graph, node("odd", "PyFunc"))


def file_reading(graph: Any) -> None:
    before_the_answer(graph, text_constant("name", "/etc/hostname"), node("read", "ReadFile", "name"))


def file_reading_nobody_asks_for(graph: Any) -> None:
    graph.node.extend([text_constant("name", "/etc/hostname"), node("read", "ReadFile", "name")])


def saving(graph: Any) -> None:
    before_the_answer(graph, node("save", "SaveV2"))


def decoding_behind_the_picture(graph: Any) -> None:
    before_the_answer(graph, text_constant("text", "x"), node("decode", "DecodeJpeg", "text"))


def twice(graph: Any) -> None:
    graph.node.append(named(graph, "last"))


def missing(graph: Any) -> None:
    named(graph, "logits").input[1] = "nowhere"


ATTACKS = {
    huge_constant: Code.MODEL_BOMB,
    endless_constant: Code.MODEL_BOMB,
    unknown_operation: Code.MODEL_OPERATION_UNKNOWN,
    python_code: Code.MODEL_OPERATION,
    file_reading: Code.MODEL_OPERATION,
    file_reading_nobody_asks_for: Code.MODEL_OPERATION,
    saving: Code.MODEL_OPERATION,
    decoding_behind_the_picture: Code.MODEL_OPERATION_UNKNOWN,
    twice: Code.MODEL_STRUCTURE,
}


@pytest.mark.parametrize("change", ATTACKS, ids=lambda change: change.__name__)
def test_what_reaches_out_or_never_ends_is_refused(sound, tmp_path, change):
    assert refusal(edited(sound, tmp_path / "graph.pb", change)).code is ATTACKS[change]


def test_a_file_beside_is_not_written(sound, tmp_path):
    marker = tmp_path / "marker"
    path = edited(sound, tmp_path / "graph.pb", lambda graph: before_the_answer(graph, *writing(marker)))
    with pytest.raises(SaliscopeError, match="model-operation"):
        open_classifier(path)
    assert not marker.exists()


def test_cut_anywhere_it_is_refused_or_a_smaller_graph(sound, tmp_path):
    """Between two nodes a cut leaves a graph like any other."""
    data = sound.read_bytes()
    codes = set()
    for cut in np.linspace(0, len(data), CUTS, endpoint=False, dtype=int):
        path = tmp_path / "cut.pb"
        path.write_bytes(data[:cut])
        codes.add(refusal(path).code)
    assert codes <= {Code.MODEL_EMPTY, Code.MODEL_NOT_KERAS, Code.MODEL_DAMAGED, Code.MODEL_PORTS}
    assert Code.MODEL_DAMAGED in codes


def test_a_graph_in_a_circle_ends_as_a_sentence(sound, tmp_path):
    def turn(graph: Any) -> None:
        graph.node.append(node("back", "Identity", "scores", T=named(graph, "last").attr["T"]))
        named(graph, "last").op = "AddN"
        named(graph, "last").attr["N"].i = 2
        named(graph, "last").input.append("back")

    path = edited(sound, tmp_path / "graph.pb", turn)
    with pytest.raises(SaliscopeError) as refused:
        open_classifier(path)
    assert refused.value.code in (Code.MODEL_UNREADABLE, Code.MODEL_STRUCTURE, Code.MODEL_DAMAGED, Code.MODEL_PORTS)
    assert refused.value.params["name"] == "graph.pb"


def test_a_name_of_a_megabyte_is_shown_short(sound, tmp_path):
    def rename(graph: Any) -> None:
        graph.node.insert(0, node("x" * (1 << 20), "DoWhatever"))
        named(graph, "scores").input.append("^" + "x" * (1 << 20))

    found = refusal(edited(sound, tmp_path / "graph.pb", rename))
    assert found.code is Code.MODEL_OPERATION_UNKNOWN
    assert len(found.params["node"]) == 80


def test_numbers_that_do_not_fill_their_shape_are_damage(sound, tmp_path):
    def shorten(graph: Any) -> None:
        for item in graph.node:
            tensor = item.attr["value"].tensor
            tensor.tensor_content = tensor.tensor_content[:-4]

    with pytest.raises(SaliscopeError) as refused:
        open_classifier(edited(sound, tmp_path / "graph.pb", shorten))
    assert refused.value.code is Code.MODEL_DAMAGED


def test_an_input_that_is_not_there_is_damage(sound, tmp_path):
    with pytest.raises(SaliscopeError) as refused:
        inspect_model(edited(sound, tmp_path / "graph.pb", missing))
    assert refused.value.code is Code.MODEL_DAMAGED


def test_a_graph_too_large_is_refused_before_it_is_read(sound):
    assert refusal(sound, frozen_bytes=1000).code is Code.MODEL_TOO_BIG


def test_constants_that_unfold_beyond_the_memory_are_refused(sound, tmp_path):
    """Not a bomb by the share of what is stored, and yet too much."""

    def unfold(graph: Any) -> None:
        weights = next(item for item in graph.node if item.op == "Const" and item.attr["dtype"].type == 1)
        tensor = weights.attr["value"].tensor
        tensor.Clear()
        tensor.dtype = 1
        tensor.float_val.append(1.0)
        tensor.tensor_shape.dim.add(size=1 << 21)

    path = edited(sound, tmp_path / "graph.pb", unfold)
    assert refusal(path, memory_bytes=1 << 24).code is Code.MODEL_TOO_BIG


def test_a_graph_is_known_by_its_first_bytes(sound):
    assert recognise(sound.read_bytes()[:256]) == "frozen-graph"
    long = tf1.GraphDef(node=[tf1.NodeDef(name="a/b" * 200, op="Const")])
    assert is_graph(long.SerializeToString()[:256])


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\n",
        b"\n\n",
        b"\n\n\n\n\n\n\n",
        b"\ncat\ndog\n",
        b"\n\n1,cat\n2,dog\n",
        b"\n\x05\n\x00",
        b"\n\x05\x12\x03abc",
        b"\x08\x01\x12\x05",
        b"\n\x10\n\x03a b\x12\x05Const",
        b"\n\x10\n\x03abcConst",
    ],
)
def test_texts_and_other_messages_are_no_graph(head):
    assert not is_graph(head)


def test_a_graph_in_text_form_and_a_saved_model_s_alone_say_what_they_are(tmp_path):
    (tmp_path / "graph.pbtxt").write_text('node {\n  name: "x"\n  op: "Placeholder"\n}\n')
    assert refusal(tmp_path / "graph.pbtxt").code is Code.MODEL_GRAPH_TEXT
    (tmp_path / "model.pb").write_bytes(b"\x08\x01\x12\x80\x01")
    assert refusal(tmp_path / "model.pb").code is Code.MODEL_VARIABLES
