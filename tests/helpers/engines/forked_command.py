"""Commands in processes that need not import TensorFlow: they are forked from one that has (`forked_engine`)."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from helpers.engines.forked_engine import forked_context, inspect_in_forks, start_fork_server


def start_command(arguments: Sequence[object], output: Path) -> BaseProcess:
    """Run `python main.py` with these arguments. output: of both streams, which are no terminal."""
    return start_forked(_run_main, [str(argument) for argument in arguments], output)


def start_forked(run: Callable[[list[str]], object], arguments: list[str], output: Path) -> BaseProcess:
    """Run a module's function with these arguments."""
    start_fork_server()
    process = forked_context().Process(target=_run, args=(run, arguments, output))
    process.start()
    return process


def _run(run: Callable[[list[str]], object], arguments: list[str], output: Path) -> None:
    with output.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    inspect_in_forks()
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # ignored where the tests themselves are to outlive a terminal
    sys.exit(run(arguments))


def _run_main(arguments: list[str]) -> int:
    import main

    return main.main(arguments)
