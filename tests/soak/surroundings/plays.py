"""What the user does in the window, in each of the surroundings. A play yields what it waits for, and says what it saw.

A row of PLAYS is what prepares a place (the function's return value goes on to the play) and the play, which is given
the window and that value and leaves its findings in a dictionary: `ok` and `said`.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources
from soak.gaps import Gaps, late_at, merged
from soak.stage import Script, perform, rest

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow

Found = dict[str, Any]
_SMALL = "64k"


def mount(place: Path, size: str) -> Path:
    """Put a small file system of its own at a place. Only in a mount namespace."""
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)], check=True)
    return place


def fill(place: Path) -> None:
    """Leave no room at a place."""
    with contextlib.suppress(OSError), (place / "filling").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def settled(window: MainWindow) -> bool:
    state = window.state
    found, image = state.attribution, state.image
    if found is None or image is None or state.activities:
        return False
    return found.request.image == image.sha256 and found.fraction == 1


def answer_dialogs(target: Path) -> None:
    """Let every question about where to save be answered with a path."""
    from gui.state import file_dialogs

    file_dialogs.ask_target = lambda *_: target


def notice(window: MainWindow) -> str:
    return window.state.notice.text if window.state.notice else ""


def trigger(window: MainWindow, action: str) -> None:
    window.state.notify(None)
    window.actions_by_id[action].trigger()


# Full disk, read-only, gone


def full_disk(window: MainWindow, folder: Path, found: Found) -> Script:
    place = mount(folder / "small", _SMALL)
    yield lambda: settled(window)
    said = {}
    for what, action, name in (("export", "export_overlay", "a.png"), ("session", "save_session_as", "a.saliscope")):
        target = place / name
        target.write_bytes(b"what was there")
        answer_dialogs(target)
        fill(place)
        trigger(window, action)
        yield lambda: notice(window) != "" and not window.state.activities
        said[what] = notice(window)
        found[what] = target.read_bytes() == b"what was there"
        left = [path.name for path in place.iterdir() if path.name not in (name, "filling")]
        found[f"{what}, left over"] = left
        for path in place.iterdir():
            path.unlink()
    found["said"] = said
    found["ok"] = found["export"] and found["session"] and all("No space" in words for words in said.values())


def read_only(window: MainWindow, folder: Path, found: Found) -> Script:
    place = mount(folder / "small", _SMALL)
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    yield lambda: settled(window)
    answer_dialogs(place / "a.png")
    trigger(window, "export_overlay")
    yield lambda: notice(window) != "" and not window.state.activities
    found["said"], found["ok"] = notice(window), "Read-only" in notice(window)


def folder_gone(window: MainWindow, folder: Path, found: Found) -> Script:
    place = folder / "going"
    place.mkdir()
    images = [Path(shutil.copy(sample, place)) for sample in resources.SAMPLES]
    window.open_files(images)
    yield lambda: window.state.image is not None and window.state.image.path == images[0] and settled(window)
    shutil.rmtree(place)
    answer_dialogs(place / "a.png")
    trigger(window, "export_overlay")
    yield lambda: notice(window) != "" and not window.state.activities
    said = [notice(window)]
    window.state.choose_target(7)  # what is on screen can be worked with
    yield lambda: settled(window)
    trigger(window, "next_photograph")
    yield lambda: window.state.refusal is not None or "not found" in notice(window)
    said.append(window.state.refusal.words if window.state.refusal is not None else notice(window))
    window.open_files([resources.SAMPLES[0]])
    yield lambda: settled(window) and window.state.image.path == resources.SAMPLES[0]
    found["said"], found["ok"] = said, "No such file" in said[0] and "not found" in said[1]


# A share that hangs


def share(window: MainWindow, folder: Path, found: Found) -> Script:
    source, place, dead = folder / "source", folder / "share", folder / "dead"
    place.mkdir()
    source.mkdir()
    for sample in resources.SAMPLES:
        shutil.copy(sample, source)
    shutil.copy(resources.DEFAULT_MODEL, source / "model.keras")
    command = [sys.executable, "-m", "soak.surroundings.hanging", str(source), str(place), str(dead)]
    server = subprocess.Popen(command)
    found["server"] = server.pid
    try:
        yield place.is_mount
        images = [place / sample.name for sample in resources.SAMPLES]
        window.open_files(images)
        yield lambda: window.state.image is not None and window.state.image.path == images[0] and settled(window)
        answer_dialogs(folder / "first.png")
        trigger(window, "export_overlay")
        yield lambda: notice(window) != "" and not window.state.activities
        from gui.export.settings import remember, remembered

        remember(remembered()[0], place)  # as if the last export had gone to the share
        dead.touch()
        gaps = Gaps()
        for path in images[1:]:
            window.controller.open_photograph(path)
            yield rest(1)
        found["told while it hangs"] = [str(words) for words in window.state.activities.values()]
        window.rooms.window.escape()
        yield rest(0.5)
        found["after Esc"] = [str(words) for words in window.state.activities.values()]
        window.state.choose_target(7)
        yield lambda: settled(window)
        found["class changed"] = True
        trigger(window, "copy_overlay")
        yield lambda: "copied" in notice(window)
        found["copied"] = notice(window)
        answer_dialogs(place / "a.png")
        trigger(window, "export_overlay")
        yield rest(1.5)
        found["export told"] = [str(words) for words in window.state.activities.values()]
        window.rooms.window.escape()
        window.controller.open_model(place / "model.keras")
        yield rest(1.5)
        found["model told"] = [str(words) for words in window.state.activities.values()]
        window.rooms.window.escape()
        window.open_files([resources.SAMPLES[1]])
        yield lambda: settled(window) and window.state.image.path == resources.SAMPLES[1]
        found["went on"] = True
        counts = merged([gaps.take()])
        gaps.stop()
        found["gap"] = {kind: [late_at(late, 0.999), max(late)] for kind, late in counts.items()}
        found["ok"] = found["gap"]["own"][0] <= 100 and not found["after Esc"]
    finally:
        # The window is closed first: it must not wait for the share.
        found["closing"] = time.monotonic()


PLAYS: dict[str, Callable[[MainWindow, Path, Found], Script]] = {
    "full disk": full_disk,
    "read-only folder": read_only,
    "folder that vanishes": folder_gone,
    "network share that hangs": share,
}


def main(name: str, folder: Path) -> None:
    """Play, and print what was found as one line of JSON."""
    found: Found = {"ok": False}
    try:
        perform(lambda window: PLAYS[name](window, folder, found), folder, "--sample", measure_trust=False)
    except BaseException as fault:
        found["fault"] = f"{type(fault).__name__}: {fault}"[:500]
    finally:
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
