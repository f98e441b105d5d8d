"""The dialog before a batch, opened on a folder of three images in two sub-folders."""

from __future__ import annotations

import pytest
from helpers.batches.setup_steps import PICTURE, said
from helpers.shown_model import model_info

from engine.network.description import LayerInfo
from gui.batch.setup.dialog import SetupDialog
from gui.state.choices import Choices
from gui.state.screen import ScreenState

LAYERS = (LayerInfo("early", "Conv2D", (8, 8, 2)), LayerInfo("conv", "Conv2D", (4, 4, 2)))


@pytest.fixture
def state(qapp):
    state = ScreenState()
    state.model = model_info(labels=("cat", "dog", "owl"), layers=LAYERS)
    state.choices = Choices(pixel_values="0..255")
    return state


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "pets"
    for name in ("cat/1.png", "cat/2.png", "dog/1.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PICTURE)
    return folder


@pytest.fixture
def opened(state, source, qtbot):
    kept = []  # else Python deletes a dialog of which a test holds one control

    def opened(folder=source, workers=None):
        dialog = SetupDialog(None, state, folder, workers)
        qtbot.addWidget(dialog)
        kept.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: "Looking for images" not in said(dialog))
        return dialog

    return opened
