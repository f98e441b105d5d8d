"""Letters twice as large as usual: nothing is cut, the cards scroll, dialogs fit a screen of 1280 x 800."""

from __future__ import annotations

import pytest
from helpers.windows.on_screen import cut
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
SCREEN = QSize(1280, 800)
_TITLE_BAR = 40
_DIALOGS = ("show_settings", "export_dialog", "show_card", "about", "show_glossary", "show_cheat_sheet", "show_library")


@pytest.fixture
def large_letters(qapp):
    before, large = qapp.font(), qapp.font()
    large.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(large)
    yield
    qapp.setFont(before)


@LANGUAGES
def test_the_cards_scroll_and_cut_nothing(run, cat, large_letters, language):
    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(SCREEN)
        program.qtbot.wait(150)
        assert program.window.width() <= SCREEN.width()
        assert cut(program.window) == []
        program.window.panel.explanation.more.setChecked(True)
        program.qtbot.wait(50)
        assert cut(program.window) == []
        cards = program.window.panel.widget()
        assert cards.width() <= program.window.panel.viewport().width()  # nothing lies to the right of what is seen
        assert program.window.panel.verticalScrollBar().maximum() > 0

    run(scenario, str(cat), "--language", language)


@LANGUAGES
def test_the_page_of_trust_cuts_nothing_with_all_its_questions_open(run, cat, large_letters, language):
    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(SCREEN)
        program.window.rooms.trust.toggle_trust()
        page = program.window.side.page
        for row in page.rows:
            row.head.setChecked(True)
        program.window.trust.start()
        program.wait(lambda: program.window.trust.trust is not None and program.window.trust.trust.complete)
        program.qtbot.wait(150)
        assert program.window.width() <= SCREEN.width()
        assert cut(page) == []
        assert page.area.widget().width() <= page.area.viewport().width()

    run(scenario, str(cat), "--language", language)


@LANGUAGES
def test_a_comparison_does_not_widen_the_window(run, cat, large_letters, language):
    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(SCREEN)
        program.window.actions_by_id["compare_methods"].trigger()
        program.qtbot.wait(200)
        assert program.window.width() == SCREEN.width()
        assert cut(program.window) == []

    run(scenario, str(cat), "--language", language)


@LANGUAGES
def test_dialogs_fit_the_screen_and_cut_nothing(run, cat, large_letters, language):
    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(SCREEN)
        faults = []
        for action in _DIALOGS:
            program.window.actions_by_id[action].trigger()
            program.qtbot.wait(150)
            dialogs = [dialog for dialog in program.window.findChildren(QDialog) if dialog.isVisible()]
            assert dialogs, action
            for dialog in dialogs:
                least = dialog.minimumSizeHint()
                if least.width() > SCREEN.width() or least.height() > SCREEN.height() - _TITLE_BAR:
                    faults.append(f"{action}: needs {least.toTuple()}")
                dialog.resize(SCREEN - QSize(80, 80))
                QApplication.processEvents()
                faults += [f"{action}: {words}" for words in cut(dialog)]
                dialog.reject()
        assert "\n".join(faults) == ""

    run(scenario, str(cat), "--language", language)
