"""How many passes balanced draws and adaptive steps save: those of the paper's, at the same error.

`python -m benchmarks.draws [--models NAME ...] [--methods ID ...] [--seeds N]`.
The error of a sampled method is the spread of its map over seeds; it falls with the square root of the passes, so that
the ratio of the squares is that of the passes. Integrated gradients are held against as many steps as there can be.
Nothing is timed: the figures are the same on a busy machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.methods import METHODS
from engine.methods.designs import DRAWS
from engine.methods.enough import ENOUGH
from engine.methods.path import COMPLETENESS, RULE, STEPS
from engine.system.runtime import start_tensorflow

if TYPE_CHECKING:
    from engine.attribution.session import Session
    from engine.methods import Estimate
    from engine.models.classifier import Classifier

PATH = "integrated-gradients"
DRAWN = tuple(name for name, method in METHODS.items() if DRAWS in method.options)


def _opened(name: str) -> Classifier:
    from benchmarks import subjects  # not by the child that inspects a file, which imports this module again
    from engine.models.classifier import open_classifier

    return open_classifier(Path(name)) if Path(name).exists() else subjects.classifier(name)


def _run(session: Session, model: Classifier, method: str, seed: int, **options: float) -> Iterator[Estimate]:
    """Yield a method's estimates with the program's defaults but for some options."""
    from benchmarks import subjects

    asked = replace(subjects.request(model, method), options=tuple(sorted(options.items())), seed=seed)
    return METHODS[method].run(session, asked)


def _drawn(session: Session, model: Classifier, method: str, seeds: int) -> Iterator[str]:
    """Yield the row of a sampled method."""
    spread, told, means = {}, {}, {}
    for draws in DRAWS.choices:
        place = float(DRAWS.choices.index(draws))
        found = [
            list(_run(session, model, method, seed, draws=place, **{ENOUGH.name: 0.0}))[-1] for seed in range(seeds)
        ]
        values = np.stack([estimate.values for estimate in found])
        means[draws] = values.mean(axis=0)
        spread[draws] = float(np.sqrt(values.var(axis=0, ddof=1).mean()))
        told[draws] = float(
            np.mean([estimate.error or np.nan for estimate in found]) / values.std(axis=0, ddof=1).mean()
        )
    peak = np.abs(means["paper"]).max()
    yield (
        f"| {method} | {spread['paper'] / peak:.2%} | {spread['balanced'] / peak:.2%} |"
        f" {(spread['paper'] / spread['balanced']) ** 2:.2f} | {told['paper']:.2f}, {told['balanced']:.2f} |"
    )


def _along_the_path(session: Session, model: Classifier) -> Iterator[str]:
    """Yield the row of integrated gradients: errors in the mean size of the map, and what the same error takes."""
    places = {name: float(RULE.choices.index(name)) for name in RULE.choices}
    exact = {COMPLETENESS.name: 0.0}
    reference = list(_run(session, model, PATH, 0, steps=STEPS.high, rule=places["adaptive"], **exact))[-1].values

    def off(estimate: Estimate) -> float:
        return float(np.abs(estimate.values - reference).mean() / np.abs(reference).mean())

    fixed = {
        rule: off(list(_run(session, model, PATH, 0, rule=places[rule], **exact))[-1])
        for rule in ("midpoint", "trapezoid", "gauss-legendre")
    }
    curve = [(round(each.fraction * STEPS.default), off(each)) for each in _run(session, model, PATH, 0, **exact)]
    passes = next((steps for steps, error in curve if error <= fixed["midpoint"]), np.nan)
    others = ", ".join(f"{rule} {error:.1%}" for rule, error in fixed.items())
    yield f"| {PATH} | {others} | {curve[-1][1]:.1%} | {STEPS.default / passes:.2f} | |"


def table(names: list[str], methods: list[str], seeds: int) -> Iterator[str]:
    """Yield the lines of a Markdown table for each model."""
    from benchmarks import subjects

    for name in names:
        model = _opened(name)
        session = subjects.session(model, 0)
        yield f"\n{Path(name).stem}\n"
        yield "| method | error as in the paper | ours | passes, paper / ours | error told / spread: paper, ours |"
        yield "| --- | ---: | ---: | ---: | --- |"
        for method in methods:
            yield from _along_the_path(session, model) if method == PATH else _drawn(session, model, method, seeds)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.draws")
    parser.add_argument("--models", nargs="+", default=["default"], help="names of `subjects`, or files")
    parser.add_argument("--methods", nargs="+", default=[*DRAWN, PATH], choices=[*DRAWN, PATH])
    parser.add_argument("--seeds", type=int, default=8)
    asked = parser.parse_args()
    start_tensorflow("cpu")
    for line in table(asked.models, asked.methods, asked.seeds):
        print(line, flush=True)


if __name__ == "__main__":
    _main()
