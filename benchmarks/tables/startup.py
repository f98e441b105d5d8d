"""Measures the start-up: each start is a process of its own, offscreen unless QT_QPA_PLATFORM names a platform.

`python -m benchmarks.tables.startup REPEATS [PROGRAM]`: PROGRAM is a packaged one, such as dist/saliscope/saliscope.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[2]
MEASURES = {
    "window": "window painted",
    "work": "the processor's time until then, without the engine process",
    "ready": "engine ready (TensorFlow imported)",
    "model": "model open",
    "overlay": "first overlay painted",
    "gap": "longest gap of a 5 ms timer in the window's thread",
    "after_import": "first overlay after `import tensorflow` and model load",
}


def table(repeats: int, program: Path | None = None) -> Iterator[str]:
    """Yield the lines of a Markdown table: medians in seconds from the start of the process.

    program: the packaged program, measured instead of the source.
    """
    command = [sys.executable, str(_ROOT / "main.py")] if program is None else [str(program)]
    runs = [_start(command) for _ in range(repeats)]
    yield f"| start-up, {'from source' if program is None else 'packaged'} | median s |"
    yield "| --- | ---: |"
    for key, words in MEASURES.items():
        yield f"| {words} | {statistics.median(run[key] for run in runs):.2f} |"


def _start(command: list[str]) -> dict[str, float]:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the first start compiles the modules, the others do not
    done = subprocess.run(
        [*command, "--start-up", repr(time.time())],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    times = json.loads(done.stdout.splitlines()[-1])
    return {**times, "after_import": times["overlay"] - times["model"]}


if __name__ == "__main__":
    print("\n".join(table(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)))
