"""Qt's own words in the user's language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from gui.platform.language import LEFT_OUT_BY_QT, set_language


@pytest.fixture
def french(qapp):
    set_language(qapp, "fr")
    yield
    set_language(qapp, "en")


def test_qt_s_file_dialog_speaks_french_throughout(french, qtbot):
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert len(words) >= 3
    assert not words & set(LEFT_OUT_BY_QT)
    assert all(QApplication.translate("QFileDialog", word) != word for word in LEFT_OUT_BY_QT)


@pytest.mark.parametrize("code", ["ar_EG", "fa_IR", "he_IL"])
def test_languages_written_from_right_to_left_get_english_throughout(qapp, code):
    set_language(qapp, code)
    try:
        assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
        assert (QLocale().toString(1234.5, "f", 1), QPushButton().tr("Cancel")) == ("1,234.5", "Cancel")
    finally:
        set_language(qapp, "en")
