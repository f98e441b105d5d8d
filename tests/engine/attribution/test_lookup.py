"""Classes and layers found by what the user calls them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from engine.attribution.lookup import find_class, find_input, find_layer, find_output
from engine.errors import Code, SaliscopeError
from engine.network.description import LayerInfo, Port, TensorInfo

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (None, None),
        ("0", 0),
        ("999", 999),
        ("Egyptian cat", 285),
        ("egyptian CAT ", 285),
        ("golden retr", 207),
        ("tiger", 292),  # the whole name comes before "tiger cat", "tiger beetle", "tiger shark"
        ("crane (machine)", 517),
    ],
)
def test_a_class_is_found_by_number_or_name(default_classifier, wanted, index):
    assert find_class(wanted, default_classifier.info) == index


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("1000", Code.CLASS_UNKNOWN),
        ("-1", Code.CLASS_UNKNOWN),
        ("no such thing", Code.CLASS_UNKNOWN),
        ("  ", Code.CLASS_UNKNOWN),
        ("", Code.CLASS_UNKNOWN),
        ("²", Code.CLASS_UNKNOWN),
        ("retriever", Code.CLASS_AMBIGUOUS),
        ("crane", Code.CLASS_AMBIGUOUS),
    ],
)
def test_no_class_is_guessed(default_classifier, wanted, code):
    with pytest.raises(SaliscopeError) as refused:
        find_class(wanted, default_classifier.info)
    assert refused.value.code is code
    if code is Code.CLASS_AMBIGUOUS:
        assert all(wanted in name for name in refused.value.params["names"].split(", "))


def place(path: str, name: str = "", parts: tuple[str, ...] = ()) -> LayerInfo:
    return LayerInfo(path, "Conv2D", (4, 4, 2), name=name, parts=parts)


def test_a_layer_is_given_by_path_by_its_last_part_or_by_number():
    info = SimpleNamespace(layers=[place(path) for path in ("stem", "a/conv", "b/conv", "b/last")])
    for wanted, found in ((None, None), ("a/conv", "a/conv"), ("last", "b/last"), ("-1", "b/last"), ("0", "stem")):
        assert find_layer(wanted, info) == found
    for wrong in ("conv", "4", "-5", "nothing"):
        with pytest.raises(SaliscopeError) as refused:
            find_layer(wrong, info)
        assert refused.value.code is Code.LAYER_UNKNOWN


def test_a_call_is_given_by_number_and_the_last_one_by_the_layer_s_name():
    calls = [place(f"a/conv#{number}", "a/conv") for number in (1, 3)]
    both = place("a/conv#all", "a/conv", ("a/conv#1", "a/conv#3"))
    info = SimpleNamespace(layers=[place("stem"), *calls, both])
    for wanted, found in (
        ("a/conv#1", "a/conv#1"),
        ("conv#1", "a/conv#1"),
        ("conv#all", "a/conv#all"),
        ("a/conv", "a/conv#3"),
        ("conv", "a/conv#3"),
        ("-1", "a/conv#3"),  # sums are not counted
        ("2", "a/conv#3"),
    ):
        assert find_layer(wanted, info) == found
    for wrong in ("a/conv#2", "conv#", "3", "", "#all"):
        with pytest.raises(SaliscopeError) as refused:
            find_layer(wrong, info)
        assert refused.value.code is Code.LAYER_UNKNOWN


def test_an_input_is_given_by_name_or_number_from_0():
    names = ("left", "right", "0")
    tensors = tuple(TensorInfo(name, (8, 8, 3), "float32") for name in names)
    info = SimpleNamespace(inputs=tensors, outputs=tensors, port=Port(1, 1, (0.5,)))
    for wanted, index in ((None, 1), ("left", 0), ("right", 1), ("2", 2), ("1", 1), ("0", 2)):  # names come first
        assert find_input(wanted, info) == Port(index, 1, (0.5,))
        assert find_output(wanted, info) == Port(1, index, (0.5,))
    for wrong in ("3", "-1", "Left", ""):
        with pytest.raises(SaliscopeError) as refused:
            find_input(wrong, info)
        assert refused.value.code is Code.INPUT_UNKNOWN
        assert refused.value.params == {"input": wrong, "names": "left, right, 0"}
