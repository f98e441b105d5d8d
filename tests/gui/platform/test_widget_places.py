"""What the user did to widgets outlives that they are made anew."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget, QSplitter

from gui.platform.widget_places import Places


def divided(qtbot) -> QSplitter:
    bar = QSplitter()
    for _ in range(3):
        bar.addWidget(QListWidget())
    qtbot.addWidget(bar)
    bar.resize(900, 300)
    return bar


def test_the_division_comes_back_and_a_hidden_part_has_its_room_once_it_is_shown(qtbot):
    before, after = divided(qtbot), divided(qtbot)
    before.show()
    before.widget(0).hide()
    before.setSizes([0, 500, 390])
    places = Places(before)
    shares = before.sizes()[1:]
    after.show()
    places.restore(after)
    assert after.widget(0).isHidden()
    assert after.sizes()[1:] == shares
    after.widget(0).show()
    qtbot.waitUntil(lambda: after.sizes()[0] > 50)
