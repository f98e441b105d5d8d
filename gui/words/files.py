"""The sentences for why a picture or a session was not written, or not read."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.EXPORT_ORIGINAL: QT_TRANSLATE_NOOP(
        "words", "“{name}” is the photograph itself, which is never written over. Choose another name."
    ),
    Code.EXPORT_FAILED: QT_TRANSLATE_NOOP(
        "words", "“{name}” could not be written ({reason}). Choose another folder or name, or free some space."
    ),
    Code.EXPORT_FORMAT: QT_TRANSLATE_NOOP(
        "words", "“{name}” does not end like a format that can be written here: use {formats}."
    ),
    Code.EXPORT_MAP_WAITING: QT_TRANSLATE_NOOP(
        "words",
        "The photograph was just given another brightness or page, and its map is still to come. Wait for the map and "
        "export again.",
    ),
    Code.EXPORT_PANE_WAITING: QT_TRANSLATE_NOOP(
        "words",
        "The pane “{name}” has no map yet, so the comparison is not exported. Wait for it, or untick “All panes” in "
        "the export dialog to export the first pane alone.",
    ),
    Code.EXPORT_PANE_EMPTY: QT_TRANSLATE_NOOP(
        "words",
        "Nothing was chosen for pane {number} yet, so the comparison is not exported. Choose what it shows, or untick "
        "“All panes” in the export dialog to export the first pane alone.",
    ),
    Code.EXPORT_PANE_FAILED: QT_TRANSLATE_NOOP(
        "words",
        "The pane “{name}” has no map: {reason} The comparison is therefore not exported. Choose something else for "
        "this pane, or untick “All panes” in the export dialog to export the first pane alone.",
    ),
    Code.PROVENANCE_NONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” does not say how it was made. Choose a picture that Saliscope exported; other programs often remove "
        "such records when they save a picture.",
    ),
    Code.PROVENANCE_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "What “{name}” says of how it was made cannot be made sense of (at: {found}). The file was changed or damaged; "
        "use the original export.",
    ),
    Code.PROVENANCE_NEWER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was made by a newer Saliscope (record format {found}; this one reads up to {known}). "
        "Open it with the newer program.",
    ),
    Code.SESSION_NOT_ONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not a Saliscope session, or damaged: it cannot be read as one. Nothing was changed. "
        "Open a file that was saved with File > Save session.",
    ),
    Code.SESSION_NEWER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was saved by a newer Saliscope (session format {found}; this one reads up to {known}). "
        "Nothing was changed. Open it with the newer program.",
    ),
    Code.SESSION_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a session with something in it that cannot be (“{found}”). Nothing was changed. "
        "Save the session again where it came from.",
    ),
    Code.SESSION_TOO_BIG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes {megabytes} MB; sessions of up to {limit} MB are read. Nothing was changed. "
        "Save the session with fewer photographs.",
    ),
}
