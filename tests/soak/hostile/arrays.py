"""Changes of an HDF5 file: links out of it, arrays that lie elsewhere, huge shapes, cycles, odd types and texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from soak.hostile import settings
from soak.hostile.bytewise import BYTEWISE, Draws, chosen, edged, overwritten
from soak.hostile.canary import Canary


def changed(data: bytes, draws: Draws, canary: Canary, folder: Path) -> bytes:
    """Change the description, the tree, or the bytes of a file."""
    if draws.random() < 0.35:
        first = draws.random() < 0.6  # most of what the library trusts stands in front
        cut = len(data) // 4 if first else len(data)
        change = chosen((overwritten, edged), draws) if first else chosen(BYTEWISE, draws)
        return change(data[:cut], draws) + data[cut:]
    path = folder / "changed.h5"
    path.write_bytes(data)
    with h5py.File(path, "r+") as file:
        if "model_config" in file.attrs and draws.random() < 0.6:
            _describe(file, draws, canary)
        else:
            for _ in range(draws.integers(1, 3)):
                chosen(_CHANGES, draws)(file, draws, canary)
    found = path.read_bytes()
    path.unlink()
    return found


def _describe(file: Any, draws: Draws, canary: Canary) -> None:
    text = file.attrs["model_config"]
    text = settings.changed(text.encode() if isinstance(text, str) else text, draws, canary)
    del file.attrs["model_config"]
    if len(text) < 60_000:
        file.attrs["model_config"] = np.bytes_(text) if draws.random() < 0.5 and b"\0" not in text else text.decode()


def _target(file: Any, draws: Draws) -> tuple[Any, str]:
    """Return a group and the name of something in it, anywhere in the file."""
    places: list[tuple[Any, str]] = []

    def visit(name: str, thing: Any) -> None:
        places.append((thing.parent, name.rsplit("/", 1)[-1]))

    file.visititems(visit)
    return chosen(places, draws) if places else (file, "nothing")


def _replaced(file: Any, draws: Draws, make: Any) -> None:
    group, name = _target(file, draws)
    if name in group:
        del group[name]
    make(group, name)


def _outer_link(file: Any, draws: Draws, canary: Canary) -> None:
    _replaced(file, draws, lambda group, name: group.__setitem__(name, h5py.ExternalLink(str(canary.secret), "/")))


def _soft_link(file: Any, draws: Draws, _: Canary) -> None:
    aim = chosen(("/", "/model_weights", "..", "/nowhere"), draws)
    _replaced(file, draws, lambda group, name: group.__setitem__(name, h5py.SoftLink(aim)))


def _virtual(file: Any, draws: Draws, canary: Canary) -> None:
    layout = h5py.VirtualLayout((4, 4), np.float32)
    layout[:] = h5py.VirtualSource(str(canary.secret), "x", (4, 4))
    _replaced(file, draws, lambda group, name: group.create_virtual_dataset(name, layout))


def _outer_array(file: Any, draws: Draws, canary: Canary) -> None:
    where = [(str(canary.secret), 0, 8)]
    _replaced(file, draws, lambda group, name: group.create_dataset(name, (8,), np.uint8, external=where))


def _huge(file: Any, draws: Draws, _: Canary) -> None:
    shape = chosen(((10**6, 10**6), (2**40,), (10**4, 10**5), (0,), (1,) * 30), draws)
    kind = chosen((np.float32, np.float64, np.int8), draws)
    chunks = tuple(min(size, 64) for size in shape) if all(shape) else None
    options = {"compression": "gzip"} if chunks and draws.random() < 0.5 else {}
    _replaced(file, draws, lambda group, name: group.create_dataset(name, shape, kind, chunks=chunks, **options))


def _odd_type(file: Any, draws: Draws, _: Canary) -> None:
    values = chosen(
        (
            np.array([(1, 2.0)], [("a", "i4"), ("b", "f8")]),
            np.array([1 + 2j]),
            np.array(["x" * 1000], "S1000"),
            np.array([float("nan"), float("inf")], np.float32),
            np.array([2**63], np.uint64),
        ),
        draws,
    )
    _replaced(file, draws, lambda group, name: group.create_dataset(name, data=values))


def _cycle(file: Any, draws: Draws, _: Canary) -> None:
    group, name = _target(file, draws)
    group[f"{name}-again"] = chosen((file["/"], group), draws)


def _deep(file: Any, draws: Draws, _: Canary) -> None:
    group, _name = _target(file, draws)
    group.require_group("/".join("d" * int(draws.choice((10, 100, 900)))) if draws.random() < 0.9 else "x" * 60_000)


def _attribute(file: Any, draws: Draws, canary: Canary) -> None:
    group, _name = _target(file, draws)
    key = chosen(("layer_names", "weight_names", "keras_version", "backend", "model_config", "training_config"), draws)
    values = ("x" * 60_000, [b"a"] * 3, 7, np.zeros(1000), "\ud800".encode("utf-8", "surrogatepass"), json.dumps({}))
    thing = chosen((file, group), draws)
    thing.attrs[key] = chosen((*values, str(canary.secret)), draws)


def _moved(file: Any, draws: Draws, _: Canary) -> None:
    group, name = _target(file, draws)
    if name in group:
        group.move(name, chosen(("renamed", "layer_names", "optimizer_weights", "é\n", "a" * 300), draws) + name[:2])


def _stretched(file: Any, draws: Draws, _: Canary) -> None:
    """Give an array another shape than its layer has."""
    shape = tuple(int(size) for size in draws.integers(0, 40, int(draws.integers(0, 5))))
    _replaced(file, draws, lambda group, name: group.create_dataset(name, data=np.ones(shape, np.float32)))


_CHANGES = (
    *(_outer_link, _soft_link, _virtual, _outer_array, _huge, _odd_type, _cycle, _deep, _attribute, _attribute),
    *(_moved, _stretched, _stretched),
)
