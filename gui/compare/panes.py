"""The further panes of a comparison: each one's request and its answer. A stale answer is never kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.errors import Code
from engine.methods import METHODS
from engine.methods.offers import runnable
from engine.process.client import EngineClient
from engine.process.jobs import Job, Opening
from engine.process.messages import Answer, Done, OpenedBeside
from engine.system.quick_dataclass import dataclass
from gui.platform.background import Task
from gui.state import memory
from gui.state.class_names import with_names
from gui.state.comparison import MOST_OTHERS, Kind
from gui.state.resolution import Question, companions_of, fitted, resolve
from gui.state.screen import ScreenState
from gui.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.attribution.request import Attribution, Request
    from engine.errors import SaliscopeError
    from engine.images import Image
    from engine.images.projection import Projection
    from engine.models.model_info import ModelInfo
    from gui.state.choices import Choices
    from gui.state.images.picture import Picture


@dataclass(frozen=True, eq=False)
class Other:
    """A further pane: its photograph and model once they are loaded, and the answer to exactly its own request."""

    value: str = ""
    picture: Picture | None = None
    model: ModelInfo | None = None
    request: Request | None = None
    projection: Projection | None = None
    attribution: Attribution | None = None
    problem: str = ""
    companions: tuple[Image, ...] = ()
    pixels_chosen: bool = False

    @property
    def waiting(self) -> bool:
        """Whether its map is still to come, or is still being refined."""
        return bool(self.value) and not self.problem and (self.attribution is None or self.attribution.fraction < 1)


class Panes(QObject):
    """Asks for the further panes in side jobs, and follows whatever changes on screen.

    reader: returns what reads the photograph of a pane as the user chose, in the background.
    """

    changed = Signal()

    def __init__(
        self,
        state: ScreenState,
        client: EngineClient,
        reader: Callable[[Path], Callable[[], Picture]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._client = client
        self._reader = reader
        self.others: list[Other] = []
        self._job_id = 0
        self._asked = [0] * MOST_OTHERS  # the job_id of each pane's last question
        self._models: dict[str, ModelInfo] = {}  # by path, or by the input that they are looked at through
        self._pictures: dict[str, Picture] = {}
        self._problems: dict[str, str] = {}  # of files and inputs
        # Files that are being read, so that no signal asks for them a second time.
        self._underway: set[str] = set()
        for signal in (
            state.comparison_changed,
            state.question_changed,
            state.picture_changed,
            state.pixels_changed,
            state.companions_changed,
            state.model_changed,
            # Also this one, because the first answer sets the class without a change of the question.
            state.attribution_changed,
        ):
            signal.connect(self.follow)

    def follow(self) -> None:
        """Ask for what each pane is to show. Its old map is dropped at once, unless it answers the new request."""
        comparison = self._state.comparison
        values = comparison.shown if comparison is not None else ()
        before, self.others = self.others, [Other(value) for value in values]
        for index in sorted(range(len(values)), key=self._cost):
            old = before[index] if index < len(before) else Other()
            self.others[index] = self._asked_for(index, values[index], old)
        for index in range(len(values), len(before)):
            self._client.withdraw(_slot(index))
        self._forget_files([self._key(value) for value in values])
        self.changed.emit()

    def receive(self, event: object) -> None:
        """Handle what the engine reports about a side job."""
        match event:
            case OpenedBeside():
                self._models[event.slot.removeprefix(_MODEL)] = with_names(event.info)
            case Answer() if self._index(event.slot, event.job_id) is not None:
                self._change(event.slot, attribution=event.attribution)
            case Done() if event.slot.startswith(_MODEL):
                self._file_done(event.slot.removeprefix(_MODEL), event.error)
            case Done() if event.error is not None:
                index = self._index(event.slot, event.job_id)
                if index is not None and event.error.code is Code.MODEL_CHANGED:
                    # The model's file was replaced: open it again instead of showing an error.
                    self.read_anew(self._key(self.others[index].value))
                elif index is not None:
                    self._change(event.slot, problem=sentence(event.error))

    def read_anew(self, value: str) -> None:
        """Forget what is known of a file, and read it again."""
        for known in (self._models, self._pictures, self._problems):
            known.pop(value, None)
        self.follow()

    # Inside

    def _cost(self, index: int) -> int:
        """Return what a pane's map costs in comparison to the others': quick ones are asked for first."""
        comparison, value = self._state.comparison, self.others[index].value
        method = METHODS.get(value) if comparison is not None and comparison.kind is Kind.METHOD else None
        return 0 if method is None or method.one_pass else 1 + method.sampled

    def _asked_for(self, index: int, value: str, old: Other) -> Other:
        """Return a pane as it is now, and ask for its map unless it has that already."""
        question, path = self._question(value)
        beside = companions_of(question)
        other = Other(
            value,
            self._picture(value),
            question.model,
            resolve(question),
            question.projection,
            problem=self._problems.get(self._key(value), ""),
            companions=tuple(one.image for one in beside),
            pixels_chosen=question.choices.pixels_chosen,
        )
        comparison = self._state.comparison
        assert comparison is not None
        if comparison.kind is Kind.ORIGINAL or not value:
            return replace(other, request=None, projection=None)
        if other.request is None:
            self._client.withdraw(_slot(index))
        elif other.request == old.request or _answers(old, other.request):
            return replace(other, attribution=old.attribution, problem=old.problem)
        else:
            image, model, projection = question.image, question.model, question.projection
            assert image is not None and model is not None and projection is not None
            self._job_id += 1
            self._asked[index] = self._job_id
            job = Job(
                *(self._job_id, other.request, image, projection),
                path=path,
                channels=model.channels,
                companions=beside,
            )
            self._client.do_beside(_slot(index), job)
        return other

    def _question(self, value: str) -> tuple[Question, Path | None]:
        """Return a pane's question, which differs from the screen's in what is compared; and the other model's file."""
        question, comparison = self._state.question, self._state.comparison
        assert comparison is not None
        choices = question.choices
        match comparison.kind:
            case Kind.METHOD if value:
                choices = choices.replaced(method=value)
            case Kind.CLASS if value:
                choices = choices.replaced(target=int(value))
            case Kind.LAYER if value:
                choices = choices.replaced(layer=value, further_layers=())
            case Kind.IMAGE:
                picture = self._picture(value)
                image = picture.image if picture is not None else None
                return replace(question, image=image, choices=choices.replaced(region=None)), None
            case Kind.MODEL:
                return self._question_of_model(value)
            case Kind.INPUT if value:
                return self._question_of_input(int(value))
        return replace(question, choices=choices), None

    def _question_of_model(self, value: str) -> tuple[Question, Path | None]:
        """Return the question to another model. The chosen classes are kept only if both models name all alike."""
        question, shown = self._state.question, self._state.model
        model = self._models.get(value)
        if value and model is None:
            self._open(value, Opening(0, Path(value)))
        if model is None:
            return replace(question, model=None), None
        chosen = memory.pixel_values_of(model.sha256)
        choices = question.choices.of_another_model(
            chosen or model.pixel_values, chosen is not None, runnable(question.choices.method, model)
        )
        if shown is not None and shown.labels == model.labels:
            choices = choices.replaced(target=question.choices.target, against=question.choices.against)
        return Question(question.image, model, choices, question.companions), model.path

    def _question_of_input(self, index: int) -> tuple[Question, Path | None]:
        """Return the question of another input of the same model, where each photograph stays at its own input."""
        question, shown = self._state.question, self._state.model
        there = dict(question.companions)
        image = there.pop(index, None)
        if shown is None or image is None or question.image is None:
            return replace(question, image=None), None
        model = self._through(index, shown)
        there[shown.port.input] = question.image
        if model is None:
            return replace(question, image=image, model=None), None
        own = shown.further_input(index).pixel_values or question.choices.pixel_values
        choices = fitted(_at_any_call(question.choices, shown).replaced(region=None, pixel_values=own), model)
        return Question(image, model, choices, there), model.path

    def _through(self, index: int, shown: ModelInfo) -> ModelInfo | None:
        """Return the model on screen as it is looked at through another input; None until it is open so."""
        key, wanted = self._key(str(index)), replace(shown.port, input=index)
        model = self._models.get(key)
        if model is not None and (model.sha256, model.port) == (shown.sha256, wanted):
            return model
        self._models.pop(key, None)
        self._open(key, Opening(0, shown.path, wanted))
        return None

    def _open(self, key: str, opening: Opening) -> None:
        if key not in self._underway | self._problems.keys():
            self._underway.add(key)
            self._client.do_beside(_MODEL + key, opening)

    def _key(self, value: str) -> str:
        """Return the name by which a value's model, photograph and problem are kept."""
        comparison = self._state.comparison
        return _INPUT + value if comparison is not None and comparison.kind is Kind.INPUT else value

    def _picture(self, value: str) -> Picture | None:
        """Return a pane's photograph, None until it has been read in the background."""
        comparison = self._state.comparison
        if comparison is not None and comparison.kind is Kind.INPUT:
            return self._state.companions.get(int(value)) if value else None
        if comparison is None or comparison.kind is not Kind.IMAGE or not value:
            return self._state.picture if comparison is not None and comparison.kind is not Kind.IMAGE else None
        if value not in self._pictures and value not in self._underway | self._problems.keys():
            self._underway.add(value)
            task = Task(self._reader(Path(value)), self)
            task.done.connect(partial(self._take_picture, value))
            task.failed.connect(partial(self._file_done, value))
            task.start()
        return self._pictures.get(value)

    def _take_picture(self, path: str, picture: Picture) -> None:
        self._pictures[path] = picture
        self._file_done(path, None)

    def _file_done(self, path: str, error: SaliscopeError | None) -> None:
        self._underway.discard(path)
        if error is not None:
            self._problems[path] = sentence(error)
        self.follow()

    def _forget_files(self, keys: Sequence[str]) -> None:
        """Forget files that no pane shows: one that failed is tried again when it is chosen again."""
        for kept in (self._models, self._pictures, self._problems):
            for key in [key for key in kept if key not in keys]:
                del kept[key]

    def _index(self, slot: str, job_id: int) -> int | None:
        """Return the pane that asked, None if it has asked something else since."""
        for index in range(len(self.others)):
            if slot == _slot(index) and job_id == self._asked[index]:
                return index
        return None

    def _change(self, slot: str, attribution: Attribution | None = None, problem: str = "") -> None:
        index = next(index for index in range(len(self.others)) if slot == _slot(index))
        other = self.others[index]
        self.others[index] = replace(other, attribution=attribution or other.attribution, problem=problem)
        self.changed.emit()


_MODEL = "compare-model "
_INPUT = "input "


def _slot(index: int) -> str:
    return f"compare {index}"


def _at_any_call(choices: Choices, model: ModelInfo) -> Choices:
    """Return choices that name layers without their calls: of a shared layer each input has a call of its own."""
    names = {place.path: place.name or place.path for place in model.layers}
    further = tuple(names.get(path, path) for path in choices.further_layers)
    return choices.replaced(layer=names.get(choices.layer or "", choices.layer), further_layers=further)


def _answers(old: Other, request: Request) -> bool:
    """Tell whether a pane's finished map answers a request; the engine may have filled in the class itself."""
    return old.attribution is not None and old.attribution.fraction >= 1 and old.attribution.request == request
