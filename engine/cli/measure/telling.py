"""What was measured of an image's map: as text for people, as JSON and CSV for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine.batch.tables.csv_lines import head, line
from engine.measures import MEASURES, Verdict
from engine.network.description import Head
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.cli.measure.words import Words
    from engine.measures import Measure, Measured
    from engine.measures.trust import Trust
    from engine.models.model_info import ModelInfo

COLUMNS = ("image", "page", "class", "label", "probability", "method", "measure", "value", "verdict", "why", "seconds")


@dataclass(frozen=True)
class Told:
    """What was measured of one image. name: of the image, for eyes and files; page: from 1. map: the file's name of a
    map from elsewhere. share: the class's probability, or the model's bare value."""

    name: str
    page: int
    info: ModelInfo
    trust: Trust
    share: float
    map: str = ""

    @property
    def target(self) -> int:
        """The class that the map explains."""
        found = self.trust.request.map.target
        assert found is not None
        return found

    @property
    def label(self) -> str:
        """The name of that class."""
        return self.info.labels[self.target]


def as_text(told: Told, words: Words) -> str:
    """Return a table under each question, and what holds of the map and what does not."""
    said = f"{told.share:.4g}" if told.info.head is Head.VALUE else f"{told.share:.1%}"
    page = f" {told.page}" if told.page > 1 else ""
    lines = [f"{told.name}{page}  {told.label} {said}  {told.map or told.trust.request.map.method}"]
    rows = [(words.name(found.measure), words.value(found), _reason(found, words)) for found in told.trust.measured]
    widths = [max(map(len, column), default=0) for column in list(zip(*rows, strict=True))[:2]]
    aspect = None
    for found, (name, value, reason) in zip(told.trust.measured, rows, strict=True):
        if MEASURES[found.measure].aspect is not aspect:
            aspect = MEASURES[found.measure].aspect
            lines.append(f"  {words.aspect(aspect)}")
        lines.append(f"    {name:<{widths[0]}}  {value:>{widths[1]}}  {reason}".rstrip())
    return "\n".join([*lines, *(f"  {sentence}" for sentence in words.overall(told.trust))]) + "\n"


def as_value(told: Told, words: Words) -> dict[str, Any]:
    """Return all that was found, as a value for JSON."""
    asked = told.trust.request
    return {
        "image": told.name,
        "page": told.page,
        "sha256": asked.map.image,
        "model": told.info.sha256,
        "class": told.target,
        "label": told.label,
        "probability": told.share,
        "method": asked.map.method or None,
        "layer": asked.map.layer,
        "map": told.map or None,
        "map_sha256": asked.elsewhere or None,
        "seed": asked.seed,
        "options": dict(asked.options),
        "measures": [_finding(found) for found in told.trust.measured],
        "verdicts": {aspect: told.trust.verdict(aspect) for aspect in told.trust.asked},
        "sentences": words.overall(told.trust),
    }


def as_json(values: Iterable[dict[str, Any]]) -> str:
    """Return a JSON array in ASCII, whatever the console's characters."""
    return json.dumps(list(values), indent=2, allow_nan=False) + "\n"


def as_csv(all_told: Iterable[Told]) -> str:
    """Return a CSV file with a line for each image and measure."""
    return b"".join([head(COLUMNS), *(line(cells) for told in all_told for cells in _cells(told))]).decode()


def listing(words: Words) -> str:
    """Return all measures under their questions, with thresholds, options and papers."""
    lines, aspect = [], None
    for row in MEASURES.values():
        if row.aspect is not aspect:
            aspect = row.aspect
            lines.append(words.aspect(aspect))
        lines.append(f"  {row.id}: {words.name(row.id)}. {words.what_is(row.id)}".rstrip())
        lines += [f"      {fact}" for fact in (words.thresholds(row.id), _options(row), row.paper) if fact]
    return "\n".join(lines) + "\n"


def _reason(found: Measured, words: Words) -> str:
    """Return what the value means; nothing of one that is told and not judged."""
    return words.reason(found) if found.why is not None or found.verdict is not Verdict.NONE else ""


def _options(row: Measure) -> str:
    """Return how options are given, with their defaults."""
    said = []
    for option in row.options:
        among = "|".join(option.choices) or f"{option.low:g}..{option.high:g}"
        default = option.choices[round(option.default)] if option.choices else f"{option.default:g}"
        said.append(f"--option {row.id}.{option.name}={among} ({default})")
    return "; ".join(said)


def _finding(found: Measured) -> dict[str, Any]:
    thresholds = MEASURES[found.measure].thresholds
    return {
        "measure": found.measure,
        "value": found.value,
        "verdict": found.verdict,
        "good": None if thresholds is None else thresholds.good,
        "poor": None if thresholds is None else thresholds.poor,
        "why": found.why,
        "details": dict(found.details),
        "curves": {curve.name: curve.points for curve in found.curves},
        "seconds": found.seconds,
        "passes": found.passes,
    }


def _cells(told: Told) -> Iterable[tuple[object, ...]]:
    about = (told.name, told.page, told.target, told.label, told.share, told.map or told.trust.request.map.method)
    for found in told.trust.measured:
        verdict = None if found.verdict is Verdict.NONE else found.verdict
        yield (*about, found.measure, found.value, verdict, found.why, found.seconds)
