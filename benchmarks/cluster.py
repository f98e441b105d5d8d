"""How long a running Dask cluster takes over a folder: `python -m benchmarks.cluster ADDRESS FOLDER [--repeats N]`.

Units go to the workers and their overlays come back; nothing is written. What workers do once (import TensorFlow, open
the model) is done before the clock starts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import resources
from engine.batch.cluster import ClusterWorkers
from engine.batch.listing import list_photographs
from engine.batch.plan import Plan
from engine.batch.rows import Photograph, State, Unit
from engine.batch.units import unit_size
from engine.models.opening import open_safely


def _units(plan: Plan, folder: Path, names: Sequence[str]) -> Iterator[Unit]:
    size = unit_size(plan, None)
    for start in range(0, len(names), size):
        yield Unit(plan, tuple(Photograph(name, folder / name) for name in names[start : start + size]), folder / "run")


def _done(workers: ClusterWorkers, units: Sequence[Unit]) -> int:
    """Have units done, as many at a time as there is room for. Return how many images have an answer."""
    done, under_way, waiting = 0, [], list(units)
    while under_way or waiting:
        while waiting and len(under_way) < workers.room:
            under_way.append(workers.submit(waiting.pop(0)))
        done += sum(result.row.state is State.DONE for result in under_way.pop(0).result())
    return done


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster")
    parser.add_argument("address", help="of the scheduler, on this computer")
    parser.add_argument("folder", type=Path, help="of images")
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    info = open_safely(resources.DEFAULT_MODEL).info
    plan = Plan(info.path.absolute(), info.sha256, info.labels, info.pixel_values)
    folder = arguments.folder.absolute()
    units = list(_units(plan, folder, list_photographs(folder, None)))
    workers = ClusterWorkers(arguments.address)
    try:
        _done(workers, units[: workers.room])
        for _ in range(arguments.repeats):
            start = time.perf_counter()
            count = _done(workers, units)
            print(f"room for {workers.room} units: {count} images in {time.perf_counter() - start:.1f} s", flush=True)
    finally:
        workers.shutdown()


if __name__ == "__main__":
    _main()
