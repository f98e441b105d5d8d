"""The index of a checkpoint, read without TensorFlow: what it says, and nothing but a refusal where it is odd."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from test_inspector_fuzz import FUZZ, mutated, mutations

from engine.errors import Code, SaliscopeError
from engine.inspection import InspectionLimits
from engine.inspection.checkpoint import Stored, read_index

LIMITS = InspectionLimits()


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    """A checkpoint of more variables than one block of its index holds, and of every kind of number."""
    folder = tmp_path_factory.mktemp("checkpoint") / "variables"
    kinds = (tf.float32, tf.float16, tf.bfloat16, tf.int64, tf.uint8, tf.bool)
    variables = [tf.Variable(tf.cast(np.ones((3, number % 5)), kinds[number % 6])) for number in range(3000)]
    tf.train.Checkpoint(many=variables).write(str(folder / "variables"))
    return folder


def test_it_says_what_tensorflow_reads(many):
    found = read_index(many, LIMITS)
    reader = tf.train.load_checkpoint(str(many / "variables"))
    shapes, kinds = reader.get_variable_to_shape_map(), reader.get_variable_to_dtype_map()
    numbers = {key for key in shapes if kinds[key] != tf.string}
    assert found.keys() == numbers
    assert len(found) == 3000
    for key, stored in found.items():
        shape = tuple(shapes[key])
        assert stored == Stored(shape, int(np.prod(shape)) * kinds[key].size)


def copied(checkpoint: Path, folder: Path) -> tuple[Path, bytes]:
    shutil.copytree(checkpoint, folder)
    return folder / "variables.index", (folder / "variables.index").read_bytes()


@pytest.fixture
def small(saved_net, tmp_path) -> tuple[Path, bytes]:
    """The index of a small model, and its bytes."""
    return copied(saved_net / "variables", tmp_path / "variables")


def refused(index: Path) -> Code:
    with pytest.raises(SaliscopeError) as caught:
        read_index(index.parent, LIMITS)
    return caught.value.code


def test_a_tensor_beyond_the_end_of_its_file_is_damaged(small):
    index, _ = small
    data = next(index.parent.glob("variables.data-*"))
    data.write_bytes(data.read_bytes()[:-1])
    assert refused(index) is Code.MODEL_DAMAGED


def test_data_files_that_the_index_does_not_count_are_damaged(small):
    index, _ = small
    (index.parent / "variables.data-00001-of-00002").write_bytes(b"")
    assert refused(index) is Code.MODEL_DAMAGED


@pytest.mark.parametrize("place", [-48, -47, -46, -45, -8, 0, 1, 2])
def test_an_index_whose_places_lead_out_is_damaged(small, place):
    index, data = small
    changed = bytearray(data)
    changed[place] = 0xFF
    index.write_bytes(changed)
    assert refused(index) is Code.MODEL_DAMAGED


def test_one_that_is_larger_than_any_is_damaged(small):
    with pytest.raises(SaliscopeError, match="model-damaged"):
        read_index(small[0].parent, InspectionLimits(graph_bytes=10))
    with pytest.raises(SaliscopeError, match="model-damaged"):
        read_index(small[0].parent, InspectionLimits(objects=1))


@pytest.fixture(scope="module")
def to_mutate(saved_net, tmp_path_factory) -> tuple[Path, bytes]:
    return copied(saved_net / "variables", tmp_path_factory.mktemp("mutated") / "variables")


@FUZZ
@given(changes=mutations)
def test_a_mutated_index_is_read_or_damaged(to_mutate, changes):
    index, data = to_mutate
    index.write_bytes(mutated(data, changes))
    with suppress(SaliscopeError):
        found = read_index(index.parent, LIMITS)
        whole = sum(path.stat().st_size for path in index.parent.glob("variables.data-*"))
        assert all(stored.bytes <= whole for stored in found.values())
