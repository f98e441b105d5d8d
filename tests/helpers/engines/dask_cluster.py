"""A real Dask cluster on the loopback: a scheduler and workers in processes of their own, all ended at the end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
_SECONDS = 60.0
_ONE_CORE = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}


@dataclass
class DaskCluster:
    """What was started. folder: for its files; options: for scheduler and workers, such as those of TLS."""

    folder: Path
    options: Sequence[str] = ()
    env: dict[str, str] = field(default_factory=dict)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    scheduler: subprocess.Popen[bytes] | None = None

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
            assert self.scheduler.poll() is None, (self.folder / "dask_scheduler.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.05)

    def add_worker(self, *options: str) -> subprocess.Popen[bytes]:
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
                process.wait()

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", *arguments, *self.options]
        env = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", **_ONE_CORE, **self.env}
        with (self.folder / f"{program}.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
