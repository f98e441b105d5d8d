"""Where the model looked: mean maps, boxes, what stands out, and sheets of images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from engine.batch.rows import SUMMARY_SIDE
from engine.evaluation.located_measures import measure_located
from engine.evaluation.triage import ENOUGH, FEW, Reason
from gui.batch.report.document import Heading, Paragraph, Points, Sheet, Table, Tile
from gui.batch.report.gather import CLASSES, FLAGGED, MISTAKES
from gui.batch.report.html_writer import png_bytes
from gui.canvas.map_cells import cells_image
from gui.words.batch import (
    alike_words,
    boxes_words,
    energy_words,
    mistake_words,
    overlap_words,
    pointing_words,
    reason_name,
    reason_sentence,
    whole,
)
from gui.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.batch.rows import Row
    from engine.evaluation.located_measures import LocatedMeasure
    from gui.batch.report.document import Block
    from gui.batch.report.gather import ReportData
    from gui.batch.report.names import Names

_MOST_CLASSES, _MOST_REFUSED = 40, 100  # rows of tables

translate = QCoreApplication.translate


def mean_maps(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the mean map of each class, of the classes with the most images."""
    counts = data.explained
    means = data.triage.means
    most = sorted(means, key=lambda index: (-counts[index], index))[:CLASSES]
    if not most:
        return
    yield Heading(translate("report", "Where the model looks"))
    words = translate(
        "report",
        "Each mean map is the mean of the heat maps of one explained class, each map counting alike, from dark (none) "
        "to bright (the largest share, which stands below; even evidence would have {even} in each cell). It covers "
        "the whole image, whatever its shape. A bright place that is the same for every class may be a habit of the "
        "model, or of how the images were taken. A mean of few maps is no habit.",
    )
    words = words.format(even=percent(1 / SUMMARY_SIDE**2))
    yield Paragraph(words)
    title = translate("report", "Mean maps of the explained classes")
    if more := len(means) - len(most):
        title += " " + translate("report", "(the most frequent classes; left out: {more})").format(more=whole(more))
    yield Sheet(title, tuple(_mean_map(index, data, names) for index in sorted(most)), 6)


def _mean_map(index: int, data: ReportData, names: Names) -> Tile:
    values = data.triage.means[index]
    count, largest = whole(data.explained[index]), percent(float(values.max(initial=0)))
    words = translate("report", "Images: {count}, largest {share}").format(count=count, share=largest)
    alt = translate("report", "Mean map of “{label}”: brightest {place}.")
    alt = alt.format(label=names.label(index), place=_place(values))
    return Tile(png_bytes(cells_image(values)), names.label(index), words, alt)


