"""The engine process is killed, stopped, starved or kept busy for ever, again and again, while a user works.

Each window is a process of its own, with its own folder for temporary files: what is left there is counted.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.engines.supervised_engine import is_gone

import resources
from benchmarks import gaps as gaps_of
from soak import small_models
from soak.journal import Journal, Row, percentile
from soak.leftovers import children, files_in, processes_of, seconds_of
from soak.processes import in_a_process
from soak.stage import Script, TooLateError, perform, rest

if TYPE_CHECKING:
    import numpy as np

    from gui.main_window.window import MainWindow
    from gui.state.screen import ScreenState

COUNT = 200
_WINDOW = 8  # faults in one window
_DOING = ("drags the class slider", "opens models", "exports", "verifies", "runs a batch")
_FAULTS = ("SIGKILL", "SIGSEGV", "SIGSTOP", "memory exhausted", "a graph that never ends")
_TOLD, _ON = 1.0, 15.0  # seconds, the aims
_DEADLINE = 20.0  # seconds for an opening or a step of a job, for which a user's program gives 180 and 120
_IMAGES = 12
_PATIENCE = 90.0
_SOON = 0.3  # seconds after which an opening has begun
_QUIET = 2.0  # seconds after which nothing more will be told


def run(journal: Journal) -> None:
    """Go on with new windows."""
    with tempfile.TemporaryDirectory() as name:
        in_a_process(_make_files, Path(name))
        while any(True for _ in journal.to_do()):
            _one_window(journal, Path(name))
            journal = Journal(journal.folder, journal.name, journal.seed, journal.count)


def told(rows: list[Row]) -> list[tuple[str, str]]:
    """Say how each fault went."""
    found = [("faults", f"{len(rows)}, in {len({row['pid'] for row in rows})} windows")]
    for fault in _FAULTS:
        of_it = [row for row in rows if row["fault"] == fault]
        told_in = [row["told"] for row in of_it if _is_told(row)]
        on_in = [row["on"] for row in of_it if row["on"] is not None]
        quiet = len(of_it) - len(told_in)
        found.append((f"{fault}: told", f"{_times(told_in, _TOLD)}; {quiet} with nothing lost and so nothing told"))
        worked = [row["work"] for row in of_it if row.get("work") is not None]
        by_then = f"; the new process had computed for {percentile(worked, 0.5):.1f} s by then (median)"
        found.append((f"{fault}: work goes on", _times(on_in, _ON) + by_then))
    found.append(("overlay about another question", str(sum(row["stale"] for row in rows))))
    closed = [row["left"] for row in rows if "left" in row]
    for what in ("processes", "files", "threads"):
        left = sum(len(one[what]) for one in closed)
        found.append((f"{what} left behind", f"{left}, in {len(closed)} windows that were closed"))
    trouble = [row for row in rows if row["trouble"]]
    found.append(
        ("what did not come to an end", "; ".join(f"{row['step']}: {row['trouble']}" for row in trouble) or "–")
    )
    return [*found, *gaps_of.told(row["gaps"] for row in rows)]


def _is_told(row: Row) -> bool:
    """Tell whether a fault was told; a verification that ends well in spite of it has lost nothing."""
    return row["told"] is not None and "is confirmed" not in row["words"]


def _times(seconds: list[float], aim: float) -> str:
    within = sum(one <= aim for one in seconds)
    middle, most = percentile(seconds, 0.5), max(seconds, default=0.0)
    return f"{within} of {len(seconds)} within {aim:.0f} s, median {middle:.2f} s, longest {most:.2f} s"


def _one_window(journal: Journal, files: Path) -> None:
    """Do the next faults in a window of their own, and look at what that leaves behind."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        given = journal.folder, journal.name, journal.seed, journal.count
        process = multiprocessing.get_context("spawn").Process(target=_play_window, args=(given, files, Path(name)))
        process.start()
        process.join()
        if process.exitcode:
            raise RuntimeError(f"the window ended with {process.exitcode}")
        orphans = processes_of(name)
        assert not orphans, f"processes {orphans} outlive the window"


def _play_window(given: tuple[Path, str, int, int], files: Path, folder: Path) -> None:
    """Be the window's process: its temporary files lie in a folder of their own."""
    temporary = folder / "tmp"
    temporary.mkdir()
    os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
    journal, user = Journal(*given), _User(files, folder)
    perform(partial(user.work, journal), folder, "--sample", "--model", str(files / small_models.NAMES[0]))
    others = [one for one in threading.enumerate() if one is not threading.main_thread()]
    # Python keeps an object for a thread of Qt's that ended long ago: the system knows which live.
    threads = [one.name for one in others if Path(f"/proc/self/task/{one.native_id}").exists()]
    left = {"processes": children(), "files": files_in(temporary), "threads": threads}
    journal.keep(**user.row, left=left)


