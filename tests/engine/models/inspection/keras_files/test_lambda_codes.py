"""The code of a Lambda layer is read and never run: plain expressions of every Python alike, anything else refused.

`lambda_codes.json` holds what Pythons 2.7 and 3.6 to 3.13 write, by `tests/references/lambda_codes.py`. The code of
3.5, whose instructions differ, is put together here from the numbers in its documented `opcode.py`.
"""

from __future__ import annotations

import base64
import json
import marshal
import random
import struct
from pathlib import Path
from typing import Any

import helpers
import pytest
from helpers.model_files.inspection_files import code, keras_h5, keras_zip, layer, sequential
from helpers.model_files.refusals import refusal
from references.lambda_codes import HOSTILE, SOURCES

from engine.errors import Code
from engine.models.inspection import inspect_model
from engine.models.inspection.keras.lambdas import known_lambda
from engine.models.inspection.keras.lambdas.dialects import DIALECTS
from engine.models.inspection.keras.lambdas.expression import Binary, Call, Constant, Expression, Input, Item, Negative
from engine.models.inspection.keras.lambdas.marshalled import MarshalError, read_code

KEPT: dict[str, dict[str, str]] = json.loads(
    (Path(helpers.__file__).parent / "model_files" / "kept_files" / "lambda_codes.json").read_text(encoding="utf-8")
)
X = Input()
EXPECTED: dict[str, Expression] = {
    "lambda x: x / 255": Binary("/", X, Constant(255)),
    "lambda x: x / 127.5 - 1": Binary("-", Binary("/", X, Constant(127.5)), Constant(1)),
    "lambda x: (x - 128.0) / 128.0": Binary("/", Binary("-", X, Constant(128.0)), Constant(128.0)),
    "lambda x: -x + 1": Binary("+", Negative(X), Constant(1)),
    "lambda x: 1 - x ** 2": Binary("-", Constant(1), Binary("**", X, Constant(2))),
    "lambda x: K.l2_normalize(x, axis=1)": Call("backend.l2_normalize", (X,), (("axis", Constant(1)),)),
    "lambda x: K.abs(x[0] - x[1])": Call("backend.abs", (Binary("-", Item(X, (0,)), Item(X, (1,))),)),
    "lambda tensors: abs(tensors[0] - tensors[1])": Call("ops.abs", (Binary("-", Item(X, (0,)), Item(X, (1,))),)),
    "lambda x, scale: x * scale": Binary("*", X, Constant(3)),
}
# What an older Python writes otherwise, and is refused.
NOT_READ = {("2.7", "lambda x: x[:1]")}


def described(code: Any, **more: Any) -> dict[str, Any]:
    """A Lambda layer as Keras 2 writes it."""
    return layer("Lambda", "l", module=None, function=[code, None, None], function_type="lambda", **more)


def known(code: str, source: str = "") -> Expression | None:
    return known_lambda(described(code, arguments={"scale": 3} if "scale" in source else {}))


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("version", KEPT)
@pytest.mark.parametrize("source", EXPECTED)
def test_a_plain_expression_is_read_alike_in_the_code_of_every_python(version, source):
    assert known(KEPT[version][source], source) == EXPECTED[source]


@pytest.mark.parametrize("source", SOURCES)
def test_all_pythons_mean_the_same_by_the_same_source(source):
    found = {known(KEPT[v][source], source) for v in KEPT if (v, source) not in NOT_READ}
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize("version", KEPT)
@pytest.mark.parametrize("source", HOSTILE)
def test_anything_else_is_not_understood(version, source):
    assert known(KEPT[version][source]) is None


