"""The words for each error: what was expected, what was found and what to do."""

from __future__ import annotations

from engine.errors import Code, SaliscopeError
from gui.words import (
    batch_files,
    cluster,
    computing,
    downloads,
    files,
    models,
    photographs,
    questions,
    run_folders,
    translated,
)
from gui.words.requests import ASK, REQUESTS

_SENTENCES = {
    code: text
    for room in (photographs, models, downloads, questions, computing, files, batch_files, run_folders, cluster)
    for code, text in room.SENTENCES.items()
}


def sentence(error: SaliscopeError) -> str:
    """Return what was expected, what was found and what to do, in the user's language."""
    if error.code is Code.OUT_OF_MEMORY and error.params.get("device") == "gpu":
        return translated(computing.GPU_OUT_OF_MEMORY)
    said = translated(_SENTENCES[error.code]).format(**error.params)
    asked = words_for_author(error)
    return f"{said} {translated(ASK).format(request=asked)}" if asked else said


def words_for_author(error: SaliscopeError) -> str:
    """Return what to write to a model's author, ready to be sent; "" if there is nothing to ask."""
    return translated(REQUESTS[error.code]) if error.code in REQUESTS else ""


def details(error: SaliscopeError) -> str:
    """Return the error message of a library, in English, for experts; "" if the sentence has it."""
    reason = error.params.get("reason", "")
    return str(reason) if reason and "{reason}" not in _SENTENCES[error.code] else ""
