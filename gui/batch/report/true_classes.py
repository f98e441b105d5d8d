"""Where the true classes of a run come from, so that whoever reads its figures can check what they rest on."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.batch.known.matching import match_classes
from engine.batch.known.told import FOLDERS
from gui.batch.report.document import Heading, Points, safe
from gui.words.batch import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gui.batch.report.document import Block
    from gui.batch.report.gather import ReportData
    from gui.batch.report.names import Names

_MOST_NAMES, _LONGEST = 40, 60  # names of true classes that are listed; characters of one

translate = QCoreApplication.translate


def true_classes(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the source of the true classes, and which names were taken for which classes; nothing without any."""
    if not data.truths and not data.said:
        return
    yield Heading(translate("report", "Where the true classes come from"))
    yield Points(tuple(_points(data, names)))


def _points(data: ReportData, names: Names) -> Iterator[str]:
    taken, by_hand = _taken(data)
    if data.said:
        yield _source(data, names)
    if pairs := _not_plain(taken, data):
        words = translate("report", "Names that are not exactly those of the model's classes were taken for: {pairs}.")
        yield words.format(pairs=_some([f"{_shown(name)} = {names.label(index)}" for name, index in pairs]))
    if strange := Counter(said for said in data.said.values() if said not in taken):
        if names.are_secret:  # a folder may be called as a patient
            words = translate("report", "Names that are no class of the model: {count}. Their images are not judged.")
            yield words.format(count=whole(len(strange)))
        else:
            words = translate(
                "report", "No class of the model has these names, so that their images are not judged: {names}."
            )
            yield words.format(names=_some([_shown(name) for name, _ in strange.most_common()]))
    if by_hand:
        yield translate("report", "True classes set by hand: {count}.").format(count=whole(by_hand))


def _source(data: ReportData, names: Names) -> str:
    if data.truth_source == FOLDERS:
        return translate("report", "The names of the sub-folders are the true classes.")
    if data.truth_source is None or names.are_secret:
        return translate("report", "A table says the true classes.")
    return translate("report", "The table “{name}” says the true classes.").format(name=safe(data.truth_source))


def _taken(data: ReportData) -> tuple[dict[str, int], int]:
    """Return the class that each name was taken for, and of how many images the true class was set otherwise."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for name, index in data.truths.items():
        if name in data.said:
            counts[data.said[name]][index] += 1
    taken = {said: found.most_common(1)[0][0] for said, found in counts.items()}
    by_hand = sum(taken.get(data.said.get(name, "")) != index for name, index in data.truths.items())
    return taken, by_hand


def _not_plain(taken: dict[str, int], data: ReportData) -> list[tuple[str, int]]:
    """Return the names, with their classes, that are not simply the class's name or number."""
    matching = match_classes(set(taken), data.plan.labels)
    plain = {name: index for name, index in matching.found.items() if name not in matching.lenient}
    return [(name, index) for name, index in sorted(taken.items()) if plain.get(name) != index]


def _shown(name: str) -> str:
    return translate("report", "“{name}”").format(name=safe(name, _LONGEST))


def _some(items: Sequence[str]) -> str:
    """Return a list in words, cut where it is long."""
    shown = ", ".join(items[:_MOST_NAMES])
    more = len(items) - _MOST_NAMES
    if more <= 0:
        return shown
    return translate("report", "{names} and further ones: {count}").format(names=shown, count=whole(more))
