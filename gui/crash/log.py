"""Saves crashes, so that the next start can offer a report. It never leaves this computer.

All is in one folder. Each running program has three files, named by its process id: faulthandler and our hooks write to
`.log`, the engine process's faulthandler writes to `.engine`, and `.actions` lists the last actions. No Qt.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from engine import __version__
from engine.process.fault_log import CRASH_LOG

PACKAGES = ("tensorflow", "keras", "numpy", "opencv-contrib-python-headless", "PySide6-Essentials")
UNKNOWN = "?"
_MOST_REPORTS = 10
_MOST_BYTES = 256 * 1024  # of one report
_MOST_ACTIONS = 30
_ACTIONS_BYTES = 16 * 1024
_QUOTED = re.compile(r"(['\"“«])[^'\"“”«»\n]*?[/\\.][^'\"“”«»\n]*?(['\"”»])")
_NAMED = re.compile(r"""(\bname=)(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")  # in what a SaliscopeError says
_PATH = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\|(?<![\w.])/)[^\s'\"“”«»,;)]+")
_CODE_LINE = re.compile(r'^\s*File "([^"]+)", line')


class CrashLog:
    """Open as long as the program runs. What it wrote becomes a report for the next start."""

    def __init__(self, folder: Path) -> None:
        self._stem = folder / f"running-{os.getpid()}"
        self._actions, self._log = _opened(self._file(".actions")), _opened(self._file(".log"))
        self._before = faulthandler.is_enabled()
        faulthandler.enable(self._log)
        # The engine process inherits it.
        os.environ[CRASH_LOG] = str(self._file(".engine"))

    def note(self, action: str) -> None:
        """Note an action by its id, never with a name or a path."""
        if self._actions.closed:
            return
        with contextlib.suppress(OSError):  # a full disk is told by what the user saves
            if self._actions.tell() > _ACTIONS_BYTES:
                # Start over, so that the file stays small through a long session.
                self._actions.seek(0)
                self._actions.truncate()
            self._actions.write(f"{time.strftime('%H:%M:%S')} {action}\n")

    def write(self, words: str) -> None:
        """Write down a fault that the program survived, or a last message."""
        with contextlib.suppress(OSError):
            if not self._log.closed and self._log.tell() < _MOST_BYTES:
                self._log.write(words.rstrip() + "\n")

    def write_fault(
        self, where: str, kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write down an exception that nobody caught, without files' names. where: "window", "thread", "clean-up"."""
        lines = "".join(traceback.format_exception(kind, fault, trace)).splitlines()
        # What is not indented is what the exception says; a file's name may be a patient's.
        told = (line if line.startswith(" ") else _scrubbed_line(line) for line in lines)
        self.write("\n".join([f"Unforeseen, {where}:", *told]))

    def close(self) -> None:
        """Stop logging. What was written stays as a report for the next start; the files themselves are deleted."""
        os.environ.pop(CRASH_LOG, None)
        if self._log.closed:
            return
        faulthandler.disable()
        if self._before and sys.stderr is not None:
            with contextlib.suppress(OSError, ValueError):  # stderr may have no file behind it
                faulthandler.enable()
        for file in (self._log, self._actions):
            with contextlib.suppress(OSError):  # what a full disk has not taken yet
                file.close()
        if _told(self._stem):
            _compile_report(self._stem)
        _remove(self._stem)

    def _file(self, suffix: str) -> Path:
        return self._stem.with_suffix(suffix)


def collect_reports(folder: Path) -> list[Path]:
    """Return the reports, newest first, including new ones of programs that crashed. Old reports are deleted."""
    for log in folder.glob("running-*.log"):
        stem = log.with_suffix("")
        if not _in_use(log):
            if _told(stem):
                _compile_report(stem)
            _remove(stem)
    reports = sorted(folder.glob("crash-*.txt"), reverse=True)
    for old in reports[_MOST_REPORTS:]:
        old.unlink(missing_ok=True)
    return reports[:_MOST_REPORTS]


def describe_program() -> str:
    """Return versions and platform, one a line."""
    facts = {"Saliscope": __version__, "Python": platform.python_version(), "System": platform.platform()}
    facts |= {package: installed_version(package) for package in PACKAGES}
    return "\n".join(f"{name}: {value}" for name, value in facts.items())


def installed_version(package: str) -> str:
    """Return the version of an installed package, `UNKNOWN` where there is none."""
    from importlib.metadata import PackageNotFoundError, version  # late: it imports `email`, which takes time

    for name in (package, f"{package}-cpu"):  # TensorFlow's build without CUDA is a package of its own
        with contextlib.suppress(PackageNotFoundError):
            return version(name)
    return UNKNOWN


def scrubbed(text: str) -> str:
    """Return a report without paths, file names and the user's name; lines of code keep the end of their path."""
    return "\n".join(_scrubbed_line(line) for line in text.splitlines()) + "\n"


def _scrubbed_line(line: str) -> str:
    if match := _CODE_LINE.match(line):
        parts = match[1].replace("\\", "/").split("/")
        return line.replace(match[1], "/".join(parts[-3:]))
    for private in _private_words():
        line = line.replace(private, "~")
    line = _NAMED.sub(r"\1<name>", line)
    line = _PATH.sub("<path>", line)
    return _QUOTED.sub(r"\1<name>\2", line)


def _private_words() -> Iterable[str]:
    home = str(Path.home())
    return (home, home.replace("\\", "/"), tempfile.gettempdir())


def _told(stem: Path) -> bool:
    return any(_read(stem.with_suffix(suffix)).strip() for suffix in (".log", ".engine"))


def _compile_report(stem: Path) -> None:
    """Write a report of all that is known of a program that failed."""
    when = time.strftime("%Y-%m-%d-%H%M%S", time.localtime(stem.with_suffix(".log").stat().st_mtime))
    actions = "\n".join(_read(stem.with_suffix(".actions")).splitlines()[-_MOST_ACTIONS:])
    parts = [f"Saliscope report of {when}", describe_program(), "Last actions:\n" + (actions or "none")]
    for title, suffix in (("Window", ".log"), ("Engine process", ".engine")):
        if told := _read(stem.with_suffix(suffix)).strip():
            parts.append(f"{title}:\n{told}")
    number = 0
    while (report := stem.parent / f"crash-{when}-{number}.txt").exists():
        number += 1
    with contextlib.suppress(OSError):
        report.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _opened(path: Path) -> TextIO:
    """Open a file to be written line by line, so that a crash loses no finished line; nowhere on a full disk."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("w", encoding="utf-8", buffering=1)
    except OSError:
        return Path(os.devnull).open("w", encoding="utf-8", buffering=1)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def _remove(stem: Path) -> None:
    for suffix in (".log", ".engine", ".actions"):
        with contextlib.suppress(OSError):
            stem.with_suffix(suffix).unlink(missing_ok=True)


def _in_use(log: Path) -> bool:
    """Tell whether the process that writes a log is still running."""
    if sys.platform == "win32":
        try:
            log.replace(log)  # Windows refuses this while the file is open
        except OSError:
            return True
        return False
    process = log.stem.rpartition("-")[2]
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        # Signal 0 is not delivered: it only asks whether the process exists.
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
