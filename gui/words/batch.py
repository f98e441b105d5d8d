"""The sentences of a batch's findings, for the window and for reports."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from engine.evaluation.concentration import BORDER, CORNER
from engine.evaluation.proportion import interval
from engine.evaluation.triage import Flag, Reason
from engine.network.description import Head
from gui.words import translated
from gui.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluation.classification import Judgement, Reliability
    from engine.models.model_info import ModelInfo

_FEW = 30  # images, below which a share says little
_MINUTE, _MINUTES_IN_HOUR = 60, 60

_RIGHT = QT_TRANSLATE_NOOP("words", "{share} right: {right} of {count} with a true class")
_INTERVAL = QT_TRANSLATE_NOOP(
    "words",
    "If these images are a random sample of those that the model is meant for, its accuracy there is between {low} "
    "and {high} (95 % confidence interval after Wilson).",
)
_SAYS_LITTLE = QT_TRANSLATE_NOOP("words", "With so few images that says little.")
_ONE_OF_SEVERAL = QT_TRANSLATE_NOOP(
    "words",
    "This model says of each class by itself whether it is there, and may find several in an image. Right means that "
    "the class with the highest probability is the true class; what else the model finds is not judged.",
)
_OVER_PLACES = QT_TRANSLATE_NOOP(
    "words", "This model answers for every pixel. Its answer for an image is the class with the highest mean over it."
)
_TOP_FIVE = QT_TRANSLATE_NOOP("words", "{share} have the true class among the first five answers")
_AUC = QT_TRANSLATE_NOOP(
    "words",
    "Area under the ROC curve (AUC) {auc}: how often an image of “{one}” gets a higher probability of it than an image "
    "of “{other}”",
)
_NO_CALIBRATION = QT_TRANSLATE_NOOP("words", "No calibration: this model’s answers are no probabilities")
_CALIBRATION = QT_TRANSLATE_NOOP(
    "words",
    "Expected calibration error {error}: probabilities lie this far, on average, from how often the answers are right "
    "(15 bins of equal width). Exactly right probabilities would have about {chance}, by chance",
)
_BALANCED = QT_TRANSLATE_NOOP(
    "words",
    "As if every class had the same number of images: recall {recall} on average (balanced accuracy), F1 {f1} on "
    "average (macro F1)",
)
_RELIABILITY = QT_TRANSLATE_NOOP(
    "words",
    "Each bar is a bin of probabilities, and its height how often these answers are right. Bars below the diagonal: "
    "the model is surer than it should be. Bars above it: it could be surer.",
)
_CONFUSED = QT_TRANSLATE_NOOP("words", "{truth} answered as {answer}")
_MISTAKE = QT_TRANSLATE_NOOP("words", "{truth} answered as {answer}, {probability}")

_REASONS = {  # its name, and what it is and what it is not
    Reason.BORDER: (
        QT_TRANSLATE_NOOP("words", "Evidence at the border"),
        QT_TRANSLATE_NOOP(
            "words",
            "What stands out in the map lies mostly at the border. This may be a stamp, a ruler or a watermark, or "
            "simply an object at the edge.",
        ),
    ),
    Reason.CORNER: (
        QT_TRANSLATE_NOOP("words", "Evidence in one corner"),
        QT_TRANSLATE_NOOP(
            "words",
            "What stands out in the map lies mostly in one corner. This may be a date, a logo or a stamp, or simply "
            "where the object is.",
        ),
    ),
    Reason.SAME_MAPS: (
        QT_TRANSLATE_NOOP("words", "Maps that look alike"),
        QT_TRANSLATE_NOOP(
            "words",
            "The images differ, but the maps of their class are nearly the same. The model may look at a fixed place, "
            "whatever it shows; or the images are all framed alike.",
        ),
    ),
    Reason.UNLIKE_CLASS: (
        QT_TRANSLATE_NOOP("words", "Map unlike those of its class"),
        QT_TRANSLATE_NOOP(
            "words",
            "The map is least like the mean map of its class. The model may have used something else here, or the view "
            "is merely unusual. It does not mean that the answer is wrong.",
        ),
    ),
    Reason.DUPLICATE: (
        QT_TRANSLATE_NOOP("words", "Near-duplicates"),
        QT_TRANSLATE_NOOP(
            "words",
            "These images are nearly the same, so they count several times in every figure. That is a matter of the "
            "folder, not of the model.",
        ),
    ),
    Reason.NO_EVIDENCE: (
        QT_TRANSLATE_NOOP("words", "No evidence"),
        QT_TRANSLATE_NOOP(
            "words",
            "The method found nothing that speaks for the class, so the map is empty. The answer may still be right.",
        ),
    ),
}

_SHARE_THERE = QT_TRANSLATE_NOOP("words", "{share} of the evidence there; if it were even: {even}")
_LIKE_OTHERS = QT_TRANSLATE_NOOP("words", "correlation with the mean map of its class: {value}")
_MAPS_LIKE = QT_TRANSLATE_NOOP("words", "mean correlation of the class’s maps: {value}")
_NEARLY = QT_TRANSLATE_NOOP("words", "nearly the same as {names}")
_SAME_FILE = QT_TRANSLATE_NOOP("words", "the same as {names}")
_EMPTY_MAP = QT_TRANSLATE_NOOP("words", "empty map")
_TOO_FEW = QT_TRANSLATE_NOOP("words", "too few images to compare")
_ALIKE = QT_TRANSLATE_NOOP("words", "correlation of its maps: {value}")
_BOXES = QT_TRANSLATE_NOOP(
    "words",
    "A figure means something only beside the centre of the image: objects are often in the middle, and a blob there "
    "hits them without looking. Only how far a figure lies above that of the centre says something about the model.",
)
_POINTING = QT_TRANSLATE_NOOP("words", "Pointing game: how often the highest point of the map lies on the object")
_ENERGY = QT_TRANSLATE_NOOP("words", "Energy inside: the share of the evidence that lies on the object")
_OVERLAP = QT_TRANSLATE_NOOP(
    "words",
    "Intersection over union (IoU): how well the object is covered by the part of the map above {threshold} of its "
    "highest value",
)
_SECONDS = QT_TRANSLATE_NOOP("words", "under a minute")
_MINUTES = QT_TRANSLATE_NOOP("words", "about {minutes} min")
_HOURS = QT_TRANSLATE_NOOP("words", "about {hours} h {minutes} min")


def whole(count: int) -> str:
    """Return a count as the locale writes it."""
    return QLocale().toString(int(count))


def accuracy_words(judgement: Judgement) -> str:
    """Return how many answers are right."""
    right = round(judgement.accuracy * judgement.count)
    words = translated(_RIGHT)
    return words.format(share=percent(judgement.accuracy), right=whole(right), count=whole(judgement.count))


def right_means(model: ModelInfo | None) -> list[str]:
    """Return what it means that an answer is right, where that is not plain."""
    if model is None:
        return []
    one_of_several = model.head is Head.SIGMOID and not model.two_sided
    said = (one_of_several, _ONE_OF_SEVERAL), (model.mask, _OVER_PLACES)
    return [translated(words) for holds, words in said if holds]


def interval_words(judgement: Judgement) -> str:
    """Return within which shares the accuracy lies, and that few images say little."""
    low, high = interval(round(judgement.accuracy * judgement.count), judgement.count)
    words = translated(_INTERVAL).format(low=percent(low), high=percent(high))
    return words if judgement.count >= _FEW else words + " " + translated(_SAYS_LITTLE)


def top_five_words(judgement: Judgement) -> str:
    """Return how often the true class is among the first five answers; "" where a model has too few classes."""
    return translated(_TOP_FIVE).format(share=percent(judgement.top5)) if judgement.top5 is not None else ""


def auc_words(judgement: Judgement, labels: Sequence[str]) -> str:
    """Return how well a model tells its two classes apart whatever the threshold; "" for a model of more classes."""
    if judgement.auc is None:
        return ""
    return translated(_AUC).format(auc=QLocale().toString(judgement.auc, "f", 3), one=labels[1], other=labels[0])


def calibration_words(reliability: Reliability) -> str:
    """Return the expected calibration error and what it means."""
    if math.isnan(reliability.error):
        return translated(_NO_CALIBRATION)
    return translated(_CALIBRATION).format(error=percent(reliability.error), chance=percent(reliability.chance))


def balanced_words(judgement: Judgement) -> str:
    """Return the means over the classes, each counting alike however many images it has."""
    recall, f1 = percent(judgement.balanced_accuracy), percent(judgement.macro_f1)
    return translated(_BALANCED).format(recall=recall, f1=f1)


def reliability_words() -> str:
    """Return how a reliability diagram is read."""
    return translated(_RELIABILITY)


def confused_words(truth: str, answer: str) -> str:
    """Return which class was taken for which. truth, answer: names of classes."""
    return translated(_CONFUSED).format(truth=truth, answer=answer)


def mistake_words(truth: str, answer: str, probability: str) -> str:
    """Return what is wrong with an answer. truth, answer: names of classes; probability: as it is written."""
    return translated(_MISTAKE).format(truth=truth, answer=answer, probability=probability)


def reason_name(reason: Reason) -> str:
    """Return the short name of why an image is worth a look."""
    return translated(_REASONS[reason][0])


def reason_sentence(reason: Reason) -> str:
    """Return what a reason is, and what it is not."""
    return translated(_REASONS[reason][1])


def flag_words(flag: Flag) -> str:
    """Return what is striking about one image."""
    match flag.reason:
        case Reason.BORDER | Reason.CORNER:
            even = 1 - (1 - 2 * BORDER) ** 2 if flag.reason is Reason.BORDER else CORNER**2
            return translated(_SHARE_THERE).format(share=percent(flag.value), even=percent(even))
        case Reason.SAME_MAPS:
            return translated(_MAPS_LIKE).format(value=hundredths(flag.value))
        case Reason.UNLIKE_CLASS:
            return translated(_LIKE_OTHERS).format(value=hundredths(flag.value))
        case Reason.DUPLICATE:
            words = _SAME_FILE if flag.value == 1 else _NEARLY
            return translated(words).format(names=", ".join(flag.others))
        case Reason.NO_EVIDENCE:
            return translated(_EMPTY_MAP)


def alike_words(value: float | None) -> str:
    """Return how alike the maps of a class are. value: their mean correlation; None where they are too few for one."""
    if value is None:
        return translated(_TOO_FEW)
    return translated(_ALIKE).format(value=hundredths(value))


def hundredths(value: float) -> str:
    """Return a correlation with two decimals."""
    return QLocale().toString(value, "f", 2)


def boxes_words() -> str:
    """Return why figures about boxes stand beside those of the image's centre."""
    return translated(_BOXES)


def pointing_words() -> str:
    """Return what the pointing game is."""
    return translated(_POINTING)


def energy_words() -> str:
    """Return what the energy inside is."""
    return translated(_ENERGY)


def overlap_words(threshold: float) -> str:
    """Return what the intersection over union is. threshold: share of the map's highest value."""
    return translated(_OVERLAP).format(threshold=percent(threshold))


def about(seconds: float) -> str:
    """Return roughly how long something takes, such as "about 12 min"."""
    minutes = round(seconds / _MINUTE)
    if seconds < _MINUTE:
        return translated(_SECONDS)
    if minutes < _MINUTES_IN_HOUR:
        return translated(_MINUTES).format(minutes=whole(minutes))
    hours, minutes = divmod(minutes, _MINUTES_IN_HOUR)
    return translated(_HOURS).format(hours=whole(hours), minutes=whole(minutes))
