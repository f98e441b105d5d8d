"""A crash leaves a report on this computer, which the next start offers: no paths, no names, nothing sent."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from helpers.engines.forked_command import start_command
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit, QPushButton, QSlider

from engine.errors import Code, SaliscopeError
from gui.crash.dialog import CrashDialog
from gui.crash.log import CrashLog, collect_reports, scrubbed

ROOT = Path(__file__).parents[3]
REPORT = """Saliscope report of now

Last actions:
11:00:00 open_photograph

Window:
Unforeseen, window:
Traceback (most recent call last):
  File "{home}/apps/saliscope/gui/canvas.py", line 12, in paintEvent
    self._compose()
FileNotFoundError: [Errno 2] No such file or directory: '{home}/patients/Ann Doe.png'
ValueError: file-missing(name='Ann Doe.png') at C:\\Users\\ann\\x.png and {home}/b.keras
"""


def wait_until(condition) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_report_is_copied_without_paths_names_and_the_user(tmp_path):
    text = scrubbed(REPORT.format(home=Path.home()))
    assert "Ann" not in text and "ann" not in text and str(Path.home()) not in text and ".png" not in text
    assert 'File "saliscope/gui/canvas.py", line 12, in paintEvent' in text
    assert "open_photograph" in text and "FileNotFoundError" in text


def test_old_reports_are_deleted_and_living_programs_left_alone(tmp_path):
    for number in range(14):
        (tmp_path / f"crash-2026-01-{number + 1:02}-120000-0.txt").write_text("x")
    (tmp_path / f"running-{os.getppid()}.log").write_text("a living program's")
    reports = collect_reports(tmp_path)
    assert [report.name[14:16] for report in reports] == [f"{day:02}" for day in range(14, 4, -1)]
    assert len(list(tmp_path.glob("crash-*"))) == 10
    assert (tmp_path / f"running-{os.getppid()}.log").exists()


def test_a_program_that_ends_well_leaves_nothing(tmp_path):
    log = CrashLog(tmp_path)
    log.note("fit")
    log.close()
    assert list(tmp_path.iterdir()) == []


def test_the_actions_noted_stay_few(tmp_path):
    log = CrashLog(tmp_path)
    for _ in range(3000):
        log.note("zoom_in")
    log.write("gone")
    log.close()
    [report] = collect_reports(tmp_path)
    assert report.read_text().count("zoom_in") == 30


@pytest.mark.parametrize("sent", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_of_the_window_is_offered_at_the_next_start(run, data_folder, cat, sent, tmp_path):
    process = start_command([cat], tmp_path / "said.txt", engines=True)
    try:
        actions = data_folder / "crash" / f"running-{process.pid}.actions"
        wait_until(lambda: actions.is_file() and "picture_changed" in actions.read_text())
        os.kill(process.pid, sent)
        process.join(60)
        assert process.exitcode == -sent
    finally:
        process.kill()
        process.join()

    def scenario(program):
        assert "stopped unexpectedly" in program.notice
        program.control("Copy report", QPushButton).click()
        text = QApplication.clipboard().text()
        assert ("Segmentation fault" if sent == signal.SIGSEGV else "Aborted") in text
        assert "Saliscope: 0.1.0" in text and "tensorflow: 2." in text and "picture_changed" in text
        assert "cat.png" not in text and str(cat.parent) not in text
        program.control("Show report", QPushButton).click()
        [dialog] = program.window.findChildren(CrashDialog)
        shown = dialog.findChild(QPlainTextEdit)
        assert shown.toPlainText() == text
        dialog.findChild(QCheckBox).setChecked(True)
        assert str(ROOT) in shown.toPlainText()
        dialog.close()
        program.control("Delete report", QPushButton).click()
        assert program.notice == ""
        assert list((data_folder / "crash").glob("crash-*")) == []

    run(scenario)
    run(lambda program: pytest.fail(program.notice) if program.notice else None)


@pytest.mark.own_engine
def test_a_crash_of_the_engine_is_in_the_report_too(run, data_folder, cat):
    def crash(program):
        program.wait_for_overlay()
        os.kill(program.window.controller._engine.client.pid, signal.SIGSEGV)
        program.wait(lambda: "stopped unexpectedly" in program.notice)

    def offered(program):
        assert "stopped unexpectedly" in program.notice
        report = program.window.crash_watch.newest()
        assert "Engine process:" in report and "Segmentation fault" in report

    run(crash, str(cat))
    run(offered)


def test_a_fault_that_was_survived_is_told_at_once_and_reported_later(run, data_folder, cat, capsys):
    def stumble(program):
        program.wait_for_overlay()
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("of /home/ann/x.png"), None)
        assert "Something went wrong (ZeroDivisionError" in program.notice
        program.faults.clear()
        program.control("Class, in order of probability", QSlider).setValue(1)
        program.wait_for_overlay()

    run(stumble, str(cat))
    assert "ZeroDivisionError" in capsys.readouterr().err
    run(lambda program: program.window.actions_by_id["show_crash_reports"].trigger())
    [report] = (data_folder / "crash").glob("crash-*.txt")
    assert "ZeroDivisionError" in report.read_text()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_in_a_thread_is_told_in_the_window(run, cat):
    def scenario(program):
        def fail():
            raise LookupError("in a thread")

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        program.wait(lambda: "LookupError: in a thread" in program.notice)
        program.faults.clear()

    run(scenario)


def test_the_hooks_are_given_back_at_the_end(run):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    run(lambda program: None)
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_photograph_s_name_is_not_even_in_the_report_as_it_was_written(tmp_path):
    log = CrashLog(tmp_path)
    for fault in (
        SaliscopeError(Code.FILE_MISSING, name="DOE^JANE"),
        SaliscopeError(Code.FILE_MISSING, name="O'DOE.dcm"),
        FileNotFoundError(2, "No such file", "/home/ward/DOE JANE/1.dcm"),
    ):
        try:
            raise fault
        except Exception as raised:
            log.write_fault("window", type(raised), raised, raised.__traceback__)
    log.close()
    text = next(tmp_path.glob("crash-*.txt")).read_text()
    assert "DOE" not in text and text.count("Unforeseen, window") == 3
    assert "file-missing" in text and Path(__file__).name in text
