"""The child's side: what one file costs the process that opens it, and what that process reaches for meanwhile."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.errors import SaliscopeError
from soak.hostile.canary import MODULE

_WRITING = re.compile(r"[wax+]")
_READABLE = ("/proc/", "/sys/", "/dev/null", "/dev/urandom", "/usr/", "/lib", "/etc/mime.types", "/etc/localtime")
_NEVER = (
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "os.system", "os.exec", "os.posix_spawn"),
    *("webbrowser.open", "urllib.Request", "ftplib.connect", "subprocess.Popen", "pickle.find_class"),
)
_CHANGING = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.symlink", "os.link", "os.chmod", "os.truncate")


class Watch:
    """What a process reaches for outside what it may use, once this is installed; nothing takes it out again."""

    def __init__(self, *folders: Path) -> None:
        own = (*folders, Path(tempfile.gettempdir()))
        self._writable = tuple(os.path.realpath(folder) + "/" for folder in own)
        self._readable = (*self._writable, sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix), *_READABLE)
        self._readable += (str(Path(__file__).resolve().parents[3]),)
        self.reached: list[str] = []
        self.quiet = True

    def install(self) -> Watch:
        """Have Python tell what it does from now on, in this process and in those forked from it."""
        sys.addaudithook(self.see)
        return self

    def see(self, event: str, given: tuple[Any, ...]) -> None:
        """Keep what may not be, of an event of Python's audit."""
        if self.quiet:
            return
        if event == "open" and isinstance(given[0], str | bytes):
            self._opened(os.fsdecode(given[0]), given[1], given[2])
        elif (
            event in _NEVER
            or (event == "import" and given[0] == MODULE)
            or (event in _CHANGING and not self._within(_whole(given), self._writable))
        ):
            self.reached.append(f"{event} {str(given)[:200]}")

    def _opened(self, path: str, mode: Any, flags: int) -> None:
        writes = bool(mode and _WRITING.search(mode)) or bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if path == os.devnull or self._within(path, self._writable if writes else self._readable):
            return
        self.reached.append(f"open {path[:200]} {mode}")

    def _within(self, path: Any, folders: tuple[str, ...]) -> bool:
        self.quiet, before = True, self.quiet  # resolving a path opens none, but may be audited
        try:
            whole = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""
        finally:
            self.quiet = before
        return not whole or (whole + "/").startswith(folders)


def _whole(given: tuple[Any, ...]) -> Any:
    """Return the path that a change is about; one may be told from an opened folder on, whose number comes with it."""
    path, folder = given[0], given[-1]
    if isinstance(path, str) and not path.startswith("/") and isinstance(folder, int) and folder >= 0:
        return Path(f"/proc/self/fd/{folder}").readlink() / path
    return path


def examined(watch: Watch, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do something with one file and return how it ended, with seconds of computing and the most memory (MiB) it took.

    What is no SaliscopeError is told by its type and words: that is a fault of the program.
    """
    before, begin = _resident(), time.process_time()
    _forget_the_most()
    watch.reached.clear()
    watch.quiet = False
    try:
        found = do()
    except SaliscopeError as refusal:
        found = {"code": refusal.code.value, "params": {key: _plain(value) for key, value in refusal.params.items()}}
    except BaseException as fault:
        found = {"code": "escaped", "fault": f"{type(fault).__name__}: {fault}"[:300]}
    watch.quiet = True
    found["seconds"] = round(time.process_time() - begin, 3)
    found["grown"] = max(0, _most() - before) >> 10
    found["memory"] = _most() >> 10
    found["reached"] = list(watch.reached)
    return found


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _forget_the_most() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _most() -> int:
    return of_status("VmHWM")


def _resident() -> int:
    return of_status("VmRSS")


def of_status(name: str, process: int | str = "self") -> int:
    """Return a number of kB that the kernel keeps of a process; 0 where it is gone."""
    try:
        found = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0


class Other:
    """Another process of ours, which may be started anew meanwhile: what a file costs it."""

    def __init__(self, process: Callable[[], int | None]) -> None:
        self._process = process
        self._before = 0.0

    def begin(self) -> None:
        """Take note of what it has used until now."""
        number = self._process()
        self._number, self._before = number, computed(number)
        if number is not None:
            try:
                Path(f"/proc/{number}/clear_refs").write_text("5")
            except OSError:
                self._number = None

    def used(self) -> tuple[float, int, bool]:
        """Return seconds of computing, the most memory in MiB, and whether it was ended meanwhile."""
        number = self._process()
        gone = self._number is not None and number != self._number
        if number is None:
            return 0.0, 0, gone
        return computed(number) - (0.0 if gone else self._before), of_status("VmHWM", number) >> 10, gone


def computed(process: int | None) -> float:
    """Return the seconds that all threads of a process have computed; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
