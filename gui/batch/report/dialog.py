"""The dialog that writes a report of a run: as what, in which language, into which folder; then opens it."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

import resources
from engine.errors import Code, SaliscopeError
from gui.batch.report.writing import Kind, write_report
from gui.batch.setup.path_row import PathRow
from gui.design.dialogs import dialog_column
from gui.design.form import Section, choices, select
from gui.platform.background import Task
from gui.platform.external_programs import open_outside
from gui.words.errors import sentence

_WIDTH = 560
_REPORTS = (f".{Kind.HTML}", f".{Kind.PDF}")


class ReportDialog(QDialog):
    """Closing it ends a report that is being written; what was written until then stays."""

    def __init__(self, parent: QWidget, run: Path) -> None:
        """Make it. run: the run folder, which is also where reports go at first."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._run = run
        self._task: Task | None = None
        self._given_up = threading.Event()
        self._files: list[Path] = []
        self._make_controls()
        self._lay_out()
        self._show_state()

    def closeEvent(self, event: object) -> None:
        """Give up what is being written."""
        self._give_up()
        super().closeEvent(event)  # type: ignore[arg-type]

    def reject(self) -> None:
        """Close."""
        self._give_up()
        super().reject()

    def _make_controls(self) -> None:
        self._kinds = {
            Kind.HTML: QCheckBox(self.tr("&HTML page, for every browser")),
            Kind.PDF: QCheckBox(self.tr("&PDF document, to print and to file")),
            Kind.CSV: QCheckBox(self.tr("&Table with a row for each image, for spreadsheets (CSV)")),
        }
        for tick in self._kinds.values():
            tick.setChecked(True)
            tick.toggled.connect(self._show_state)
        self._language = choices()
        for code, name in resources.LANGUAGES.items():
            self._language.addItem(name, code)
        own = QLocale.languageToCode(QLocale().language())
        select(self._language, own if own in resources.LANGUAGES else resources.SOURCE_LANGUAGE)
        self._folder = PathRow(self.tr("Folder of the report"))
        self._folder.show_path(self._run)
        self._folder.asked.connect(self._ask_folder)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("The report is being written"))
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        self._write = self._button(self.tr("&Write report"), QDialogButtonBox.ButtonRole.ActionRole, self._begin)
        self._open = self._button(self.tr("&Open"), QDialogButtonBox.ButtonRole.ActionRole, self._open_files)

    def _button(self, words: str, role: QDialogButtonBox.ButtonRole, does: object) -> QPushButton:
        button = self._buttons.addButton(words, role)
        button.clicked.connect(does)
        return button

    def _lay_out(self) -> None:
        section = Section(self.windowTitle())
        for tick in self._kinds.values():
            section.rows.addWidget(tick)
        section.add_field(self.tr("&Language:"), self._language)
        section.add_field(self.tr("&Folder:"), self._folder)
        section.add_hint().setText(self.tr("The report needs no other file. A report that is there already is kept."))
        column = dialog_column(self)
        column.addWidget(section)
        column.addWidget(self._bar)
        column.addWidget(self._said)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self._write.setDefault(True)  # once it stands in the dialog, which would else choose another
        self.resize(_WIDTH, self.sizeHint().height())

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of the report"), str(self._folder.path))
        if name:
            self._folder.show_path(Path(name))

    def _begin(self) -> None:
        kinds = tuple(kind for kind, tick in self._kinds.items() if tick.isChecked())
        folder, language = self._folder.path or self._run, str(self._language.currentData())
        self._given_up, self._files = threading.Event(), []
        work = partial(write_report, self._run, kinds, folder, language, self._given_up.is_set)
        self._task = Task(work, self)
        self._task.done.connect(self._tell_done)
        self._task.failed.connect(self._tell_failed)
        self._task.start()
        self._say(self.tr("The report is being written…"))

    def _tell_done(self, files: list[Path]) -> None:
        reports = [path for path in files if path.suffix in _REPORTS]
        self._task, self._files = None, reports or files[:1]  # tables have no program that all would want
        self._say(self.tr("Written: {files}").format(files=", ".join(path.name for path in files)))
        self._open.setFocus()

    def _tell_failed(self, error: SaliscopeError) -> None:
        self._task = None
        self._say("" if error.code is Code.CANCELLED else sentence(error))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._show_state()
        QAccessible.updateAccessibility(QAccessibleEvent(self._said, QAccessible.Event.NameChanged))

    def _show_state(self) -> None:
        """Offer what can be done now."""
        writing = self._task is not None
        for control in (*self._kinds.values(), self._language, self._folder):
            control.setEnabled(not writing)
        self._write.setEnabled(not writing and any(tick.isChecked() for tick in self._kinds.values()))
        self._open.setEnabled(bool(self._files))
        self._bar.setVisible(writing)

    def _open_files(self) -> None:
        unopened = [path for path in self._files if not open_outside(QUrl.fromLocalFile(str(path)))]
        if unopened:
            words = self.tr("No program that opens {name} was found. It is in {folder}.")
            self._say(words.format(name=unopened[0].name, folder=unopened[0].parent))

    def _give_up(self) -> None:
        """End the process that writes; its task ends with it, and nobody hears of it."""
        self._given_up.set()
        if self._task is not None:
            self._task.cancel()
            self._task = None
