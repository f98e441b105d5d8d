"""The messages between the window's process and the engine process: frozen values, pickled through one pipe."""

from __future__ import annotations

from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import TYPE_CHECKING, NewType

from engine.attribution.request import Attribution, Companion, Request, Target, Trial
from engine.batch.rows import Result, Row, State, Unit, Written
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Located
from engine.images.preprocessing import Evidence, PixelValues
from engine.images.projection import Fit
from engine.images.reading import Reading, Window
from engine.measures.kept import MethodMeasures
from engine.measures.measure import Curve, Measured, Picture, Verdict, Why
from engine.measures.region import RegionCheck
from engine.methods.method import Finding
from engine.models.model_info import Kind, ModelInfo, PassedOver, WhyPassedOver
from engine.network.description import Caution, FurtherInput, Head, LayerInfo, Port, TensorInfo
from engine.system.device import Device
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.measures.asking import OtherFit
    from engine.measures.measure import TrustRequest
    from engine.measures.region import Box

# Where dask is installed, Keras has it imported, by way of joblib; it has every exception pickled with its traceback,
# by functions that the other end of the pipe refuses. A pipe's own pickler goes before that.
ForkingPickler.register(SaliscopeError, SaliscopeError.__reduce__)


# To the engine process. Its jobs are numbered by the messages sent, for a job may be sent twice: after the process
# ended, or after the screen's question interrupted it. The window numbers what it asked (`job_id` in `jobs.py`).

EngineJobId = NewType("EngineJobId", int)


@dataclass(frozen=True)
class Open:
    """Open a model file. The model on screen stays until the new one works.

    port: which inputs and outputs to look at, None for the first ones. Another port of the model on screen is no reason
    to read its file again.
    """

    path: Path
    port: Port | None = None


@dataclass(frozen=True)
class OpenBeside:
    """Open another model for side jobs, beside the one on screen. Answered by `OpenedBeside` and `Done`."""

    engine_job_id: EngineJobId
    path: Path
    port: Port | None = None


@dataclass(frozen=True, eq=False)
class Explain:
    """Answer a request. `pixels` is the model's view of the photograph, (h, w, 3) uint8.

    companions: its views of the request's companions, in their order, each at its own input's size.
    path: of the model, where that is not the one on screen; aside: a side job, not the question on screen.
    """

    engine_job_id: EngineJobId
    request: Request
    pixels: np.ndarray
    strip: int = 0  # of how many classes the maps are wanted too
    path: Path | None = None
    aside: bool = False
    companions: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True, eq=False)
class Predict:
    """Make one forward pass over (h, w, 3) uint8 pixels at the model's input size, before all else.

    request: whose model, port, pixel values, region and companions count; path, companions: as in `Explain`.
    """

    engine_job_id: EngineJobId
    request: Request
    pixels: np.ndarray
    path: Path | None = None
    companions: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True, eq=False)
class MeasureMap:
    """Measure a map. Answered by `Underway` while the map is computed again, then by `MeasuredPart` at each step.

    trust: what to measure of which map; other: the photograph in another fit, where a measure asks for it. pixels,
    path, companions: as in `Explain`.
    """

    engine_job_id: EngineJobId
    trust: TrustRequest
    pixels: np.ndarray
    other: OtherFit | None = None
    path: Path | None = None
    companions: tuple[np.ndarray, ...] = ()

    @property
    def request(self) -> Request:
        """What made the map."""
        return self.trust.map


@dataclass(frozen=True, eq=False)
class CheckRegion:
    """Tell what becomes of the request's class without a region, before all else. The rest as in `Explain`."""

    engine_job_id: EngineJobId
    request: Request
    box: Box
    pixels: np.ndarray
    path: Path | None = None
    companions: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True, eq=False)
class Do:
    """Do a unit of work. Answered by `Underway` at each step, a `Judged` for each photograph in order, and `Done`.

    resumes: under which number it was begun and cancelled; the process goes on where it was, if it still can. The unit
    has the photographs that are not answered yet. alone: one photograph after the other, so that it is known which
    one ends the process.
    """

    engine_job_id: EngineJobId
    unit: Unit
    resumes: EngineJobId | None = None
    alone: bool = False


