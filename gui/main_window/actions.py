"""The table of actions: each stands here once; menus, shortcuts, context menus, palette and cheat sheet come from it.

To add one, add a row; `action_rows` says what a row holds; `menus` makes Qt's actions of the table.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QKeySequence

from gui.main_window.action_rows import SEPARATOR, ActionRow, Row, SubmenuRow
from gui.main_window.compare_actions import COMPARING

ACTIONS: tuple[Row, ...] = (
    ActionRow(
        "open_photograph", "file", QT_TRANSLATE_NOOP("actions", "&Open photograph…"), QKeySequence.StandardKey.Open
    ),
    ActionRow("open_folder", "file", QT_TRANSLATE_NOOP("actions", "Open fol&der…"), "Ctrl+Shift+F"),
    SubmenuRow("recent_files", "file", QT_TRANSLATE_NOOP("actions", "Open recen&t")),
    SEPARATOR,
    ActionRow(
        "close_photograph",
        "file",
        QT_TRANSLATE_NOOP("actions", "C&lose photograph"),
        "Ctrl+W",
        "listed",
        contexts=("film_strip",),
    ),
    ActionRow(
        "close_all_photographs",
        "file",
        QT_TRANSLATE_NOOP("actions", "Close all photo&graphs"),
        "Ctrl+Shift+W",
        "listed",
        contexts=("film_strip",),
    ),
    ActionRow(
        "show_in_folder",
        "file",
        QT_TRANSLATE_NOOP("actions", "Sho&w in its folder"),
        needs="listed",
        contexts=("film_strip",),
    ),
    ActionRow(
        "copy_path", "file", QT_TRANSLATE_NOOP("actions", "Cop&y file's path"), needs="listed", contexts=("film_strip",)
    ),
    SEPARATOR,
    ActionRow("open_session", "file", QT_TRANSLATE_NOOP("actions", "Open sess&ion…"), "Ctrl+Shift+O"),
    ActionRow("reopen_last", "file", QT_TRANSLATE_NOOP("actions", "&Reopen last session")),
    ActionRow(
        "save_session", "file", QT_TRANSLATE_NOOP("actions", "&Save session"), QKeySequence.StandardKey.Save, "model"
    ),
    ActionRow("save_session_as", "file", QT_TRANSLATE_NOOP("actions", "Save session &as…"), "Ctrl+Shift+S", "model"),
    SEPARATOR,
    ActionRow(
        "export_overlay",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Export overlay…"),
        "Ctrl+E",
        needs="attribution",
        contexts=("canvas",),
    ),
    ActionRow(
        "export_dialog",
        "file",
        QT_TRANSLATE_NOOP("actions", "Export &figure or numbers…"),
        "Ctrl+Shift+E",
        needs="attribution",
        contexts=("canvas",),
    ),
    ActionRow("export_again", "file", QT_TRANSLATE_NOOP("actions", "E&xport again"), "Ctrl+R", needs="attribution"),
    SEPARATOR,
    ActionRow("close", "file", QT_TRANSLATE_NOOP("actions", "&Quit"), QKeySequence.StandardKey.Quit),
    ActionRow("undo", "edit", QT_TRANSLATE_NOOP("actions", "&Undo"), QKeySequence.StandardKey.Undo, "undo"),
    ActionRow("redo", "edit", QT_TRANSLATE_NOOP("actions", "&Redo"), QKeySequence.StandardKey.Redo, "redo"),
    SEPARATOR,
    ActionRow(
        "copy_overlay",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Copy overlay"),
        QKeySequence.StandardKey.Copy,
        needs="attribution",
        contexts=("canvas",),
    ),
    ActionRow("copy_figure", "edit", QT_TRANSLATE_NOOP("actions", "Copy fi&gure"), "Ctrl+Shift+C", needs="attribution"),
    ActionRow(
        "paste",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Paste photograph"),
        QKeySequence.StandardKey.Paste,
        contexts=("canvas",),
    ),
    SEPARATOR,
    ActionRow("show_palette", "edit", QT_TRANSLATE_NOOP("actions", "Command p&alette…"), "Ctrl+K"),
    ActionRow("show_settings", "edit", QT_TRANSLATE_NOOP("actions", "&Settings…"), "Ctrl+,"),
    ActionRow("open_model", "model", QT_TRANSLATE_NOOP("actions", "Open &model…"), "Ctrl+M"),
    ActionRow("show_library", "model", QT_TRANSLATE_NOOP("actions", "Mode&ls…"), "Ctrl+Shift+M"),
    ActionRow("use_bundled_model", "model", QT_TRANSLATE_NOOP("actions", "Use the &bundled model")),
    SEPARATOR,
    ActionRow("show_card", "model", QT_TRANSLATE_NOOP("actions", "What was &understood…"), "Ctrl+I", "model"),
    ActionRow(
        "name_classes", "model", QT_TRANSLATE_NOOP("actions", "&Class names…"), needs="model", contexts=("classes",)
    ),
    ActionRow(
        "next_photograph",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Next photograph"),
        "PgDown; Alt+Right",
        "several",
        contexts=("film_strip", "canvas"),
    ),
    ActionRow(
        "previous_photograph",
        "view",
        QT_TRANSLATE_NOOP("actions", "Pre&vious photograph"),
        "PgUp; Alt+Left",
        "several",
        contexts=("film_strip", "canvas"),
    ),
    ActionRow(
        "toggle_class_kept",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Keep the class for the next photographs"),
        needs="attribution",
        checked="class_is_kept",
        contexts=("classes",),
    ),
    SEPARATOR,
    ActionRow("zoom_in", "view", QT_TRANSLATE_NOOP("actions", "Zoom &in"), QKeySequence.StandardKey.ZoomIn, "picture"),
    ActionRow(
        "zoom_out", "view", QT_TRANSLATE_NOOP("actions", "Zoom &out"), QKeySequence.StandardKey.ZoomOut, "picture"
    ),
    ActionRow(
        "fit", "view", QT_TRANSLATE_NOOP("actions", "&Fit the window"), "Ctrl+0", "picture", contexts=("canvas",)
    ),
    ActionRow(
        "one_to_one",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Actual pixels (1:1)"),
        "Ctrl+1",
        "picture",
        contexts=("canvas",),
    ),
    ActionRow("fill", "view", QT_TRANSLATE_NOOP("actions", "Fill the &window"), "Ctrl+2", "picture"),
    ActionRow(
        "toggle_ruler",
        "view",
        QT_TRANSLATE_NOOP("actions", "R&uler in pixels"),
        "Ctrl+Shift+R",
        "picture",
        checked="ruler_is_on",
        contexts=("canvas",),
    ),
    SEPARATOR,
    ActionRow(
        "toggle_strip",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Several classes beside each other"),
        "Ctrl+T",
        "attribution",
        checked="strip_is_on",
        contexts=("classes",),
    ),
    ActionRow(
        "find_class",
        "view",
        QT_TRANSLATE_NOOP("actions", "Find a &class"),
        QKeySequence.StandardKey.Find,
        "attribution",
        contexts=("classes",),
    ),
    SEPARATOR,
    ActionRow("toggle_panel", "view", QT_TRANSLATE_NOOP("actions", "Control &panel"), "F9", checked="panel_is_shown"),
    ActionRow(
        "toggle_full_screen",
        "view",
        QT_TRANSLATE_NOOP("actions", "Full sc&reen"),
        QKeySequence.StandardKey.FullScreen,
        checked="full_screen_is_on",
    ),
    SubmenuRow("method_entries", "", QT_TRANSLATE_NOOP("actions", "Method")),
    SubmenuRow("layer_entries", "", QT_TRANSLATE_NOOP("actions", "Layer")),
    SubmenuRow("colour_map_entries", "", QT_TRANSLATE_NOOP("actions", "Colours")),
    *COMPARING,
    ActionRow(
        "toggle_probe",
        "tools",
        QT_TRANSLATE_NOOP("actions", "&Probe by hand"),
        "Ctrl+B",
        "attribution",
        checked="probe_is_on",
        contexts=("canvas",),
    ),
    ActionRow(
        "clear_probe",
        "tools",
        QT_TRANSLATE_NOOP("actions", "&Take the strokes away"),
        "Ctrl+Shift+B",
        "strokes",
        contexts=("canvas",),
    ),
    SEPARATOR,
    ActionRow("verify_picture", "tools", QT_TRANSLATE_NOOP("actions", "&Verify a picture…")),
    ActionRow("show_welcome", "help", QT_TRANSLATE_NOOP("actions", "&Welcome and samples")),
    ActionRow("take_tour", "help", QT_TRANSLATE_NOOP("actions", "&Tour in five steps")),
    SEPARATOR,
    ActionRow("explain_method", "help", QT_TRANSLATE_NOOP("actions", "What am I &looking at?"), "F1"),
    ActionRow("explain_reading", "help", QT_TRANSLATE_NOOP("actions", "How to &read the picture"), "Shift+F1"),
    ActionRow("explain_limits", "help", QT_TRANSLATE_NOOP("actions", "What this ca&nnot tell you")),
    ActionRow("show_glossary", "help", QT_TRANSLATE_NOOP("actions", "&Glossary")),
    SEPARATOR,
    ActionRow("show_cheat_sheet", "help", QT_TRANSLATE_NOOP("actions", "&Keys"), "Ctrl+F1"),
    ActionRow("show_crash_reports", "help", QT_TRANSLATE_NOOP("actions", "&Crash report…")),
    ActionRow("about", "help", QT_TRANSLATE_NOOP("actions", "&About Saliscope")),
)
