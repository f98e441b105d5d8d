"""Decoders in a process of their own, as a hostile file may crash or hang a library that is written in C++.

The process is kept for the next file, and ends by itself when none comes. What it sends is read as JSON and plain
numbers, never as a pickle.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.system.memory import GIB
from engine.system.parent_process import give_way
from engine.system.spawning import spawn_context

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    import numpy as np

Found = tuple[dict[str, Any], "np.ndarray | None"]  # facts that JSON can say, and numbers

SECONDS = 30.0  # that one file may take
_IDLE = 20.0  # seconds after which the process ends
_GOODBYE = b""  # its last message: it has taken nothing that was sent since its last answer
_MEMORY = 6 * GIB  # addresses, of which libraries reserve more than they use
_MOST_CPU = 600  # seconds of computing in its life: should the parent be killed while a file hangs
_RETIRED = 60.0  # of them, after which another takes over: it must not reach the end in the middle of a good file
_KINDS = "uif"


class Sandbox:
    """One process that calls functions, one after the other. Thread-safe."""

    def __init__(self, seconds: float = SECONDS, retired: float = _RETIRED, idle: float = _IDLE) -> None:
        self._seconds = seconds
        self._retired = retired
        self._idle = idle
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def call(self, function: Callable[..., Found], *given: Any) -> Found:
        """Return what a module's function returns. given: what pickle can say; it comes from us.

        Raises SaliscopeError: IMAGE_HUNG after the time limit; whatever the function refuses. ValueError: it failed, or
        crashed the process.
        """
        with self._lock:
            reply, numbers = self._ask(f"{function.__module__}:{function.__qualname__}", given)
        if reply["code"] is not None:
            raise SaliscopeError(Code(reply["code"]), **reply["params"])
        return reply["facts"], None if numbers is None else _array(numbers, reply["dtype"], reply["shape"])

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()
        self._process = self._pipe = None

    def _ask(self, name: str, given: tuple[Any, ...]) -> tuple[dict[str, Any], bytes | None]:
        try:
            pipe, said = self._said(name, given)
            if said == _GOODBYE:  # it ended for want of work in the moment in which this was sent
                self.close()
                pipe, said = self._said(name, given)
            reply = json.loads(said)
            numbers = pipe.recv_bytes() if reply.get("dtype") else None
            if reply["computed"] > self._retired:
                self.close()
            return reply, numbers
        except (SaliscopeError, EOFError, OSError, ValueError) as fault:
            self.close()
            if isinstance(fault, SaliscopeError):
                raise
            raise ValueError("the decoder's process ended") from fault

    def _said(self, name: str, given: tuple[Any, ...]) -> tuple[Connection, bytes]:
        """Ask. Return the pipe, and the first message that comes back."""
        pipe = self._ready()
        with contextlib.suppress(ConnectionError):  # it has ended: what it said last is there all the same
            pipe.send((name, given))
        if not pipe.poll(self._seconds):
            raise SaliscopeError(Code.IMAGE_HUNG, seconds=round(self._seconds))
        return pipe, pipe.recv_bytes()

    def _ready(self) -> Connection:
        """Return the pipe to a process that waits; one that has ended for want of work is started again."""
        if self._process is not None and self._pipe is not None:
            with contextlib.suppress(EOFError, OSError):
                if self._process.is_alive() and not self._pipe.poll():
                    return self._pipe
            self.close()
        context = spawn_context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._idle), name="decoder", daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe


def serve(pipe: Connection, idle: float) -> None:
    """Run in the child: do what is asked until nothing has come for `idle` seconds."""
    _confine()
    while pipe.poll(idle):
        try:
            name, given = pipe.recv()
        except EOFError:
            return
        reply, numbers = _answer(name, given)
        pipe.send_bytes(json.dumps(reply | {"computed": time.process_time()}).encode())
        if numbers is not None:
            pipe.send_bytes(numbers.data.cast("B") if numbers.size else b"")
    with contextlib.suppress(OSError):
        pipe.send_bytes(_GOODBYE)


def _answer(name: str, given: tuple[Any, ...]) -> tuple[dict[str, Any], np.ndarray | None]:
    import numpy as np

    module, _, function = name.partition(":")
    try:
        facts, numbers = getattr(importlib.import_module(module), function)(*given)
    except SaliscopeError as refusal:
        return {"code": refusal.code.value, "params": refusal.params}, None
    except Exception:  # the text may quote the file: it stays here
        return {"code": Code.IMAGE_DAMAGED.value, "params": {}}, None
    reply = {"code": None, "facts": facts}
    if numbers is not None:
        numbers = np.ascontiguousarray(numbers)
        reply |= {"dtype": numbers.dtype.str, "shape": numbers.shape}
    return reply, numbers


def _array(data: bytes, dtype: str, shape: list[int]) -> np.ndarray:
    import numpy as np

    kind = np.dtype(dtype)
    if kind.kind not in _KINDS:
        raise ValueError("no numbers")
    return np.frombuffer(data, kind).reshape(shape)


def _confine() -> None:
    """Let the window go first, cap memory and computing time where the system can, and be silent.

    Decoders print what they stumble over.
    """
    give_way()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU, _MOST_CPU))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


_SHARED = Sandbox()


def apart(function: Callable[..., Found], *given: Any) -> Found:
    """Call a module's function in the process that all decoders share; see `Sandbox.call`."""
    return _SHARED.call(function, *given)
