"""Writes reports of a run, in a process of their own.

A report may be in another language than the window, and is drawn by Qt: fonts, pictures and words loaded for it are
nobody else's there, and the window never waits. The command line, which has no graphics of Qt's at all, does the same.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import resources
from engine.batch.run_folder import RunFolder
from engine.batch.tables import write_tables
from engine.errors import Code, SaliscopeError
from engine.export.files import write_atomically
from engine.system.spawning import spawn_context
from gui.batch.report.document import Document

_LOOK = 0.1  # seconds between two looks at whether the report is still wanted


class Kind(StrEnum):
    """What a report is written as; also the suffix of its file."""

    HTML = "html"
    PDF = "pdf"
    CSV = "csv"  # the table of the run, and how maps meet boxes and masks as JSON


def write_report(
    run: Path,
    kinds: Sequence[Kind],
    folder: Path,
    language: str,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Path]:
    """Write a report of the run in a folder, and return its files. Nothing that is there is ever replaced.

    run: the run folder, which may be in use. folder: where the files go. language: a code such as "fr" or "fr_FR";
    English where there are no words for it. It takes seconds, so it is not for the window's thread. cancelled: asked
    now and then; what was written until then stays.
    Raises SaliscopeError: CANCELLED, EXPORT_FAILED, REPORT_FAILED, OUT_OF_MEMORY, and what `RunFolder.open` raises.
    """
    context = spawn_context()
    ours, theirs = context.Pipe(duplex=False)
    given = (theirs, run, tuple(kinds), folder, language)
    process = context.Process(target=_serve, args=given, name="report", daemon=True)
    process.start()
    theirs.close()
    try:
        while not ours.poll(_LOOK):
            if cancelled():
                raise SaliscopeError(Code.CANCELLED)
        found = ours.recv()
    except EOFError as fault:  # it died without a word
        process.join()
        raise SaliscopeError(Code.REPORT_FAILED, name=str(run), reason=f"exit {process.exitcode}") from fault
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
    if isinstance(found, SaliscopeError):
        raise found
    return list(found)


def _serve(pipe: Connection, run: Path, kinds: Sequence[Kind], folder: Path, language: str) -> None:
    """Run in the child: send the files that were written, or why there are none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    try:
        pipe.send(_written(run, kinds, folder, language))
    except SaliscopeError as error:
        pipe.send(error)
    except MemoryError:
        pipe.send(SaliscopeError(Code.OUT_OF_MEMORY, device="cpu"))
    except Exception as fault:
        pipe.send(SaliscopeError(Code.REPORT_FAILED, name=str(run), reason=f"{type(fault).__name__}: {fault}"[:300]))


def _written(run: Path, kinds: Sequence[Kind], folder: Path, language: str) -> list[Path]:
    from PySide6.QtGui import QGuiApplication

    from gui.batch.report.content import document_of
    from gui.batch.report.gather import gather
    from gui.platform.language import set_language

    if sys.platform != "win32":  # where Qt's offscreen platform has no fonts, and any process has a screen
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    language = known_language(language)
    set_language(application, language)
    documents = [kind for kind in kinds if kind is not Kind.CSV]
    with RunFolder.open(run, read_only=True) as opened:
        written = write_document(document_of(gather(opened), language), documents, folder) if documents else []
        if Kind.CSV in kinds:
            _make(folder)
            written.extend(write_tables(opened, partial(free_name, folder)))
    return written


def known_language(language: str) -> str:
    """Return the code of a language that there are words for: the one that is asked for, or English."""
    code = language.replace("-", "_").partition("_")[0].lower()
    return code if code in resources.LANGUAGES else resources.SOURCE_LANGUAGE


def write_document(document: Document, kinds: Iterable[Kind], folder: Path) -> list[Path]:
    """Write a report into a folder, which is made where it is missing, under names that are free.

    Needs a QGuiApplication. Raises SaliscopeError(EXPORT_FAILED).
    """
    from gui.batch.report.html_writer import html_of
    from gui.batch.report.pdf_writer import pdf_of

    _make(folder)
    written = []
    for kind in kinds:
        target = free_name(folder, f"report.{kind}")
        write_atomically(target, html_of(document) if kind is Kind.HTML else pdf_of(document))
        written.append(target)
    return written


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise SaliscopeError(Code.EXPORT_FAILED, name=folder.name, reason=fault.strerror or str(fault)) from fault


def free_name(folder: Path, name: str) -> Path:
    """Return the path of a file that is not there yet: "report.html", "report-2.html" and so on."""
    target, number = folder / name, 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return target
