"""The help page about privacy: what is kept, where, what files say about their author, and how to remove it."""

from __future__ import annotations

import tempfile

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.models.published import weights_folder
from gui.platform.data_folder import data_folder
from gui.platform.store import store

PRIVACY = (
    QT_TRANSLATE_NOOP("help", "Privacy"),
    QT_TRANSLATE_NOOP(
        "help",
        "Connections\n"
        "Everything is computed on this computer. Saliscope connects only when you download a model from its library, "
        "after it has asked you, or when you give a batch to a cluster on the command line.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "What is kept, and where\n"
        "Settings, recent files and folders, the list of models with what you chose for them, and class names: "
        "{settings}.\n"
        "The last session and crash reports: {data}. Both contain names and paths of files; a report that you copy "
        "contains none.\n"
        "Private copies of models, as long as they are open: folders “saliscope-…” in {temporary}. What a crash leaves "
        "there is removed by the next start.\n"
        "Models that you downloaded: {downloads}.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "What your files say\n"
        "The record in an export names the image and the model, with their paths as seen from the export. Sessions and "
        "run folders contain such paths, too.\n"
        "Saliscope never writes the patient data of a medical file. Exports and reports replace the name of a DICOM "
        "file, unless you choose otherwise; sessions and run folders contain it. Words that are part of an image are "
        "seen in what is made of it.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "How to remove it\n"
        "“Forget everything” in the settings removes all that Saliscope keeps, except for models that you downloaded. "
        "Your images, models, sessions, exports and run folders stay, until you delete them.",
    ),
)


def places() -> dict[str, str]:
    """Return where things are kept on this computer, by the names in the page."""
    return {
        "settings": store().fileName(),
        "data": str(data_folder()),
        "temporary": tempfile.gettempdir(),
        "downloads": str(weights_folder()),
    }
