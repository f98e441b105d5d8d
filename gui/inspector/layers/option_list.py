"""The options of a method, built from its row in the table of methods."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLabel, QPushButton, QSpinBox, QWidget

from engine.methods import METHODS, Option
from gui.design.controls import DecimalBox, NumberBox
from gui.design.form import choices
from gui.design.plain_tip import wrapped_tip
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.state.screen import ScreenState
from gui.words.option_help import option_help
from gui.words.options import choice_name, is_share, option_name


class OptionList(QWidget):
    """A control for each option; hidden for a method without options. `again_wanted`: another random draw."""

    again_wanted = Signal()

    def __init__(self, state: ScreenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._method = ""
        self._controls: dict[str, QComboBox | QSpinBox | QDoubleSpinBox] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(Space.XS)
        self._form.setHorizontalSpacing(Space.S)
        self._labels = 0  # pixels: the width of their column
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        state.question_changed.connect(self._follow)
        self._follow()

    def set_column(self, width: int) -> None:
        """Let the controls stand in the column of the panel around; longer labels keep their width."""
        self._labels = width
        for row in range(self._form.rowCount()):
            item = self._form.itemAt(row, QFormLayout.ItemRole.LabelRole)
            if item is not None and (label := item.widget()) is not None:
                label.setMinimumWidth(width)

    def _follow(self) -> None:
        """Show the options of the chosen method; those shown already only get their values, and keep the focus."""
        if self._state.choices.method == self._method:
            for option in METHODS[self._method].options:
                _show(self._controls[option.name], option, self._value(option))
            return
        self._method = self._state.choices.method
        self._controls.clear()
        while self._form.rowCount():
            self._form.removeRow(0)
        method = METHODS[self._method]
        for option in method.options:
            self._add(option)
        if method.sampled:
            again = QPushButton(self.tr("New random draw"))
            again.setAccessibleName(self.tr("New random draw"))
            again.setToolTip(self.tr("What stays the same after another draw is not chance"))
            again.setMinimumHeight(CONTROL_HEIGHT)
            again.clicked.connect(self._state.draw_again)
            self._form.addRow(again)
        self.setVisible(self._form.rowCount() > 0)

    def _add(self, option: Option) -> None:
        self._controls[option.name] = control = _choice(option) if option.choices else _number(option)
        _show(control, option, self._value(option))
        choose = partial(self._choose, option)
        name = option_name(option.name)
        control.setAccessibleName(name)
        control.setToolTip(wrapped_tip(option_help(option.name)))
        control.setMinimumHeight(CONTROL_HEIGHT)
        if isinstance(control, QComboBox):
            control.view().setAccessibleName(name)
            control.currentIndexChanged.connect(choose)
        else:
            control.valueChanged.connect(choose)
        label = QLabel(self.tr("{name}:").format(name=name))
        label.setBuddy(control)
        label.setMinimumSize(self._labels, CONTROL_HEIGHT)
        self._form.addRow(label, control)

    def _value(self, option: Option) -> float:
        return self._state.choices.options.get(self._method, {}).get(option.name, option.default)

    def _choose(self, option: Option, value: float) -> None:
        self._state.choose_option(option.name, float(value) / _scale(option))


def _show(control: QComboBox | QSpinBox | QDoubleSpinBox, option: Option, value: float) -> None:
    """Show a value, which does not set it again; what is being typed stays while the value is the same."""
    before = control.blockSignals(True)
    if isinstance(control, QComboBox):
        control.setCurrentIndex(round(value))
    elif isinstance(control, QSpinBox):
        if control.value() != round(value):
            control.setValue(round(value))
    elif abs(control.value() - value * _scale(option)) > 0.5 * 10 ** -control.decimals():
        control.setValue(value * _scale(option))
    control.blockSignals(before)


def _scale(option: Option) -> int:
    return 100 if is_share(option.name) else 1


def _choice(option: Option) -> QComboBox:
    box = choices()
    for name in option.choices:
        box.addItem(choice_name(name))
    return box


def _number(option: Option) -> QSpinBox | QDoubleSpinBox:
    if option.whole:
        whole = NumberBox()
        whole.setRange(round(option.low), round(option.high))
        whole.setSingleStep(max(1, round(option.step)))
        # Only the finished number counts: 100 typed digit by digit would also ask for 1 and 10.
        whole.setKeyboardTracking(False)
        return whole
    box, scale = DecimalBox(), _scale(option)
    box.setDecimals(1 if is_share(option.name) else 3)
    box.setSuffix(" %" if is_share(option.name) else "")
    box.setRange(option.low * scale, option.high * scale)
    box.setSingleStep(option.step * scale)
    box.setKeyboardTracking(False)
    return box
