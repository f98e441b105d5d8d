"""The engine thread: a QThread whose worker supervises the engine process, from `start` to `stop`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from engine.process.client import EngineClient
from engine.process.process_manager import Limits

if TYPE_CHECKING:
    from engine.process.messages import Event


class EngineWorker(QObject):
    """Lives in the engine thread. `reported` carries the frozen events of `engine.process.messages`, in order."""

    reported = Signal(object)

    def __init__(self, limits: Limits | None = None, device: str = "auto") -> None:
        super().__init__()
        self.client = EngineClient(self._emit, device, limits)

    def run(self) -> None:
        """Supervise until the client is closed."""
        self.client.run()

    def _emit(self, event: Event) -> None:
        self.reported.emit(event)


class EngineThread(QObject):
    """Owns thread and worker; ends both, and with them the engine process, on `stop`. device: "auto" or "cpu"."""

    def __init__(self, limits: Limits | None = None, device: str = "auto") -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName("engine")
        # Kept: a worker without a Python reference is deleted and never runs.
        self._worker = EngineWorker(limits, device)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self.reported = self._worker.reported
        self.client = self._worker.client

    def start(self) -> None:
        """Start the thread, which starts the engine process."""
        self._thread.start()

    def stop(self) -> None:
        """End the engine process and wait for the thread."""
        self.client.close()
        self._thread.quit()
        self._thread.wait()
