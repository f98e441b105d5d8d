"""Times the measures of trust in a Grad-CAM map, beside bare forward passes and beside other libraries.

`python -m benchmarks.measures [--peers] [--quick]`.
With `--peers` libraries measure the same maps with equal settings in a process of their own, in turns with ours, as in
`benchmarks.peers`. What both find is shown: equal where nothing is drawn and a library counts pixels, as ours do.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.__main__ import machine
from benchmarks.peers import PYTHON, Peer
from engine.system.runtime import start_tensorflow

_PHOTOGRAPHS = 4
_TOGETHER = 16  # pictures in a bare pass
_SETTINGS = {
    "steps": 12,
    "samples": 96,
    "grid": 9,
    "hidden": 0.3,
    "noisy": 8,
}  # Quantus takes no larger share of colour images
_MOST_OF_PASSES = 1.15  # the largest acceptable time, over that of as many forward passes
_MOST_OF_PEERS = 0.5


class Pair(NamedTuple):
    """A library's measure of a map, and ours of the same definition."""

    theirs: str
    ours: Callable[[Any], Any]


def own_table(repeats: int) -> Iterator[str]:
    """Yield the lines of a Markdown table: each measure's passes and time, and all together over bare passes."""
    from engine.measures import MEASURES

    _measured(0)  # traces
    rounds = [(_bare_pass(), *_measured(number)) for number in range(repeats)]
    bare = statistics.median(each[0] for each in rounds)
    first = statistics.median(each[1] for each in rounds)
    yield "| measure | passes | ms | x as many bare passes |"
    yield "| --- | ---: | ---: | ---: |"
    whole, all_passes = 0.0, 0
    for name in MEASURES:
        seconds = statistics.median(each[2][name].seconds for each in rounds)
        passes = rounds[0][2][name].passes
        whole, all_passes = whole + seconds, all_passes + passes
        yield f"| {name} | {passes} | {seconds * 1000:.1f} | {f'{seconds / (passes * bare):.2f}' if passes else ''} |"
    yield f"| all (aim <= {_MOST_OF_PASSES}) | {all_passes} | {whole * 1000:.0f} | {whole / (all_passes * bare):.2f} |"
    yield ""
    yield f"First row after {first * 1000:.0f} ms. A bare pass over {_TOGETHER}: {bare * 1000:.2f} ms a picture."


def _measured(number: int) -> tuple[float, dict[str, Any]]:
    """Return the seconds to the first finding, complete or not, and what each measure of a new map finds."""
    from engine.measures import MEASURES
    from engine.measures.asking import ask_trust
    from engine.measures.measuring import measure

    subject, first, found = _subject(number), 0.0, {}
    start = time.perf_counter()
    for one in measure(subject, ask_trust(subject.request, tuple(MEASURES))):
        first = first or time.perf_counter() - start
        found[one.measure] = one
    return first, found


def _bare_pass() -> float:
    """Return the seconds a picture of forward passes with nothing of ours around them."""
    from benchmarks.timing import timed

    run, x = _bare()
    return statistics.median(timed(lambda: run(x).numpy()) for _ in range(5)) / _TOGETHER


@functools.cache
def _bare() -> tuple[Any, Any]:
    import tensorflow as tf

    from benchmarks import subjects

    model = subjects.classifier("default")
    network = model._network.model
    run = tf.function(lambda batch: network(batch, training=False), autograph=False)
    x = tf.constant(np.repeat(subjects.session(model, 0).x[None], _TOGETHER, axis=0))
    run(x)
    return run, x


def _subject(number: int, values: np.ndarray | None = None) -> Any:
    """Return what measures ask about a photograph's map, of a session that knows nothing else.

    values: the map; None: Grad-CAM's.
    """
    from benchmarks import subjects
    from engine.attribution.explain import explain
    from engine.measures.subject import Subject

    model = subjects.classifier("default")
    session, request = subjects.session(model, number % _PHOTOGRAPHS), subjects.request(model, "grad-cam")
    if values is None:
        *_, found = explain(session, request)
        values, request = found.values, found.request
    return Subject(session, values, request)


