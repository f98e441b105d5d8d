"""Model files of strangers in the window: what is refused says what to ask for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

pytestmark = pytest.mark.slow


def test_the_words_for_the_author_of_a_refused_model_can_be_copied(run, cat, tmp_path):
    path = tmp_path / "net.pt"
    path.write_bytes(b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.")

    def scenario(program):
        program.wait(lambda: program.settled)
        program.drop(path)
        program.wait(lambda: "PyTorch" in program.notice)
        button = program.control("Copy the words for its author", QPushButton)
        button.click()
        words = QApplication.clipboard().text()
        assert "torch.onnx.export" in words
        assert "Copied" in program.notice
        assert not button.isVisible()

    run(scenario, str(cat))
