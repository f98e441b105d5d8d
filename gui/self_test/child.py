"""Tests that the program's own child processes find the bundled libraries."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection


def secure_context_in_a_child() -> str:
    """Make a TLS context, which needs the bundled libssl, in a child process started like the engine's.

    Return the version of libssl. Raises RuntimeError if the process fails.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_make_context, args=(theirs,), name="tls")
    process.start()
    # Our copy of the writing end: while it is open, `recv` would wait for ever for a process that has died.
    theirs.close()
    try:
        version: str = ours.recv()
    except EOFError as fault:
        raise RuntimeError("the process that makes a TLS context ended without a word") from fault
    finally:
        process.join()
    return version


def _make_context(answer: Connection) -> None:
    import ssl

    ssl.create_default_context()
    answer.send(ssl.OPENSSL_VERSION)
