"""Classes and layers found by what the user calls them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from engine.attribution.lookup import find_class, find_layer
from engine.errors import Code, SaliscopeError

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


def test_a_layer_is_given_by_path_by_its_last_part_or_by_number():
    info = SimpleNamespace(layers=[SimpleNamespace(path=path) for path in ("stem", "a/conv", "b/conv", "b/last")])
    for wanted, found in ((None, None), ("a/conv", "a/conv"), ("last", "b/last"), ("-1", "b/last"), ("0", "stem")):
        assert find_layer(wanted, info) == found
    for wrong in ("conv", "4", "-5", "nothing"):
        with pytest.raises(SaliscopeError) as refused:
            find_layer(wrong, info)
        assert refused.value.code is Code.LAYER_UNKNOWN
