"""The building blocks of all panels: a section, its fields and hints, and combo boxes that shrink."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from gui.design.controls import ChoiceBox
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type


class Section(QWidget):
    """A group of controls inside a card, filled from top to bottom. title: read to those who do not see it.

    letters: controls are aligned in a column, except for those whose label is longer than this. parent: for sections
    that show and hide themselves, which would else flash as a window before they stand in one.
    """

    def __init__(self, title: str, letters: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._letters = letters
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(Space.XS)
        self._labels: list[QLabel] = []

    def add_field(self, words: str, control: QWidget) -> QLabel:
        """Add a control next to its label. Return the label; its words name the control, its Alt key leads to it."""
        label = QLabel(words)
        label.setBuddy(_reached(control))
        name = words.replace("&", "").rstrip(": \u00a0")
        control.setAccessibleName(name)
        if isinstance(control, QComboBox):
            # For screen readers, the list that drops down is a widget of its own.
            control.view().setAccessibleName(name)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(label, control)
        align_labels(form)
        self.rows.addLayout(form)
        self._labels.append(label)
        self._align()
        return label

    def _align(self) -> None:
        """Align the controls in a column, except for those with long labels."""
        self.set_column(self._column())

    def _column(self) -> int:
        """Return how wide the column of labels is."""
        widths = [label.sizeHint().width() for label in self._labels]
        most = self._letters * self.fontMetrics().averageCharWidth()
        return max((width for width in widths if width <= most), default=0)

    def set_column(self, width: int) -> None:
        """Make the column of labels so wide."""
        for label in self._labels:
            label.setMinimumWidth(max(width, label.sizeHint().width()))

    def align_with(self, *others: Section) -> None:
        """Align the controls of all these sections in one column."""
        together = (self, *others)
        common = max(section._column() for section in together)
        for section in together:
            section.set_column(common)

    def add_hint(self) -> QLabel:
        """Add a label for a sentence in smaller type."""
        hint = QLabel()
        hint.setWordWrap(True)
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        set_type(hint, Type.SMALL)
        self.rows.addWidget(hint)
        return hint


def align_labels(form: QFormLayout) -> None:
    """Let the labels of a form stand as high as the words of their controls."""
    form.setHorizontalSpacing(Space.S)
    form.setVerticalSpacing(Space.S)
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        if item is not None and (label := item.widget()) is not None:
            label.setMinimumHeight(CONTROL_HEIGHT)


def heading(words: str) -> QLabel:
    """Return a heading for what follows."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_type(label, Type.HEADING, strong=True)
    return label


def _reached(control: QWidget) -> QWidget:
    """Return the widget that can take the focus: the control, or the first one inside it."""
    inside = (part for part in control.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    if control.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return control
    return control.focusProxy() or next(inside, control)


def slider_row(slider: QSlider, words: QLabel) -> QWidget:
    """Return a slider with its value in words at the right; the focus goes to the slider."""
    row = QWidget()
    row.setMinimumHeight(CONTROL_HEIGHT)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.S)
    line.addWidget(slider, 1)
    line.addWidget(words)
    row.setFocusProxy(slider)
    return row


def choices() -> ChoiceBox:
    """Return a combo box that shrinks with the panel instead of widening it."""
    box = ChoiceBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    box.setMinimumHeight(CONTROL_HEIGHT)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def select(box: QComboBox, data: object) -> None:
    """Show the entry with `data`, without a signal: the controls send only what the user chooses."""
    box.blockSignals(True)
    box.setCurrentIndex(box.findData(data))
    box.blockSignals(False)


def offer(box: QComboBox, entry: int, able: bool) -> None:
    """Offer an entry of a combo box, or grey it out."""
    model = box.model()
    assert isinstance(model, QStandardItemModel)  # Qt's own, unless another was set
    model.item(entry).setEnabled(able)