class _User:
    """Works in the window, and hits the engine process meanwhile."""

    def __init__(self, files: Path, folder: Path) -> None:
        from engine.process.process_manager import Limits
        from gui import app
        from gui.state import file_dialogs
        from gui.state.engine_thread import EngineThread

        app.EngineThread = partial(EngineThread, Limits(open=_DEADLINE, step=_DEADLINE))  # type: ignore[misc]
        file_dialogs.ask_target = lambda *_: self._target  # type: ignore[assignment]
        self._folder, self._files = folder, files
        self._models = [*(files / name for name in small_models.NAMES), resources.DEFAULT_MODEL]
        self._target = folder / "none.png"
        self.row: Row = {}  # of the latest step, which is kept when the next begins

    def work(self, journal: Journal, window: MainWindow) -> Script:
        """Do the next steps."""
        self._window, self._state, gaps = window, window.state, gaps_of.Gaps()
        yield self._is_settled
        self._target = self._exported = self._folder / "exported.png"
        self._state.set_rendering(alpha=0.5)
        window.actions_by_id["export_overlay"].trigger()
        yield self._exported.is_file
        for step, draw in list(journal.to_do())[:_WINDOW]:
            doing, fault = _DOING[step % 5], _FAULTS[(step + step // 5) % 5]  # each with each in 25 steps
            found: dict[str, Any] = {"told": None, "on": None, "work": None, "stale": False, "trouble": ""}
            try:
                yield from self._step(doing, fault, draw, found)
            except TooLateError as late:
                found["trouble"] = f"{doing}, {fault}: {late}"
                yield from self._recover()
            if self.row:
                journal.keep(**self.row)
            self.row = {"step": step, "pid": os.getpid(), "doing": doing, "fault": fault, **found, "gaps": gaps.take()}
        gaps.stop()

    def _step(self, doing: str, fault: str, draw: np.random.Generator, found: dict[str, Any]) -> Script:
        """Work, be hit, see what is told, and go on."""
        state = self._state
        state.notify(None)
        if fault == "a graph that never ends":
            yield from self._open(self._files / "endless")
            yield rest(float(draw.uniform(0, 0.5)))
        yield from self._do(doing, draw)
        victim = self._victim(doing, draw)
        notice = state.notice
        undo = _hit(victim, fault)
        begun = time.monotonic()
        if fault == "a graph that never ends":
            yield from self._lose_patience(draw)
            begun = time.monotonic()
        yield self._until_known(victim, notice)
        if _tells(state.notice, notice):
            found["told"] = round(time.monotonic() - begun, 3)
            found["words"] = state.notice.text[:80]
        undo()
        if fault == "a graph that never ends":
            yield from self._open(self._models[0])
        yield from self._go_on(doing, fault, found, begun)
        found["stale"] = not self._is_about_the_screen()

    def _do(self, doing: str, draw: np.random.Generator) -> Script:
        """Begin something, and be in the middle of it after a moment."""
        match doing:
            case "drags the class slider":
                yield from self._drag(draw, int(draw.integers(1, 25)))
            case "opens models":
                self._window.controller.open_model(self._models[int(draw.integers(len(self._models)))])
                yield rest(float(draw.uniform(0, 1.5)))
            case "exports":
                self._target = self._folder / f"export-{draw.integers(1 << 30)}.png"
                self._state.choose_target(int(draw.integers(3)))
                self._window.actions_by_id["export_overlay"].trigger()
                yield rest(float(draw.uniform(0, 0.2)))
            case "verifies":
                self._window.rooms.verifying.verify(self._exported)
                yield rest(float(draw.uniform(0, 4)))
            case "runs a batch":
                self._start_batch(self._folder / f"run-{draw.integers(1 << 30)}")
                yield rest(float(draw.uniform(0.2, 2)))

    def _drag(self, draw: np.random.Generator, times: int) -> Script:
        for _ in range(times):
            model = self._state.model
            self._state.choose_target(int(draw.integers(len(model.labels))))
            yield rest(0.04)

    def _start_batch(self, folder: Path) -> None:
        from gui.batch.setup.asked import first_plan
        from gui.batch.setup.wanted import Setup

        state = self._state
        plan = first_plan(state.model, state.choices, state.rendering)
        self._window.rooms.batch.start(Setup(plan, self._files / "images", folder))

    def _victim(self, doing: str, draw: np.random.Generator) -> int | None:
        """Return the process to be hit: the window's engine, or that of a verification."""
        verifying = self._window.rooms.verifying._verifying
        engine = verifying._engine if doing == "verifies" and verifying is not None else None
        if engine is not None and draw.random() < 0.5:
            return engine.client.pid
        return self._window.controller.client.pid

    def _lose_patience(self, draw: np.random.Generator) -> Script:
        """Wait for the deadline of a graph that never ends, or cancel it, as who watches the busy bar does."""
        busy = self._window.controller.client.pid
        if draw.random() < 0.5:
            self._window.controller.cancel()
        until = time.monotonic() + _DEADLINE + _PATIENCE
        yield (
            lambda: (
                self._window.controller.client.pid != busy
                or not self._state.activities  # it was refused as it was opened
                or time.monotonic() > until
            )
        )

    def _until_known(self, before: int | None, notice: object) -> Any:
        """Return what holds once something is told, or the process has been replaced, or nothing comes of it.

        The user goes on to ask meanwhile: a process that has nothing to do may be stopped for as long as one likes.
        """
        state, begun, gone_at = self._state, time.monotonic(), [0.0]

        def known() -> bool:
            now = time.monotonic()
            if not gone_at[0] and (before is None or is_gone(before)):
                gone_at[0] = now
            if _tells(state.notice, notice) or (gone_at[0] and now > gone_at[0] + _QUIET):
                return True
            if not state.activities and now > begun + _QUIET:  # it has answered all the same
                return True
            if state.model is not None and not _waits(state):
                state.choose_target((1 + (state.choices.target or 0)) % len(state.model.labels))
            return now > begun + _DEADLINE + _QUIET

        return known

    def _go_on(self, doing: str, fault: str, found: dict[str, Any], since: float) -> Script:
        """Ask something new, see it answered, and let what was begun end. since: the fault was known."""
        state = self._state
        if state.model is not None:
            state.choose_target((1 + (state.choices.target or 0)) % len(state.model.labels))
        begun = time.monotonic()
        yield lambda: self._is_settled() or time.monotonic() > begun + _PATIENCE
        if not self._is_settled():
            raise TooLateError(f"{dict(state.activities)} {state.notice and state.notice.text}")
        found["on"] = round(time.monotonic() - since, 3)
        found["work"] = seconds_of(self._window.controller.client.pid)
        yield from self._end_batch(doing, fault)
        verifying = self._window.rooms.verifying
        yield lambda: verifying._verifying is None or "verifying" not in state.activities

    def _end_batch(self, doing: str, fault: str) -> Script:
        """Let a batch come to its end. With a graph that never ends no image is ever done, so the batch is ended."""
        room = self._window.rooms.batch
        if doing == "runs a batch":
            yield lambda: room.batch is not None and room.batch.run.progress.state.is_last and not room.batch.run.goes
            progress = room.batch.run.progress  # an image that memory was short for is refused
            if progress.done + progress.refused != _IMAGES and fault != "a graph that never ends":
                done = f"{progress.done} and {progress.refused} refused"
                raise TooLateError(f"batch: {done} of {progress.total}, {progress.error}")

    def _recover(self) -> Script:
        """Begin from something that works."""
        self._window.controller.restart("auto")
        yield from self._open(self._models[0])
        yield self._is_settled

    def _open(self, path: Path) -> Script:
        """Open a model, or see it refused: one whose graph never ends may be, at its deadline."""
        state = self._state
        self._window.controller.open_model(path)
        begun = time.monotonic()
        yield lambda: time.monotonic() > begun + _SOON and "opening" not in state.activities

    def _is_settled(self) -> bool:
        """Whether the question on screen is answered; what the window does for later, such as a batch, may go on."""
        return not _waits(self._state) and self._state.attribution is not None and self._is_about_the_screen()

    def _is_about_the_screen(self) -> bool:
        from gui.state.resolution import is_settled, resolve

        state = self._state
        shown = self._window.canvas._scene.own.attribution
        return shown is None or (shown is state.attribution and is_settled(shown, resolve(state.question)))


def _tells(notice: Any, before: Any) -> bool:
    """Tell whether a notice is new and about more than that something was saved."""
    return notice is not None and notice is not before and not notice.text.startswith("Saved")


def _waits(state: ScreenState) -> bool:
    """Tell whether the screen waits for an answer, an image or a model."""
    from gui.state.screen import EXPLAINING, LOADING, OPENING

    return not state.activities.keys().isdisjoint((EXPLAINING, LOADING, OPENING))


def _hit(pid: int | None, fault: str) -> Any:
    """Do it to a process; return what undoes it where it lasts."""
    if pid is None or is_gone(pid):
        return _nothing
    if fault.startswith("SIG"):
        os.kill(pid, getattr(signal, fault))
    elif fault == "memory exhausted":
        limits = resource.prlimit(pid, resource.RLIMIT_AS)
        taken = int(Path(f"/proc/{pid}/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.prlimit(pid, resource.RLIMIT_AS, (taken, limits[1]))
        return partial(_relieve, pid, limits)
    return _nothing


def _nothing() -> None:
    """Nothing is to be undone."""


def _relieve(pid: int, limits: tuple[int, int]) -> None:
    if not is_gone(pid):
        resource.prlimit(pid, resource.RLIMIT_AS, limits)


def _make_files(folder: Path) -> None:
    """Write models, images and a model that never ends its answer to a bright picture. Imports TensorFlow."""
    import cv2

    small_models.make(folder)
    small_models.make_endless(folder / "endless")
    (folder / "images").mkdir()
    picture = cv2.imread(str(resources.SAMPLES[0]))
    for number in range(_IMAGES):
        cv2.imwrite(str(folder / "images" / f"{number:02}.png"), picture[number : number + 96, number : number + 96])
