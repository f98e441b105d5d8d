"""Mutated SavedModel graphs and TensorFlow Lite files: never anything but a refusal or a model, never for long."""

from __future__ import annotations

import shutil
import struct
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from helpers.model_files.mutations import FUZZ, Files, ends_well, mutated, mutations
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SaliscopeError
from engine.models.classifier import load_network
from engine.models.inspection import inspect_model

WORDS = (b"ReadFile", b"WriteFile", b"RestoreV2", b"SaveV2", b"Placeholder", b"Identity", b"StatefulPartitionedCall")
MEMORY = 100 << 20


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory, saved_net: Path, lite_net: Path) -> Files:
    folder = tmp_path_factory.mktemp("fuzz")
    shutil.copytree(saved_net, folder / "net")
    return Files(folder=folder, graph=(saved_net / "saved_model.pb").read_bytes(), lite=lite_net.read_bytes())


@pytest.mark.slow
@FUZZ
@given(changes=mutations)
def test_a_mutated_graph_ends_well(programs, changes):
    (programs["folder"] / "net" / "saved_model.pb").write_bytes(mutated(programs["graph"], changes))
    ends_well(programs["folder"] / "net")


@pytest.mark.slow
@FUZZ
@given(changes=mutations)
def test_a_mutated_graph_that_passes_is_loaded_or_refused(programs, changes):
    folder = programs["folder"] / "net"
    (folder / "saved_model.pb").write_bytes(mutated(programs["graph"], changes))
    with suppress(SaliscopeError):
        network, _ = load_network(inspect_model(folder), "net")
        assert network.inputs


@pytest.mark.slow
@FUZZ
@given(data=st.data())
def test_a_graph_with_exchanged_names_ends_well(programs, data):
    """The lengths stay right, so that more than the parser is reached."""
    graph = programs["graph"]
    for _ in range(data.draw(st.integers(1, 4))):
        word, other = data.draw(st.sampled_from(WORDS)), data.draw(st.sampled_from(WORDS))
        graph = graph.replace(word, other[: len(word)].ljust(len(word), b"x"), data.draw(st.integers(1, 3)))
    (programs["folder"] / "net" / "saved_model.pb").write_bytes(graph)
    ends_well(programs["folder"] / "net")


@pytest.mark.slow
@FUZZ
@given(changes=mutations)
def test_a_mutated_lite_file_ends_well(programs, changes):
    path = programs["folder"] / "mutated.tflite"
    path.write_bytes(programs["lite"][:8] + mutated(programs["lite"][8:], changes))
    ends_well(path)


@pytest.mark.slow
@FUZZ
@given(places=st.lists(st.tuples(st.integers(0, 2000), st.integers(-64, 64)), min_size=1, max_size=6))
def test_a_lite_file_with_shifted_offsets_ends_well(programs, places):
    data = bytearray(programs["lite"])
    for place, shift in places:
        at = 8 + 4 * (place % ((len(data) - 12) // 4))
        (value,) = struct.unpack_from("<I", data, at)
        struct.pack_into("<I", data, at, (value + shift) % 2**32)
    path = programs["folder"] / "mutated.tflite"
    path.write_bytes(data)
    ends_well(path)


@pytest.mark.slow
@pytest.mark.parametrize("item", [b"\x12\x00", b"\x12\x02\x12\x00", b"\x12\x04\x12\x02\x0a\x00", b"\x12\x02\x2a\x00"])
def test_many_empty_messages_are_refused_soon(programs, item):
    (programs["folder"] / "net" / "saved_model.pb").write_bytes(item * (1 << 20))
    ends_well(programs["folder"] / "net")


def nested(depth: int) -> bytes:
    """Return a graph with a function given to a function, and so on."""

    def field(number: int, content: bytes) -> bytes:
        length, size = len(content), b""
        while length > 127:
            size, length = size + bytes([length % 128 + 128]), length // 128
        return bytes([number << 3 | 2]) + size + bytes([length]) + content

    value = b""
    for _ in range(depth):
        value = field(10, field(1, b"f") + field(2, field(1, b"x") + field(2, value)))
    node = field(1, b"n") + field(2, b"NoOp") + field(5, field(1, b"f") + field(2, value))
    return field(2, field(2, field(1, node)))


@pytest.mark.parametrize("depth", [10, 1_000])
def test_functions_nested_in_each_other_end_well(programs, depth):
    (programs["folder"] / "net" / "saved_model.pb").write_bytes(nested(depth))
    ends_well(programs["folder"] / "net")
    with pytest.raises(SaliscopeError):
        inspect_model(programs["folder"] / "net")


def test_a_lite_file_whose_parts_are_all_the_same_part_ends_well(programs):
    """A vector may name one table a million times."""
    data = bytearray(programs["lite"])
    begin = len(data)
    tables = struct.unpack_from("<I", data, 0)[0]
    data += struct.pack("<I", 1 << 20)
    data += b"".join(struct.pack("<I", (tables - begin - 4 - 4 * index) % 2**32) for index in range(1 << 20))
    path = programs["folder"] / "mutated.tflite"
    for field in range(1, 8):
        changed = bytearray(data)
        directory = tables - struct.unpack_from("<i", data, tables)[0]
        offset = struct.unpack_from("<H", data, directory + 4 + 2 * field)[0]
        if offset:
            struct.pack_into("<I", changed, tables + offset, begin - tables - offset)
            path.write_bytes(changed)
            ends_well(path)


def test_inspecting_takes_little_memory(programs):
    path = programs["folder"] / "good.tflite"
    path.write_bytes(programs["lite"])
    tracemalloc.start()
    inspect_model(path)
    assert tracemalloc.get_traced_memory()[1] < MEMORY
    tracemalloc.stop()


def test_the_files_that_are_mutated_pass_whole(saved_net: Path, lite_net: Path) -> Any:
    for path in (saved_net, lite_net):
        assert inspect_model(path).weights_bytes > 0
