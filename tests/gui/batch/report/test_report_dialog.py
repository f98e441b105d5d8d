"""The dialog of a report: as what, in which language, where to; written beside the window, then opened."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from shiboken6 import isValid

from engine.errors import Code, SaliscopeError
from gui.batch.report import dialog as module
from gui.batch.report.dialog import ReportDialog
from gui.batch.report.writing import Kind


@pytest.fixture
def asked(monkeypatch):
    """What the process would have been asked; what it answers."""
    calls = []
    answers = [[Path("/out/report.html"), Path("/out/report.pdf"), Path("/out/table.csv")]]

    def write(*given):
        calls.append(given)
        if isinstance(answers[0], SaliscopeError):
            raise answers[0]
        return answers[0]

    monkeypatch.setattr(module, "write_report", write)
    return calls, answers


@pytest.fixture
def dialog(qtbot, tmp_path, asked):
    dialog = ReportDialog(None, tmp_path)
    dialog.show()
    yield dialog
    if isValid(dialog):
        dialog.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def button(dialog, words):
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == words)


def test_at_first_all_kinds_go_into_the_run_folder_in_the_windows_language(qtbot, dialog, asked, tmp_path):
    button(dialog, "&Write report").click()
    qtbot.waitUntil(lambda: button(dialog, "&Open").isEnabled())
    ((run, kinds, folder, language, _),) = asked[0]
    assert (run, kinds, folder, language) == (tmp_path, tuple(Kind), tmp_path, "en")
    assert "report.html, report.pdf, table.csv" in dialog._said.text()


def test_what_is_chosen_is_what_is_written(qtbot, dialog, asked):
    html = next(tick for tick in dialog.findChildren(QCheckBox) if "HTML" in tick.text())
    html.setChecked(False)
    dialog._language.setCurrentIndex(dialog._language.findData("fr"))
    button(dialog, "&Write report").click()
    qtbot.waitUntil(lambda: len(asked[0]) == 1 and dialog._task is None)
    assert asked[0][0][1:4:2] == ((Kind.PDF, Kind.CSV), "fr")


def test_without_a_kind_there_is_nothing_to_write(dialog):
    for tick in dialog.findChildren(QCheckBox):
        tick.setChecked(False)
    assert not button(dialog, "&Write report").isEnabled()


def test_written_files_are_opened(qtbot, dialog, monkeypatch):
    opened = []
    monkeypatch.setattr(module, "open_outside", lambda url: opened.append(url.toLocalFile()) or "html" in url.path())
    button(dialog, "&Write report").click()
    qtbot.waitUntil(lambda: button(dialog, "&Open").isEnabled())
    button(dialog, "&Open").click()
    assert opened == ["/out/report.html", "/out/report.pdf"]
    assert dialog._said.text() == "No program that opens report.pdf was found. It is in /out."


def test_a_report_that_cannot_be_written_says_why_and_can_be_tried_again(qtbot, dialog, asked):
    asked[1][0] = SaliscopeError(Code.EXPORT_FAILED, name="report.html", reason="No space left")
    button(dialog, "&Write report").click()
    qtbot.waitUntil(lambda: "No space left" in dialog._said.text())
    assert button(dialog, "&Write report").isEnabled()
    assert not button(dialog, "&Open").isEnabled()


def test_closing_gives_up_what_is_being_written(qtbot, dialog, asked):
    button(dialog, "&Write report").click()
    given_up = dialog._given_up
    dialog.reject()
    assert given_up.is_set()


def test_controls_have_names(dialog):
    assert dialog._language.accessibleName() == "Language"
    assert dialog._bar.accessibleName() == "The report is being written"


def test_enter_writes_the_report(dialog):
    assert [each.text() for each in dialog.findChildren(QPushButton) if each.isDefault()] == ["&Write report"]
