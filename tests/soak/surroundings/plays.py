"""What the user does in the window, in each of the surroundings. A play yields what it waits for, and says what it saw.

Each is given the window and a folder, and leaves what it found in a dictionary: `ok`, `said` and more. They are run in
a process and a mount namespace of their own: `python -m soak.surroundings.plays FOLDER NAME...`. Linux, as root.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources
from benchmarks.gaps import Gaps, late_at, merged
from gui.self_test.stage import settle_in
from soak import stage
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
    # Whoever started this window ends the server, too.
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
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
        found["gap"] = in_short(gaps)
        found["ok"] = found["gap"]["own"][0] <= 100 and not found["after Esc"]
    finally:
        found["hung when the window was closed"] = server.poll() is None


# Names, sizes, other windows


def awkward_names(window: MainWindow, folder: Path, found: Found) -> Script:
    """Open, export, save a session and open it again, with names that few programs expect."""
    from gui.state import file_dialogs

    place = folder / "names"
    place.mkdir()
    names = [b"x" * 251 + b".png", b"new\nline.png", "emoji \U0001f41f.png".encode(), b"no utf-8 \xff.png"]
    images = [place / os.fsdecode(name) for name in names]
    for path in images:
        shutil.copy(resources.SAMPLES[1], path)
    file_dialogs.ask_target = lambda _, __, suggested, *___: place / suggested.name
    written = []
    for path in images:
        window.open_files([path])
        yield lambda path=path: settled(window) and window.state.image.path == path
        trigger(window, "export_overlay")
        yield lambda: notice(window) != "" and not window.state.activities
        written.append(notice(window).startswith("Saved"))
    session = place / os.fsdecode("emoji \U0001f41f \udcff.saliscope".encode(errors="surrogateescape"))
    answer_dialogs(session)
    trigger(window, "save_session_as")
    yield lambda: notice(window) != "" and not window.state.activities
    found["said"] = notice(window).encode(errors="backslashreplace").decode()
    window.open_files([resources.SAMPLES[0]])
    yield lambda: settled(window) and window.state.image.path == resources.SAMPLES[0]
    window.state.notify(None)
    window.rooms.sessions.open(session)
    yield lambda: settled(window) and window.state.image.path in images
    found["exported"] = written
    found["ok"] = all(written) and "was saved" in found["said"]


def wide_image(window: MainWindow, folder: Path, found: Found) -> Script:
    """Look at an image of 32,767 by 64 pixels, and export it as large as it is."""
    import cv2
    import numpy as np

    wide, target = folder / "wide.png", folder / "wide-out.png"
    cv2.imwrite(str(wide), np.tile(cv2.imread(str(resources.SAMPLES[1]))[100:164], (1, 110, 1))[:, :32767])
    gaps = Gaps()
    window.open_files([wide])
    yield lambda: settled(window) and window.state.image.path == wide
    trigger(window, "one_to_one")
    yield rest(0.5)
    answer_dialogs(target)
    trigger(window, "export_overlay")
    yield lambda: notice(window) != "" and not window.state.activities
    found["said"], found["size"] = notice(window), cv2.imread(str(target)).shape[:2]
    found["gap"] = in_short(gaps)
    found["ok"] = tuple(found["size"]) == (64, 32767)


def two_windows(window: MainWindow, folder: Path, found: Found) -> Script:
    """Save a session that another window saved meanwhile."""
    session = folder / "both.saliscope"
    answer_dialogs(session)
    trigger(window, "save_session_as")
    yield lambda: notice(window) != "" and not window.state.activities
    other = session.read_bytes() + b"\n"
    session.write_bytes(other)
    trigger(window, "save_session")
    yield lambda: notice(window) != "" and not window.state.activities
    found["said"], found["ok"] = notice(window), session.read_bytes() == other


def first_look(window: MainWindow, folder: Path, found: Found) -> Script:
    """Do what everybody does first: look at the sample, choose another class, export."""
    yield rest(0.5)
    found["at the start"] = notice(window)
    yield lambda: settled(window)
    window.state.choose_target(7)
    yield lambda: settled(window)
    window.settings["theme"] = "dark"
    found["setting kept"] = window.settings["theme"] == "dark"
    target = folder / "first.png"
    answer_dialogs(target)
    window.state.notify(None)
    window.actions_by_id["export_overlay"].trigger()
    yield lambda: notice(window) != "" and not window.state.activities
    found["said"] = notice(window)
    found["from right to left"] = window.layoutDirection().name
    found["ok"] = target.is_file() and found["setting kept"]


def in_short(gaps: Gaps) -> dict[str, list[int]]:
    """Return for each kind of lateness the p99.9 and the longest, in ms, and stop."""
    counts = merged([gaps.take()])
    gaps.stop()
    return {kind: [late_at(late, 0.999), max(late)] for kind, late in counts.items()}


PLAYS: dict[str, Callable[[MainWindow, Path, Found], Script]] = {
    "full disk": full_disk,
    "read-only folder": read_only,
    "folder that vanishes": folder_gone,
    "awkward names": awkward_names,
    "image 32,767 pixels wide": wide_image,
    "two windows on one session": two_windows,
    "network share that hangs": share,
    "first look": first_look,
}


def _played(window: MainWindow, folder: Path, names: list[str]) -> Script:
    """Play, and print what was found as a line of JSON for each: the program may end at once when it is closed."""
    for name in names:
        found: Found = {"name": name, "ok": False}
        try:
            yield from PLAYS[name](window, folder, found)
        except BaseException as fault:
            found |= {"ok": False, "fault": f"{type(fault).__name__}: {fault}"[:500]}
        print(json.dumps(found), flush=True)


def _settle(folder: Path) -> None:
    """Have places of the program's own, as every campaign, but for those that the case sets: see `soak.places`."""
    set_by_case = {name: os.environ.get(name) for name in os.environ.get("KEPT", "").split()}
    settle_in(folder)
    for name, value in set_by_case.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


if __name__ == "__main__":
    place = Path(sys.argv[1])
    stage.settle_in = _settle
    of_the_system = ("--language", "") if "LC_ALL" in os.environ.get("KEPT", "").split() else ()
    perform(lambda window: _played(window, place, sys.argv[2:]), place, "--sample", *of_the_system, measure_trust=False)