@pytest.mark.parametrize("version", KEPT)
def test_every_keras_writes_the_code_its_own_way(version):
    source = "lambda x: x / 127.5 - 1"
    written = KEPT[version][source]
    data = base64.b64decode(written)
    ways = [
        {"function": {"class_name": "__tuple__", "items": [written, None, None]}, "function_type": "lambda"},
        {"function": {"class_name": "__lambda__", "config": {"code": written, "defaults": None, "closure": None}}},
        {"function": ["\n".join(written[at : at + 76] for at in range(0, len(written), 76)), None, None]},
        {"function": [data.decode("latin-1"), None, None]},  # the oldest: a letter for each byte
    ]
    for way in ways:
        part = layer("Lambda", "l", **{"function_type": "lambda", **way})
        assert known_lambda(part) == EXPECTED[source]


def test_the_code_of_this_python_is_read():
    code = next(part for part in compile("lambda x: x / 255", "m", "eval").co_consts if hasattr(part, "co_code"))
    assert known(encoded(marshal.dumps(code))) == EXPECTED["lambda x: x / 255"]


def _of_python_3_5(instructions: bytes, constants: bytes, names: bytes = b")\x00") -> str:
    """A code object as marshal.c of 3.5 writes it: five numbers, then the objects."""
    numbers = struct.pack("<5i", 1, 0, 1, 2, 0x43)
    text = b"\xda\x01x"
    rest = b")\x01" + text + b")\x00" + b")\x00" + b"\xfa\x04m.py" + b"\xda\x08<lambda>"
    body = b"s" + struct.pack("<i", len(instructions)) + instructions + constants + names + rest
    return encoded(b"\xe3" + numbers + body + struct.pack("<i", 1) + b"s" + struct.pack("<i", 0))


LOAD_X, LOAD_1, DIVIDE, RETURN = b"\x7c\0\0", b"\x64\1\0", b"\x1b", b"\x53"  # 124, 100, 27, 83
CONSTANTS = b")\x02N" + b"i" + struct.pack("<i", 255)


def test_the_code_of_python_3_5_is_read():
    assert known(_of_python_3_5(LOAD_X + LOAD_1 + DIVIDE + RETURN, CONSTANTS)) == Binary("/", X, Constant(255))


@pytest.mark.parametrize("more", [b"\x01", b"\x09", b"\x04\x01", LOAD_X, b"\x7d\0\0", b"\x71\0\0"])
def test_one_instruction_more_is_no_longer_understood(more):
    """POP_TOP, NOP, DUP_TOP and POP_TOP, a second value, a store, a jump."""
    assert known(_of_python_3_5(LOAD_X + LOAD_1 + DIVIDE + more + RETURN, CONSTANTS)) is None


@pytest.mark.parametrize("version", KEPT)
def test_every_cut_and_every_longer_code_is_refused(version):
    data = base64.b64decode(KEPT[version]["lambda x: x / 255"])
    assert all(known(encoded(data[:length])) is None for length in range(len(data)))
    assert known(encoded(data + b"N")) is None


@pytest.mark.parametrize("version", KEPT)
def test_a_changed_byte_ends_as_an_expression_or_as_nothing(version):
    draws = random.Random(version)
    for source in SOURCES[:8]:
        data = bytearray(base64.b64decode(KEPT[version][source]))
        for _ in range(300):
            changed = bytearray(data)
            changed[draws.randrange(len(data))] = draws.randrange(256)
            assert isinstance(known(encoded(bytes(changed)), source), Expression | None)


HOSTILE_DATA = {
    "deep tuples": b")\x01" * 5000 + b"N",
    "a tuple of two thousand million": b"(" + struct.pack("<i", 0x7FFFFFFF),
    "a text of two thousand million": b"s" + struct.pack("<i", 0x7FFFFFFF),
    "a negative size": b"s" + struct.pack("<i", -5),
    "a long number": b"l" + struct.pack("<i", 0x7FFFFFF),
    "a reference to nothing": b"r" + struct.pack("<i", 7),
    "a reference to itself": b"\xa9\x01r" + struct.pack("<i", 0),
    "a dictionary": b"{NN0",
    "a set": b"<" + struct.pack("<i", 1) + b"N",
    "a number that is none": b"g" + struct.pack("<d", float("nan")),
    "no code": b"i" + struct.pack("<i", 5),
    "nothing": b"",
    "too much": bytes(20_000),
}


