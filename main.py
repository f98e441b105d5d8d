"""Saliscope shows where an image classifier looks.

    python main.py [IMAGE...]                       open the images in a window; reuse an open one
    python main.py explain IMAGE... --out FOLDER    save overlays without a window
    python main.py batch FOLDER --out FOLDER        explain and judge all images of a folder
    python main.py measure IMAGE...                 say how far to trust the map of each image
    python main.py inspect MODEL [--json]           show the details of a model, or why it cannot be opened
    python main.py --self-test FOLDER               check that the installed program works

Imports are inside the functions, because the engine process imports this file when it starts and needs none of them.
"""

from __future__ import annotations

import builtins
import gc
import sys
from collections.abc import Sequence

PUT_OFF = ("numpy", "csv", "hashlib", "platform")
COMMANDS = ("explain", "batch", "measure", "inspect")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program. Return the exit status: 0 done, 1 some images refused, 2 wrong usage or model."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    import_plainly()
    if arguments and arguments[0] in COMMANDS:
        return _headless(arguments)
    parsed = _window_arguments(arguments)
    if parsed.self_test is not None:
        from gui.self_test import run

        return run(parsed)
    put_off_what_can_wait()
    # Nothing is garbage yet, and a pass over all that is imported takes longer than most imports. The window has a
    # collector of its own.
    gc.disable()
    if parsed.start_up is not None:
        from gui.self_test.start_up import run

        return run(parsed)
    from gui.app import run_window

    return run_window(parsed)


def put_off_what_can_wait() -> None:
    """Have libraries imported when they are first used: the window's first picture needs none of them."""
    from engine.system.later import put_off

    for name in PUT_OFF:
        put_off(name)


def import_plainly() -> None:
    """Have modules imported by Python alone, without PySide's `__feature__`, which nothing here uses.

    PySide looks after each import whether the module wants Qt's names in another spelling: for that it reads the
    source of every module, also of those that have nothing to do with Qt, such as TensorFlow's.
    """
    import PySide6.QtCore  # noqa: F401 - puts its own import in the place of Python's

    builtins.__import__ = builtins.__orig_import__  # type: ignore[attr-defined]


def _headless(arguments: list[str]) -> int:
    import resources
    from engine.cli.batch.parser import add_batch_parser
    from engine.cli.explain import add_explain_parser, run_explain
    from engine.cli.inspect import add_inspect_parser, run_inspect
    from engine.cli.measure.parser import add_measure_parser
    from gui.models.card import card_rows, caution_sentence
    from gui.platform.language import make_translatable
    from gui.words.errors import sentence
    from gui.words.maps import ended_early_sentence
    from gui.words.model_input import assumed_sentence
    from gui.words.photographs import note_sentence

    words = make_translatable()  # noqa: F841 - keeps the catalogue alive while it is used
    parser = _parser()
    commands = parser.add_subparsers(dest="command")
    add_explain_parser(commands, resources.DEFAULT_MODEL)
    add_batch_parser(commands, resources.DEFAULT_MODEL)
    add_measure_parser(commands, resources.DEFAULT_MODEL)
    add_inspect_parser(commands)
    parsed = parser.parse_args(arguments)
    if parsed.command == "inspect":
        return run_inspect(parsed, sentence, card_rows)
    if parsed.command == "batch":
        return _batch(parsed)
    if parsed.command == "measure":
        return _measure(parsed)
    return run_explain(parsed, sentence, caution_sentence, note_sentence, assumed_sentence, ended_early_sentence)


def _batch(parsed):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QLocale

    from engine.cli.batch.command import run_batch
    from engine.cli.batch.words import Words
    from gui.batch.report.writing import Kind, write_report
    from gui.models.card import caution_sentence
    from gui.words.batch import about
    from gui.words.batch_command import figures, say
    from gui.words.errors import sentence
    from gui.words.model_input import assumed_sentence

    def report(run, kinds, folder):  # type: ignore[no-untyped-def]
        return write_report(run, [Kind(kind) for kind in kinds], folder, QLocale().name())

    return run_batch(parsed, Words(sentence, caution_sentence, assumed_sentence, say, about, figures), report)


def _measure(parsed):  # type: ignore[no-untyped-def]
    from engine.cli.measure.command import run_measure
    from engine.cli.measure.words import Words
    from gui.models.card import caution_sentence
    from gui.words import measures
    from gui.words.errors import sentence
    from gui.words.model_input import assumed_sentence
    from gui.words.overall import overall_sentences
    from gui.words.photographs import note_sentence

    words = Words(
        sentence,
        caution_sentence,
        note_sentence,
        assumed_sentence,
        measures.aspect_name,
        measures.measure_name,
        measures.what_is,
        measures.threshold_words,
        measures.value_words,
        measures.reason_words,
        overall_sentences,
    )
    return run_measure(parsed, words)


def _window_arguments(arguments: list[str]):  # type: ignore[no-untyped-def]
    import argparse
    from pathlib import Path

    from resources import LANGUAGES

    parser = _parser()
    parser.add_argument("files", nargs="*", type=Path, metavar="IMAGE", help="images, or folders of images, to open")
    parser.add_argument("--model", type=Path, metavar="FILE", help="model to open")
    parser.add_argument("--sample", action="store_true", help="open the first sample image")
    parser.add_argument("--new-window", action="store_true", help="open a new window even if one is open")
    parser.add_argument("--language", metavar="CODE", help=f"{', '.join(LANGUAGES)}; default: the system's")
    parser.add_argument(
        "--self-test", type=Path, metavar="FOLDER", help="test the program and save the results in this folder"
    )
    parser.add_argument("--start-up", type=float, help=argparse.SUPPRESS)  # for the benchmarks of the start
    parser.epilog = "To save overlays without a window: python main.py explain --help"
    return parser.parse_args(arguments)


def _parser():  # type: ignore[no-untyped-def]
    import argparse

    return argparse.ArgumentParser(prog="saliscope", description=__doc__.splitlines()[0])


def _settle_in_package() -> None:
    """Give a packaged program without a console the standard streams that libraries expect."""
    import os

    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # Windows, without a console
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open until the end


if __name__ == "__main__":
    import multiprocessing
    import signal

    if getattr(sys, "frozen", False):
        _settle_in_package()
    # In the packaged program a child process starts this file, too: from here it does its own work instead.
    multiprocessing.freeze_support()
    # Python's own handler would not run inside Qt's event loop. The engine process ends with its pipe.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(main())
