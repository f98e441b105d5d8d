"""Units of work over a few small images and a small model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.batch.plan import Output, Plan
from engine.batch.rows import Photograph, Result, Row, Unit


def image_files(folder: Path, count: int, size: tuple[int, int] = (32, 24), seed: int = 5) -> list[Path]:
    """Write images of random pixels, (width, height)."""
    draw = np.random.default_rng(seed)
    paths = [folder / f"{number:03}.png" for number in range(count)]
    for path in paths:
        Image.fromarray(draw.integers(0, 255, (size[1], size[0], 3), np.uint8)).save(path)
    return paths


def plan_of(info: Any, **choices: Any) -> Plan:
    usual = {"port": info.port, "outputs": (Output.OVERLAY, Output.MAP)}
    return Plan(info.path, info.sha256, info.labels, info.pixel_values, **{**usual, **choices})


def unit_of(plan: Plan, paths: list[Path], folder: Path = Path("/run"), **facts: Any) -> Unit:
    return Unit(plan, tuple(Photograph(path.name, path, **facts) for path in paths), folder)


def named_unit(*names: str, model: str = "good.keras") -> Unit:
    """Return a unit for the scripted process, which looks at names only."""
    return Unit(
        Plan(Path(model), "", (), "0..255"), tuple(Photograph(name, Path(name)) for name in names), Path("/run")
    )


def comparable(results: Any) -> list[Any]:
    """Return what must be equal however it was computed: all but the time that it took."""
    return [(untimed(found.row), found.files, found.summary, found.thumbnail) for found in results]


def untimed(row: Row) -> Row:
    """Return a row without the times that it and its maps took."""
    measured = tuple(replace(each, seconds=0.0) for each in row.measured)
    return replace(row, seconds=0.0, measured=measured)


def results_in(steps: Any) -> list[Result]:
    return [step for step in steps if step is not None]
