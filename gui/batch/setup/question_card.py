"""What is asked of each image: method, class and layer. It begins as on screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QStringListModel, Signal

from engine.batch.plan import Aim, Plan
from engine.methods import METHODS, Method
from engine.methods.offers import obstacle
from gui.batch.setup.asked import is_left_out, options_of
from gui.batch.setup.class_box import ClassBox
from gui.design.card import Card
from gui.design.form import Section, choices, offer, select
from gui.design.messages.chip import Chip
from gui.design.shades import Tone
from gui.words.classes import are_numbered
from gui.words.layers import layer_name, layer_title
from gui.words.methods import method_description, method_name
from gui.words.model_input import assumed_sentence, assumed_words, fit_name, pixel_values_name

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from gui.state.choices import Choices

_AIMS = (Aim.FIRST, Aim.TRUTH, Aim.FIXED)


class QuestionCard(Card):
    """`changed` says that the plan is another; `pixels_wanted` that the pixel values are to be checked first."""

    changed = Signal()
    pixels_wanted = Signal()

    def __init__(self, plan: Plan, model: ModelInfo, on_screen: Choices) -> None:
        super().__init__(self.tr("What is asked"), "batch/question")
        self._plan, self._model, self._choices = plan, model, on_screen
        self._method, self._aim, self._layer = choices(), choices(), choices()
        self._class = ClassBox(QStringListModel(list(model.labels), self))
        self._fill_methods()
        for words in (self.tr("The first answer"), self.tr("The true class, where it is known"), self.tr("One class:")):
            self._aim.addItem(words)
        self._fill_layers()
        section = Section(self.tr("What is asked"))
        section.add_field(self.tr("&Method:"), self._method)
        self._about = section.add_hint()
        section.add_field(self.tr("&Explained:"), self._aim)
        section.add_field(self.tr("&Class:"), self._class)
        section.add_field(self.tr("La&yer:"), self._layer)
        self.add(section)
        self._add_remarks(section)
        select(self._method, plan.method)
        select(self._layer, plan.layer)
        self._class.setCurrentIndex(on_screen.target if on_screen.target is not None else 0)
        self.offer_truth(False)
        self._method.currentIndexChanged.connect(self._take_method)
        for box in (self._aim, self._class, self._layer):
            box.currentIndexChanged.connect(self._take)
        self._follow()

    @property
    def plan(self) -> Plan:
        """The plan, as far as this card knows it."""
        return self._plan

    def offer_truth(self, known: bool) -> None:
        """Offer to explain the true class, or not: without a source of true classes there is none."""
        offer(self._aim, _AIMS.index(Aim.TRUTH), known)
        if not known and self._plan.aim is Aim.TRUTH:
            self._aim.setCurrentIndex(_AIMS.index(Aim.FIRST))

    def _fill_methods(self) -> None:
        for method in METHODS.values():
            if obstacle(method, self._model) is None:
                self._method.addItem(f"{method_name(method.id)} – {self._speed(method)}", method.id)
        self._method.setMaxVisibleItems(self._method.count())

    def _fill_layers(self) -> None:
        default = self._model.default_layer
        automatic = self.tr("Automatic ({layer})").format(layer=layer_name(default, self._model) if default else "–")
        self._layer.addItem(automatic, None)
        for layer in reversed(self._model.layers):
            self._layer.addItem(layer_title(layer), layer.path)

    def _speed(self, method: Method) -> str:
        if method.is_one_look:
            return self.tr("fast")
        single = method.one_pass or method.class_blind  # what is the same for every class asks the model for none
        return self.tr("one pass for each image") if single else self.tr("slow, many passes for each image")

    def _add_remarks(self, section: Section) -> None:
        plan = self._plan
        if self._model.assumes(plan.pixel_values, plan.pixels_chosen):
            chip = Chip()
            chip.say(assumed_words(), Tone.AMBER)
            chip.setToolTip(assumed_sentence(plan.pixel_values))
            chip.setAccessibleDescription(assumed_sentence(plan.pixel_values))
            chip.clicked.connect(self.pixels_wanted)
            self.header.insertWidget(1, chip)
        words = self.tr("As in the window now: pixel values ({values}), image fit ({fit}), options and colours.")
        text = words.format(values=pixel_values_name(plan.pixel_values), fit=fit_name(plan.fit))
        if self._model.assumes(plan.pixel_values, plan.pixels_chosen):
            text = f"{assumed_sentence(plan.pixel_values)} {text}"
        if held := self._held():
            text += " " + self.tr("Other inputs of the model are the same for every image: {inputs}.").format(
                inputs=held
            )
        if is_left_out(self._choices):
            text += " " + self.tr("Compared classes, further layers and regions belong to one image and are left out.")
        if are_numbered(self._model):
            text += " " + self.tr(
                "The classes have numbers only: name them first, so that table and report show names."
            )
        section.add_hint().setText(text)

    def _held(self) -> str:
        """Return what the inputs that get no image are held at, "" for a model that has none."""
        port, number = self._plan.port, QLocale().toString
        pins = [
            self.tr("{input} at {value}").format(input=tensor.name, value=number(port.pin(index)))
            for index, tensor in enumerate(self._model.inputs)
            if index != port.input
        ]
        return ", ".join(pins)

    def _take_method(self) -> None:
        method = METHODS[str(self._method.currentData())]
        seed = self._choices.seed if method.sampled else 0
        options = options_of(method.id, self._choices)
        self._plan = replace(self._plan, method=method.id, options=options, seed=seed)
        self._take()

    def _take(self) -> None:
        aim = _AIMS[self._aim.currentIndex()]
        layer = self._layer.currentData() if METHODS[self._plan.method].needs_layer else None
        target = self._class.currentIndex() if aim is Aim.FIXED else None
        self._plan = replace(self._plan, aim=aim, layer=layer, target=target)
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        self._class.setEnabled(self._plan.aim is Aim.FIXED)
        self._layer.setEnabled(METHODS[self._plan.method].needs_layer and self._layer.count() > 1)
        self._about.setText(method_description(self._plan.method))
