"""How the program opens a model, in two processes: one copies it and has it inspected, another is like the engine.

Both are watched. Where the program would start an interpreter for an inspection, one is forked here: the
same code under the same limits, and 20,000 files do not take a day.
"""

from __future__ import annotations

import json
import multiprocessing
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from engine.errors import SaliscopeError
from soak.hostile.helper_process import Answer
from soak.hostile.watched import Watch, examined

PRELOADED = ["keras", "tensorflow", "engine.process.server", "engine.models.classifier", "engine.attribution.explain"]
_BEGUN, _COST = "begun", "cost.json"


def inspector(folder: Path) -> Callable[[Any], Answer]:
    """Return what inspects one file after the other, and tells what it cost the child and whether that died."""
    from engine.models.inspection import child

    sys.path.insert(0, str(folder / "canary"))
    watch = Watch(folder).install()
    original = child.answer
    child.spawn_context = partial(multiprocessing.get_context, "fork")  # type: ignore[assignment]
    begun, cost = folder / _BEGUN, folder / _COST

    def answer(connection: Any, *given: Any) -> None:
        begun.touch()
        held = _Held()

        def do() -> Answer:
            original(held, *given)  # type: ignore[arg-type]
            return {}

        cost.write_text(json.dumps(examined(watch, do)))
        connection.send_bytes(held.said)  # last: whoever hears it ends this process

    child.answer = answer  # type: ignore[assignment]

    def inspect(path: str) -> Answer:
        copies = folder / "copies"
        shutil.rmtree(copies, ignore_errors=True)
        copies.mkdir()
        for told in (begun, cost):
            told.unlink(missing_ok=True)
        found = examined(watch, lambda: {"code": "", "model": _facts(child.inspect_in_child(Path(path), copies))})
        inside = json.loads(cost.read_text()) if cost.exists() else {"seconds": 0, "memory": 0, "reached": []}
        found["child"] = {"lost": begun.exists() and not cost.exists()}
        found["seconds"] = max(found["seconds"], inside["seconds"])
        found["memory"] = max(found["memory"], inside["memory"])
        found["reached"] += inside["reached"]
        return found

    return inspect


def opener(folder: Path) -> Callable[[Any], Answer]:
    """Return what opens one inspected model after the other, as the engine does, and explains a picture with some."""
    from engine.models import classifier
    from engine.models.inspection import ModelFile
    from engine.system.runtime import start_tensorflow

    start_tensorflow("cpu")
    sys.path.insert(0, str(folder / "canary"))
    watch = Watch(folder).install()

    def answer(question: tuple[str, Answer, bool]) -> Answer:
        path, facts, explains = question
        modules = {name: _model(ModelFile, each) for name, each in facts.pop("modules").items()}
        found = _model(ModelFile, {**facts, "modules": modules})
        classifier._checked = lambda *_: found  # type: ignore[assignment]
        return examined(watch, lambda: _opened(classifier, Path(path), explains))

    return answer


class _Held:
    """Takes what would be sent."""

    said = b""

    def send_bytes(self, data: bytes) -> None:
        self.said = data


def _opened(classifier: Any, path: Path, explains: bool) -> Answer:
    import numpy as np

    try:
        opened = classifier.open_classifier(path)
    except MemoryError as fault:
        from engine.errors import Code

        raise SaliscopeError(Code.OUT_OF_MEMORY) from fault
    info = opened.info
    if explains:
        from engine.attribution.explain import explain
        from engine.attribution.request import Request
        from engine.attribution.session import Session
        from engine.images.projection import Fit

        width, height = info.input_size
        pixels = np.random.default_rng(0).integers(0, 256, (height, width, info.channels), np.uint8)
        if info.channels == 1:
            pixels = np.repeat(pixels, 3, axis=2)
        values = info.pixel_values or "0..1"
        method = "grad-cam" if info.default_layer else "occlusion"
        for _ in explain(Session(opened, pixels, values), Request("p", Fit.STRETCH, "m", values, method, None, 0)):
            pass
    return {"code": "", "explained": explains}


def _facts(found: Any) -> Answer:
    return {**vars(found), "path": str(found.path), "modules": {name: _facts(m) for name, m in found.modules.items()}}


def _model(kind: Any, facts: Answer) -> Any:
    return kind(**{**facts, "path": Path(facts["path"])})
