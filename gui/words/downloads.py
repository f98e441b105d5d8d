"""The sentences for downloads of published weights that failed."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.DOWNLOAD_OFFLINE: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: the server could not be reached. Check your connection. If you already have the "
        "weights file, drop it on the window.",
    ),
    Code.DOWNLOAD_REFUSED: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: the server refused the request ({reason}). Try again later. If you already have "
        "the weights file, drop it on the window.",
    ),
    Code.DOWNLOAD_BROKEN: QT_TRANSLATE_NOOP(
        "words", "The download of {name} was interrupted, and nothing was saved. Check your connection and try again."
    ),
    Code.DOWNLOAD_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "The file downloaded for {name} is not the one that Keras published, so it was deleted. Try again, if "
        "possible over another connection.",
    ),
    Code.DOWNLOAD_NO_SPACE: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: it needs {needed} MB, and {available} MB are free. Free some disk space and try "
        "again.",
    ),
    Code.DOWNLOAD_UNWRITABLE: QT_TRANSLATE_NOOP(
        "words",
        "The weights could not be saved in the folder {folder} ({reason}). Allow writing there, or set the "
        "environment variable KERAS_HOME to another folder.",
    ),
}
