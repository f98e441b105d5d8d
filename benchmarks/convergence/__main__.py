"""How soon a map is good, beside Xplique: `python -m benchmarks.convergence [--quick] [--models NAME...]`.

Each method and model that is done is a line of FOLDER/found.jsonl; a run that was broken off goes on behind the last.
Then it prints the table and draws the curves. `--table` does so from what is there, without measuring.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.__main__ import machine
from benchmarks.convergence.answer import lines
from benchmarks.convergence.curves import draw
from benchmarks.convergence.points import Found
from benchmarks.convergence.rows import ROWS
from engine.system.runtime import start_tensorflow

_ROOT = Path(__file__).parents[2]
MODELS = ("default", "ResNet50", "VGG16")


def _main() -> None:
    arguments = _arguments()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    journal = arguments.folder / "found.jsonl"
    if not arguments.table:
        _measure(arguments, journal)
    found = list(_read(journal))
    for line in lines(found):
        print(line)
    for path in draw(found, arguments.folder):
        print(path)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.convergence")
    parser.add_argument("--quick", action="store_true", help="the default model, and a tenth of the time")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=MODELS)
    parser.add_argument("--methods", nargs="+", choices=[row.name for row in ROWS], help="which of them; all")
    parser.add_argument("--minutes", type=float, default=25, help="to spend on each model, about")
    parser.add_argument("--repeats", type=int, default=3, help="maps of each number, at least 2")
    parser.add_argument("--folder", type=Path, default=_ROOT / "build" / "convergence", help="for results and curves")
    parser.add_argument("--table", action="store_true", help="only the table and the curves of what was measured")
    python = _ROOT / ".venv-peers" / "bin" / "python"
    parser.add_argument("--python", type=Path, default=python, help="of the environment with the other libraries")
    arguments = parser.parse_args()
    if not arguments.table and not arguments.python.exists():
        parser.error(f"{arguments.python} is not there: run `make benchmark-peers`")
    if arguments.quick:
        arguments.models, arguments.minutes, arguments.repeats = MODELS[:1], arguments.minutes / 10, 2
    return arguments


def _measure(arguments: argparse.Namespace, journal: Path) -> None:
    device = start_tensorflow("cpu")
    print(f"{machine()}, TensorFlow on {device.kind} {device.name}\n", flush=True)
    # Late, because they import TensorFlow, which `start_tensorflow` sets up first.
    from benchmarks.convergence.measuring import measure
    from benchmarks.convergence.sides import opened

    done = {(found.model, found.method) for found in _read(journal)}
    rows = [row for row in ROWS if row.name in (arguments.methods or row.name)]
    whole = 60 * arguments.minutes / sum(row.weight for row in ROWS)
    for name in arguments.models:
        left = [row for row in rows if (name, row.name) not in done]
        if not left:
            continue
        with opened(name, arguments.folder, arguments.python) as (model, theirs):
            for row in left:
                found = measure(name, model, row, theirs(row.name), whole * row.weight, arguments.repeats)
                with journal.open("a", encoding="utf-8") as file:
                    print(json.dumps(asdict(found)), file=file, flush=True)
                print(f"{name}, {row.name}: {found.how}", flush=True)


def _read(journal: Path) -> Iterator[Found]:
    for line in journal.read_text(encoding="utf-8").splitlines() if journal.exists() else ():
        values: dict[str, Any] = json.loads(line)
        yield Found.of(values)


if __name__ == "__main__":
    _main()
