"""The sentences for run folders, where a batch keeps its results."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.RUN_NONE: QT_TRANSLATE_NOOP(
        "words", "The folder “{name}” has no results of a batch. Choose the run folder that a batch was saved in."
    ),
    Code.RUN_NOT_EMPTY: QT_TRANSLATE_NOOP(
        "words",
        "The folder “{name}” contains other files, so the batch was not started. Choose an empty or a new folder for "
        "the results.",
    ),
    Code.RUN_IS_SOURCE: QT_TRANSLATE_NOOP(
        "words",
        "The images are in “{name}”, so no results are saved there. Choose another folder for the results, or a new "
        "one inside the folder of the images.",
    ),
    Code.RUN_EXISTS: QT_TRANSLATE_NOOP(
        "words",
        "The folder “{name}” already has the results of a batch. Add --resume to go on with it, or choose another "
        "folder.",
    ),
    Code.RUN_OTHER_MODEL: QT_TRANSLATE_NOOP(
        "words",
        "The results in “{name}” were made with another model (“{model}”). Nothing was changed. Open that model to go "
        "on, or choose another folder.",
    ),
    Code.RUN_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "The results in “{name}” cannot be read (at {found}): the file “run.sqlite” was damaged, or it is not from "
        "Saliscope. Nothing was changed. Restore the folder from a backup, or run the batch again in another folder.",
    ),
    Code.RUN_NEWER: QT_TRANSLATE_NOOP(
        "words",
        "The results in “{name}” were saved by a newer version of Saliscope (format {found}; this version reads up to "
        "{known}). Nothing was changed. Update Saliscope to open them.",
    ),
    Code.RUN_IN_USE: QT_TRANSLATE_NOOP(
        "words",
        "The run folder “{name}” is in use by another batch or another window of Saliscope. Close it there, then try "
        "again.",
    ),
    Code.RUN_FULL: QT_TRANSLATE_NOOP(
        "words",
        "The disk of “{name}” is full, so the batch is paused. Nothing was lost. Free some disk space, then go on.",
    ),
    Code.RUN_UNWRITABLE: QT_TRANSLATE_NOOP(
        "words",
        "The results could not be saved in “{name}” ({reason}). Nothing that was saved is lost. Check that the disk "
        "is connected and that you may write to the folder, then go on.",
    ),
    Code.RUN_SOURCE_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "The folder of images “{name}” was not found. Connect its disk, or say where the folder is now; the results "
        "stay as they are.",
    ),
    Code.REPORT_FAILED: QT_TRANSLATE_NOOP(
        "words",
        "No report of “{name}” could be written: the process that writes it ended too early. The results are "
        "unharmed. Close other programs to free memory, then try again.",
    ),
    Code.RUN_SOURCE_EMPTY: QT_TRANSLATE_NOOP(
        "words",
        "The folder “{name}” and its subfolders contain no images that can be opened. Choose the folder that contains "
        "the images.",
    ),
}
