"""Ten class changes and a change of model, again and again in one window: does anything grow, is anything stale?"""

from __future__ import annotations

import gc
import os
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from benchmarks.gaps import Gaps
from benchmarks.gaps import told as told_of_gaps
from soak import small_models
from soak.journal import Journal, Row
from soak.processes import in_a_process
from soak.stage import Script, perform

if TYPE_CHECKING:
    import numpy as np

    from gui.main_window.window import MainWindow

COUNT = 1000  # changes of model
_CLASSES = 10  # changes of class after each
_EVERY = 10  # steps between two looks at the memory: 100 class changes


def run(journal: Journal) -> None:
    """Go on in a new window where the last one was broken off."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        in_a_process(small_models.make, folder)
        models = [resources.DEFAULT_MODEL, *(folder / model for model in small_models.NAMES)]
        play = partial(_play, journal=journal, models=models)
        perform(play, folder, "--sample", measure_trust=False)


def told(rows: list[Row]) -> list[tuple[str, str]]:
    """Say what grew and what was stale."""
    stale = [row["step"] for row in rows if row["stale"]]
    found = [
        ("class changes, changes of model", f"{len(rows) * _CLASSES:,}, {len(rows):,}"),
        (
            "overlays about another question than the one on screen",
            f"{len(stale)} {stale[:5] if stale else ''}".strip(),
        ),
    ]
    for process in ("window", "engine"):
        found.append((f"memory of the {process}'s process", "; ".join(_growth(rows, process)) or "not measured"))
    return [*found, *told_of_gaps(row["gaps"] for row in rows)]


def _growth(rows: list[Row], process: str) -> list[str]:
    """Return the memory at the 100th class change, at the end, and the growth, for each window that was opened."""
    words = []
    for pid in dict.fromkeys(row["pid"] for row in rows):
        seen = [row[process] for row in rows if row["pid"] == pid and process in row]
        if len(seen) > 1:
            words.append(
                f"{seen[0]:.0f} MB at the 100th, {seen[-1]:.0f} MB at change {len(seen) * _EVERY * _CLASSES:,} "
                f"({seen[-1] - seen[0]:+.0f}, at most {max(seen) - seen[0]:+.0f})"
            )
    return words


def _play(window: MainWindow, journal: Journal, models: list[Path]) -> Script:
    state, gaps = window.state, Gaps()
    yield lambda: _is_settled(window)
    gaps.take()
    for done, (step, draw) in enumerate(journal.to_do(), start=1):
        path = models[(models.index(state.model.path) + draw.integers(1, len(models))) % len(models)]
        window.controller.open_model(path)
        yield lambda path=path: state.model.path == path and _is_settled(window)
        stale = not _is_about_the_screen(window)
        for target in _targets(draw, len(state.model.labels)):
            state.choose_target(target)
            yield lambda: _is_settled(window)
            stale = stale or not _is_about_the_screen(window)
        memory = _memory(window) if done % _EVERY == 0 else {}
        journal.keep(step, pid=os.getpid(), stale=stale, gaps=gaps.take(), **memory)
    gaps.stop()


def _targets(draw: np.random.Generator, classes: int) -> list[int]:
    """Return classes to go through, never the same one twice in a row."""
    found = [int(draw.integers(classes))]
    while len(found) < _CLASSES:
        found.append((found[-1] + int(draw.integers(1, classes))) % classes)
    return found


def _is_settled(window: MainWindow) -> bool:
    state = window.state
    return state.attribution is not None and not state.activities


def _is_about_the_screen(window: MainWindow) -> bool:
    """Tell whether state and canvas show the map of the very question that the controls ask."""
    from gui.state.resolution import is_settled, resolve

    state = window.state
    shown = window.canvas._scene.own.attribution
    return shown is state.attribution and is_settled(state.attribution, resolve(state.question))


def _memory(window: MainWindow) -> dict[str, float]:
    """Return the megabytes of both processes that no file is behind: of the others the system takes pages back."""
    gc.collect()
    return {"window": _anonymous("self"), "engine": _anonymous(window.controller.client.pid)}


def _anonymous(process: object) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) / 1024