def _place(values: np.ndarray) -> str:
    """Return in words where the brightest cell is."""
    row, column = np.unravel_index(int(values.argmax()), values.shape)
    down, across = (3 * int(at) // length for at, length in zip((row, column), values.shape, strict=True))
    places = (
        (translate("report", "top left"), translate("report", "top centre"), translate("report", "top right")),
        (translate("report", "centre left"), translate("report", "in the centre"), translate("report", "centre right")),
        (translate("report", "bottom left"), translate("report", "bottom centre"), translate("report", "bottom right")),
    )
    return places[down][across]


def boxes(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield how the maps meet the objects' regions, where these are known, beside the image's centre."""
    located = measure_located(data.done)
    if located is None:
        return
    yield Heading(translate("report", "Whether the maps lie on the objects"))
    yield Paragraph(boxes_words())
    yield Paragraph(
        translate(
            "report",
            "Measured are images with a box or mask of the explained class; where none of an image's boxes and masks "
            "has the name of a class, all of them count.",
        )
    )
    yield Points((f"{pointing_words()}.", f"{energy_words()}.", f"{overlap_words(located.threshold)}."))
    most = sorted(located.classes, key=lambda pair: (-pair[1].count, pair[0]))[:_MOST_CLASSES]
    rows = [_boxes_row(translate("report", "All classes"), located.overall)]
    rows += [_boxes_row(names.label(index), measure) for index, measure in sorted(most, key=lambda pair: pair[0])]
    title = translate("report", "Maps and objects, and beside each figure that of the image's centre")
    yield Table(title, _boxes_headers(), tuple(rows))


def _boxes_headers() -> tuple[str, ...]:
    centre = translate("report", "Centre")
    return (
        translate("report", "Class"),
        translate("report", "Images"),
        translate("report", "Pointing game"),
        centre,
        translate("report", "Energy inside"),
        centre,
        translate("report", "IoU"),
        centre,
    )


def _boxes_row(name: str, one: LocatedMeasure) -> tuple[str, ...]:
    shares = (
        *(one.pointing, one.centre_pointing),
        *(one.energy, one.centre_energy),
        *(one.overlap, one.centre_overlap),
    )
    return (name, whole(one.count), *map(percent, shares))


def standing_out(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield what is worth a look without any true class, each group with what it means; nothing without maps."""
    if not data.done:
        return
    yield Heading(translate("report", "What stands out"))
    flagged = data.flagged()
    if not flagged:
        yield Paragraph(
            translate(
                "report",
                "No map stands out at the border or in a corner, none is empty, and there are no near-duplicates. Maps "
                "of a class are compared where it has enough images: {alike} to tell whether all are alike, {unlike} "
                "to tell whether one is unlike the others.",
            ).format(alike=whole(FEW), unlike=whole(ENOUGH))
        )
        return
    yield Paragraph(translate("report", "These groups need no true classes. They are reasons to look, not faults."))
    for reason, found in flagged.items():
        yield Heading(f"{reason_name(reason)} ({whole(len(found))})", 2)
        yield Paragraph(reason_sentence(reason))
        if reason is Reason.SAME_MAPS:
            yield Points(_alike(data, names))
        shown = whole(min(FLAGGED, len(found)))
        title = translate("report", "Images shown: {shown} of {count}").format(shown=shown, count=whole(len(found)))
        yield Sheet(title, tuple(_flagged(name, reason, data, names) for name in found[:FLAGGED]))


def _alike(data: ReportData, names: Names) -> tuple[str, ...]:
    """Return how alike the maps of the classes are whose maps stand out by that, the most alike first."""
    flagged = {data.rows[name].target for name in data.triage.having(Reason.SAME_MAPS)}
    alike = sorted((-share, index) for index, share in data.triage.alike.items() if index in flagged)
    point = translate("report", "{heading}: {words}")
    return tuple(
        point.format(heading=names.label(index), words=alike_words(-share)) for share, index in alike[:_MOST_CLASSES]
    )


def _flagged(name: str, reason: Reason, data: ReportData, names: Names) -> Tile:
    row = data.rows[name]
    others = [other for flag in data.triage.flags[name] if flag.reason is reason for other in flag.others]
    words = _answer(row, names)
    if others and others[0] in data.rows:
        words += " · " + translate("report", "near-duplicate of {name}").format(name=names.short(data.rows[others[0]]))
    return _tile(row, words, data, names)


def mistakes(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the most confident mistakes."""
    judgement = data.judgement
    if judgement is None or not judgement.mistakes:
        return
    shown = judgement.mistakes[:MISTAKES]
    yield Heading(translate("report", "Mistakes"))
    words = translate(
        "report",
        "Wrong answers, those of which the model was surest first. Shown: {shown} of {count}. Some may be errors of "
        "the true classes rather than of the model.",
    )
    yield Paragraph(words.format(shown=whole(len(shown)), count=whole(len(judgement.mistakes))))
    tiles = (_mistake(data.rows[name], data, names) for name in shown)
    yield Sheet(translate("report", "The most confident mistakes"), tuple(tiles))


def _mistake(row: Row, data: ReportData, names: Names) -> Tile:
    truth, answer = names.label(data.truths[row.name]), names.label(row.answers[0][0])
    return _tile(row, mistake_words(truth, answer, names.probability(row)), data, names)


def typical(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the images whose maps are most like the mean map of their class."""
    if not data.typical:
        return
    yield Heading(translate("report", "Typical images"))
    yield Paragraph(_typical_words(data))
    tiles = (
        _tile(data.rows[name], _answer(data.rows[name], names), data, names) for _, n in data.typical for name in n
    )
    yield Sheet(translate("report", "Typical images of each class"), tuple(tiles))


def _typical_words(data: ReportData) -> str:
    if data.judgement is None:
        return translate(
            "report", "Images whose maps are nearest to the mean map of the class they were answered with."
        )
    if data.judgement.count == len(data.done):
        return translate("report", "Rightly answered images whose maps are nearest to the mean map of their class.")
    return translate(
        "report",
        "Images whose maps are nearest to the mean map of the class they were answered with. Where the true class of "
        "an image is known, that answer is right.",
    )


def _answer(row: Row, names: Names) -> str:
    if row.answer is None:
        return ""
    words = translate("report", "{label}, {probability}")
    return words.format(label=names.label(row.answer), probability=names.probability(row))


def _tile(row: Row, words: str, data: ReportData, names: Names) -> Tile:
    alt = translate("report", "{name} with its heat map: {words}").format(name=names.short(row), words=words)
    return Tile(data.thumbnails.get(row.name, b""), names.short(row), words, alt)


def refused(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the images that could not be read or explained, and why."""
    rows = data.refused
    if not rows:
        return
    yield Heading(translate("report", "Refused images"))
    headers = translate("report", "Image"), translate("report", "Why")
    title = translate("report", "Refused images: {count}").format(count=whole(len(rows)))
    if (more := len(rows) - _MOST_REFUSED) > 0:
        title += ". " + translate("report", "Further ones in the table of the run: {count}.").format(count=whole(more))
    pairs = tuple((names.image(row), names.error(row)) for row in rows[:_MOST_REFUSED])
    yield Table(title, headers, pairs, frozenset({0, 1}))
