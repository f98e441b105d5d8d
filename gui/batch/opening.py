"""Opens a row of a batch in the viewer, explained as it was in the batch."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from engine.system.quick_dataclass import dataclass
from gui.state.notice import Notice

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.plan import Plan
    from gui.state.choices import Choices
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState


@dataclass(frozen=True)
class _Wanted:
    path: Path
    plan: Plan
    target: int | None


class RowOpening(QObject):
    """Shows a photograph as if it had been dropped, and asks of it what the batch asked: so the map is the row's.

    Where another model is on screen, a notice says so and offers the batch's.
    """

    def __init__(self, parent: QObject, state: ScreenState, controller: Controller) -> None:
        super().__init__(parent)
        self._state = state
        self._controller = controller
        self._wanted: _Wanted | None = None
        # Queued: once all know the new photograph, or the new model.
        state.picture_changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        state.model_changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def open(self, path: Path, plan: Plan, target: int | None) -> None:
        """Show a row. target: the class that was explained, None where the image was refused."""
        self._wanted = _Wanted(path, plan, target)
        self._controller.open_photograph(path)

    def _follow(self) -> None:
        """Ask what the batch asked, as soon as its image and its model are on screen."""
        wanted, image, model = self._wanted, self._state.image, self._state.model
        if wanted is None or image is None or image.path != wanted.path or model is None:
            return
        plan = wanted.plan
        if (model.sha256, model.port) != (plan.model_sha256, plan.port):
            words = self.tr(
                "The batch used the model “{batch}”. The open model is “{model}”, so the map may differ from the one "
                "in the table."
            ).format(batch=plan.model.name, model=model.name)
            self._state.notify(Notice(words, self.tr("Open its model"), partial(self._open_model, plan)))
            return
        self._wanted = None
        self._state.choose(choices_of(plan, self._state.choices, wanted.target))

    def _open_model(self, plan: Plan) -> None:
        self._controller.open_model(plan.model, plan.port)


def choices_of(plan: Plan, choices: Choices, target: int | None) -> Choices:
    """Return the choices under which the image on screen is explained as a plan does. target: the row's class."""
    options = {**choices.options, plan.method: dict(plan.options)}
    return choices.replaced(
        method=plan.method,
        layer=plan.layer,
        further_layers=(),
        target=target,
        against=None,
        region=None,
        probe=(),
        probability=False,
        options=options,
        seed=plan.seed,
        fit=plan.fit,
        pixel_values=plan.pixel_values,
        pixels_chosen=plan.pixels_chosen,
    )
