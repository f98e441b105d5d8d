"""Catches every unhandled fault, writes it down on this computer, and offers the report at the next start."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gui.crash.log import CrashLog, collect_reports, scrubbed
from gui.state.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from gui.state.screen import ScreenState


class CrashWatch(QObject):
    """Lives as long as the program. reports: of earlier runs, newest first."""

    happened = Signal(str)  # a fault that the program survived; may come from any thread

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Before our own log is opened: until then, a file with our process id is a leftover of an earlier program.
        self.reports = collect_reports(folder)
        self._log = CrashLog(folder)
        self._state: ScreenState | None = None
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        self._qt_before: Callable[..., None] | None = qInstallMessageHandler(self._qt_message)
        # `_tell` belongs to a QObject, so a fault in another thread is told in the window's thread.
        self.happened.connect(self._tell)

    def watch(self, state: ScreenState, action_done: SignalInstance) -> None:
        """Tell the user of faults on this screen, and note the actions there. action_done: carries an action's id."""
        self._state = state
        action_done.connect(self._log.note)
        state.picture_changed.connect(_Noting(self, self._log, "picture_changed").note)
        state.model_changed.connect(_Noting(self, self._log, "model_changed").note)
        state.notice_changed.connect(_Noting(self, self._log, "notice_changed").note)
        state.question_changed.connect(self._note_question)

    def offer_reports(self, restore: Callable[[], None] | None, show: Callable[[], None]) -> None:
        """Say that the program ended unexpectedly, if it did, and what can be done about it.

        restore: brings back what was open, None where nothing can be; show: shows the newest report.
        """
        if self._state is None or (not self.reports and restore is None):
            return
        words = self.tr("Saliscope stopped unexpectedly last time.")
        if self.reports:
            words += " " + self.tr("A report was saved on this computer.")
        further: list[tuple[str, Callable[[], object], bool]] = []
        if self.reports:
            further = [
                (self.tr("Copy report"), self.copy_report, True),
                (self.tr("Show report"), show, True),
                (self.tr("Delete report"), self.delete_reports, False),
            ]
        offer = self.tr("Restore your work") if restore is not None else ""
        self._state.notify(Notice(words, offer, restore, tuple(further), important=True))

    def copy_report(self) -> None:
        """Put the newest report on the clipboard, without paths and names."""
        QApplication.clipboard().setText(scrubbed(self.newest()))

    def newest(self) -> str:
        """Return the newest report as it was written, "" where there is none."""
        for report in self.reports:
            if report.is_file():
                return report.read_text(encoding="utf-8", errors="replace")
        return ""

    def delete_reports(self) -> None:
        """Delete every report."""
        for report in self.reports:
            report.unlink(missing_ok=True)
        self.reports = []

    def close(self) -> None:
        """Restore the hooks that were set before. What was written stays for the next start."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)
        self._log.close()
        self._state = None

    # The hooks

    def _uncaught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if sys.stderr is not None:
            traceback.print_exception(kind, fault, trace)
        self._log.write_fault("window", kind, fault, trace)
        self.happened.emit(f"{kind.__name__}: {fault}"[:200])

    def _uncaught_in_thread(self, fault: threading.ExceptHookArgs) -> None:
        if fault.exc_type is not SystemExit:
            self._log.write_fault("thread", fault.exc_type, fault.exc_value, fault.exc_traceback)
            self.happened.emit(f"{fault.exc_type.__name__}: {fault.exc_value}"[:200])
        self._before[1](fault)

    def _unraisable(self, fault: Any) -> None:
        self._log.write_fault("clean-up", fault.exc_type, fault.exc_value, fault.exc_traceback)
        self._before[2](fault)

    def _qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        # Qt aborts the program after a fatal message, so this is the last chance to write it down.
        if kind is QtMsgType.QtFatalMsg:
            self._log.write(f"Qt: {message}")
        if self._qt_before is not None:
            self._qt_before(kind, context, message)
        elif sys.stderr is not None:
            print(message, file=sys.stderr)

    def _tell(self, reason: str) -> None:
        if self._state is not None:
            words = self.tr("Something went wrong ({reason}). Your work is still on screen, and you can continue.")
            self._state.notify(Notice(words.format(reason=reason)))

    def _note_question(self) -> None:
        if self._state is not None:
            self._log.note(f"question {self._state.choices.method}")


class _Noting(QObject):
    """Notes each emission of one signal, by the signal's name."""

    def __init__(self, parent: QObject, log: CrashLog, name: str) -> None:
        super().__init__(parent)
        self._log = log
        self._name = name

    def note(self) -> None:
        """Note that the signal was emitted."""
        self._log.note(self._name)
