"""The open images as undo sees them: files by their paths, of pasted pixels the last that were closed."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.errors import Code, SaliscopeError
from engine.images import Image
from gui.photos.browsing import Browsing
from gui.photos.pairing import Pairing
from gui.photos.reopening import Reopening
from gui.state.images.photograph_cache import PhotographCache
from gui.state.images.picture import Picture
from gui.state.screen import LOADING, ScreenState
from gui.state.undo import History


def picture(name: str, path: Path | None = None) -> Picture:
    pixels = np.zeros((4, 6, 3), np.uint8)
    return Picture(Image(pixels, name, path, name, (), "test"), (pixels,))


class Opening(QObject):
    """Shows at once what is to be opened, or once told where slow, and notes the paths. damaged: cannot be read."""

    refused = Signal(object, object)

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self.cache = PhotographCache()
        self.opened: list[Path] = []
        self.damaged: set[Path] = set()
        self.slow = False

    def open_photograph(self, path: Path, of_series: bool = False) -> None:
        self.opened.append(path)
        self._state.begin(LOADING, "…")
        if not self.slow:
            self.arrive()

    def arrive(self) -> None:
        path = self.opened[-1]
        if path in self.damaged:
            self.refused.emit(path, SaliscopeError(Code.IMAGE_DAMAGED, name=path.name))
            self._state.end(LOADING)
        else:
            self._state.end(LOADING)
            self._state.show_picture(picture(path.name, path))

    def show_picture(self, shown: Picture, of_series: bool = False) -> None:
        self._state.show_picture(shown)


class Stage:
    def __init__(self, window: QWidget) -> None:
        self.state = ScreenState()
        self.controller = Opening(self.state)
        self.browsing = Browsing(window, self.state, self.controller)
        pairing = Pairing(window, self.state, self.controller)
        self.reopening = Reopening(self.browsing, self.state, self.controller, pairing)
        self.history = History(self.state, self.reopening)
        self.reopening.closed.connect(self.history.note_closed)

    def undo(self) -> None:
        self.history.undo()
        QCoreApplication.processEvents()  # what was opened is looked at once all have heard of it

    @property
    def names(self) -> list[str]:
        return [entry.name for entry in self.reopening.images().entries]


@pytest.fixture
def stage(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)  # deletes it with the rooms in it: a cycle of them is not for Python's collector
    stage = Stage(window)
    yield stage
    stage.browsing.finish()


def test_files_come_back_in_their_order_and_place(stage, tmp_path):
    paths = [tmp_path / f"{number}.png" for number in (1, 2, 3)]
    stage.browsing.open(paths, paths[1])
    before = stage.reopening.images()
    assert (stage.names, before.shown, before.on_screen.key) == (["1.png", "2.png", "3.png"], 1, paths[1])
    stage.browsing.close_all_photographs()
    assert stage.reopening.images().entries == ()
    assert stage.reopening.show_images(before)
    assert stage.reopening.images() == before
    assert (stage.controller.opened, stage.state.image.path) == ([paths[1], paths[1]], paths[1])


def test_the_image_that_is_on_screen_anyway_is_not_read_again(stage, tmp_path):
    paths = [tmp_path / f"{number}.png" for number in (1, 2)]
    stage.browsing.open(paths, paths[0])
    before = stage.reopening.images()
    stage.browsing.open([tmp_path / "3.png"], paths[0])
    stage.controller.opened.clear()
    assert stage.reopening.show_images(before)
    assert (stage.names, stage.controller.opened) == (["1.png", "2.png"], [])


def test_closing_is_told_and_going_to_the_next_is_not(stage, tmp_path, qtbot):
    paths = [tmp_path / f"{number}.png" for number in (1, 2)]
    stage.browsing.open(paths, paths[0])
    with qtbot.assertNotEmitted(stage.reopening.closed):
        stage.browsing.next_photograph()
    with qtbot.waitSignal(stage.reopening.closed):
        stage.browsing.close_photograph()


def test_the_last_pasted_image_that_was_closed_comes_back_and_the_one_before_is_told_to_be_gone(stage):
    stage.state.show_picture(picture("first"))
    first = stage.reopening.images()
    stage.browsing.close_photograph()
    stage.state.show_picture(picture("second"))
    second = stage.reopening.images()
    stage.browsing.close_photograph()
    gc.collect()
    assert stage.reopening.show_images(second)
    assert (stage.state.image.name, stage.names) == ("second", ["second"])
    assert not stage.reopening.show_images(first)
    assert (stage.state.image.name, stage.names) == ("second", ["second"])
    assert stage.state.notice.text.startswith("“first” was pasted and has no file.")


def test_an_earlier_pasted_image_that_is_not_to_be_shown_is_left_out(stage, tmp_path):
    stage.state.show_picture(picture("first"))
    stage.browsing.open([tmp_path / "1.png"], tmp_path / "1.png")
    both = stage.reopening.images()
    assert stage.names == ["first", "1.png"]
    stage.browsing.close_all_photographs()
    stage.state.show_picture(picture("second"))
    stage.browsing.close_photograph()
    gc.collect()
    assert stage.reopening.show_images(both)
    assert (stage.names, stage.reopening.images().shown) == (["1.png"], 0)


def test_undo_opens_a_file_again_beside_which_a_pasted_image_is_no_longer_kept(stage, tmp_path):
    stage.state.show_picture(picture("first"))
    stage.browsing.open([tmp_path / "1.png"], tmp_path / "1.png")
    stage.browsing.close_all_photographs()
    stage.reopening._last_pasted = None  # another pasted image was closed since
    gc.collect()
    stage.controller.slow = True
    stage.undo()
    stage.controller.arrive()
    QCoreApplication.processEvents()
    assert (stage.names, stage.state.image.name) == (["1.png"], "1.png")
    assert stage.history.redo_words == "closing 2 images"


def test_an_image_that_cannot_be_read_comes_back_with_its_refusal(stage, tmp_path):
    paths = [tmp_path / f"{number}.png" for number in (1, 2)]
    stage.controller.damaged.add(paths[1])
    stage.browsing.open(paths, paths[0])
    stage.browsing.next_photograph()
    assert stage.state.refusal.path == paths[1]
    stage.browsing.close_all_photographs()
    assert (stage.state.refusal, stage.history.undo_words) == (None, "closing 2 images")
    stage.undo()
    assert (stage.names, stage.browsing.place, stage.state.refusal.path) == (["1.png", "2.png"], 1, paths[1])
    assert stage.history.redo_words == "closing 2 images"
