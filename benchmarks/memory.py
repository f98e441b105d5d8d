"""Measures whether memory stays bounded over many class changes and photographs: `python -m benchmarks.memory`."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.__main__ import machine
from engine.system.runtime import start_tensorflow

_PARTS = 20  # readings per measure
_MIB = 2**20


def table(name: str, changes: int, photographs: int) -> Iterator[str]:
    """Yield the lines of a Markdown table; the plateau is the median of the middle third of the readings."""
    from benchmarks import subjects
    from engine.attribution.explain import explain

    model = subjects.classifier(name)
    one, numbers = subjects.session(model, 0), itertools.count(1)

    def change() -> None:
        list(explain(one, subjects.request(model, "grad-cam", next(numbers) % len(model.info.labels))))

    def photograph() -> None:
        list(explain(subjects.session(model, next(numbers)), subjects.request(model, "grad-cam")))

    yield "| measure | times | plateau MiB | at the end MiB | end / plateau | largest |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for words, work, times in (("class changes", change, changes), ("photographs", photograph, photographs)):
        readings = list(_readings(work, times))
        plateau = sorted(readings[_PARTS // 3 : 2 * _PARTS // 3])[_PARTS // 6]
        yield (
            f"| {words} | {times} | {plateau:.0f} | {readings[-1]:.0f} | {readings[-1] / plateau:.3f} |"
            f" {max(readings):.0f} |"
        )


def _readings(work: Callable[[], None], times: int) -> Iterator[float]:
    for _ in range(_PARTS):
        for _ in range(times // _PARTS):
            work()
        yield _resident() / _MIB


def _resident() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--model", default="default", help="default, or a name in keras.applications")
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--photographs", type=int, default=1_000)
    arguments = parser.parse_args()
    device = start_tensorflow()
    print(f"{machine()}, TensorFlow on {device.kind} {device.name}\n")
    for line in table(arguments.model, arguments.changes, arguments.photographs):
        print(line, flush=True)


if __name__ == "__main__":
    _main()
