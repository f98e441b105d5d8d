"""The results of a verification in words: whether each map matches, and which files were missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.export.provenance import versions
from gui.state.file_dialogs import named
from gui.words.errors import sentence
from gui.words.model_input import assumed_fact
from gui.words.numbers import percent
from gui.words.overall import short_words

if TYPE_CHECKING:
    from engine.export.provenance import Pane, Provenance
    from gui.verify.provenance_lookup import FoundFiles, ProvenanceLookup
    from gui.verify.verification import VerificationResult

_CLOSE = 1e-3  # of the largest value: other versions and devices round differently, within this


def results_in_words(lookup: ProvenanceLookup, results: Sequence[VerificationResult], device: str) -> str:
    """Return whether the maps match: one sentence, and for several panes one more line each.

    The maps' numbers were compared, not the picture's pixels. device: what computes now, such as "cpu".
    """
    if len(results) == 1:
        said = [_of_one(lookup.picture.name, results[0])]
    else:
        said = [_of_all(lookup.picture.name, results), *(_of_pane(result) for result in results)]
    said += _assumed(lookup)
    said += _trusted(lookup)
    if any(result.computed and result.apart != 0 for result in results):
        said += _other_versions(lookup, device)
    return (" " if len(results) == 1 else "\n").join(said)


def missing_in_words(found: FoundFiles) -> str:
    """Return sentences that name the files which were not found or have changed."""
    translate, words = QCoreApplication.translate, []
    if found.missing:
        missing = translate("VerificationRoom", "Not found: {names}. Open the file first, or put it back where it was.")
        words.append(missing.format(names=named(found.missing)))
    if found.changed:
        changed = translate(
            "VerificationRoom", "Changed: {names}. The file is no longer the one that the export was made from."
        )
        words.append(changed.format(names=named(found.changed)))
    return " ".join(words)


def _of_one(name: str, result: VerificationResult) -> str:
    translate = QCoreApplication.translate
    if result.error is not None:
        return sentence(result.error)
    if not result.computed:
        words = translate("VerificationRoom", "“{name}” cannot be verified.").format(name=name)
        return f"{words} {missing_in_words(result.question.found)}"
    if result.apart == 0:
        words = translate(
            "VerificationRoom",
            "“{name}” is confirmed: the same image and model give exactly the same map. The values behind the colours "
            "were compared.",
        )
        return words.format(name=name)
    if result.apart is None:
        words = translate("VerificationRoom", "“{name}” does not match: the new map has a different size.")
        return words.format(name=name)
    if result.apart <= _CLOSE:
        words = translate(
            "VerificationRoom",
            "“{name}” matches: the new map differs by at most {share} of its largest value.",
        )
    else:
        words = translate(
            "VerificationRoom",
            "“{name}” does not match: the new map differs by up to {share} of its largest value.",
        )
    return words.format(name=name, share=percent(result.apart))


def _of_all(name: str, results: Sequence[VerificationResult]) -> str:
    """Return the sentence about an export of several panes."""
    translate = QCoreApplication.translate
    asked = [result for result in results if result.question.request is not None]
    done = [result.apart for result in asked if result.computed]
    if not done:
        words = translate("VerificationRoom", "“{name}” cannot be verified.")
    elif any(apart is None or apart > _CLOSE for apart in done):
        words = translate("VerificationRoom", "“{name}” does not match: at least one map is different now.")
    elif len(done) < len(asked):
        words = translate("VerificationRoom", "“{name}” is verified in part: some maps could not be computed again.")
    elif any(done):
        words = translate("VerificationRoom", "“{name}” matches: every new map is nearly identical.")
    else:
        words = translate(
            "VerificationRoom",
            "“{name}” is confirmed: the same images and models give exactly the same maps. The values behind the "
            "colours were compared.",
        )
    return words.format(name=name)


def _of_pane(result: VerificationResult) -> str:
    translate, question, apart = QCoreApplication.translate, result.question, result.apart
    if question.request is None:
        words = translate("VerificationRoom", "“{name}”: no map to compare with.")
    elif not result.computed:
        reason = sentence(result.error) if result.error is not None else missing_in_words(question.found)
        return translate("VerificationRoom", "“{name}”: not computed. {reason}").format(
            name=question.name, reason=reason
        )
    elif apart is None:
        words = translate("VerificationRoom", "“{name}”: does not match, the new map has a different size.")
    elif apart == 0:
        words = translate("VerificationRoom", "“{name}”: confirmed, exactly the same map.")
    elif apart <= _CLOSE:
        words = translate(
            "VerificationRoom", "“{name}”: matches, the new map differs by at most {share} of its largest value."
        )
    else:
        words = translate(
            "VerificationRoom", "“{name}”: does not match, the new map differs by up to {share} of its largest value."
        )
    return words.format(name=question.name, share=percent(apart or 0.0))


def _assumed(lookup: ProvenanceLookup) -> list[str]:
    """Return sentences on the models whose pixel values nobody had confirmed when the picture was made."""
    record = lookup.record
    made: Sequence[Provenance | Pane] = record.panes or (record,)
    facts = {(one.model.name, one.request.pixel_values) for one in made if one.pixels_assumed and one.request}
    named = len({one.model.name for one in made}) > 1
    said = [(name, assumed_fact(values)) for name, values in sorted(facts)]
    return [f"{name}: {fact}" if named else fact for name, fact in said]


def _trusted(lookup: ProvenanceLookup) -> list[str]:
    """Return how many of the six questions about the map had which verdict when it was exported."""
    record = lookup.record
    if record.panes or record.trust is None or not record.trust.verdicts:
        return []
    words = QCoreApplication.translate(
        "VerificationRoom", "How far to trust the map, when it was exported: {verdicts}."
    )
    return [words.format(verdicts=short_words(record.trust.trust_in(record.request)))]


def _other_versions(lookup: ProvenanceLookup, device: str) -> list[str]:
    """Return a sentence with the versions and the device of the export, if they are different now."""
    now = versions()
    then = [f"{name} {was}" for name, was in lookup.record.software.items() if now.get(name, was) != was]
    if lookup.record.device not in ("", device):
        then.append(lookup.record.device.upper())
    words = QCoreApplication.translate("VerificationRoom", "Made with {versions}.")
    return [words.format(versions=", ".join(then))] if then else []
