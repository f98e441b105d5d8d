"""How right a model's answers are: accuracy, each class's precision and recall, who is taken for whom, calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.batch.rows import Row

BINS = 15  # of equal width, as in Guo et al., 2017
_TOP = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """What a model answered for one image. truth: its class; answers: (class, probability), the first one first."""

    name: str
    truth: int
    answers: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class ClassMeasure:
    """How right the answers are about one class.

    count: images that are of the class; answered: images of which the model says so. precision: the share of the latter
    that are right, None where there are none. recall: the share of the former that the model finds, None where there
    are none. f1: 2 TP / (2 TP + FP + FN), which is 0 for a class that is never answered; None where there are neither.
    """

    index: int
    count: int
    answered: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, eq=False)
class Reliability:
    """How often answers of a probability are right. Bin i holds those above `edges[i]` up to `edges[i + 1]`.

    edges: (16,), from 0 to 1. counts: (15,) int. confidence, accuracy: (15,), the mean probability and the share of
    right answers of each bin, NaN where it is empty. error: the expected calibration error,
    sum_b n_b / n |accuracy_b - confidence_b| (Guo et al., 2017); NaN where no answer has a probability. chance: about
    what that is, by chance alone, if every probability c is as true as can be: then n_b accuracy_b is binomial, so that
    it is sum_b sqrt(2 / pi) sqrt(n_b c_b (1 - c_b)) / n, where the normal distribution is near enough.
    """

    edges: np.ndarray
    counts: np.ndarray
    confidence: np.ndarray
    accuracy: np.ndarray
    error: float
    chance: float


@dataclass(frozen=True, eq=False)
class Judgement:
    """How right the answers about `count` images are.

    top5: how often the truth is among the first five answers, None where the model has fewer than six classes, so that
    it would mean nothing. present: the classes that are a truth or an answer, rising. confusion: (n, n) int over them,
    [truth, answer]. classes: of `present`, in its order. mistakes: names of the images, the most confident first.
    auc: of a model of two classes, the area under the ROC curve, which is how often an image of the second class gets a
    higher probability of it than an image of the first; None for other models, and where one class has no images.
    """

    count: int
    accuracy: float
    top5: float | None
    present: tuple[int, ...]
    confusion: np.ndarray
    classes: tuple[ClassMeasure, ...]
    reliability: Reliability
    mistakes: tuple[str, ...]
    auc: float | None = None

    @property
    def balanced_accuracy(self) -> float:
        """The mean recall of the classes that have images: accuracy as if all had the same number of them."""
        return float(np.mean([each.recall for each in self.classes if each.recall is not None]))

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the classes that are a truth or an answer, each counting alike (scikit-learn's "macro")."""
        return float(np.mean([each.f1 for each in self.classes if each.f1 is not None]))


def answered(rows: Iterable[Row], truths: dict[str, int]) -> list[Answered]:
    """Return what is judged of a run: the rows that have an answer and a true class."""
    return [Answered(row.name, truths[row.name], row.answers) for row in rows if row.answers and row.name in truths]


def judge(answered: Sequence[Answered], class_count: int) -> Judgement | None:
    """Return how right answers are; None where none is known, or where the model has one bare number for an answer."""
    if not answered or class_count < 2:
        return None
    truth = np.array([each.truth for each in answered])
    answer = np.array([each.answers[0][0] for each in answered])
    probability = np.array([each.answers[0][1] for each in answered], np.float64)
    right = truth == answer
    present = np.union1d(truth, answer)
    wrong = np.flatnonzero(~right)
    order = wrong[np.argsort(-probability[wrong], kind="stable")]
    return Judgement(
        count=len(answered),
        accuracy=float(right.mean()),
        top5=_top_five(answered) if class_count > _TOP else None,
        present=tuple(int(index) for index in present),
        confusion=_confusion(truth, answer, present),
        classes=_classes(truth, answer, present),
        reliability=reliability(probability, right),
        mistakes=tuple(answered[place].name for place in order),
        auc=_area(answered, truth) if class_count == 2 else None,
    )


def reliability(probability: np.ndarray, right: np.ndarray) -> Reliability:
    """Return how often answers of a probability, (n,), are right, (n,) bool, in 15 bins of equal width.

    What is no probability, as of a model that answers with scores, is left out.
    """
    real = (probability >= 0) & (probability <= 1 + 1e-6)
    probability, right = np.minimum(probability[real], 1), right[real]
    edges = np.linspace(0, 1, BINS + 1)
    place = np.clip(np.searchsorted(edges, probability, side="left") - 1, 0, BINS - 1)
    counts = np.bincount(place, minlength=BINS)
    sums = np.stack([np.bincount(place, weights, BINS) for weights in (probability, right.astype(np.float64))])
    confidence, accuracy = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
    total = counts.sum() if counts.any() else np.nan
    error = float(np.abs(sums[1] - sums[0]).sum() / total)
    spread = np.sqrt(counts * np.nan_to_num(confidence * (1 - confidence)))
    return Reliability(edges, counts, confidence, accuracy, error, float(np.sqrt(2 / np.pi) * spread.sum() / total))


def _top_five(answered: Sequence[Answered]) -> float:
    return float(np.mean([any(index == each.truth for index, _ in each.answers[:_TOP]) for each in answered]))


def _area(answered: Sequence[Answered], truth: np.ndarray) -> float | None:
    from sklearn.metrics import roc_auc_score

    scores = np.array([dict(each.answers).get(1, np.nan) for each in answered])
    if not np.isfinite(scores).all() or len(np.unique(truth)) < 2:
        return None
    return float(roc_auc_score(truth == 1, scores))


def _confusion(truth: np.ndarray, answer: np.ndarray, present: np.ndarray) -> np.ndarray:
    from sklearn.metrics import confusion_matrix

    if len(present) == 1:  # scikit-learn warns of it
        return np.array([[len(truth)]])
    return np.asarray(confusion_matrix(truth, answer, labels=present))


def _classes(truth: np.ndarray, answer: np.ndarray, present: np.ndarray) -> tuple[ClassMeasure, ...]:
    from sklearn.metrics import precision_recall_fscore_support

    measures = precision_recall_fscore_support(truth, answer, labels=present, zero_division=np.nan)
    said = np.bincount(np.searchsorted(present, answer), minlength=len(present))
    return tuple(
        ClassMeasure(int(index), int(count), int(times), _known(precision), _known(recall), _known(f1))
        for index, times, precision, recall, f1, count in zip(present, said, *measures, strict=True)
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
