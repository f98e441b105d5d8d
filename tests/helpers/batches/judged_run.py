"""A run of a batch with known answers and maps, for what is made of its rows. Nothing is computed."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from engine.batch.plan import Plan
from engine.batch.rows import SUMMARY_SIDE, Result, Row, State
from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError

LABELS = ("cat", "dog", "fish")
SHA = "a" * 64


def plan_of(labels: tuple[str, ...] = LABELS, **changes: object) -> Plan:
    """Return a plan for a model that nobody opens."""
    usual = {"model": Path("m.keras"), "model_sha256": SHA, "labels": labels, "pixel_values": "0..1"}
    return Plan(**{**usual, **changes})  # type: ignore[arg-type]


def row_of(name: str, answer: int, probability: float, classes: int = len(LABELS), **changes: object) -> Row:
    """Return the row of an image that is answered with a class; the rest of the probability goes to the next one."""
    answers = ((answer, probability), ((answer + 1) % classes, 1 - probability))
    facts = {
        "sha256": f"{abs(hash(name)):064x}"[-64:],
        "size": (64, 48),
        "target": answer,
        "margin": 2 * probability - 1,
        "concentration": 0.5,
        "border": 0.2,
        "corner": 0.1,
        **changes,
    }
    return Row(name, State.DONE, "asked", answers=answers, **facts)  # type: ignore[arg-type]


def refused_row(name: str, **changes: object) -> Row:
    """Return the row of an image that cannot be read."""
    error = SaliscopeError(Code.IMAGE_DAMAGED, name=Path(name).name)
    return Row(name, State.REFUSED, "asked", error=error, **changes)  # type: ignore[arg-type]


def map_at(row: int, column: int) -> np.ndarray:
    """Return a small map whose evidence lies around one cell, (12, 12) float32, summing to 1."""
    down, across = np.mgrid[:SUMMARY_SIDE, :SUMMARY_SIDE]
    values = np.exp(-((down - row) ** 2 + (across - column) ** 2) / 4)
    return (values / values.sum()).astype(np.float32)


def thumbnail(level: int = 128) -> bytes:
    """Return a small JPEG."""
    return cv2.imencode(".jpg", np.full((24, 32, 3), level, np.uint8))[1].tobytes()


def random_rows(count: int, classes: int = len(LABELS), seed: int = 0) -> tuple[list[Row], dict[str, int]]:
    """Return rows of images and their true classes; about a quarter of the answers are wrong."""
    draws = np.random.default_rng(seed)
    truths = draws.integers(classes, size=count)
    answers = np.where(draws.random(count) < 0.7, truths, draws.integers(classes, size=count))
    rows = [
        row_of(f"{truth}/image-{n:06}.jpg", int(answer), float(draws.uniform(0.4, 1)), classes)
        for n, (truth, answer) in enumerate(zip(truths, answers, strict=True))
    ]
    return rows, {row.name: int(truth) for row, truth in zip(rows, truths, strict=True)}


def result_of(row: Row) -> Result:
    """Return what a worker would send of a row."""
    if row.state is State.REFUSED:
        return Result(row)
    return Result(row, summary=map_at(5, 3 + 2 * (row.target or 0)).tobytes(), thumbnail=thumbnail())


def make_run(folder: Path, rows: list[Row], truths: dict[str, int], plan: Plan | None = None) -> Path:
    """Make a run folder with these rows, and return it."""
    source = folder.parent / "images"
    source.mkdir(exist_ok=True)
    with RunFolder.create(folder, plan or plan_of(), source) as run:
        run.set_names([row.name for row in rows])
        run.set_truths(truths)
        run.keep([result_of(row) for row in rows])
    return folder