def peers_table(repeats: int, seconds: float, python: Path) -> Iterator[str]:
    """Yield the lines of a Markdown table: medians in milliseconds, ratios, and what both sides found."""
    from benchmarks.timing import clocks_in_turn, timed

    known = [_subject(number) for number in range(_PHOTOGRAPHS)]
    peer = Peer(python)
    with tempfile.TemporaryDirectory() as folder:
        opened = _open(peer, Path(folder), [subject.enlarged for subject in known])
        yield f"Peers: {', '.join(f'{name} {number}' for name, number in opened['versions'].items())}"
        yield ""
        yield f"| measure | ours ms | theirs ms | ours / theirs (aim <= {_MOST_OF_PEERS}) | ours | theirs |"
        yield "| --- | ---: | ---: | ---: | ---: | ---: |"
        for pair in _pairs():
            asked = {"run": pair.theirs, "class": opened["class"]}
            numbers = itertools.count(1)

            def theirs(asked: Any = asked, numbers: Iterator[int] = numbers) -> float:
                return peer.ask(**asked, input=next(numbers))["seconds"]

            def ours(pair: Pair = pair, numbers: Iterator[int] = numbers) -> float:
                number = next(numbers)
                subject = _subject(number, known[number % _PHOTOGRAPHS].values)
                return timed(lambda: pair.ours(subject))

            kept = Path(folder) / "value.npy"
            peer.ask(**asked, input=0, keep=str(kept))  # it traces, too
            mine = pair.ours(_subject(0, known[0].values))
            found = clocks_in_turn({"ours": ours, "theirs": theirs}, repeats, seconds)
            yield (
                f"| {pair.theirs} | {found['ours'] * 1000:.1f} | {found['theirs'] * 1000:.1f} |"
                f" {found['ours'] / found['theirs']:.3f} | {np.mean(mine):.4f} | {np.load(kept).mean():.4f} |"
            )
    peer.close()


def _open(peer: Peer, folder: Path, maps: list[np.ndarray]) -> dict[str, Any]:
    """Have the libraries open the default model, the photographs and their maps; return versions and the class."""
    from benchmarks import subjects

    model = subjects.classifier("default")
    sessions = [subjects.session(model, number) for number in range(_PHOTOGRAPHS)]
    np.save(folder / "inputs.npy", np.stack([session.x for session in sessions]))
    np.save(folder / "maps.npy", np.stack(maps))
    places = {"judged": subjects.save_model("default", folder), **{n: folder / f"{n}.npy" for n in ("inputs", "maps")}}
    noise = 5 / 255 * float(np.abs(sessions[0].high - sessions[0].low).mean())  # as much as our default
    opened = peer.ask(settings={**_SETTINGS, "noise": noise}, **{name: str(place) for name, place in places.items()})
    return {**opened, "class": int(sessions[0].logits.argmax())}


def _pairs() -> tuple[Pair, ...]:
    from engine.measures.removal import area

    mu_fidelity = {"samples": _SETTINGS["samples"], "grid": _SETTINGS["grid"], "hidden": _SETTINGS["hidden"]}
    by_ranks = functools.partial(_value, "mu-fidelity", convention="xplique", baseline="zero", **mu_fidelity)
    by_values = functools.partial(_value, "mu-fidelity", baseline="zero", **mu_fidelity)
    kept = functools.partial(_value, "average-drop", baseline="zero", evidence="both")
    return (
        Pair("deletion, Xplique", lambda subject: area(_curve(subject, inserting=False))),
        Pair("insertion, Xplique", lambda subject: area(_curve(subject, inserting=True))),
        Pair("pixel flipping, Quantus", lambda subject: _curve(subject, inserting=False)[1:]),
        Pair("mu-fidelity, Xplique", by_ranks),
        Pair("faithfulness correlation, Quantus", by_values),
        Pair("average drop, Xplique", kept),
        Pair(
            "max-sensitivity of Grad-CAM, Quantus",
            lambda subject: _value("max-sensitivity", subject, samples=_SETTINGS["noisy"]),
        ),
        Pair("imputation of half of the pixels, Quantus", _imputed),
    )


def _value(measure: str, subject: Any, **options: float | str) -> float:
    from engine.measures import MEASURES
    from engine.measures.asking import ask_trust

    pairs = ((f"{measure}.{name}", value) for name, value in options.items())
    *_, found = MEASURES[measure].run(subject, ask_trust(subject.request, (measure,), pairs))
    return found.value


def _curve(subject: Any, inserting: bool) -> np.ndarray:
    """Return the curve of deletion or insertion in the map's order alone, which is all that the libraries compute."""
    from engine.measures.removal import counts, masks_of

    height, width = subject.size
    masks = masks_of(subject.order, counts(int(_SETTINGS["steps"]), height * width), (height, width), inserting)
    return subject.masked_shares(masks, subject.nothing("zero"))


def _imputed(subject: Any) -> np.ndarray:
    from engine.measures.imputation import imputed
    from engine.measures.road import first_of

    return imputed(subject.session.x, first_of(subject.order, 0.5, subject.size)).mean(axis=-1)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measures")
    parser.add_argument("--quick", action="store_true", help="fewer repeats")
    parser.add_argument("--peers", action="store_true", help="other libraries' measures, beside ours")
    parser.add_argument("--python", type=Path, default=PYTHON, help="of the environment with the other libraries")
    arguments = parser.parse_args()
    if arguments.peers and not arguments.python.exists():
        parser.error(f"{arguments.python} is not there: run `make benchmark-peers`")
    device, quick = start_tensorflow("cpu"), arguments.quick
    print(f"{machine()}, TensorFlow on {device.kind} {device.name}\n")
    lines = peers_table(3 if quick else 7, 5 if quick else 15, arguments.python) if arguments.peers else None
    for line in lines or own_table(3 if quick else 11):
        print(line, flush=True)


if __name__ == "__main__":
    _main()
