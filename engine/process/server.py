"""The engine process: a loop that takes messages from a pipe, and answers them with what `engine` computes.

A second thread reads the pipe, so that a job can be cancelled while it runs. It also ends the process as soon as the
pipe closes, whatever the main thread is doing: no process outlives the window.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.process.fault_log import log_faults
from engine.process.measuring import checked, measured
from engine.process.messages import (
    Answer,
    Cancel,
    CheckRegion,
    Do,
    Done,
    EngineJobId,
    Explain,
    Judged,
    MeasuredPart,
    MeasureMap,
    Open,
    OpenBeside,
    Opened,
    OpenedBeside,
    OpenFailed,
    Predict,
    Predicted,
    Ready,
    RegionChecked,
    Several,
    Tried,
    Underway,
)
from engine.process.model_cache import ModelCache, SessionCache
from engine.process.units import Units
from engine.system.faults import as_error
from engine.system.memory import confine_memory
from engine.system.parent_process import follow_the_parent, give_way

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.models.classifier import Classifier


def serve(connection: Connection, device: str, folder: Path) -> None:
    """Run the engine process until the pipe closes. device: "auto" or "cpu".

    folder: where temporary files go, such as private copies of model files. The parent process made it and removes it,
    which this one could not do when it is killed.
    """
    follow_the_parent()
    give_way()
    log_faults()
    tempfile.tempdir = str(folder)
    inbox: queue.Queue[Any] = queue.Queue()
    first: queue.SimpleQueue[Predict | CheckRegion] = queue.SimpleQueue()
    cancelled = _Cancelled()
    threading.Thread(target=_read, args=(connection, inbox, first, cancelled), daemon=True).start()
    from engine.system.runtime import start_tensorflow

    found = start_tensorflow(device)
    if found.kind == "cpu":  # not with a graphics card: its driver reserves far more address space than it uses
        confine_memory()
    connection.send(Ready(found))
    server = Server(connection, cancelled, idle=inbox.empty, first=first)
    while True:
        server.handle(inbox.get())


class _Cancelled:
    """The jobs that are wanted no longer: all up to a number, since one is sent after the other is over."""

    def __init__(self) -> None:
        self.up_to = EngineJobId(-1)

    def __contains__(self, engine_job_id: EngineJobId) -> bool:
        return engine_job_id <= self.up_to


def _read(
    connection: Connection,
    inbox: queue.Queue[Any],
    first: queue.SimpleQueue[Predict | CheckRegion],
    cancelled: _Cancelled,
) -> None:
    while True:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            os._exit(0)  # not sys.exit, which would end this thread alone
        if isinstance(message, Cancel):
            cancelled.up_to = max(cancelled.up_to, message.engine_job_id)
            continue
        if isinstance(message, Predict | CheckRegion):
            first.put(message)
            message = None  # lets the main thread look at `first`
        inbox.put(message)


class Server:
    """Does what each message asks. idle: whether no message waits, so that there is time for what may be asked next.

    first: what is quick and waits, such as predictions; it is done between two steps of whatever else is done.
    """

    def __init__(
        self,
        connection: Connection,
        cancelled: _Cancelled,
        idle: Callable[[], bool] = lambda: True,
        first: queue.SimpleQueue[Predict | CheckRegion] | None = None,
    ) -> None:
        self._connection = connection
        self._idle = idle
        self._first = first or queue.SimpleQueue()
        self._cancelled = cancelled
        self._models = ModelCache()
        self._sessions = SessionCache(self._models)
        self._tried: Any = None
        self._units = Units(self._models)

    def handle(self, message: Open | OpenBeside | Explain | MeasureMap | Do | None) -> None:
        """Do what is quick and waits, then one job; None: no job. Whatever goes wrong is sent as an error."""
        self._do_quick()
        match message:
            case Open():
                self._open(message)
            case OpenBeside():
                self._open_beside(message)
            case Explain():
                self._explain(message)
            case MeasureMap():
                self._measure(message)
            case Do():
                self._do(message)
        if self._idle():
            self._models.give_back()

    def _open(self, message: Open) -> None:
        try:
            classifier = self._models.show(message.path, message.port)
        except Exception as fault:
            self._connection.send(OpenFailed(message.path, _logged(fault)))
            return
        self._connection.send(Opened(classifier.info))
        if not self._idle():
            return
        with contextlib.suppress(Exception):  # the first question meets the same fault, and its error is sent
            classifier.warm_up()

    def _open_beside(self, message: OpenBeside) -> None:
        error = None
        try:
            info = self._models.beside(message.path, message.port).info
            self._connection.send(OpenedBeside(message.engine_job_id, info))
        except Exception as fault:
            error = _logged(fault)
        self._connection.send(Done(message.engine_job_id, error))

    def _do_quick(self) -> None:
        """Make the predictions that wait, and check the regions."""
        while True:
            try:
                message = self._first.get_nowait()
            except queue.Empty:
                return
            error = None
            try:
                self._connection.send(self._found_quickly(message))
            except Exception as fault:
                error = _logged(fault)
            self._connection.send(Done(message.engine_job_id, error))

    def _found_quickly(self, message: Predict | CheckRegion) -> Predicted | RegionChecked:
        if isinstance(message, CheckRegion):
            return RegionChecked(message.engine_job_id, checked(self._session(message), message))
        from engine.attribution.session import Session

        request = message.request
        model = self._model(message)
        companions = _companions(message)
        session = Session(model, message.pixels, request.pixel_values, request.region, companions)
        return Predicted(message.engine_job_id, *session.predict())

    def _explain(self, message: Explain) -> None:
        from engine.attribution.explain import explain_several

        error = None
        try:
            self._answer(message)
            if message.strip:
                self._go_on(message)
                several = explain_several(self._session(message), message.request, message.strip)
                self._connection.send(Several(message.engine_job_id, several))
        except Exception as fault:
            error = _logged(fault)
        self._connection.send(Done(message.engine_job_id, error))
        if not message.aside:
            self._try_pixel_values(message)

    def _answer(self, message: Explain) -> None:
        """Send ever better answers. Raises SaliscopeError(CANCELLED) where the last one is not wanted any longer."""
        from engine.attribution.explain import explain

        self._go_on(message)
        for attribution in explain(self._session(message), message.request):
            self._connection.send(Answer(message.engine_job_id, attribution))
            self._do_quick()
            if attribution.fraction < 1:
                self._go_on(message)

    def _measure(self, message: MeasureMap) -> None:
        error = None
        try:
            self._go_on(message)
            for found in measured(self._session(message), message):
                engine_job_id = message.engine_job_id
                self._connection.send(Underway(engine_job_id) if found is None else MeasuredPart(engine_job_id, found))
                self._do_quick()
                self._go_on(message)
        except Exception as fault:
            error = _logged(fault)
        self._connection.send(Done(message.engine_job_id, error))

    def _go_on(self, message: Explain | MeasureMap | Do) -> None:
        if message.engine_job_id in self._cancelled:
            raise SaliscopeError(Code.CANCELLED)

    def _do(self, message: Do) -> None:
        """Do a unit, or go on with it where it was interrupted."""
        error = None
        try:
            self._send_results(message)
        except Exception as fault:
            error = _logged(fault)
        self._connection.send(Done(message.engine_job_id, error))

    def _send_results(self, message: Do) -> None:
        """Send a unit's results. Raises SaliscopeError(CANCELLED) where it is to wait; it is kept then."""
        engine_job_id = message.engine_job_id
        steps = self._units.steps(message)
        while True:
            if engine_job_id in self._cancelled:
                self._units.keep(engine_job_id, steps)
            self._go_on(message)
            try:
                result = next(steps)
            except StopIteration:
                return
            self._connection.send(Underway(engine_job_id) if result is None else Judged(engine_job_id, result))
            self._do_quick()

    def _try_pixel_values(self, message: Explain) -> None:
        """Where the preprocessing is only assumed, send what each kind would answer: once for each photograph."""
        request, classifier = message.request, self._models.on_screen
        if classifier is None or classifier.info.pixel_values_from != "assumed" or request.view == self._tried:
            return
        if not _is_about(request, classifier):
            return
        if not self._idle():
            return
        from engine.attribution.trial import try_pixel_values

        self._tried = request.view
        try:
            trials = try_pixel_values(classifier, message.pixels, _companions(message))
        except Exception as fault:
            _logged(fault)  # the answer itself is there
            return
        self._connection.send(Tried(request, trials))

    def _session(self, message: Explain | MeasureMap | CheckRegion) -> Any:
        return self._sessions.of(self._model(message), message.request, message.pixels, _companions(message))

    def _model(self, message: Explain | Predict | MeasureMap | CheckRegion) -> Any:
        """Return the model that a message is about; one beside that was dropped since is opened again."""
        if message.path is not None:
            return self._models.asked(message.path, message.request.model, message.request.port)
        shown = self._models.on_screen
        if shown is None:
            raise SaliscopeError(Code.MODEL_NONE)
        if not _is_about(message.request, shown):
            raise SaliscopeError(Code.CANCELLED)
        return shown


def _is_about(request: Request, classifier: Classifier) -> bool:
    """Tell whether a question is about this model. One that was asked while it opened is about the former one."""
    return (request.model, request.port) == (classifier.info.sha256, classifier.info.port)


def _companions(message: Explain | Predict | MeasureMap | CheckRegion) -> dict[int, Any]:
    """Return the model's views of the companions by the inputs that they are for."""
    asked = message.request.companions
    return {one.input: view for one, view in zip(asked, message.companions, strict=True)}


def _logged(fault: Exception) -> SaliscopeError:
    """Return an exception as `as_error` does, and print an unforeseen one for those who look for its cause."""
    error = as_error(fault)
    if error.code is Code.ENGINE_FAULT and sys.stderr is not None:
        traceback.print_exception(fault)
    return error
