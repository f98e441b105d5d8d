"""Maps of other programs are read without running anything, and refused with what is wrong about them."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from engine.errors import Code, SaliscopeError
from engine.measures import foreign
from engine.measures.foreign import as_map, hash_of, read_map


@pytest.fixture
def file(tmp_path):
    return tmp_path / "map.npy"


def refusal(call, *arguments) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        call(*arguments)
    return caught.value


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 1), (1, 5, 7), (1, 5, 7, 1), (1, 7)])
@pytest.mark.parametrize("kind", ["f2", ">f8", "i4", "u1", "?"])
def test_a_map_of_any_numbers_and_axes_of_one_is_height_by_width(file, shape, kind):
    values = np.random.default_rng(0).integers(0, 2, shape).astype(kind)
    np.save(file, values)
    found = read_map(file)
    assert (found.dtype, found.shape) == (np.float32, shape if len(shape) == 2 else (5, 7))
    np.testing.assert_array_equal(found.ravel(), values.astype(np.float32).ravel())
    assert not found.flags.writeable


@pytest.mark.parametrize(
    ("array", "code", "shape"),
    [
        (np.zeros((4, 4, 3)), Code.MAP_SHAPE, "4 × 4 × 3"),
        (np.zeros(9), Code.MAP_SHAPE, "9"),
        (np.zeros(()), Code.MAP_SHAPE, "1"),
        (np.zeros((0, 4)), Code.MAP_SHAPE, "0 × 4"),
        (np.full((3, 3), np.nan), Code.MAP_NOT_FINITE, None),
        (np.full((3, 3), 1e300), Code.MAP_NOT_FINITE, None),
        (np.zeros((3, 3), complex), Code.MAP_UNREADABLE, None),
        (np.array([["a", "b"]]), Code.MAP_UNREADABLE, None),
    ],
)
def test_what_is_no_map_is_refused_with_what_was_found(array, code, shape):
    error = refusal(as_map, array, "map.npy")
    assert (error.code, error.params["name"], error.params.get("shape")) == (code, "map.npy", shape)


def test_a_pickle_in_an_array_is_not_run(file, tmp_path):
    class Bomb:
        def __reduce__(self):
            return (tmp_path.joinpath("ran").touch, ())

    np.save(file, np.array([[Bomb()]], object), allow_pickle=True)
    assert refusal(read_map, file).code is Code.MAP_UNREADABLE
    file.write_bytes(pickle.dumps(Bomb()))
    assert refusal(read_map, file).code is Code.MAP_UNREADABLE
    assert not (tmp_path / "ran").exists()


def test_files_that_are_missing_cut_other_or_too_big(file, monkeypatch):
    assert refusal(read_map, file).code is Code.FILE_MISSING
    np.save(file, np.ones((40, 40)))
    file.write_bytes(file.read_bytes()[:-8])
    assert refusal(read_map, file).code is Code.MAP_UNREADABLE
    file.write_bytes(b"")
    assert refusal(read_map, file).code is Code.MAP_UNREADABLE
    with file.open("wb") as archive:
        np.savez(archive, np.ones((2, 2)))
    assert refusal(read_map, file).code is Code.MAP_UNREADABLE
    np.save(file, np.broadcast_to(np.float32(1), (1, 1)))
    declared = file.read_bytes().replace(b"(1, 1), }" + 8 * b" ", b"(90000, 90000), }")
    assert b"90000" in declared
    file.write_bytes(declared)  # 32 GB in 132 bytes
    assert refusal(read_map, file).code is Code.MAP_UNREADABLE
    assert refusal(read_map, file.parent).code is Code.FILE_UNREADABLE
    monkeypatch.setattr(foreign, "LIMIT", 1e-5)
    assert refusal(read_map, file).code is Code.FILE_TOO_BIG


def test_the_hash_tells_maps_apart_by_shape_and_values():
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    assert hash_of(values) == hash_of(values.copy())
    assert len({hash_of(values), hash_of(values.reshape(3, 2)), hash_of(values + 1)}) == 3
