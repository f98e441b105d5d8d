"""The page of trust in the real window: by key, filled by the real engine, kept in another language, left by Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.measures import Aspect, Verdict
from gui.platform.language import set_language
from gui.trust.page import TrustPage


@pytest.fixture
def maps_are_measured() -> bool:
    return True


def page_of(program) -> TrustPage:
    page = program.window.side.currentWidget()
    assert isinstance(page, TrustPage)
    return page


def measured(program) -> bool:
    trust = program.window.trust.trust
    return trust is not None and trust.complete


def test_a_map_is_measured_beside_the_window_and_its_verdicts_are_read_step_by_step(run, cat, small_model):
    def scenario(program):
        program.wait_for_overlay()
        window = program.window
        line = window.side.line
        line.setFocus()
        program.qtbot.keyClick(line, Qt.Key.Key_Space)
        assert window.focusWidget() is window.side.page.back
        program.qtbot.keyClick(window.side.page.back, Qt.Key.Key_Escape)
        assert window.focusWidget() is line
        program.qtbot.keyClick(window, Qt.Key.Key_F6)
        page = page_of(program)
        assert page.isVisible()
        program.wait(lambda: measured(program))
        trust = window.trust.trust
        assert {row.aspect: row.head.verdict for row in page.rows} == {one: trust.verdict(one) for one in Aspect}
        assert line.verdicts() == tuple(trust.verdict(aspect) for aspect in Aspect)
        assert page.overall.words.accessibleName().endswith("None of this says whether the answer is right.") == any(
            trust.verdict(aspect) is not Verdict.NONE for aspect in Aspect
        )
        removal = page.rows[0]
        program.qtbot.keyClick(removal.head, Qt.Key.Key_Return)
        deletion = removal.views[0]
        assert deletion.chart.isVisible() == bool(trust.of("deletion").curves)
        set_language(QApplication.instance(), "fr")
        program.wait(lambda: window.side.currentWidget() is not page)
        french = page_of(program)
        assert french.rows[0].head.isChecked()
        assert french.rows[0].head.text() == "Retirer ce qu’elle montre change-t-il la réponse\u00a0?"
        assert [row.head.verdict for row in french.rows] == [trust.verdict(aspect) for aspect in Aspect]
        french.rows[0].head.setFocus()
        program.qtbot.keyClick(french.rows[0].head, Qt.Key.Key_Escape)
        assert window.side.currentWidget() is window.panel
        set_language(QApplication.instance(), "en")

    run(scenario, str(cat), "--model", str(small_model))


def test_another_question_clears_the_page_at_once(run, cat, small_model):
    def scenario(program):
        program.wait_for_overlay()
        program.window.rooms.trust.toggle_trust()
        program.wait(lambda: measured(program))
        page, chosen = page_of(program), program.state.choices.target
        program.state.choose_method("saliency")
        program.state.choose_target(1 - chosen if chosen < 2 else 0)
        program.wait(lambda: not measured(program))
        assert all(row.head.verdict is Verdict.NONE for row in page.rows)
        program.wait_for_overlay()
        program.wait(lambda: measured(program))
        assert program.window.trust.trust.request.map.method == "saliency"

    run(scenario, str(cat), "--model", str(small_model))
