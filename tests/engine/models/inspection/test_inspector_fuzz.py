"""Mutated files: never anything but a refusal or a model, never longer than two seconds, never much memory.

HDF5 is parsed by native code that some mutations hang or crash, so mutated HDF5 is inspected in a confined process, as
the program does it. One process serves many files here; it is started anew when one of them ends it.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from helpers.model_files.inspection_files import GOOD, keras_h5, keras_zip, weights_h5
from helpers.model_files.mutations import FUZZ, LONGEST, Files, ends_well, mutated, mutations
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SaliscopeError
from engine.models.inspection import InspectionLimits, Kind, child, inspect_model
from engine.models.inspection.inspector import examine

pytestmark = pytest.mark.slow
MEMORY = 400 << 20


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("fuzz")
    return Files(
        folder=folder,
        zip=keras_zip(folder / "good.keras").read_bytes(),
        packed=keras_zip(folder / "packed.keras", pack=zipfile.ZIP_DEFLATED).read_bytes(),
        h5=keras_h5(folder / "good.h5").read_bytes(),
        weights=weights_h5(folder / "weights.h5"),
    )


@FUZZ
@given(kind=st.sampled_from(["zip", "packed"]), changes=mutations, tail=st.booleans())
def test_a_mutated_zip_ends_well(files, kind, changes, tail):
    data = files[kind]
    begin = data.rindex(b"PK\x01\x02", 0, data.index(b"PK\x05\x06")) - 200 if tail else 0  # the directory at the end
    path = files["folder"] / "mutated.keras"
    path.write_bytes(data[:begin] + mutated(data[begin:], changes))
    ends_well(path)


keys = st.sampled_from(
    ["class_name", "config", "module", "registered_name", "layers", "name", "units", "inbound_nodes"]
)
keys |= st.sampled_from(["batch_shape", "kernel_size", "filters", "layer", "activation", "vocabulary", "args", "axis"])
keys |= st.sampled_from(["keras_history", "output_layers", "strides", "size", "target_shape", "input_dim"])
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["Dense", "Lambda"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) of a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in items for place in [(value, key), *places(item)]]


SETTINGS = json.dumps(
    {
        "class_name": "Functional",
        "config": {
            "name": "net",
            "layers": [
                {
                    "class_name": "InputLayer",
                    "config": {"name": "x", "batch_shape": [None, 8, 8, 3]},
                    "inbound_nodes": [],
                },
                {
                    "module": "keras.layers",
                    "class_name": "Conv2D",
                    "config": {"name": "c", "filters": 4, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same"},
                    "inbound_nodes": [
                        {"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}]}
                    ],
                },
                {
                    "class_name": "UpSampling2D",
                    "config": {"name": "u", "size": 2},
                    "inbound_nodes": [[["c", 0, 0, {}]]],
                },
                {"class_name": "Concatenate", "config": {"axis": -1}, "inbound_nodes": [[["c", 0, 0], ["u", 0, 0]]]},
                {"class_name": "Bidirectional", "config": {"layer": {"class_name": "LSTM", "config": {"units": 3}}}},
                GOOD,
            ],
            "output_layers": [["c", 0, 0]],
        },
    }
)


@FUZZ
@given(data=st.data())
def test_a_mutated_configuration_ends_well(files, data):
    config = json.loads(SETTINGS)
    for _ in range(data.draw(st.integers(1, 4))):
        found = places(config)
        container, key = found[data.draw(st.integers(0, len(found) - 1))]
        container[key] = data.draw(values)
    ends_well(keras_zip(files["folder"] / "mutated.keras", config, files["weights"]))


def serve(connection: Any, limits: InspectionLimits) -> None:
    child._confine(limits)
    while True:
        path = connection.recv()
        try:
            examine(path, path.name, limits)
            reply = "passed"
        except SaliscopeError as refused:
            reply = refused.code.value if refused.params["name"] == path.name else "nameless"
        except BaseException as fault:
            reply = f"escaped: {fault!r}"
        connection.send((reply, most_memory()))


def most_memory() -> int:
    """Return the most bytes this process has held; ru_maxrss would tell the parent's."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) << 10 if found else 0


class Server:
    """A confined process that inspects one file after the other."""

    def __init__(self) -> None:
        self.lost = 0
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, InspectionLimits(seconds=600)), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    def ask(self, path: Path) -> tuple[str, int]:
        self._ours.send(path)
        try:
            if self._ours.poll(LONGEST if self._ready else 20):
                self._ready = True
                return self._ours.recv()
        except (EOFError, OSError):
            pass
        self.lost += 1
        self.stop()  # what inspect_in_child answers MODEL_HUNG or MODEL_DAMAGED to
        self._start()
        return "lost", 0

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._ours.close()


@pytest.fixture(scope="module")
def server() -> Any:
    made = Server()
    yield made
    made.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")
@FUZZ
@given(kind=st.sampled_from(["h5", "weights"]), changes=mutations, half=st.booleans())
def test_mutated_hdf5_ends_well(files, server, kind, changes, half):
    data = files[kind]
    if half:  # most of what HDF5 trusts stands in the first part
        data = mutated(data[: len(data) // 4], [change for change in changes if change[1]]) + data[len(data) // 4 :]
    else:
        data = mutated(data, changes)
    path = files["folder"] / "mutated"
    if kind == "h5":
        path.write_bytes(data)
    else:
        keras_zip(path, GOOD, data)
    reply, memory = server.ask(path)
    assert not reply.startswith(("escaped", "nameless"))
    assert memory < MEMORY
    assert server.lost < 30


def test_the_files_that_are_mutated_pass_whole(files):
    for name in ("good.keras", "packed.keras", "good.h5"):
        assert inspect_model(files["folder"] / name).weights_bytes == 4 * 965
    assert inspect_model(files["folder"] / "weights.h5").kind is Kind.KERAS_WEIGHTS
