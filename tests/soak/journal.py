"""What a campaign has done so far: one line of JSON for each step, written before the next begins."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

Row = dict[str, Any]


class Journal:
    """The steps of one campaign, in `FOLDER/NAME-SEED.jsonl`. Its first line says where and when it was begun."""

    def __init__(self, folder: Path, name: str, seed: int, count: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.name, self.seed, self.count = folder, name, seed, count
        self._path = folder / f"{name}-{seed}.jsonl"
        if not self._path.exists():
            self._write({"campaign": name, "seed": seed, **_circumstances()})
        lines = self._path.read_text().splitlines(keepends=True)
        if lines and not lines[-1].endswith("\n"):  # broken off while it was written
            lines.pop()
            self._path.write_text("".join(lines))
        self.begun, *self.rows = map(json.loads, lines)

    def to_do(self) -> Iterator[tuple[int, np.random.Generator]]:
        """Yield the steps that have no row yet, each with its own draws, which depend on seed and step alone."""
        known = {row["step"] for row in self.rows}
        for step in range(self.count):
            if step not in known:
                yield step, np.random.default_rng((self.seed, step))

    def keep(self, step: int, **found: Any) -> None:
        """Write what a step found: plain numbers, words and lists of them."""
        row = {"step": step, **found}
        self._write(row)
        self.rows.append(row)

    def _write(self, row: Row) -> None:
        with self._path.open("a") as file:
            file.write(json.dumps(row) + "\n")


def percentile(values: list[float], share: float) -> float:
    """Return the smallest of the values that at least `share` (0..1) of them do not exceed; 0 of none."""
    return float(np.quantile(values, share, method="inverted_cdf")) if values else 0.0


def _circumstances() -> Row:
    information = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in information.read_text().splitlines() if "model name" in line]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    processor = names[0] if names else platform.processor()
    return {
        "machine": f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "commit": commit,
        "date": date.today().isoformat(),
    }
