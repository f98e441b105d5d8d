"""Every building block in its states: high enough, with room for its words, none over another."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QToolButton,
    QWidget,
)

import resources
from gui.design.elided_label import ElidedLabel
from gui.design.scale import CONTROL_HEIGHT
from gui.design.theme import Theme
from gui.gallery.window import Gallery
from gui.platform.language import set_language

pytestmark = pytest.mark.slow
CLICKED = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)


@pytest.fixture(params=resources.LANGUAGES)
def language(qapp, request):
    set_language(qapp, request.param)
    yield request.param
    set_language(qapp, "en")


@pytest.fixture(params=[1, 2], ids=["100 %", "200 %"])
def gallery(qapp, qtbot, look, dark, language, request) -> Gallery:
    theme, font = Theme(qapp), qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(font.pointSizeF() * request.param)
    qapp.setFont(larger)
    shown = Gallery(qapp, theme, language, "dark" if dark else "light")
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    theme.stop()
    qapp.setFont(font)


def visible(gallery: Gallery) -> list[QWidget]:
    return [widget for widget in gallery.findChildren(QWidget) if widget.isVisible()]


def inside(widget: QWidget) -> bool:
    """Tell whether Qt made a widget inside of a control."""
    return isinstance(widget, QScrollBar) or isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QLineEdit)


def short(widget: QWidget) -> str:
    words = widget.text() if hasattr(widget, "text") else ""
    return f"{type(widget).__name__} {words or widget.accessibleName()} {widget.size().toTuple()}"


def test_whatever_is_clicked_is_high_enough(gallery):
    clicked = [widget for widget in visible(gallery) if isinstance(widget, CLICKED) and not inside(widget)]
    assert [short(widget) for widget in clicked if widget.height() < CONTROL_HEIGHT] == []
    assert len(clicked) > 40


def test_no_words_are_cut(gallery):
    cut = []
    for widget in visible(gallery):
        if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel):
            high = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            wide = 0 if widget.wordWrap() else widget.sizeHint().width()
            if widget.height() < high or widget.width() < wide:
                cut.append(short(widget))
        elif isinstance(widget, QAbstractButton) and not inside(widget):
            wanted = widget.sizeHint()
            if wanted.expandedTo(widget.size()) != widget.size():
                cut.append(f"{short(widget)} wants {wanted.toTuple()}")
    assert cut == []


def test_nothing_lies_over_another(gallery):
    over = []
    for parent in visible(gallery):
        if parent.layout() is None:
            continue
        children = [child for child in parent.children() if isinstance(child, QWidget) and child.isVisible()]
        for one, other in combinations(children, 2):
            if one.geometry().intersects(other.geometry()):
                over.append(f"{short(one)} and {short(other)}")
    assert over == []


def test_a_cut_would_be_found(gallery):
    button = next(widget for widget in visible(gallery) if isinstance(widget, QPushButton))
    button.setFixedWidth(20)
    QApplication.processEvents()
    with pytest.raises(AssertionError):
        test_no_words_are_cut(gallery)


def test_the_switches_change_language_and_letters(qapp, qtbot, look):
    theme, font = Theme(qapp), qapp.font()
    shown = Gallery(qapp, theme, "en", "light")
    qtbot.addWidget(shown)
    try:
        before = shown.sheet
        shown._speak("fr")
        assert shown.sheet is not before
        assert {"Boutons", "Choix"} <= {label.text() for label in shown.sheet.findChildren(QLabel)}
        shown._enlarge(2)
        assert qapp.font().pointSizeF() == pytest.approx(2 * font.pointSizeF())
    finally:
        theme.stop()
        qapp.setFont(font)
        set_language(qapp, "en")


def test_icon_buttons_of_the_gallery_have_names(gallery):
    buttons = [widget for widget in visible(gallery) if isinstance(widget, QToolButton) and not inside(widget)]
    assert [short(button) for button in buttons if not button.accessibleName() and not button.text()] == []
