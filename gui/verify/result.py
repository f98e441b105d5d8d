"""What became of a verification, in words: whether each map is the same again, and what was missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.export.provenance import versions
from gui.state.file_dialogs import named
from gui.words.errors import sentence
from gui.words.numbers import percent

if TYPE_CHECKING:
    from gui.verify.provenance_lookup import Found, Origin
    from gui.verify.verification import Outcome

_CLOSE = 1e-3  # of the largest value: what other versions and devices compute otherwise


def verdict(origin: Origin, outcomes: Sequence[Outcome], device: str) -> str:
    """Return whether a picture's maps are the same again, each by the name of its pane. device: what computes now.

    What is compared are their numbers, not the picture's pixels.
    """
    if len(outcomes) == 1:
        said = [_of_one(origin.picture.name, outcomes[0])]
    else:
        said = [_of_all(origin.picture.name, outcomes), *(_of_pane(outcome) for outcome in outcomes)]
    if any(outcome.computed and outcome.apart != 0 for outcome in outcomes):
        said += _other_versions(origin, device)
    return (" " if len(outcomes) == 1 else "\n").join(said)


def lacking(found: Found) -> str:
    """Name what is not there any more."""
    translate, words = QCoreApplication.translate, []
    if found.missing:
        missing = translate("Origins", "Not found: {names}. Open it first, or put it back where it was.")
        words.append(missing.format(names=named(found.missing)))
    if found.changed:
        changed = translate(
            "Origins", "Changed since: {names}. Its contents are no longer those the picture was made from."
        )
        words.append(changed.format(names=named(found.changed)))
    return " ".join(words)


def _of_one(name: str, outcome: Outcome) -> str:
    translate = QCoreApplication.translate
    if outcome.error is not None:
        return sentence(outcome.error)
    if not outcome.computed:
        words = translate("Origins", "“{name}” cannot be verified.").format(name=name)
        return f"{words} {lacking(outcome.question.found)}"
    if outcome.apart == 0:
        words = translate(
            "Origins",
            "“{name}” is confirmed: the same photograph and model give the same map, to the last bit. "
            "What was compared are the numbers behind the picture.",
        )
        return words.format(name=name)
    if outcome.apart is None:
        words = translate("Origins", "“{name}” does not match: the map computed now has another shape.")
        return words.format(name=name)
    if outcome.apart <= _CLOSE:
        words = translate(
            "Origins", "“{name}” matches: the map computed now differs by at most {share} of its largest value."
        )
    else:
        words = translate(
            "Origins", "“{name}” does not match: the map computed now differs by up to {share} of its largest value."
        )
    return words.format(name=name, share=percent(outcome.apart))


def _of_all(name: str, outcomes: Sequence[Outcome]) -> str:
    """Return what is said of a picture of several panes before each is named."""
    translate = QCoreApplication.translate
    asked = [outcome for outcome in outcomes if outcome.question.request is not None]
    done = [outcome.apart for outcome in asked if outcome.computed]
    if not done:
        words = translate("Origins", "“{name}” cannot be verified.")
    elif any(apart is None or apart > _CLOSE for apart in done):
        words = translate("Origins", "“{name}” does not match: not every map computed now is the one it was.")
    elif len(done) < len(asked):
        words = translate("Origins", "“{name}” is verified in part: not every map could be computed again.")
    elif any(done):
        words = translate("Origins", "“{name}” matches: every map computed now is nearly the one it was.")
    else:
        words = translate(
            "Origins",
            "“{name}” is confirmed: the same photographs and models give the same maps, to the last bit. "
            "What was compared are the numbers behind the picture.",
        )
    return words.format(name=name)


def _of_pane(outcome: Outcome) -> str:
    translate, question, apart = QCoreApplication.translate, outcome.question, outcome.apart
    if question.request is None:
        words = translate("Origins", "“{name}”: it has no map, so there is nothing to compare with.")
    elif not outcome.computed:
        reason = sentence(outcome.error) if outcome.error is not None else lacking(question.found)
        return translate("Origins", "“{name}”: not computed. {reason}").format(name=question.name, reason=reason)
    elif apart is None:
        words = translate("Origins", "“{name}”: does not match, its map has another shape now.")
    elif apart == 0:
        words = translate("Origins", "“{name}”: confirmed, the same map to the last bit.")
    elif apart <= _CLOSE:
        words = translate("Origins", "“{name}”: matches, its map differs by at most {share} of its largest value.")
    else:
        words = translate("Origins", "“{name}”: does not match, its map differs by up to {share} of its largest value.")
    return words.format(name=question.name, share=percent(apart or 0.0))


def _other_versions(origin: Origin, device: str) -> list[str]:
    """Name what computed the picture where it is not what computes now."""
    now = versions()
    then = [f"{name} {was}" for name, was in origin.record.software.items() if now.get(name, was) != was]
    if origin.record.device not in ("", device):
        then.append(origin.record.device.upper())
    words = QCoreApplication.translate("Origins", "It was made with {versions}.")
    return [words.format(versions=", ".join(then))] if then else []
