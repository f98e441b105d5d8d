"""Hostile surroundings, one step for each: does the program say the right thing, and is nothing lost?

A step is a start of the program, in a mount namespace of its own, in which a folder is full, cannot be written, hangs
or is not there; or in which the user's home, language or fonts are not as usual. In the window, `surroundings.plays`
plays the user. Linux, as root, which permissions do not bind: what cannot be written is mounted like that.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import resources
from soak.journal import Journal, Row
from soak.leftovers import has_ended

_ROOT = Path(__file__).parents[2]
_SECONDS = 900
_IMAGE = str(resources.SAMPLES[0])
_FULL = "mount -t tmpfs -o size=64k none {place} ; head -c 100000 /dev/zero 2>/dev/null > {place}/filling; "
_UNWRITABLE = "mount -t tmpfs -o ro none {place}; "


@dataclass(frozen=True)
class Case:
    """plays: of `surroundings.plays`, in one window; else `command` of the command line, and what it must say.

    before: a shell's words; {place} is a folder for the case. environment: likewise; None: not set.
    """

    plays: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    says: str = ""
    before: str = ""
    environment: dict[str, str | None] = field(default_factory=dict)


def _first_look(before: str = "", **environment: str | None) -> Case:
    return Case(plays=("first look",), before=before, environment=environment)


CASES = {
    "in one window": Case(
        plays=(
            *("full disk", "read-only folder", "two windows on one session"),
            *("awkward names", "image 32,767 pixels wide", "folder that vanishes"),
        )
    ),
    "network share that hangs": Case(plays=("network share that hangs",)),
    "settings cannot be written": _first_look(_UNWRITABLE, XDG_CONFIG_HOME="{place}"),
    "settings on a full disk": _first_look(_FULL, XDG_CONFIG_HOME="{place}"),
    "own files cannot be written": _first_look(_UNWRITABLE, XDG_DATA_HOME="{place}"),
    "home cannot be written": _first_look(
        _UNWRITABLE, HOME="{place}", XDG_CONFIG_HOME=None, XDG_DATA_HOME=None, XDG_CACHE_HOME=None
    ),
    "no home": _first_look(HOME=None, XDG_CONFIG_HOME=None, XDG_DATA_HOME=None, XDG_CACHE_HOME=None),
    "no folder for temporary files": _first_look(TMPDIR="/nowhere"),
    "temporary files on a full disk": _first_look(_FULL, TMPDIR="{place}"),
    "no fonts": Case(
        command=("--new-window",),
        says="no fonts",
        before="echo '<fontconfig/>' > {place}/fonts.conf; ",
        environment={"FONTCONFIG_FILE": "{place}/fonts.conf"},
    ),
    "LC_ALL=C": _first_look(LC_ALL="C", LANG=None),
    "Arabic": _first_look(LC_ALL="ar_EG.UTF-8", LANGUAGE="ar"),
    "overlay on a full disk": Case(command=("explain", _IMAGE, "--out", "{place}"), says="No space left", before=_FULL),
    "run folder on a full disk": Case(
        command=("batch", str(resources.SAMPLES[0].parent), "--out", "{place}/run"), says="is full", before=_FULL
    ),
    "overlay where nothing can be written": Case(
        command=("explain", _IMAGE, "--out", "{place}/out"), says="Read-only", before=_UNWRITABLE
    ),
    "model, and temporary files on a full disk": Case(
        command=("inspect", "{place}/../model.keras"),
        says="model.keras",  # another folder for temporary files is found
        before="cp '{model}' {place}/../model.keras; " + _FULL,
        environment={"TMPDIR": "{place}"},
    ),
}
COUNT = len(CASES)


def run(journal: Journal) -> None:
    """Try what is still to be tried."""
    for step, _ in journal.to_do():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            name = list(CASES)[step]
            journal.keep(step, name=name, **_tried(CASES[name], Path(folder)))


def told(rows: list[Row]) -> list[tuple[str, str]]:
    """Return for each case whether it went well, and what was said."""
    found = []
    for row in rows:
        for one in row["found"]:
            well = "well" if one["ok"] else "NOT WELL"
            said = one.get("fault") or " ".join(filter(None, (one.get("at the start"), str(one.get("said", "")))))
            gap = f" (window's own gaps: p99.9 {one['gap']['own'][0]} ms)" if "gap" in one else ""
            found.append(
                (one.get("name", row["name"]) if len(row["found"]) > 1 else row["name"], f"{well}: {said}{gap}")
            )
    return found


def _tried(case: Case, folder: Path) -> Row:
    """Try one case. Return what was found, the exit status and the seconds."""
    place = folder / "place"
    place.mkdir()
    known = {"place": str(place), "model": str(resources.DEFAULT_MODEL)}
    environment = {**os.environ, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    environment["KEPT"] = " ".join(case.environment)  # the window's stage leaves these as they are
    for name, value in case.environment.items():
        environment.pop(name, None)
        if value is not None:
            environment[name] = value.format(**known)
    command = (
        ["-m", "soak.surroundings.plays", str(folder), *case.plays]
        if case.plays
        else [str(_ROOT / "main.py"), *(word.format(**known) for word in case.command)]
    )
    shell = case.before.format(**known) + 'exec "$@"'
    begun = time.monotonic()
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", shell, "sh", sys.executable, *command],
            cwd=_ROOT / "tests",
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    status = _ended(process)
    found = _found(case, (folder / "said").read_text(errors="replace"), status)
    return {"found": found, "status": status, "seconds": round(time.monotonic() - begun, 1)}


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process, and end all that it has started. Return its exit status: -1 where it had to be ended.

    Linux keeps a process that has ended for as long as one of its threads waits for a share that hangs. So whether it
    has is asked first, then the share is taken away.
    """
    deadline = time.monotonic() + _SECONDS
    while not (in_time := has_ended(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    status = process.wait()
    return status if in_time else -1


def _found(case: Case, said: str, status: int) -> list[dict[str, Any]]:
    lines = [line for line in said.splitlines() if line.strip() and "propagateSizeHints" not in line]
    if not case.plays:
        words = next((line for line in lines if case.says in line), "\n".join(lines[-3:]))
        return [{"ok": case.says in words and "Traceback" not in said, "said": words[:400]}]
    found = [json.loads(line) for line in lines if line.startswith('{"name"')]
    others = [line for line in lines if not line.startswith('{"name"')]
    if len(found) < len(case.plays):
        found.append({"ok": False, "fault": f"status {status}: " + " / ".join(others[-4:])[-600:]})
    elif status:
        found[-1] |= {"ok": False, "fault": f"status {status}"}
    if others:
        found[-1]["on the terminal"] = others[-4:]
    return found
