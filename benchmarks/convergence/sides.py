"""Both sides of a comparison, looking at the same file and the same image."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks import subjects
from benchmarks.convergence.measuring import Run, Theirs, enlarged
from benchmarks.convergence.rows import BATCH, ROWS, SIGMA
from benchmarks.convergence.subject import saved
from benchmarks.peers import Peer
from engine.methods.superpixels import superpixels
from engine.methods.surrogates import SEGMENTS
from engine.models.classifier import Classifier, open_classifier


@contextmanager
def opened(name: str, folder: Path, python: Path) -> Iterator[tuple[Classifier, Callable[[str], Theirs]]]:
    """Open a model on both sides. Yields ours, and Xplique's side of a method by its name."""
    path = saved(name, folder)
    model = open_classifier(path)
    session = subjects.session(model, 0)
    inputs, labels, kept = (folder / f"{part}.npy" for part in ("inputs", "labels", "map"))
    np.save(inputs, session.x[None])
    np.save(labels, superpixels(session.pixels, int(SEGMENTS.default)))
    noise = SIGMA * float((session.high - session.low).mean())
    settings = {"batch": BATCH, "noise": noise, "grey": session.grey.tolist()}
    target, size = int(session.logits.argmax()), session.x.shape[:2]
    passes = {row.name: row.passes for row in ROWS}
    peer = Peer(python)

    def theirs(method: str) -> Theirs:
        def run(number: int) -> Run:
            asked = {"run": method, "input": 0, "class": target, "number": number, "keep": str(kept)}
            seconds = peer.ask(**asked)["seconds"]
            return Run(enlarged(np.load(kept), size), passes[method](number), seconds)

        return run

    try:
        peer.ask(counted=str(path), inputs=str(inputs), labels=str(labels), settings=settings)
        yield model, theirs
    finally:
        peer.close()
