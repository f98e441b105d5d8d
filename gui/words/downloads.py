"""The sentences for why the weights of a published model were not downloaded."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.DOWNLOAD_OFFLINE: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: no connection to the server that keeps its weights. "
        "Check the connection, or drop the weights file on the window if you have it already.",
    ),
    Code.DOWNLOAD_REFUSED: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: the server answered otherwise ({reason}). "
        "Try again later, or drop the weights file on the window if you have it already.",
    ),
    Code.DOWNLOAD_BROKEN: QT_TRANSLATE_NOOP(
        "words", "The download of {name} broke off and nothing of it was kept. Check the connection and try again."
    ),
    Code.DOWNLOAD_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "What arrived for {name} is not the file that Keras published. It was deleted. Try again, "
        "perhaps over another connection.",
    ),
    Code.DOWNLOAD_NO_SPACE: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: it takes {needed} MB and {available} MB are free. Free some space and try again.",
    ),
    Code.DOWNLOAD_UNWRITABLE: QT_TRANSLATE_NOOP(
        "words",
        "The folder {folder}, where Keras keeps its weights, could not be written ({reason}). "
        "Allow writing there, or name another in the environment variable KERAS_HOME.",
    ),
}
