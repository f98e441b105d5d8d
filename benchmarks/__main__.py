"""Print the tables: `python -m benchmarks [--quick] [--models NAME...] [--tables NAME...]`."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from benchmarks.tables import startup
from engine.system.runtime import start_tensorflow

_TABLES = ("waits", "methods", "startup")


def machine() -> str:
    """Return the processor and the Python version that the figures were measured with."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="fewer repeats; of the models the two small ones")
    parser.add_argument("--models", nargs="+", metavar="NAME", help="default, or names in keras.applications")
    parser.add_argument("--tables", nargs="+", choices=_TABLES, default=_TABLES, help="which of them; all")
    arguments = parser.parse_args()
    device = start_tensorflow()
    # Late, because they import TensorFlow, which `start_tensorflow` sets up first.
    from benchmarks import subjects
    from benchmarks.tables import methods, waits

    names, quick = subjects.names(arguments.models, arguments.quick), arguments.quick
    print(f"{machine()}, TensorFlow on {device.kind} {device.name}\n")
    parts = {
        "waits": waits.tables(names, 7 if quick else 31, 1 if quick else 4),
        "methods": methods.table(names, 3 if quick else 15, 0.5 if quick else 2),
        "startup": startup.table(1 if quick else 5),
    }
    for table in arguments.tables:
        for line in parts[table]:
            print(line, flush=True)
        print()


if __name__ == "__main__":
    _main()
