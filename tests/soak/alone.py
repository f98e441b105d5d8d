"""Whole days' use without a network, watched by its system calls: each command of the command line, and what the
window and its engine do in each module of the end-to-end tests.

Each step runs in a network namespace that has no network, so that nothing it finds is found elsewhere. What counts is
what was tried: sockets of another family than Unix's, which stay on this computer. Linux, as root, with strace.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import resources
from soak.journal import Journal, Row

_ROOT = Path(__file__).parents[2]
_JOURNEYS = sorted(path.relative_to(_ROOT) for path in (_ROOT / "tests/e2e").rglob("test_*.py"))
_IMAGE, _MODEL = str(resources.SAMPLES[0]), str(resources.DEFAULT_MODEL)
_COMMANDS = {
    "explain": (_IMAGE, "--out", "{out}"),
    "measure": (_IMAGE,),
    "inspect": (_MODEL,),
    "batch": (str(resources.SAMPLES[0].parent), "--out", "{out}/run"),
    "--self-test": ("{out}/test",),
}
COUNT = len(_JOURNEYS) + len(_COMMANDS)
_SECONDS = 1500

_CALL = re.compile(rb"(socket|connect|bind|sendto|sendmsg)\(.*?(?:sa_family=)?\b(AF_\w+)")
_HELD_UP = (
    "unshare",
    "--net",
    "strace",
    "-f",
    "-qq",
    "--seccomp-bpf",
    "-e",
    "trace=socket,connect,bind,sendto,sendmsg",
)


def run(journal: Journal) -> None:
    """Watch what is still to be watched."""
    for step, _ in journal.to_do():
        with tempfile.TemporaryDirectory() as folder:
            journal.keep(step, **_watched(step, Path(folder)))


def told(rows: list[Row]) -> list[tuple[str, str]]:
    """Return what was run, and what it asked of a network."""
    calls: Counter[str] = Counter()
    for row in rows:
        calls.update(row["local"])
    asking = [f"{row['what']}: {row['beyond']}" for row in rows if row["beyond"]]
    failed = [row["what"] for row in rows if row["status"]]
    return [
        ("run, in a network namespace without a network", f"{len(rows)} ({sum(row['seconds'] for row in rows):.0f} s)"),
        ("of these, with an exit status other than 0", ", ".join(failed) or "none"),
        ("system calls about Unix sockets, which stay on this computer", str(calls.total())),
        ("system calls about any other socket", "; ".join(asking) or "none"),
    ]


def _watched(step: int, folder: Path) -> Row:
    """Run one step and return what it asked of a network, by (call, family)."""
    what, command = _step(step, folder)
    notes, begun = folder / "calls", time.monotonic()
    environment = os.environ | {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    with (folder / "said").open("wb") as said:
        ended = subprocess.run(
            [*_HELD_UP, "-o", str(notes), *command],
            cwd=_ROOT,
            env=environment,
            timeout=_SECONDS,
            stdout=said,
            stderr=said,
        )
    calls = Counter(b" ".join(found.groups()).decode() for found in _CALL.finditer(notes.read_bytes()))
    local = {call: count for call, count in calls.items() if call.endswith("AF_UNIX")}
    beyond = {call: count for call, count in calls.items() if call not in local}
    tail = (folder / "said").read_bytes()[-300:].decode(errors="replace") if ended.returncode else ""
    seconds = round(time.monotonic() - begun, 1)
    return {
        "what": what,
        "status": ended.returncode,
        "local": local,
        "beyond": beyond,
        "seconds": seconds,
        "said": tail,
    }


def _step(step: int, folder: Path) -> tuple[str, list[str]]:
    """Return what a step is called, and its command."""
    if step < len(_COMMANDS):
        name, arguments = list(_COMMANDS.items())[step]
        return name, [sys.executable, "main.py", name, *(word.format(out=folder / "out") for word in arguments)]
    path = _JOURNEYS[step - len(_COMMANDS)]
    return path.stem, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(path)]
