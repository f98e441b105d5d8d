"""Commands in processes that need not import TensorFlow: they are forked from one that has (`forked_engine`).

Where that is not possible they are started anew.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from helpers.engines.forked_engine import (
    POSSIBLE,
    as_in,
    fork_engines,
    forked_context,
    inspect_in_forks,
    start_fork_server,
)


def start_command(arguments: Sequence[object], output: Path, engines: bool = False) -> BaseProcess:
    """Run `python main.py` with these arguments. output: of both streams, which are no terminal.

    engines: whether it has engine processes, which are forked, too.
    """
    run = _run_with_engines if engines else _run_main
    return start_forked(run, [str(argument) for argument in arguments], output)


def start_forked(run: Callable[[list[str]], object], arguments: list[str], output: Path) -> BaseProcess:
    """Run a module's function with these arguments, in the environment and the folder of now."""
    if POSSIBLE:
        start_fork_server()
    context = forked_context() if POSSIBLE else multiprocessing.get_context("spawn")
    here = dict(os.environ), Path.cwd()
    process = context.Process(target=_run, args=(run, arguments, output, *here))
    process.start()
    return process


def _run(
    run: Callable[[list[str]], object], arguments: list[str], output: Path, environment: dict[str, str], folder: Path
) -> None:
    with output.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    as_in(environment, folder)
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    if POSSIBLE:
        inspect_in_forks()
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # ignored where the tests themselves are to outlive a terminal
    sys.exit(run(arguments))


def fork_its_engines() -> None:
    """Have the engine processes of this process, which was forked itself, forked as well."""
    if POSSIBLE:
        start_fork_server()
        fork_engines(pytest.MonkeyPatch())


def _run_with_engines(arguments: list[str]) -> int:
    fork_its_engines()
    return _run_main(arguments)


def _run_main(arguments: list[str]) -> int:
    import main

    return main.main(arguments)
