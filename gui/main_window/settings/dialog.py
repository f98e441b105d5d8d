"""The settings dialog, made from the table of settings. Every change applies at once; there is no OK."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.design.controls import NumberBox
from gui.design.dialogs import dialog_column
from gui.design.form import Section, choices, heading, select
from gui.design.scale import Space
from gui.main_window.settings.privacy import PrivacySection
from gui.platform.widget_places import Places
from gui.state.settings import PAGES, SETTINGS, Kind, Setting, Settings, choice_words
from gui.words.topics import Topic

_WIDTH = 540
_SURROUNDINGS = 60  # pixels of the height: title bar and edges
_LABEL_LETTERS = 40


class SettingsDialog(QDialog):
    """Shows every setting of the table. `forget_wanted` is emitted once the user has agreed to lose everything."""

    forget_wanted = Signal()
    help_wanted = Signal(str)  # the id of a page

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent)
        self._settings = settings
        self._controls: dict[str, QWidget] = {}
        self._column = dialog_column(self)
        self._page = self._build()
        self._size_up()
        settings.changed.connect(self._show)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, which may have been chosen in this very dialog."""
        if event.type() == QEvent.Type.LanguageChange:
            places = Places(self._page)
            for old in (self._area, self._foot):
                # Hidden at once: `deleteLater` waits for the event loop.
                old.hide()
                old.deleteLater()
            self._page = self._build()
            places.restore(self._page)
        super().changeEvent(event)

    # Inside

    def _build(self) -> QWidget:
        self.setWindowTitle(self.tr("Settings"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.S)
        sections = {page_id: Section(_translated(words), _LABEL_LETTERS) for page_id, words in PAGES.items()}
        for page_id, section in sections.items():
            column.addWidget(heading(_translated(PAGES[page_id])))
            column.addWidget(section)
            column.addSpacing(Space.L)
        column.addWidget(heading(self.tr("Privacy")))
        column.addWidget(self._privacy())
        column.addStretch()
        for row in SETTINGS.values():
            self._controls[row.id] = self._add(row, sections[row.page])
            self._show(row.id)
        first, *others = sections.values()
        first.align_with(*others)
        self._area = area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        # Tab should lead through the settings only.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column.addWidget(area)
        self._foot = self._buttons()
        self._column.addWidget(self._foot)
        return page

    def _size_up(self) -> None:
        """Make the dialog high enough for all settings, but not higher than the screen."""
        margins = self._column.contentsMargins()
        around = margins.top() + self._column.spacing() + self._foot.sizeHint().height() + margins.bottom()
        room = self.screen().availableSize().height() - _SURROUNDINGS
        self.resize(_WIDTH, min(self._page.minimumSizeHint().height() + around, room))

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAccessibleName(self.tr("Close"))
        return buttons

    def _privacy(self) -> PrivacySection:
        privacy = PrivacySection(self.tr("Privacy"))
        privacy.help_wanted.connect(self._explain_privacy)
        privacy.forget_wanted.connect(self.forget_wanted)
        return privacy

    def _explain_privacy(self) -> None:
        self.accept()  # while it is open, it keeps the keyboard from the page
        self.help_wanted.emit(Topic.PRIVACY)

    def _add(self, row: Setting, section: Section) -> QWidget:
        control = self._control(row)
        if isinstance(control, QCheckBox):
            section.rows.addWidget(control)
        else:
            section.add_field(_translated(row.words), control)
        if row.hint:
            section.add_hint().setText(_translated(row.hint))
        return control

    def _control(self, row: Setting) -> QWidget:
        match row.kind:
            case Kind.YES_NO:
                box = QCheckBox(_translated(row.words))
                box.setAccessibleName(_translated(row.words).replace("&", ""))
                box.toggled.connect(partial(self._set, row))
                return box
            case Kind.CHOICE:
                combo = choices()
                for value, words in choice_words(row):
                    combo.addItem(words, value)
                combo.currentIndexChanged.connect(partial(self._set_choice, row, combo))
                return combo
            case Kind.NUMBER:
                number = NumberBox()
                number.setRange(row.least, row.most)
                number.setSuffix(f" {_translated(row.unit)}" if row.unit else "")
                number.valueChanged.connect(partial(self._set, row))
                return number
            case Kind.FOLDER:
                return _FolderField(self, row, self._settings)

    def _show(self, setting: str) -> None:
        control, value = self._controls[setting], self._settings[setting]
        # Showing a value must not set it again.
        control.blockSignals(True)
        if isinstance(control, QCheckBox):
            control.setChecked(value)
        elif isinstance(control, QComboBox):
            select(control, value)
        elif isinstance(control, QSpinBox):
            control.setValue(value)
        elif isinstance(control, _FolderField):
            control.show_folder(value)
        control.blockSignals(False)
        if setting == "overlay_from":
            for dependent in ("way", "colour_map", "alpha"):
                if dependent in self._controls:
                    self._controls[dependent].setEnabled(value == "fixed")
        elif setting in ("way", "colour_map", "alpha"):
            control.setEnabled(self._settings["overlay_from"] == "fixed")

    def _set(self, row: Setting, value: Any) -> None:
        self._settings[row.id] = value

    def _set_choice(self, row: Setting, box: QComboBox, index: int) -> None:
        self._settings[row.id] = box.itemData(index)


class _FolderField(QWidget):
    """A folder's path, with a button to choose another. The path cannot be typed, so that it always is a folder."""

    def __init__(self, dialog: SettingsDialog, row: Setting, settings: Settings) -> None:
        super().__init__()
        self._dialog = dialog
        self._row = row
        self._settings = settings
        self._path = QLineEdit()
        self._path.setReadOnly(True)
        self._path.setClearButtonEnabled(False)
        self._path.setAccessibleName(_translated(row.words).replace("&", "").rstrip(": \u00a0"))
        choose = QPushButton(QCoreApplication.translate("settings", "Choose…"))
        choose.setAccessibleName(QCoreApplication.translate("settings", "Choose a folder"))
        choose.clicked.connect(self._choose)
        self._forget = QPushButton(QCoreApplication.translate("settings", "None"))
        self._forget.setAccessibleName(QCoreApplication.translate("settings", "No folder"))
        self._forget.clicked.connect(self._take_none)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self._path, choose, self._forget):
            line.addWidget(widget)
        for button in (choose, self._forget):
            button.setAutoDefault(False)
        self.setFocusProxy(choose)

    def show_folder(self, folder: str) -> None:
        """Show the folder, or that there is none."""
        self._path.setText(folder)
        self._path.setToolTip(folder)
        self._forget.setEnabled(bool(folder))

    def _choose(self) -> None:
        title = _translated(self._row.words).replace("&", "").rstrip(": \u00a0")
        folder = QFileDialog.getExistingDirectory(self._dialog, title, self._settings[self._row.id])
        if folder:
            self._settings[self._row.id] = folder

    def _take_none(self) -> None:
        self._settings[self._row.id] = ""


def _translated(words: object) -> str:
    return QCoreApplication.translate("settings", str(words))
