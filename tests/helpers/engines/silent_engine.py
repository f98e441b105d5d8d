"""A controller whose engine never runs: the test says what it reports, in any order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from engine.errors import Code, SaliscopeError
from engine.network.description import Port
from engine.process.messages import Open, Opened, OpenFailed
from gui.state.controller import Controller
from gui.state.engine_thread import EngineThread
from gui.state.screen import ScreenState
from helpers.shown_model import model_info


class Stage:
    """Controller and state; `asked`: the models that were asked for."""

    def __init__(self, qtbot) -> None:
        self.state = ScreenState()
        owner = QWidget()
        qtbot.addWidget(owner)
        self.engine = EngineThread()
        self.controller = Controller(self.state, self.engine)
        for owned in (self.engine, self.controller):
            owned.setParent(owner)
        self.owner = owner

        self.asked: list[Open] = []
        self.engine.client.open_model = lambda path, port=None: self.asked.append(Open(path, port))

    def opened(self, path: Path, port: Port | None = None, **facts: Any) -> None:
        info = model_info(path=path, sha256=path.name, port=port or Port(), **facts)
        self.engine.reported.emit(Opened(info, Open(path, port)))

    def failed(self, path: Path, code: Code = Code.CANCELLED, **params: Any) -> None:
        self.engine.reported.emit(OpenFailed(path, SaliscopeError(code, **params), Open(path)))
