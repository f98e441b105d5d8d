"""The index of a checkpoint, read without TensorFlow: what it says, and nothing but a refusal where it is odd."""

from __future__ import annotations

import shutil
import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.mutations import FUZZ, mutated, mutations
from hypothesis import given

from engine.errors import Code, SaliscopeError
from engine.models.inspection import InspectionLimits
from engine.models.inspection.saved_model.checkpoint import Stored, _entries, read_index

LIMITS = InspectionLimits()


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    """A checkpoint of more variables than one block of its index holds, and of every kind of number."""
    folder = tmp_path_factory.mktemp("checkpoint") / "variables"
    kinds = (tf.float32, tf.float16, tf.bfloat16, tf.int64, tf.uint8, tf.bool)
    variables = [tf.Variable(tf.cast(np.ones((3, number % 5)), kinds[number % 6])) for number in range(3000)]
    tf.train.Checkpoint(many=variables).write(str(folder / "variables"))
    return folder


@pytest.mark.slow
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


@pytest.mark.slow
@FUZZ
@given(changes=mutations)
def test_a_mutated_index_is_read_or_damaged(to_mutate, changes):
    index, data = to_mutate
    index.write_bytes(mutated(data, changes))
    with suppress(SaliscopeError):
        found = read_index(index.parent, LIMITS)
        whole = sum(path.stat().st_size for path in index.parent.glob("variables.data-*"))
        assert all(stored.bytes <= whole for stored in found.values())


KEY = b"w/.ATTRIBUTES/VARIABLE_VALUE"


def varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def table(blocks: list[tuple[bytes, list[tuple[bytes, bytes]]]], restart: int = 0) -> bytes:
    """Write an index. blocks: the key that a search goes by, and the entries. The checksums are left out."""
    data = b""

    def place(entries: list[tuple[bytes, bytes]], start: int = 0) -> bytes:
        nonlocal data
        body = b"".join(varint(0) + varint(len(key)) + varint(len(value)) + key + value for key, value in entries)
        at, body = len(data), body + struct.pack("<II", start, 1)
        data += body + bytes(5)
        return varint(at) + varint(len(body))

    places = [(last, place(entries, restart)) for last, entries in blocks]
    foot = place([]) + place(places)
    return data + foot.ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)


@pytest.fixture
def entries(small) -> list[tuple[bytes, bytes]]:
    found = list(_entries(small[1], LIMITS))
    assert found[-1][0] == KEY
    return found


def test_an_index_written_anew_is_read_alike(small, entries):
    index, _ = small
    before = read_index(index.parent, LIMITS)
    index.write_bytes(table([(KEY, entries)]))
    assert read_index(index.parent, LIMITS) == before == {KEY.decode(): Stored((48, 2), 384)}


ODD = {  # each leads a search to another entry than reading from end to end does
    "one name twice": lambda kept, last: table([(KEY, [*kept, last, last])]),
    "a name twice in two blocks": lambda kept, last: table([(KEY, [*kept, last]), (b"x", [last])]),
    "out of order": lambda kept, last: table([(KEY, [last, *kept])]),
    "a block that a search passes by": lambda kept, last: table([(b"a", [*kept, last])]),
    "a search that begins within an entry": lambda kept, last: table([(KEY, [*kept, last])], restart=3),
    "a search that begins behind the first": lambda kept, last: table([(KEY, [*kept, last])], len(kept[0][1]) + 3),
}


@pytest.mark.parametrize("case", ODD)
def test_an_index_in_which_a_search_finds_something_else_is_damaged(small, entries, case):
    small[0].write_bytes(ODD[case](entries[:-1], entries[-1]))
    assert refused(small[0]) is Code.MODEL_DAMAGED


def test_the_same_numbers_under_many_names_are_damaged(small, entries):
    names = [b"%b%03d" % (KEY, number) for number in range(200)]
    many = [*entries[:-1], *((name, entries[-1][1]) for name in names)]
    small[0].write_bytes(table([(names[-1], many)]))
    assert refused(small[0]) is Code.MODEL_DAMAGED
