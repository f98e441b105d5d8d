"""What the settings say of privacy: what is kept is told, and forgotten if the user wants that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton

from gui.design.form import Section
from gui.design.scale import Space


class PrivacySection(Section):
    """Leads to what is kept. `forget_wanted` is emitted once the user has agreed to lose all of it."""

    help_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.add_hint().setText(
            self.tr("Everything stays on this computer. This window only connects when you download a model.")
        )
        told = QPushButton(self.tr("What is kept"))
        told.clicked.connect(self.help_wanted)
        forget = QPushButton(self.tr("Forget everything…"))
        forget.setAccessibleName(self.tr("Forget everything"))
        forget.clicked.connect(self._ask)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        for button in (told, forget):
            button.setAutoDefault(False)  # Enter must not press it
            line.addWidget(button)
        line.addStretch()
        self.rows.addSpacing(Space.XS)
        self.rows.addLayout(line)

    def _ask(self) -> None:
        box = QMessageBox(self.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Forget everything"))
        box.setText(self.tr("Forget everything that Saliscope keeps on this computer?"))
        box.setInformativeText("\n\n".join((self._lost(), self._kept(), self._then())))
        agree = box.addButton(self.tr("Forget everything"), QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(QMessageBox.StandardButton.Cancel)
        agree.setAutoDefault(False)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.accepted.connect(self.forget_wanted)
        box.finished.connect(box.deleteLater)
        box.open()

    def _lost(self) -> str:
        return self.tr(
            "These are removed: settings, recent files and folders, the list of models with what you chose for them, "
            "class names, the last session, crash reports, temporary files and the places of windows."
        )

    def _kept(self) -> str:
        return self.tr(
            "These stay: your images and models, saved sessions, exports, run folders, and models that you downloaded."
        )

    def _then(self) -> str:
        return self.tr(
            "What is open is closed, a running batch stops, and Saliscope starts as if for the first time. This cannot "
            "be undone."
        )