@dataclass(frozen=True)
class Cancel:
    """Stop this job, and those sent before it, at the next step. The process keeps a unit, so as to resume it."""

    engine_job_id: EngineJobId


# From the engine process. It puts the `EngineJobId` into `job_id` and leaves `slot` empty. Before the window is told,
# `jobs.Begun.told` replaces both: `job_id` by the window's own, `slot` by the side job's or "" for the screen.


@dataclass(frozen=True)
class Ready:
    """TensorFlow is imported and computes on this device."""

    device: Device


@dataclass(frozen=True)
class Opened:
    """The model for the screen is open and works. asked: what it answers; the supervisor says so, as it is trusted."""

    info: ModelInfo
    asked: Open | None = None


@dataclass(frozen=True)
class OpenFailed:
    """The model for the screen cannot be opened; the one before is still open. asked: as in `Opened`."""

    path: Path
    error: SaliscopeError
    asked: Open | None = None


@dataclass(frozen=True)
class Answer:
    """An attribution, complete when its fraction is 1."""

    job_id: int
    attribution: Attribution
    slot: str = ""


@dataclass(frozen=True)
class Underway:
    """A step of a unit is done, or of the map that is to be measured."""

    job_id: int
    slot: str = ""


@dataclass(frozen=True, eq=False)
class Judged:
    """What was found out about the next photograph of a unit."""

    job_id: int
    result: Result
    slot: str = ""


@dataclass(frozen=True)
class MeasuredPart:
    """What a measure found, complete when its fraction is 1; then the next one begins."""

    job_id: int
    measured: Measured
    slot: str = ""


@dataclass(frozen=True)
class RegionChecked:
    """What becomes of a class without a region."""

    job_id: int
    check: RegionCheck
    slot: str = ""


@dataclass(frozen=True)
class Done:
    """The job is over, by its end, by cancelling or by `error`."""

    job_id: int
    error: SaliscopeError | None = None
    slot: str = ""


@dataclass(frozen=True)
class OpenedBeside:
    """Another model is ready beside the one on screen."""

    job_id: int
    info: ModelInfo
    slot: str = ""


@dataclass(frozen=True, eq=False)
class Predicted:
    """(classes,) float32 logits and probabilities of the pixels that were given, in the order of the labels."""

    job_id: int
    logits: np.ndarray
    probabilities: np.ndarray
    slot: str = ""


@dataclass(frozen=True)
class Several:
    """The maps of the most probable classes for one question, most probable first."""

    job_id: int
    attributions: tuple[Attribution, ...]
    slot: str = ""


@dataclass(frozen=True)
class Tried:
    """What a model answers to a photograph under each convention of pixel values, where its own is only assumed.

    request: whose `view` it was shown.
    """

    request: Request
    trials: tuple[Trial, ...]


# From the supervisor (engine.process.supervisor) itself


@dataclass(frozen=True)
class Died:
    """The engine process ended or overran and is started anew. job_id: of the question on screen, if that was lost."""

    error: SaliscopeError
    job_id: int | None


@dataclass(frozen=True)
class GaveUp:
    """There is no engine process until the user asks for something: it cannot be started, or ends by itself."""

    error: SaliscopeError


JobEvent = Answer | Several | Predicted | OpenedBeside | Underway | Judged | MeasuredPart | RegionChecked | Done
Event = Ready | Opened | OpenFailed | Tried | Died | GaveUp | JobEvent

# All classes that a message from the engine process may hold. `engine.process.restricted_unpickler` refuses any other,
# so a new message, or a new kind of value inside one, is to be added here.
RECEIVABLE: tuple[type, ...] = (
    *(Ready, Opened, OpenFailed, Tried, Died, GaveUp, Answer, Several, Predicted, OpenedBeside, Done),
    *(Attribution, Code, Device, Evidence, Finding, Fit, Head, Kind, LayerInfo, ModelInfo, PixelValues, Port, Request),
    *(Target, TensorInfo, Trial, Caution, PassedOver, WhyPassedOver, Reading, Window, Companion, FurtherInput),
    *(Underway, Judged, Result, Row, State, Written, Located, MethodMeasures),
    *(MeasuredPart, Measured, Verdict, Why, Curve, Picture, RegionChecked, RegionCheck),
)
