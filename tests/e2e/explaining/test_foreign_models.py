"""Model files of strangers in the window: what is refused says what to ask for, what is in two files opens."""

from __future__ import annotations

import pytest
from helpers.model_files.legacy_files import shaken, two_branches
from helpers.model_files.parted_files import pair_of_keras_2
from PySide6.QtWidgets import QApplication, QPushButton

from engine.models.model_info import Kind

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


def test_a_text_of_layers_and_its_weights_dropped_together_open(run, cat, tmp_path):
    layers, weights = tmp_path / "flowers.json", tmp_path / "flowers.h5"
    pair_of_keras_2(shaken(two_branches()), layers, weights)

    def scenario(program):
        program.wait(lambda: program.settled)
        program.drop(layers, weights)
        program.wait(lambda: program.state.model.name == "flowers.h5" and program.settled)
        assert (program.state.model.kind, len(program.state.model.labels)) == (Kind.KERAS_PAIR, 2)
        assert "Left out" not in program.notice

    run(scenario, str(cat))
