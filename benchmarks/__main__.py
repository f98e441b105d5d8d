"""Print the tables: `python -m benchmarks [--quick] [--models NAME...]`."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from benchmarks import startup
from engine.runtime import start_tensorflow


def _machine() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="fewer repeats")
    parser.add_argument("--models", nargs="+", metavar="NAME", help="default, or a name in keras.applications")
    arguments = parser.parse_args()
    device = start_tensorflow()
    from benchmarks import methods

    print(f"{_machine()}, TensorFlow on {device.kind} {device.name}\n")
    for line in methods.table(tuple(arguments.models or methods.MODELS), 7 if arguments.quick else 31):
        print(line, flush=True)
    print()
    for line in startup.table(1 if arguments.quick else 5):
        print(line, flush=True)


_main()
