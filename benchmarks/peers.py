"""Compares our methods with those of other libraries, in turns on the same models.

`python -m benchmarks.peers [--quick]`.
The libraries run in a process of their own, in the environment that `make benchmark-peers` builds; only one side works
at a time. Both open the same file, and their maps are compared to prove that both computed the same thing.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from benchmarks.__main__ import machine
from engine.system.runtime import start_tensorflow

_HERE = Path(__file__).parent
PYTHON = _HERE.parent / ".venv-peers" / "bin" / "python"
_PHOTOGRAPHS = 8
_DRAG = 10  # classes that a slider passes


class Measure(NamedTuple):
    """ours: a method, or "class change"; aim: the largest acceptable ratio ours / theirs."""

    theirs: str
    ours: str
    aim: float | None = None


MEASURES = (
    Measure("Grad-CAM, Xplique", "grad-cam", 1.0),
    Measure("Grad-CAM, tf-keras-vis", "grad-cam", 0.1),
    Measure("Grad-CAM, Xplique", "class change", 0.1),
    Measure("saliency, Xplique", "saliency"),
    Measure("saliency, tf-keras-vis", "saliency"),
    Measure("SmoothGrad-50, Xplique", "smoothgrad", 0.5),
    Measure("SmoothGrad-50, tf-keras-vis", "smoothgrad", 0.5),
    Measure("Integrated Gradients-50, Xplique", "integrated-gradients", 0.5),
    Measure("occlusion, Xplique", "occlusion", 0.45),
    Measure("RISE-400, Xplique", "rise", 0.45),
)


class Peer:
    """The process of the other libraries; it answers one question at a time."""

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(
            [python, _HERE / "peer.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, **asked: Any) -> Mapping[str, Any]:
        """Return its answer. Raises RuntimeError if the process has ended."""
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{_HERE / 'peer.py'} ended with {self._process.wait()} when asked {asked}")
        return json.loads(line)

    def close(self) -> None:
        """Close its input, at which it ends, and wait for it."""
        self._process.communicate()


def table(models: tuple[str, ...], repeats: int, seconds: float, python: Path) -> Iterator[str]:
    """Yield the lines of a Markdown table: medians in milliseconds, ratios, and how alike the maps are."""
    peer = Peer(python)
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(models):
            lines = _of_model(peer, name, Path(folder), repeats, seconds)
            versions = next(lines)
            if number == 0:
                yield f"Peers: {versions}"
                yield ""
                yield "| model | measure | ours ms | theirs ms | ours / theirs | aim | correlation of the maps |"
                yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
            yield from lines
    peer.close()


def _of_model(peer: Peer, name: str, folder: Path, repeats: int, seconds: float) -> Iterator[str]:
    """Yield the peer's versions, then a line per measure."""
    from benchmarks import subjects
    from benchmarks.timing import clocks_in_turn

    model = subjects.classifier(name)
    sessions = [subjects.session(model, number) for number in range(_PHOTOGRAPHS)]
    np.save(folder / "inputs.npy", np.stack([session.x for session in sessions]))
    noise, black = 0.15 * float((sessions[0].high - sessions[0].low).mean()), float(sessions[0].low.mean())
    opened = peer.ask(
        model=str(subjects.save_model(name, folder)),
        layer=model.info.default_layer,
        inputs=str(folder / "inputs.npy"),
        noise=noise,
        black=black,
    )
    yield ", ".join(f"{name} {number}" for name, number in opened["versions"].items())
    target = int(sessions[0].logits.argmax())
    for measure in MEASURES:
        ours = _OurSide(name, measure.ours, target)
        count = itertools.count()

        def theirs(measure: Measure = measure, count: Iterator[int] = count, **more: str) -> float:
            return peer.ask(**{"run": measure.theirs, "input": next(count), "class": target}, **more)["seconds"]

        kept = folder / "map.npy"
        theirs(keep=str(kept))
        alike = correlation(ours.map_of(0), np.load(kept))
        # Once outside the measurement: the first call traces.
        theirs(), ours.clock()
        found = clocks_in_turn({"ours": ours.clock, "theirs": theirs}, repeats, seconds)
        change = f": another class of ours, {_DRAG} in a row" if measure.ours == "class change" else ""
        yield (
            f"| {name} | {measure.theirs}{change} | {found['ours'] * 1000:.1f} | {found['theirs'] * 1000:.1f} |"
            f" {found['ours'] / found['theirs']:.3f} | {'' if measure.aim is None else f'<= {measure.aim}'} |"
            f" {alike:.4f} |"
        )


class _OurSide:
    """One of our methods. Each call explains another photograph; for "class change", further classes of one."""

    def __init__(self, name: str, method: str, target: int) -> None:
        from benchmarks import subjects

        self._subjects, self._model, self._target = subjects, subjects.classifier(name), target
        self._changes, self._method = method == "class change", "grad-cam" if method == "class change" else method
        self._count = itertools.count(1)
        self._classes = itertools.cycle(range(len(self._model.info.labels)))
        self._session = subjects.session(self._model, 0)

    def map_of(self, number: int) -> np.ndarray:
        """Return the map of a photograph."""
        return self._last(self._subjects.session(self._model, number), self._target)

    def clock(self) -> float:
        """Return the seconds of the next photograph, or class."""
        from benchmarks.timing import timed

        if not self._changes:
            number = next(self._count)
            return timed(lambda: self.map_of(number % _PHOTOGRAPHS))
        # A class that comes round again must not be answered from memory.
        self._session._attributions.clear()
        return timed(lambda: [self._last(self._session, next(self._classes)) for _ in range(_DRAG)]) / _DRAG

    def _last(self, session: Any, target: int) -> np.ndarray:
        from engine.attribution.explain import explain

        *_, attribution = explain(session, self._subjects.request(self._model, self._method, target))
        return attribution.values


def correlation(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Return Pearson's correlation of two maps, with ours resized to theirs; 1 if both are constant."""
    large = cv2.resize(ours, theirs.shape[1::-1], interpolation=cv2.INTER_CUBIC) if ours.size < theirs.size else ours
    if not np.ptp(large) and not np.ptp(theirs):
        return 1.0
    return float(np.corrcoef(large.ravel(), theirs.ravel())[0, 1])


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("--quick", action="store_true", help="fewer repeats; of the models the two small ones")
    parser.add_argument("--models", nargs="+", metavar="NAME", help="default, or names in keras.applications")
    parser.add_argument("--python", type=Path, default=PYTHON, help="of the environment with the other libraries")
    arguments = parser.parse_args()
    if not arguments.python.exists():
        parser.error(f"{arguments.python} is not there: run `make benchmark-peers`")
    device = start_tensorflow("cpu")
    from benchmarks import subjects

    print(f"{machine()}, TensorFlow on {device.kind} {device.name}\n")
    names, quick = subjects.names(arguments.models, arguments.quick), arguments.quick
    for line in table(names, 5 if quick else 21, 2 if quick else 8, arguments.python):
        print(line, flush=True)


if __name__ == "__main__":
    _main()
