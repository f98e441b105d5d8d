"""A real Dask cluster on the loopback: a scheduler and workers in processes of their own, all ended at the end.

They are forked from one that has imported Dask and TensorFlow, for which each would take seconds.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from multiprocessing.process import BaseProcess
from pathlib import Path

from helpers.engines.forked_command import start_forked
from helpers.engines.forked_engine import as_in

ROOT = Path(__file__).parents[3]
_SECONDS = 60.0
_ONE_CORE = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}


@dataclass
class DaskCluster:
    """What was started. folder: for its files; options: for scheduler and workers, such as those of TLS."""

    folder: Path
    options: Sequence[str] = ()
    env: dict[str, str] = field(default_factory=dict)
    workers: list[BaseProcess] = field(default_factory=list)
    scheduler: BaseProcess | None = None

    @property
    def _told(self) -> Path:
        return self.folder / "scheduler.json"

    @property
    def address(self) -> str:
        """Where the scheduler listens, by a port that the system chose."""
        return json.loads(self._told.read_text())["address"]

    def start(self, protocol: str = "tcp") -> None:
        """Start the scheduler and wait until it listens."""
        self._told.unlink(missing_ok=True)
        where = f"{protocol}://127.0.0.1:0"
        self.scheduler = self._run("dask_scheduler", "--host", where, "--scheduler-file", str(self._told))
        until = time.monotonic() + _SECONDS
        while not self._told.exists() or not self._told.read_text().endswith("}"):
            assert self.scheduler.is_alive(), (self.folder / "dask_scheduler.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.05)

    def add_worker(self, *options: str) -> BaseProcess:
        """Start a worker. Without its nanny: what is killed stays dead."""
        number = len(self.workers)
        place = self.folder / f"worker-{number}"
        worker = self._run(
            "dask_worker",
            self.address,
            "--nthreads",
            "1",
            "--local-directory",
            str(place),
            *(options or ["--no-nanny"]),
        )
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        """End all processes, and those that they started, at once: they hold nothing that is worth a farewell."""
        for process in (*self.workers, self.scheduler):
            if process is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.kill()  # one that has only just begun has no group of its own yet
                process.join()

    def _run(self, program: str, *arguments: str) -> BaseProcess:
        env = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", **_ONE_CORE, **self.env}
        log = self.folder / f"{program}.log"
        run = partial(_command, f"distributed.cli.{program}", env)
        return start_forked(run, ["--no-dashboard", *arguments, *self.options], log)


def _command(module: str, environment: dict[str, str], arguments: list[str]) -> None:
    """Run one of Dask's commands in this process, alone in a group with those that it starts."""
    import dask

    os.setsid()
    as_in(environment, ROOT)
    dask.config.refresh()  # reads the environment
    import_module(module).main(arguments)
