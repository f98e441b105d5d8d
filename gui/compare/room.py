"""Comparing: begins and ends it, and puts the panes on the canvas with their names and scales."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from engine.export.plain_values import Unfit, plain, typed
from gui.canvas.compose_cache import PaneView
from gui.compare import names
from gui.compare.panes import Panes
from gui.compare.step import ComparisonStep
from gui.compare.views import views_of
from gui.state.comparison import MOST_OTHERS, Comparison, Kind, Layout, methods_to_try
from gui.state.notice import Notice
from gui.state.resolution import answers, resolve

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState


class Comparing(QObject):
    """A room of the window.

    ask_file: asks for a model or a photograph to compare with; photographs: those that are open; push: takes each step
    to be undone.
    """

    changed = Signal()  # what the panes show

    def __init__(
        self,
        state: ScreenState,
        controller: Controller,
        canvas: Canvas,
        ask_file: Callable[[Kind], Path | None],
        photographs: Callable[[], Sequence[Path]],
        push: Callable[[QUndoCommand], None],
    ) -> None:
        super().__init__()
        self._state = state
        self._canvas = canvas
        self._panes = Panes(state, controller.client, partial(controller.reader, of_series=True), self)
        self.ask_file = ask_file
        self._photographs = photographs
        self._push = push
        controller.side_reported.connect(self._panes.receive)
        canvas.pane_clicked.connect(self.take_pane)
        self._panes.changed.connect(self.show_panes)
        state.rendering_changed.connect(self.show_panes)
        state.companions_changed.connect(self._follow_inputs)

    # What the actions do

    def try_methods(self) -> None:
        """Lay up to six methods side by side, to choose one by a click; once more goes back."""
        model = self._state.model
        if self.trial_is_on():
            self.stop_comparing()
        elif model is not None:
            others = methods_to_try(self._state.choices.method, model)
            if others:
                self._take(Comparison(Kind.METHOD, others, choosing=True))
            else:
                words = self.tr("Only one method works with this model, so there is nothing to compare.")
                self._state.notify(Notice(words))

    def compare_original(self) -> None:
        """Show the bare image beside the overlay."""
        self._begin(Kind.ORIGINAL)

    def compare_methods(self) -> None:
        """Show another method's map beside it."""
        self._begin(Kind.METHOD)

    def compare_classes(self) -> None:
        """Show another class's map beside it."""
        self._begin(Kind.CLASS)

    def compare_layers(self) -> None:
        """Show another layer's map beside it."""
        self._begin(Kind.LAYER)

    def compare_models(self) -> None:
        """Show another model's map beside it."""
        self._begin(Kind.MODEL)

    def compare_photographs(self) -> None:
        """Show another image's map beside it."""
        self._begin(Kind.IMAGE)

    def compare_inputs(self) -> None:
        """Show beside it the map of the same answer at the model's other input, with that one's photograph."""
        self._begin(Kind.INPUT)

    def compare_side(self) -> None:
        """Lay the panes side by side."""
        self._change(layout=Layout.SIDE)

    def compare_curtain(self) -> None:
        """Lay one pane over the other, with a line between them."""
        self._change(layout=Layout.CURTAIN)

    def compare_hold(self) -> None:
        """Show the other pane only while a key or button is held."""
        self._change(layout=Layout.HOLD)

    def add_pane(self) -> None:
        """Show one more pane, up to six."""
        now = self._state.comparison
        if now is not None and now.kind is not Kind.ORIGINAL and len(now.others) < self.most_others:
            self._resize(len(now.others) + 1)

    def remove_pane(self) -> None:
        """Close the last pane."""
        now = self._state.comparison
        if now is not None and len(now.others) > 1:
            self._resize(len(now.others) - 1)

    def swap_panes(self) -> None:
        """Reverse the order of the panes."""
        now = self._state.comparison
        if now is not None:
            self._change(flipped=not now.flipped)

    def toggle_one_scale(self) -> None:
        """Colour all maps on one range, or each on its own."""
        now = self._state.comparison
        if now is not None:
            self._change(one_scale=not now.one_scale)

    def stop_comparing(self) -> bool:
        """Show what is on screen alone. Return whether it was compared."""
        was_on = self._state.comparison is not None
        self._take(None)
        return was_on

    def trial_is_on(self) -> bool:
        """Tell whether methods lie side by side to choose from."""
        return self._has(choosing=True)

    def side_is_on(self) -> bool:
        """Tell whether the panes lie side by side."""
        return self._has(layout=Layout.SIDE)

    def curtain_is_on(self) -> bool:
        """Tell whether there is a curtain."""
        return self._has(layout=Layout.CURTAIN)

    def hold_is_on(self) -> bool:
        """Tell whether the other pane shows only while a key or button is held."""
        return self._has(layout=Layout.HOLD)

    def one_scale_is_on(self) -> bool:
        """Tell whether all maps have one range."""
        return self._has(one_scale=True)

    def original_is_compared(self) -> bool:
        """Tell whether the overlay is compared with the bare photograph."""
        return self._has(kind=Kind.ORIGINAL)

    def methods_are_compared(self) -> bool:
        """Tell whether methods are compared."""
        return self._has(kind=Kind.METHOD, choosing=False)

    def classes_are_compared(self) -> bool:
        """Tell whether classes are compared."""
        return self._has(kind=Kind.CLASS)

    def layers_are_compared(self) -> bool:
        """Tell whether layers are compared."""
        return self._has(kind=Kind.LAYER)

    def models_are_compared(self) -> bool:
        """Tell whether models are compared."""
        return self._has(kind=Kind.MODEL)

    def photographs_are_compared(self) -> bool:
        """Tell whether photographs are compared."""
        return self._has(kind=Kind.IMAGE)

    def inputs_are_compared(self) -> bool:
        """Tell whether the model's inputs are compared."""
        return self._has(kind=Kind.INPUT)

    # What others ask for

    def show_inputs(self) -> None:
        """Show the map of every input that has a photograph, unless something else is compared."""
        now, inputs = self._state.comparison, tuple(str(index) for index in self._state.companions)
        if inputs and (now is None or now.kind is Kind.INPUT):
            self._take(replace(now or Comparison(), kind=Kind.INPUT, others=inputs[:MOST_OTHERS]))

    def drop_input(self, index: int) -> None:
        """Show an input no longer, as its photograph was taken away."""
        now = self._state.comparison
        if now is not None and now.kind is Kind.INPUT:
            left = tuple(value for value in now.others if value != str(index))
            self._state.compare(replace(now, others=left) if left else None)

    # What titles and bar do

    def take_pane(self, number: int) -> None:
        """End choosing with what a pane shows. number: its place among the panes, from 0."""
        now = self._state.comparison
        if now is None or not now.choosing:
            return
        index = self.other_at(number)
        if index is None:
            self.stop_comparing()
            return
        answer = self._panes.others[index].attribution
        self._push(ComparisonStep(self._state, None, **_chosen(now.kind, now.others[index])))
        # Its map need not come once more to be on screen.
        if answer is not None and answer.fraction >= 1 and answers(answer, resolve(self._state.question)):
            self._state.show_attribution(answer)

    def close_pane(self, number: int) -> None:
        """Show a pane no longer; the next one becomes the first where that is closed. The last but one ends it."""
        now = self._state.comparison
        if now is None:
            return
        index = self.other_at(number)
        if index is not None:
            self._take(now.without_other(index))
        elif now.others[0]:
            self._push(ComparisonStep(self._state, now.without_other(0), **_chosen(now.kind, now.others[0])))

    def can_close(self, number: int) -> bool:
        """Tell whether a pane can be closed: the first one where another can take its place."""
        now = self._state.comparison
        if now is None:
            return False
        return self.other_at(number) is not None or bool(now.others[0] and _chosen(now.kind, now.others[0]))

    def other_at(self, number: int) -> int | None:
        """Return which of the further panes lies at a place among all panes; None for the first pane's own place."""
        now = self._state.comparison
        assert now is not None
        own = len(now.shown) if now.flipped else 0
        if number == own:
            return None
        return own - 1 - number if now.flipped else number - 1

    def show_other(self, index: int, value: str) -> None:
        """Show something else in a further pane; "" asks for a file."""
        now = self._state.comparison
        if now is None:
            return
        if not value:
            path = self.ask_file(now.kind)
            if path is None:
                return
            value = str(path)
        if value == now.others[index] and now.kind in (Kind.MODEL, Kind.IMAGE):
            self._panes.read_anew(value)  # the file may have changed since
        self._take(now.with_other(index, value))

    def show_own(self, value: str) -> None:
        """Show something else in the first pane. It follows the controls, so they are changed."""
        now = self._state.comparison
        if now is not None and value:
            self._state.choose(self._state.choices.replaced(**_chosen(now.kind, value)))

    def offered(self) -> tuple[str, ...]:
        """Return the values that a further pane can show without a file dialog."""
        now = self._state.comparison
        return names.offered(self._state, now.kind, self._photographs()) if now is not None else ()

    @property
    def most_others(self) -> int:
        """How many further panes there can be: of inputs as many as have a photograph."""
        inputs = self._has(kind=Kind.INPUT)
        return min(MOST_OTHERS, len(self._state.companions)) if inputs else MOST_OTHERS

    @property
    def curtain(self) -> float:
        """The curtain's position as a share of the width."""
        return self._canvas.camera.curtain

    def views(self) -> tuple[PaneView, ...]:
        """Return what the panes show, in their order; () where nothing is compared."""
        now = self._state.comparison
        if now is None or self._state.picture is None:
            return ()
        return views_of(self._state, now, self._panes.others)

    def show_panes(self) -> None:
        """Put the panes on the canvas, each with its own name and scale."""
        now, panes = self._state.comparison, self.views()
        if now is None or not panes:
            self._canvas.compare(())
        else:
            self._canvas.compare(panes, now.layout, now.choosing)
        self.changed.emit()

    # Sessions

    def session_state(self) -> dict[str, Any]:
        """Return what is compared, for a session file."""
        now = self._state.comparison
        return {**plain(now), "curtain": self._canvas.camera.curtain} if now is not None else {}

    def restore_session_state(self, saved: Mapping[str, Any]) -> None:
        """Compare what a session file says; if its values do not fit, compare nothing."""
        try:
            found: Comparison | None = typed(Comparison, dict(saved), "comparison") if saved else None
            curtain = typed(float, saved.get("curtain", 0.5), "curtain")
        except Unfit:
            found, curtain = None, 0.5
        if found is not None and found.askable:
            self._canvas.camera.show_look(replace(self._canvas.camera.look, curtain=curtain))
            self._state.compare(found)
            self._follow_inputs()
        else:
            self._state.compare(None)

    # Inside

    def _follow_inputs(self) -> None:
        """Compare only inputs that the model has, beside the one that is explained."""
        now, model = self._state.comparison, self._state.model
        if now is not None and now.kind is Kind.INPUT and model is not None:
            self._state.compare(now.of_inputs([one.index for one in model.further_inputs]))

    def _begin(self, kind: Kind) -> None:
        now = self._state.comparison or Comparison()
        if self._has(kind=kind, choosing=False):
            self.stop_comparing()
            return
        value = names.first_other(self._state, kind, self._photographs())
        if not value and kind in (Kind.MODEL, Kind.IMAGE):
            path = self.ask_file(kind)
            if path is None:
                return
            value = str(path)
        self._take(replace(now, kind=kind, others=(value,), choosing=False))

    def _resize(self, others: int) -> None:
        now = self._state.comparison
        assert now is not None
        own = names.own_value(self._state, now.kind)
        values = tuple(value for value in names.ranked(self._state, now.kind, self.offered()) if value != own)
        self._take(replace(now.with_panes(others, values), layout=Layout.SIDE))

    def _change(self, **changes: Any) -> None:
        now = self._state.comparison
        if now is not None:
            self._take(replace(now, **changes))

    def _has(self, **facts: Any) -> bool:
        now = self._state.comparison
        return now is not None and all(getattr(now, name) == value for name, value in facts.items())

    def _take(self, comparison: Comparison | None) -> None:
        if comparison != self._state.comparison:
            # Pushing runs the step: Qt calls its `redo`.
            self._push(ComparisonStep(self._state, comparison))


def _chosen(kind: Kind, value: str) -> dict[str, Any]:
    """Return the choices that make the first pane show a value; none where it follows no choice."""
    if kind is Kind.METHOD:
        return {"method": value}
    if kind is Kind.CLASS:
        return {"target": int(value), "class_kept": True}
    return {"layer": value} if kind is Kind.LAYER else {}
