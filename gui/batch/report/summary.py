"""The beginning of a report: what was found in plain words, how far that goes, and what to look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.evaluation.triage import Reason
from gui.batch.report.document import Heading, Paragraph, Points
from gui.words.batch import accuracy_words, interval_words, reason_name, whole
from gui.words.methods import method_name
from gui.words.model_input import assumed_sentence
from gui.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluation.classification import ClassMeasure, Judgement
    from gui.batch.report.document import Block
    from gui.batch.report.gather import ReportData
    from gui.batch.report.names import Names

_SURE = 0.9  # probability from which a mistake is a confident one
_OFF = 0.05  # expected calibration error from which probabilities are not to be taken at their word
_BEYOND_CHANCE = 2.0  # times of what it would be by chance
_LEAST = 5  # images of a class, to say that it is found badly
_BAD = 0.15  # recall so far below the mean

translate = QCoreApplication.translate


def summary(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the summary and what to look at first."""
    yield Heading(translate("report", "Summary"))
    yield Points(tuple(_found(data, names)))
    yield Paragraph(
        translate(
            "report",
            "All figures are about these images only. They say how the model did here, not how it will do on images "
            "from another place, device or time. A heat map shows where the model looked; it does not prove why.",
        ),
        note=True,
    )
    yield Heading(translate("report", "What to look at first"), 2)
    nothing = translate("report", "Nothing stands out. Look at some images of each class all the same.")
    none = translate("report", "No image was explained, so there is nothing to look at.")
    yield Points(tuple(_first(data, names)) or (nothing if data.done else none,))


def _found(data: ReportData, names: Names) -> Iterator[str]:
    named = translate("report", "Model: {model}. Images in the folder “{folder}”: {count}, of which explained: {done}.")
    unnamed = translate(
        "report",
        "Model: {model}. Images: {count}, of which explained: {done}. The folder's name is left out, as it may be a "
        "patient's.",
    )
    facts = {"model": names.model, "count": whole(data.listed), "folder": names.folder, "done": whole(len(data.done))}
    yield (named if names.folder else unnamed).format(**facts)
    if data.refused:
        words = translate("report", "Refused images: {count}. They count in no figure and are listed below.")
        yield words.format(count=whole(len(data.refused)))
    if waiting := data.listed - len(data.rows):
        words = translate("report", "The run is not finished; images that still wait: {count}.")
        yield words.format(count=whole(waiting))
    if names.are_secret:
        yield translate(
            "report",
            "Names of files that may be patients' are left out. Small copies of the images are shown: what is written "
            "in an image itself can be read in them.",
        )
    yield from _right(data, names)
    words = translate("report", "Where the model looked was computed with {method}, for {aim}.")
    yield words.format(method=method_name(data.plan.method), aim=aim_words(data, names))


def aim_words(data: ReportData, names: Names) -> str:
    """Return which class was explained."""
    match data.plan.aim:
        case "truth":
            return translate("report", "the true class, or the first answer where it is not known")
        case "fixed":
            return translate("report", "the class “{label}”").format(label=names.label(data.plan.target or 0))
    return translate("report", "the model's first answer")


def _right(data: ReportData, names: Names) -> Iterator[str]:
    """Yield how right the answers are, and what that is to be compared with."""
    judgement = data.judgement
    if judgement is None and len(data.plan.labels) < 2:
        yield translate(
            "report", "The model answers with one number and not with classes, so no answer is right or wrong."
        )
        return
    if judgement is None and data.truths:
        yield translate("report", "No image with a true class was explained, so nothing here says what is right.")
        return
    if judgement is None:
        yield translate(
            "report",
            "No true classes are known, so nothing here says whether the answers are right. Give true classes by "
            "sub-folders, with a CSV file or by hand to have that judged.",
        )
        return
    yield accuracy_words(judgement) + "."
    yield interval_words(judgement)
    yield baseline_words(judgement, names)
    if judgement.count < len(data.done):
        words = translate("report", "Explained images with a true class: {count} of {done}; the others are not judged.")
        yield words.format(count=whole(judgement.count), done=whole(len(data.done)))


def baseline_words(judgement: Judgement, names: Names) -> str:
    """Return how often one would be right who always answers the most frequent class."""
    largest = max(judgement.classes, key=lambda each: each.count)
    words = translate(
        "report",
        "Always answering “{label}”, the most frequent true class, would be right for {share}. The mean recall of the "
        "classes, in which rare classes count as much as frequent ones, is {mean}.",
    )
    share, mean = percent(largest.count / judgement.count), percent(judgement.balanced_accuracy)
    return words.format(label=names.label(largest.index), share=share, mean=mean)


def _first(data: ReportData, names: Names) -> Iterator[str]:
    if data.model is not None and data.model.assumes(data.plan.pixel_values, data.plan.pixels_chosen):
        words = translate("report", "Until the pixel values are confirmed, every figure of this report is in doubt.")
        yield f"{assumed_sentence(data.plan.pixel_values)} {words}"
    if data.refused:
        words = translate("report", "Refused images ({count}): were they meant to be judged?")
        yield words.format(count=whole(len(data.refused)))
    if data.judgement is not None:
        yield from _of_the_answers(data, data.judgement, names)
    counts = {reason: len(found) for reason, found in data.flagged().items()}
    for reason in (reason for reason in Reason if reason in counts):
        words = translate("report", "{reason}: {count}. See “What stands out”.")
        yield words.format(reason=reason_name(reason), count=whole(counts[reason]))


def _of_the_answers(data: ReportData, judgement: Judgement, names: Names) -> Iterator[str]:
    sure = [name for name in judgement.mistakes if (data.rows[name].probability or 0) >= _SURE]
    if sure:
        words = translate("report", "Mistakes of which the model was at least {share} sure: {count}.")
        yield words.format(share=percent(_SURE), count=whole(len(sure)))
    if (worst := _worst(judgement)) is not None:
        words = translate("report", "The class “{label}” is found least often: recall {recall}; its images: {count}.")
        recall = percent(worst.recall or 0.0)
        yield words.format(label=names.label(worst.index), recall=recall, count=whole(worst.count))
    if judgement.reliability.error >= max(_OFF, _BEYOND_CHANCE * judgement.reliability.chance):
        words = translate(
            "report",
            "Probabilities lie {error} away, on average, from how often the answers are right. Do not take them at "
            "their word.",
        )
        yield words.format(error=percent(judgement.reliability.error))


def _worst(judgement: Judgement) -> ClassMeasure | None:
    """Return the class with the lowest recall, where it is clearly below the others and has images enough to say so."""
    known = [each for each in judgement.classes if each.recall is not None and each.count >= _LEAST]
    if len(known) < 2:
        return None
    worst = min(known, key=lambda each: each.recall or 0.0)
    return worst if (worst.recall or 0.0) <= judgement.balanced_accuracy - _BAD else None
