"""Language and theme change while one looks, and nothing on screen is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QScrollBar

from gui.design.form import Section
from gui.platform.language import set_language


def settle(program) -> None:
    program.qtbot.wait(50)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def titles(program) -> set[str]:
    return {section.accessibleName() for section in program.window.panel.findChildren(Section)}


@pytest.fixture(autouse=True)
def english_again():
    yield
    set_language(QApplication.instance(), "en")


def test_switching_the_language_live_keeps_picture_map_zoom_scroll_words_and_focus(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        window, canvas = program.window, program.window.canvas
        attribution, rendering, choices = program.state.attribution, program.state.rendering, program.state.choices
        window.canvas.camera.one_to_one()
        program.open_more()  # so that there is something to scroll
        find = program.control("Find a class", QLineEdit)
        find.setText("dog")
        find.setFocus()
        panel = find.parent()
        while not isinstance(panel, QScrollArea):
            panel = panel.parent()
        panel.verticalScrollBar().setValue(37)
        program.qtbot.wait(20)
        viewport, shown = canvas.camera.viewport, canvas.grab().toImage()

        set_language(QApplication.instance(), "fr")
        settle(program)
        assert titles(program) >= {"Classe", "Superposition", "Méthode", "Modèle"}
        assert not titles(program) & {"Class", "Overlay", "Method", "Model"}
        assert window.actions_by_id["open_photograph"].text() == "&Ouvrir une image…"
        assert window.menuBar().actions()[0].text() == "&Fichier"
        assert window.canvas is canvas
        program.wait(canvas.isVisible)
        settle(program)
        assert program.state.attribution is attribution
        assert (program.state.rendering, program.state.choices) == (rendering, choices)
        assert (canvas.camera.viewport.scale, canvas.camera.viewport.view_size) == (viewport.scale, viewport.view_size)
        assert (canvas.camera.viewport.x, canvas.camera.viewport.y) == (viewport.x, viewport.y)
        assert canvas.grab().toImage() == shown
        find = program.control("Trouver une classe", QLineEdit)
        assert find.text() == "dog" and window.focusWidget() is find
        assert max(bar.value() for bar in window.findChildren(QScrollBar)) >= 37

        set_language(QApplication.instance(), "en")
        settle(program)
        assert titles(program) >= {"Class", "Overlay", "Method", "Model"}
        assert not titles(program) & {"Classe", "Superposition"}
        assert canvas.grab().toImage() == shown
        program.state.choose_target(3)
        program.wait_for_overlay()
        assert program.state.attribution.request.target == 3

    run(scenario, str(cat))
