"""The export dialog: what, in which format and how large, with a preview of the result."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from engine.errors import SaliscopeError
from engine.export.content import Product
from engine.export.formats import formats_of, suffixes_of
from engine.export.sheet import grid_of
from gui.design.controls import NumberBox
from gui.design.dialogs import dialog_column
from gui.design.form import align_labels, choices, select
from gui.export.settings import LEAST_WIDTH, MOST_WIDTH, ExportSettings, Resolution
from gui.export.snapshot import Screen
from gui.export.words import meaning
from gui.export.writing import picture_of
from gui.platform.background import Task
from gui.words.errors import sentence

if TYPE_CHECKING:
    from engine.measures.trust import Trust

_PREVIEW = 900  # pixels across at most
_SURROUNDINGS = QSize(40, 80)  # pixels kept free on a small screen for the title bar and the frame


class ExportDialog(QDialog):
    """Asks what to export of what is on screen. `wanted` and `copy_wanted` carry the settings.

    "All panes" is offered during a comparison. Where a pane lacks its map, the dialog says why instead of a preview.
    """

    wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, parent: QWidget, screen: Screen, settings: ExportSettings) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._screen, self._settings = screen, settings
        self._picture: QImage | None = None
        self._task: Task | None = None
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._draw)
        self._make_controls()
        self._lay_out()
        self._connect()
        self._follow()

    @property
    def settings(self) -> ExportSettings:
        """The settings as they are chosen now."""
        return self._settings

    @property
    def trust(self) -> Trust | None:
        """What was measured of the map that is previewed."""
        return self._screen.own.trust

    def show_screen(self, screen: Screen) -> None:
        """Preview what is on screen now; the settings stay as they are."""
        self._screen = screen
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the preview to the new size."""
        self._show_preview()

    def _make_controls(self) -> None:
        self._product = choices()
        for product, words in (
            (Product.FIGURE, self.tr("Figure with title, colour bar and caption")),
            (Product.OVERLAY, self.tr("Overlay only")),
            (Product.HEAT, self.tr("Heat map only")),
            (Product.MAP, self.tr("Heat map values")),
        ):
            self._product.addItem(words, product)
        self._format = choices()
        self._resolution = choices()
        for resolution, words in (
            (Resolution.ORIGINAL, self.tr("Size of the image")),
            (Resolution.MODEL, self.tr("Size of the model's input")),
            (Resolution.CHOSEN, self.tr("This width:")),
        ):
            self._resolution.addItem(words, resolution)
        self._width = NumberBox()
        self._width.setRange(LEAST_WIDTH, MOST_WIDTH)
        self._width.setSuffix(" px")
        self._width.setAccessibleName(self.tr("Width in pixels"))
        self._panes = QCheckBox(self.tr("&All panes"))
        each = self.tr("All panes side by side, or one file of values for each. If off, only the first pane")
        self._panes.setToolTip(each)
        self._beside = QCheckBox(self.tr("Show the ima&ge beside it"))
        self._trust = QCheckBox(self.tr("Say how far to &trust the map"))
        self._sidecar = QCheckBox(self.tr("Also save a &record (.json)"))
        self._names = QCheckBox(self.tr("Include the file &name, which may identify a patient"))
        self._names.setToolTip(self.tr("If off, the export states only the file type"))
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self._preview = QLabel()
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._preview.setMinimumSize(360, 240)
        self._preview.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._preview.setAccessibleName(self.tr("Preview"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = self._buttons.addButton(self.tr("&Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._copy = self._buttons.addButton(self.tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)

    def _lay_out(self) -> None:
        size = QWidget()
        row = QHBoxLayout(size)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._resolution, 1)
        row.addWidget(self._width)
        size.setFocusProxy(self._resolution)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, control, box in (
            (self.tr("&What:"), self._product, self._product),
            (self.tr("&Format:"), self._format, self._format),
            (self.tr("&Size:"), size, self._resolution),
        ):
            form.addRow(words, control)
            _name(box, words)
        form.addRow(self._panes)
        form.addRow(self._beside)
        form.addRow(self._trust)
        form.addRow(self._sidecar)
        form.addRow(self._names)
        form.addRow(self._hint)
        align_labels(form)
        column = dialog_column(self)
        column.addWidget(self._preview, 1)
        column.addLayout(form)
        column.addWidget(self._buttons)
        self.resize(QSize(720, 760).boundedTo(self.screen().availableSize() - _SURROUNDINGS))

    def _connect(self) -> None:
        for box in (self._product, self._format, self._resolution):
            box.currentIndexChanged.connect(self._take)
        self._width.valueChanged.connect(self._take)
        for tick in (self._panes, self._beside, self._trust, self._sidecar, self._names):
            tick.toggled.connect(self._take)
        self._export.clicked.connect(self._accept)
        self._copy.clicked.connect(self._copy_it)
        self._buttons.rejected.connect(self.reject)

    def _take(self) -> None:
        """Read the settings from the controls; where the product has not the chosen format, take its default."""
        product = Product(self._product.currentData())
        suffix = self._format.currentData()
        suffixes = suffixes_of(product)
        self._settings = replace(
            self._settings,
            product=product,
            suffix=suffix if suffix in suffixes else suffixes[0],
            resolution=Resolution(self._resolution.currentData()),
            width=self._width.value(),
            beside=self._beside.isChecked(),
            sidecar=self._sidecar.isChecked(),
            panes=self._panes.isChecked(),
            trust=self._trust.isChecked(),
            write_names=self._names.isChecked(),
        )
        self._follow()

    def _follow(self) -> None:
        """Set the controls to the settings, with their signals blocked: `_take` would read what is half set."""
        settings = self._settings
        select(self._product, settings.product)
        self._format.blockSignals(True)
        self._format.clear()
        for each in formats_of(settings.product):
            self._format.addItem(each.name, each.suffix)
        self._format.blockSignals(False)
        select(self._format, settings.suffix)
        select(self._resolution, settings.resolution)
        controls = (self._width, self._panes, self._beside, self._trust, self._sidecar, self._names)
        for control in controls:
            control.blockSignals(True)
        self._width.setValue(settings.width)
        self._beside.setChecked(settings.beside)
        self._trust.setChecked(settings.trust)
        self._sidecar.setChecked(settings.sidecar)
        self._panes.setChecked(settings.panes)
        self._names.setChecked(settings.write_names)
        for control in controls:
            control.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        """Say what would be exported, show the options that apply to it, and preview it."""
        settings, numbers = self._settings, self._settings.product is Product.MAP
        self._resolution.setEnabled(not numbers)
        self._width.setVisible(settings.resolution is Resolution.CHOSEN)
        compared = self._screen.compared is not None
        self._panes.setVisible(self._screen.maps_compared if numbers else compared)
        alone = settings.product is Product.FIGURE and not (compared and settings.panes)
        self._beside.setVisible(alone)
        self._tell_trust(alone)
        self._sidecar.setEnabled(settings.format.holds_record)
        self._names.setVisible(self._screen.may_name_a_patient)
        trouble = self._trouble()
        self._export.setEnabled(trouble is None)
        self._copy.setEnabled(trouble is None and not numbers)
        self._hint.setText(meaning(self._screen, settings) if trouble is None else sentence(trouble))
        self._soon.start()

    def _tell_trust(self, possible: bool) -> None:
        measured = self.trust is not None
        self._trust.setVisible(possible)
        self._trust.setEnabled(measured)
        below = self.tr("A verdict on each of six questions and what follows from them, below the map")
        self._trust.setToolTip(below if measured else self.tr("Nothing was measured of this map yet"))

    def _trouble(self) -> SaliscopeError | None:
        """Return why what is chosen cannot be exported now."""
        try:
            self._screen.wanted(self._settings)
        except SaliscopeError as error:
            return error
        return None

    # Preview

    def _draw(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = None
        if self._trouble() is not None:
            self._drawn(QImage())
            return
        self._task = Task(partial(_preview, self._screen, self._settings), self)
        self._task.done.connect(self._drawn)
        self._task.start()

    def _drawn(self, picture: QImage) -> None:
        self._task, self._picture = None, picture
        if picture.isNull():
            self._preview.clear()
        self._show_preview()

    def _show_preview(self) -> None:
        if self._picture is not None and not self._picture.isNull():
            ratio = self.devicePixelRatioF()
            room = self._preview.size() * ratio
            pixmap = QPixmap.fromImage(
                self._picture.scaled(
                    room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )
            pixmap.setDevicePixelRatio(ratio)
            self._preview.setPixmap(pixmap)

    def _accept(self) -> None:
        self.wanted.emit(self._settings)
        self.accept()

    def _copy_it(self) -> None:
        self.copy_wanted.emit(self._settings)
        self.accept()


def _preview(screen: Screen, settings: ExportSettings) -> QImage:
    """Return a small picture of an export; numbers are shown as the coloured map."""
    if settings.product is Product.MAP:
        settings = replace(settings, product=Product.HEAT, panes=len(screen.wanted(settings)) > 1)
    return picture_of(screen, settings, _PREVIEW // grid_of(len(screen.wanted(settings)))[0])


def _name(box: QComboBox, words: str) -> None:
    name = words.replace("&", "").rstrip(": \u00a0")
    box.setAccessibleName(name)
    view = box.view()
    if view is not None:
        view.setAccessibleName(name)
