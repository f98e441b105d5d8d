"""A room of batches on a stage: a controller that answers at once, workers that need no model, a folder of images."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.batch.progress import RunState
from engine.images import Image
from engine.network.description import LayerInfo
from gui.batch.room import BatchRoom
from gui.batch.setup.wanted import Setup
from gui.state.images.picture import Picture
from gui.state.screen import ScreenState
from helpers.batches.batch_runs import PLAN, FakeWorkers, write_images
from helpers.shown_model import model_info

MODEL = model_info(
    sha256=PLAN.model_sha256,
    labels=PLAN.labels,
    path=PLAN.model,
    name=PLAN.model.name,
    layers=(LayerInfo("conv", "Conv2D", (4, 4, 2)), LayerInfo("deep", "Conv2D", (2, 2, 2))),
)


class Client:
    failure = None


class Desk(QObject):
    """What a room asks of the controller: an image opens at once, with 8 x 8 black pixels."""

    refused = Signal(object, object)

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self.state, self.client = state, Client()
        self.models: list[tuple] = []
        self.restarts: list[str] = []

    def open_photograph(self, path: Path) -> None:
        pixels = np.zeros((8, 8, 3), np.uint8)
        self.state.show_picture(Picture(Image(pixels, path.name, path, "s" * 64, (), "test"), (pixels,)))

    def open_model(self, path: Path, port) -> None:
        self.models.append((path, port))
        self.state.show_model(MODEL)

    def restart(self, device: str) -> None:
        self.restarts.append(device)


class Stage:
    def __init__(self, qtbot, tmp_path: Path) -> None:
        self.qtbot = qtbot
        self.source, self.folder = tmp_path / "images", tmp_path / "run"
        self.names = write_images(self.source, 8)
        self.main = QWidget()
        qtbot.addWidget(self.main)
        self.state = ScreenState()
        self.state.show_model(MODEL)
        self.desk = Desk(self.state)
        self.workers = FakeWorkers()
        self.room = BatchRoom(self.main, self.state, self.desk, list)
        self.room._workers = lambda: self.workers

    def start(self, plan=PLAN) -> None:
        self.room.start(Setup(plan, self.source, self.folder))
        self.wait(lambda: self.room.batch is not None)

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=30_000)

    def wait_for(self, state: RunState) -> None:
        self.wait(lambda: self.batch.run.progress.state is state)

    def finished(self, plan=PLAN) -> None:
        self.start(plan)
        self.wait_for(RunState.FINISHED)
        self.wait(lambda: len(self.batch.model.store) == len(self.names))

    @property
    def batch(self):
        return self.room.batch

    @property
    def table(self):
        return self.batch.window.images.table
