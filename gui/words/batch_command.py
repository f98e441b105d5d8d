"""What the command line says while it works through a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.cli.batch.words import Said
from engine.evaluation.classification import answered, judge
from engine.measures.ranking import rank
from gui.words import translated
from gui.words.batch import (
    accuracy_words,
    auc_words,
    calibration_words,
    interval_words,
    right_means,
    top_five_words,
    whole,
)
from gui.words.ranking import method_line, ranking_sentences

if TYPE_CHECKING:
    from engine.batch.run_folder import RunFolder

_SENTENCES = {
    Said.LISTING: QT_TRANSLATE_NOOP("words", "Looking for images in “{name}”…"),
    Said.BEGINNING: QT_TRANSLATE_NOOP("words", "Images: {total}, still to be explained: {left}"),
    Said.PROGRESS: QT_TRANSLATE_NOOP("words", "{finished} of {total}, refused: {refused}"),
    Said.PROGRESS_TIME: QT_TRANSLATE_NOOP("words", "{finished} of {total}, refused: {refused}, time left: {time}"),
    Said.TRUTHS: QT_TRANSLATE_NOOP("words", "Images with a true class: {known} of {total}"),
    Said.TAKEN: QT_TRANSLATE_NOOP(
        "words", "Taken as: {pairs}. Where that is wrong, give the exact names of the model's classes."
    ),
    Said.MASKS: QT_TRANSLATE_NOOP("words", "Masks among the images, which are not explained: {count}"),
    Said.UNMATCHED: QT_TRANSLATE_NOOP(
        "words",
        "No class of the model has these names: {names}. Their images are explained and not judged. Use the names "
        "of the model's classes, or their numbers from 0; --labels FILE gives the classes their names.",
    ),
    Said.REGIONS: QT_TRANSLATE_NOOP("words", "Images with boxes or masks: {known} of {total}"),
    Said.LEFT_OUT: QT_TRANSLATE_NOOP("words", "Methods that this model does not allow are left out: {methods}"),
    Said.CHOSEN: QT_TRANSLATE_NOOP("words", "Images: {count} of {total}, evenly from all over the folder"),
    Said.DONE: QT_TRANSLATE_NOOP("words", "Explained: {done}, refused: {refused}"),
    Said.STOPPING: QT_TRANSLATE_NOOP("words", "Stopping after what is being computed…"),
    Said.STOPPED: QT_TRANSLATE_NOOP("words", "Stopped; finished: {finished} of {total}. Everything so far is saved."),
    Said.GO_ON: QT_TRANSLATE_NOOP("words", "To go on, run the same command with --resume."),
    Said.RESULTS: QT_TRANSLATE_NOOP("words", "Results: {name}"),
}


def say(said: Said, **facts: Any) -> str:
    """Return the words for what happens, in the user's language."""
    written = {name: whole(value) if isinstance(value, int) else value for name, value in facts.items()}
    return translated(_SENTENCES[said]).format(**written)


def figures(run: RunFolder) -> list[str]:
    """Return how right the answers of a run are where true classes are known, and how its methods rank, a line each."""
    return [*_right(run), *_trust(run)]


def _trust(run: RunFolder) -> list[str]:
    if not run.plan.measures:
        return []
    ranking = rank(row.measured for row in run.each_row())
    return [*ranking_sentences(ranking), *map(method_line, ranking.methods)]


def _right(run: RunFolder) -> list[str]:
    truths = run.truths()
    judgement = judge(answered(run.each_row(), truths), len(run.plan.labels)) if truths else None
    if judgement is None:
        return []
    ranked = top_five_words(judgement) or auc_words(judgement, run.plan.labels)
    lines = (accuracy_words(judgement), interval_words(judgement), ranked, calibration_words(judgement.reliability))
    return [*right_means(run.model()), *(line for line in lines if line)]
