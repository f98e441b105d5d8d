"""ONNX files: known by their content, read with the right facts, refused with a sentence where they must not run."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from helpers.model_files import onnx_nets
from helpers.model_files.onnx_files import Net, saved
from helpers.model_files.refusals import refusal
from onnx import TensorProto, helper, numpy_helper

from engine.errors import Code, SaliscopeError
from engine.models.inspection import Kind, inspect_in_child, inspect_model
from engine.models.inspection.formats import FORMATS
from engine.models.inspection.onnx.signature import is_onnx

SHAPE = [1, 3, onnx_nets.SIDE, onnx_nets.SIDE]


def small(**settings: Any) -> Any:
    """A model of one convolution and a dense layer."""
    net = Net(17)
    x = net.add("Conv", "x", net.weight("conv.weight", 4, 3, 3, 3), name="/conv/Conv")
    x = net.add("Flatten", net.add("GlobalAveragePool", x))
    return net.model(SHAPE, onnx_nets.dense(net, x, 4, 2, "fc"), **settings)


def node(model: Any, operator: str) -> Any:
    return next(each for each in model.graph.node if each.op_type == operator)


def test_the_facts_are_those_that_the_onnx_library_reads(tmp_path):
    net = Net(17)
    model = net.model(["batch", *SHAPE[1:]], onnx_nets.resnet(net))
    path = saved(model, tmp_path / "net.onnx")
    found = inspect_model(path)
    assert (found.kind, found.weights_bytes) == (Kind.ONNX, sum(value.nbytes for value in net.weights.values()))
    assert (found.config["producer"], found.config["version"]) == ("pytorch", 17)
    assert found.config["inputs"] == [{"name": "x", "dtype": "float32", "shape": [None, *SHAPE[1:]]}]
    for ours, theirs in zip(found.config["nodes"], onnx.load(path).graph.node, strict=True):
        assert (ours["op"], ours["name"], ours["inputs"], ours["outputs"]) == (
            theirs.op_type, theirs.name, list(theirs.input), list(theirs.output)
        )  # fmt: skip
        told = {each.name: helper.get_attribute_value(each) for each in theirs.attribute}
        assert ours["attributes"].keys() == told.keys()
        assert all(np.allclose(ours["attributes"][name], value) for name, value in told.items())
    data = path.read_bytes()
    for name, place in found.config["constants"].items():
        stored = np.frombuffer(data[place["at"] : place["at"] + place["bytes"]], place["dtype"]).reshape(place["shape"])
        assert np.array_equal(stored, net.weights[name])


@pytest.mark.parametrize("producer", ["", "pytorch", "tf2onnx", "Größe", "x" * 300])
def test_a_file_is_known_by_its_first_bytes_and_by_one_format_alone(producer):
    model = small(producer=producer)
    for described in ("", "long " * 100):
        model.doc_string = described
        head = model.SerializeToString()[:256]
        assert [each.kind for each in FORMATS.values() if each.recognises(head)] == [Kind.ONNX]


@pytest.mark.parametrize(
    "head",
    [
        b"\x08\x01\x12\xeb\x81\x12\n\xf6\x14\x12\xda\x14\nD\n\x05AddV2",  # a SavedModel's graph
        b"\n\x1a\n\x05input\x12\x0bPlaceholder",  # a frozen graph
        b"\x08\x07\x12\x04TFL3",
        b"\x08\x00\x12\x01x:\x02\x0a\x00",
        b"\x08\x07",
        b"\x08\x07\x12\x07pytorch",
        b"\x08\x07\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        b"PK\x03\x04",
        b"",
    ],
)
def test_other_files_are_not_taken_for_onnx(head):
    assert not is_onnx(head)


def test_class_names_among_the_metadata_are_kept(tmp_path):
    metadata = {"names": "{0: 'cat', 1: 'dog'}", "stride": "32"}
    found = inspect_model(saved(small(metadata=metadata), tmp_path / "yolo.onnx"))
    assert {name: json.loads(text) for name, text in found.extras.items()} == {"names.json": {"0": "cat", "1": "dog"}}
    found = inspect_model(saved(small(metadata={"classes": "cat\ndog"}), tmp_path / "lines.onnx"))
    assert found.extras == {"classes.txt": "cat\ndog"}
    assert inspect_model(saved(small(metadata={"names": "__import__('os')"}), tmp_path / "code.onnx")).extras == {
        "names.txt": "__import__('os')"
    }


def test_what_may_not_run_is_refused_by_name(tmp_path):
    model = small()
    node(model, "Conv").op_type = "Loop"
    found = refusal(saved(model, tmp_path / "loop.onnx"))
    assert (found.code, found.params["operation"], found.params["node"]) == (
        Code.MODEL_ONNX_OPERATOR,
        "Loop",
        "/conv/Conv",
    )
    model = small()
    node(model, "Conv").domain = "com.microsoft"
    found = refusal(saved(model, tmp_path / "custom.onnx"))
    assert (found.code, found.params["operation"]) == (Code.MODEL_ONNX_CUSTOM, "com.microsoft.Conv")
    for version in (6, 99):
        model = small()
        model.opset_import[0].version = version
        found = refusal(saved(model, tmp_path / "version.onnx"))
        assert (found.code, found.params["found"]) == (Code.MODEL_ONNX_VERSION, version)
    model = small()
    model.functions.add(name="f", domain="own")
    assert refusal(saved(model, tmp_path / "functions.onnx")).code is Code.MODEL_ONNX_STRUCTURE


def test_a_circle_a_missing_weight_and_a_name_made_twice_are_damage(tmp_path):
    circle = small()
    node(circle, "Conv").input[0] = circle.graph.output[0].name
    missing = small()
    del missing.graph.initializer[0]
    twice = small()
    twice.graph.node.append(node(twice, "Conv"))
    nothing = small()
    nothing.graph.output[0].name = "nowhere"
    for place, model in enumerate((circle, missing, twice, nothing)):
        assert refusal(saved(model, tmp_path / f"{place}.onnx")).code is Code.MODEL_DAMAGED


def test_weights_that_are_not_as_large_as_declared_are_damage(tmp_path):
    model = small()
    model.graph.initializer[0].dims[0] = 400_000_000
    assert refusal(saved(model, tmp_path / "large.onnx")).code is Code.MODEL_DAMAGED
    model = small()
    model.graph.initializer[0].dims[0] = -4
    assert refusal(saved(model, tmp_path / "negative.onnx")).code is Code.MODEL_DAMAGED
    model = small()
    model.graph.initializer[0].data_type = TensorProto.STRING
    assert refusal(saved(model, tmp_path / "strings.onnx")).code is Code.MODEL_ONNX_STRUCTURE


def test_a_file_cut_off_anywhere_is_refused(tmp_path):
    data = small().SerializeToString()
    for part in range(20):
        path = tmp_path / "cut.onnx"
        path.write_bytes(data[: len(data) * part // 20])
        assert refusal(path).code in (Code.MODEL_DAMAGED, Code.MODEL_EMPTY, Code.MODEL_NOT_KERAS), part


def test_flipped_bytes_end_in_a_refusal_or_in_facts(tmp_path):
    data, random = bytearray(small().SerializeToString()), np.random.default_rng(0)
    codes = set()
    for _ in range(400):
        changed = bytearray(data)
        for place in random.integers(0, 600, 3):
            changed[place] = random.integers(0, 256)
        path = tmp_path / "changed.onnx"
        path.write_bytes(changed)
        try:
            inspect_model(path)
        except SaliscopeError as refused:
            codes.add(refused.code)
    assert Code.MODEL_DAMAGED in codes


def test_parts_without_end_are_refused(tmp_path):
    model = small()
    assert refusal(saved(model, tmp_path / "parts.onnx"), onnx_parts=3).code is Code.MODEL_ONNX_STRUCTURE
    inner = helper.make_graph([], "inner", [], [])
    for _ in range(8):
        inner = helper.make_graph([helper.make_node("If", ["c"], ["y"], then_branch=inner)], "inner", [], [])
    model.graph.node.append(helper.make_node("If", ["x"], ["z"], then_branch=inner))
    assert refusal(saved(model, tmp_path / "deep.onnx")).code is Code.MODEL_ONNX_STRUCTURE


def test_numbers_that_are_packed_or_listed_are_read_as_raw_ones(tmp_path):
    model = small()
    for tensor in model.graph.initializer:
        value = numpy_helper.to_array(tensor)
        tensor.ClearField("raw_data")
        tensor.float_data.extend(value.reshape(-1).tolist())
    path = saved(model, tmp_path / "packed.onnx")
    place = inspect_model(path).config["constants"]["conv.weight"]
    stored = path.read_bytes()[place["at"] : place["at"] + place["bytes"]]
    raw = numpy_helper.to_array(small().graph.initializer[0])
    assert np.array_equal(np.frombuffer(stored, np.float32).reshape(raw.shape), raw)


def kept_apart(folder: Path, location: str = "net.onnx.data", name: str = "net.onnx") -> Path:
    """Write a model whose weights lie in a file of their own."""
    model, offset, parts = small(), 0, []
    for tensor in model.graph.initializer:
        data = tensor.raw_data
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        for key, text in (("location", location), ("offset", str(offset)), ("length", str(len(data)))):
            tensor.external_data.add(key=key, value=text)
        parts.append(data)
        offset += len(data)
    (folder / "net.onnx.data").write_bytes(b"".join(parts))
    return saved(model, folder / name)


def test_weights_beside_a_file_are_copied_with_it(tmp_path):
    source, copies = tmp_path / "source", tmp_path / "copies"
    source.mkdir()
    copies.mkdir()
    path = kept_apart(source)
    found = inspect_in_child(path, copies)
    assert found.config["files"] == ["net.onnx.data"]
    assert (copies / "net.onnx.data").read_bytes() == (source / "net.onnx.data").read_bytes()
    before = found.sha256
    (source / "net.onnx.data").write_bytes(struct.pack("<200f", *range(200)))
    (copies / "net.onnx.data").unlink()
    found.path.unlink()
    assert inspect_in_child(path, copies).sha256 != before


def test_weights_beside_a_file_that_are_missing_or_a_link_are_named(tmp_path):
    path = kept_apart(tmp_path)
    (tmp_path / "net.onnx.data").rename(tmp_path / "elsewhere")
    copies = tmp_path / "copies"
    copies.mkdir()
    with pytest.raises(SaliscopeError) as caught:
        inspect_in_child(path, copies)
    assert (caught.value.code, caught.value.params["part"]) == (Code.MODEL_PART_MISSING, "net.onnx.data")
    assert not list(copies.iterdir())
    (tmp_path / "net.onnx.data").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SaliscopeError):
        inspect_in_child(path, copies)
    assert not list(copies.iterdir())


@pytest.mark.parametrize("place", ["../net.onnx.data", "/etc/passwd", "a/b", "..\\b", "C:b", "", ".", ".."])
def test_weights_elsewhere_are_refused(tmp_path, place):
    assert refusal(kept_apart(tmp_path, place)).code is Code.MODEL_OUTSIDE_FILE
