"""One sentence for each thing that can go wrong: what was expected, what was found and what to do."""

from __future__ import annotations

from engine.errors import Code, SaliscopeError
from gui.words import computing, downloads, files, models, photographs, questions, translated

_SENTENCES = {
    code: text
    for room in (photographs, models, downloads, questions, computing, files)
    for code, text in room.SENTENCES.items()
}


def sentence(error: SaliscopeError) -> str:
    """Return what was expected, what was found and what to do, in the user's language."""
    if error.code is Code.OUT_OF_MEMORY and error.params.get("device") == "gpu":
        return translated(computing.GPU_OUT_OF_MEMORY)
    return translated(_SENTENCES[error.code]).format(**error.params)
