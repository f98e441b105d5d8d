"""Without fonts there is no window of boxes, but a sentence on the terminal."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

import main


def test_a_computer_without_fonts_is_told_so(qapp, monkeypatch, capsys):
    monkeypatch.setattr(QFontMetrics, "inFont", lambda *_: False)
    assert main.main(["--new-window"]) == 2
    assert "no fonts" in capsys.readouterr().err
