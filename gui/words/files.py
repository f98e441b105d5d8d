"""The sentences for exports and sessions that could not be saved or read."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.EXPORT_ORIGINAL: QT_TRANSLATE_NOOP(
        "words", "“{name}” is the original image, which is never overwritten. Choose another name."
    ),
    Code.EXPORT_FAILED: QT_TRANSLATE_NOOP(
        "words", "“{name}” could not be saved ({reason}). Choose another folder or name, or free some disk space."
    ),
    Code.EXPORT_FORMAT: QT_TRANSLATE_NOOP("words", "“{name}” does not end in a supported format. Use {formats}."),
    Code.EXPORT_MAP_WAITING: QT_TRANSLATE_NOOP(
        "words",
        "The image has changed and its heat map is still being computed. Wait for the map, then export again.",
    ),
    Code.EXPORT_PANE_WAITING: QT_TRANSLATE_NOOP(
        "words",
        "The pane “{name}” has no map yet, so the comparison was not exported. Wait for the map, or clear “All panes” "
        "to export only the first pane.",
    ),
    Code.EXPORT_PANE_EMPTY: QT_TRANSLATE_NOOP(
        "words",
        "Pane {number} is empty, so the comparison was not exported. Choose what it shows, or clear “All panes” to "
        "export only the first pane.",
    ),
    Code.TRUST_OTHER_MAP: QT_TRANSLATE_NOOP(
        "words",
        "These measures are of another map ({found}), not of the one to be saved ({expected}). Measure that map and "
        "save it again.",
    ),
    Code.EXPORT_PANE_FAILED: QT_TRANSLATE_NOOP(
        "words",
        "The pane “{name}” has no map. {reason} The comparison was not exported. Choose something else for this pane, "
        "or clear “All panes” to export only the first pane.",
    ),
    Code.PROVENANCE_NONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” has no record of how it was made. Choose an image exported by Saliscope. Other programs often "
        "remove the record when they save an image.",
    ),
    Code.PROVENANCE_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "The record in “{name}” cannot be read (at {found}). The file was changed or damaged. Use the original export.",
    ),
    Code.PROVENANCE_NEWER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was exported by a newer version of Saliscope (record format {found}; this version reads up to "
        "{known}). Update Saliscope to read it.",
    ),
    Code.SESSION_NOT_ONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not a Saliscope session, or is damaged. Nothing was changed. Open a file saved with File > Save "
        "session.",
    ),
    Code.SESSION_NEWER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was saved by a newer version of Saliscope (session format {found}; this version reads up to "
        "{known}). Nothing was changed. Update Saliscope to open it.",
    ),
    Code.SESSION_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "The session “{name}” contains an invalid entry (“{found}”). Nothing was changed. Save the session again on "
        "the computer it came from.",
    ),
    Code.SESSION_CHANGED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was changed since this window last read or saved it, and was not replaced. Save your session under "
        "another name, or replace the file.",
    ),
    Code.SESSION_TOO_BIG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is {megabytes} MB; sessions can be up to {limit} MB. Nothing was changed. Save the session with "
        "fewer images.",
    ),
}