@pytest.mark.parametrize("case", HOSTILE_DATA)
def test_hostile_data_is_refused_by_the_reader(case):
    for dialect in DIALECTS:
        with pytest.raises(MarshalError):
            read_code(HOSTILE_DATA[case], dialect.layout)


@pytest.mark.parametrize(("levels", "is_read"), [(5, True), (18, False), (600, False)])
def test_tuples_that_refer_to_tuples_do_not_unfold_without_end(levels, is_read):
    pairs = [b"\xa9\x02" + 2 * (b"r" + struct.pack("<i", level)) for level in range(levels)]
    held = [b"\xa9\x01N", *pairs, b"r" + struct.pack("<i", levels)]
    constants = b"(" + struct.pack("<i", len(held)) + b"".join(held)
    last = b"\x64" + struct.pack("<H", len(held) - 1)
    numbers = struct.pack("<5i", 1, 0, 1, 2, 0x43)
    instructions = LOAD_X + last + DIVIDE + RETURN
    body = b"s" + struct.pack("<i", len(instructions)) + instructions + constants + b")\x00"
    rest = b")\x01" + b"z\x01x" + b")\x00" + b")\x00" + b"z\x04m.py" + b"z\x08<lambda>"
    data = b"c" + numbers + body + rest + struct.pack("<i", 1) + b"s" + struct.pack("<i", 0)
    assert (known(encoded(data)) is not None) is is_read


@pytest.mark.parametrize(
    "change",
    [
        {"function": [KEPT["3.6"]["lambda x: x / 255"], [1], None]},
        {"function": [KEPT["3.6"]["lambda x: x / 255"], None, [255]]},
        {"function": KEPT["3.6"]["lambda x: x / 255"]},
        {"function": [7, None, None]},
        {"function": "os.system"},
        {"function_type": "function"},
        {"mask": [KEPT["3.6"]["lambda x: x / 255"], None, None]},
        {"arguments": {"scale": 3}},
        {"arguments": {"scale": [3]}},
    ],
)
def test_more_than_the_code_alone_is_not_understood(change):
    part = described(KEPT["3.6"]["lambda x: x / 255"])
    part["config"] |= change
    assert known_lambda(part) is None


@pytest.mark.parametrize("module", ["os", "keras.evil", "my.applications.vgg16", "keras.applications.vgg16.evil", None])
def test_a_named_function_counts_only_where_keras_keeps_it(module):
    assert known_lambda(layer("Lambda", "l", function="preprocess_input", module=module)) is None
    part = layer("Lambda", "l", function="preprocess_input", function_type="function")
    part["config"]["module"] = module
    assert known_lambda(part) is None


def test_a_known_lambda_passes_the_inspection_and_a_hostile_one_does_not(tmp_path, marker):
    plain = described(KEPT["3.6"]["lambda x: x / 255"])
    assert inspect_model(keras_h5(tmp_path / "good.h5", sequential(plain))).config["config"]["layers"][1] == plain
    assert refusal(keras_h5(tmp_path / "bad.h5", sequential(plain, described(code(marker))))).code is Code.MODEL_CODE


def test_a_known_lambda_hides_no_other_program(tmp_path, marker):
    plain = described(KEPT["3.6"]["lambda x: x / 255"])
    registered = {**plain, "registered_name": "Evil>Lambda"}
    assert refusal(keras_zip(tmp_path / "a.keras", sequential(registered))).code is Code.MODEL_CODE
    elsewhere = {**plain, "module": "os"}
    assert refusal(keras_zip(tmp_path / "b.keras", sequential(elsewhere))).code is Code.MODEL_CODE
    beside = {**plain, "build_config": layer("Lambda", "inner", function=code(marker))}
    assert refusal(keras_zip(tmp_path / "c.keras", sequential(beside))).code is Code.MODEL_CODE
