"""Every shortcut of the action table, typed into the real window, reaches its action and no other."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.main_window.menus import sequences


@pytest.mark.qt_log_ignore("keyToAscii Unhandled key code")  # keys of other keyboards, sent by QTest
def test_every_shortcut_reaches_its_action_and_no_other(run, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        window = program.window
        window.activateWindow()
        program.wait(lambda: QApplication.activeWindow() is window)
        heard = []
        for name, action in window.actions_by_id.items():
            action.triggered.disconnect()
            action.triggered.connect(lambda *_, name=name: heard.append(name))
            action.setEnabled(True)
        typed = {
            (name, keys.toString()) for name, action in window.actions_by_id.items() for keys in action.shortcuts()
        }
        for name, keys in sorted(typed):
            heard.clear()
            QTest.keySequence(window, QKeySequence(keys))
            assert heard == [name], keys

    run(scenario, str(cat), *map(str, other_samples))


def test_full_screen_has_a_key_where_the_platform_names_none():
    assert "F11" in {keys.toString() for keys in sequences(QKeySequence.StandardKey.FullScreen)}
