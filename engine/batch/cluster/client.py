"""Units of a batch on other computers: a client of a Dask cluster. docs/SCALING.md says how to start one.

Who asks reads the images, checks what comes back and keeps it; workers know nothing but their units.
"""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.batch.cluster.address import Tls, checked_address, security
from engine.batch.cluster.arrived import checked
from engine.batch.cluster.model import about_model, files_of
from engine.batch.cluster.portions import load, portions
from engine.batch.cluster.worker import Missing, answer
from engine.batch.units import refused
from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from engine.batch.rows import Result, Unit

PATIENCE = 60.0  # seconds to wait for a first worker, or for another when all are gone
_REACHED = 15.0  # seconds to reach the scheduler, also again
_LOOKS = 2.0  # seconds between two looks at whether there are workers
_TRIES = 5  # times a unit is handed out anew because what it needs was lost
_AHEAD = 2  # units for each thread of a worker: the next is there when one ends


class ClusterWorkers:
    """The `Workers` of a Dask cluster. A worker that dies costs a retry of its unit and nothing else.

    An image that has ended every worker that tried it is refused. Where the scheduler or all workers are gone, the
    futures of what is under way end in an error, so that the batch can be continued later.

    address: of the scheduler, "tls://host:port"; tls: what proves who this computer is; insecure: plain TCP may leave
    this computer. Raises SaliscopeError: CLUSTER_EXTRA, CLUSTER_ADDRESS, CLUSTER_TLS, CLUSTER_CERTIFICATE,
    CLUSTER_INSECURE, CLUSTER_LOST, CLUSTER_NO_WORKERS.
    """

    def __init__(
        self, address: str, tls: Tls | None = None, insecure: bool = False, patience: float = PATIENCE
    ) -> None:
        self._address, self._patience = checked_address(address, tls, insecure), patience
        self._client = _connected(self._address, tls, min(_REACHED, patience))
        self._loop: asyncio.AbstractEventLoop = self._client.loop.asyncio_loop
        self._sending = asyncio.Lock()
        self._model: Any = None  # Dask's future of the model, once a worker lacked it
        self._under_way: set[Future[tuple[Result, ...]]] = set()
        self._threads: dict[str, int] = {}
        self._looked = self._last_worker = time.monotonic()
        try:
            self._client.wait_for_workers(1, timeout=patience)
            self._threads = self._client.nthreads()
        except TimeoutError as fault:
            self._client.close()
            raise self._no_workers() from fault

    @property
    def room(self) -> int:
        """How many units may be under way, which grows and shrinks with the cluster."""
        return _AHEAD * max(1, sum(self._threads.values()))

    def submit(self, unit: Unit) -> Future[tuple[Result, ...]]:
        """Have a unit answered. Its images are read here, so their paths need not lead anywhere on a worker.

        The future ends in one result for each image, in their order, or in a SaliscopeError.
        """
        if self._client.status == "closed":
            raise RuntimeError("the workers were shut down")
        future = asyncio.run_coroutine_threadsafe(self._in_portions(unit), self._loop)
        self._under_way.add(future)
        future.add_done_callback(self._under_way.discard)
        return future

    def shutdown(self) -> None:
        """Cancel what is under way and leave the cluster, which goes on."""
        for future in tuple(self._under_way):
            future.cancel()
        self._model = None
        self._client.close()

    async def _in_portions(self, unit: Unit) -> tuple[Result, ...]:
        """Send no more bytes at a time than memory and network can bear: most units are one portion."""
        results: list[Result] = []
        for portion in portions(unit):
            loaded = await asyncio.to_thread(load, portion)
            answered = await self._answered(loaded.unit) if loaded.unit.photographs else ()
            results += loaded.completed(answered)
        return tuple(results)

    async def _answered(self, unit: Unit) -> tuple[Result, ...]:
        from distributed import KilledWorker

        try:
            return checked(unit, await self._asked(unit))
        except KilledWorker as fault:
            if len(unit.photographs) > 1:  # one of them is to blame: each for itself, one after another
                alone = [await self._answered(replace(unit, photographs=(one,))) for one in unit.photographs]
                return tuple(result for results in alone for result in results)
            (image,) = unit.photographs
            error = SaliscopeError(Code.CLUSTER_KILLED, name=image.name, times=fault.allowed_failures + 1)
            return (refused(unit.plan, image, error),)

    async def _asked(self, unit: Unit) -> object:
        """Return what a worker answered. What was lost on the way is asked again; the model is sent where it lacks."""
        for _ in range(_TRIES):
            model = self._model
            found = await self._result(unit, model)
            if found is None:
                self._forget(model)
            elif not isinstance(found, Missing):
                return found
            elif model is not None:  # it was sent, and is another there
                raise SaliscopeError(Code.CLUSTER_MODEL, **about_model(unit.plan))
            else:
                await self._send_model(unit)
        raise SaliscopeError(Code.CLUSTER_LOST, address=self._address)

    async def _result(self, unit: Unit, model: Any) -> object:
        """Return what one task returns, waited for as long as there are workers; None where the cluster lost it."""
        self._check_connection()
        task = self._client.submit(answer, unit, __version__, model, pure=False)
        waiting = asyncio.ensure_future(task)
        try:
            while not (await asyncio.wait({waiting}, timeout=_LOOKS))[0]:
                await self._look_for_workers()
            return waiting.result()
        except Exception as fault:
            if task.status == "error":
                raise _fault(fault) from fault
            if isinstance(fault, SaliscopeError):
                raise
            self._check_connection()
            return None
        finally:
            waiting.cancel()
            task.release()

    def _check_connection(self) -> None:
        if self._client.status != "running":
            raise SaliscopeError(Code.CLUSTER_LOST, address=self._address)

    async def _look_for_workers(self) -> None:
        """Count the workers, at most every few seconds. Raises SaliscopeError where there have been none for long."""
        now = time.monotonic()
        if now - self._looked < _LOOKS:
            return
        self._looked = now
        self._threads = await self._client.nthreads()
        if self._threads:
            self._last_worker = now
        elif now - self._last_worker > self._patience:
            raise self._no_workers()

    def _no_workers(self) -> SaliscopeError:
        return SaliscopeError(Code.CLUSTER_NO_WORKERS, address=self._address, seconds=round(self._patience))

    async def _send_model(self, unit: Unit) -> None:
        """Bring the model to the cluster, once: Dask moves it to each worker that is given a unit and lacks it."""
        async with self._sending:
            if self._model is None:
                files = await asyncio.to_thread(files_of, unit.plan)
                self._model = await self._client.scatter(files, hash=False)

    def _forget(self, model: Any) -> None:
        """Send the model again, if need be: it is lost where all workers that had it are gone."""
        if self._model is model:
            self._model = None


def _connected(address: str, tls: Tls | None, seconds: float) -> Any:
    """Return a client with a thread of its own. Dask's log is kept quiet: who asks says what went wrong."""
    try:
        from distributed import Client
    except ImportError as fault:
        raise SaliscopeError(Code.CLUSTER_EXTRA, extra="cluster", package="distributed") from fault
    for name in ("client", "core", "comm", "utils"):
        logging.getLogger(f"distributed.{name}").setLevel(logging.CRITICAL + 1)
    try:
        return Client(address, security=security(tls), timeout=seconds, set_as_default=False)
    except OSError as fault:  # a TimeoutError too, and TLS that the other side refuses
        raise SaliscopeError(Code.CLUSTER_LOST, address=address) from fault


def _fault(fault: Exception) -> Exception:
    """Return an error of a worker's as one of ours."""
    from distributed import KilledWorker

    if isinstance(fault, SaliscopeError | KilledWorker):
        return fault
    return SaliscopeError(Code.CLUSTER_FAULT, reason=f"{type(fault).__name__}: {fault}"[:300])
