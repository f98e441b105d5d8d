"""The library: models come back by name, by star and by download, and nothing is fetched unasked."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import keras
import pytest
from helpers.engines import forked_engine
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QMessageBox, QProgressBar, QTreeWidget

from engine.models.published import find, weights_path
from gui.models import library, library_rows

WEIGHTS = b"\x89HDF\r\n\x1a\n" + bytes(3_000_000)


class Server(BaseHTTPRequestHandler):
    """Serves WEIGHTS; of /held only half, by and by, until it is let go."""

    let_go = threading.Event()
    asked: list[str] = []  # noqa: RUF012 - the handlers' common memory

    def do_HEAD(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(WEIGHTS)))
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()
        if self.path == "/held":
            self._send_by_and_by(WEIGHTS[: len(WEIGHTS) // 2])
            self.let_go.wait(60)
            self.wfile.write(WEIGHTS[len(WEIGHTS) // 2 :])
        else:
            self.wfile.write(WEIGHTS)

    def _send_by_and_by(self, data: bytes) -> None:
        piece = len(data) // 5
        for start in range(0, len(data), piece):
            self.wfile.write(data[start : start + piece])
            time.sleep(0.15)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.handle_error = lambda *_: None
    Server.asked.clear()
    Server.let_go.clear()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Server.let_go.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def nothing_there(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    QSettings("Saliscope", "Saliscope").clear()
    yield tmp_path / "home" / "models"
    QSettings("Saliscope", "Saliscope").clear()


@pytest.fixture
def publish(address, monkeypatch, nothing_there):
    """Let the library offer VGG16 from the server on this computer."""
    if forked_engine.POSSIBLE:
        forked_engine.fork_downloads(monkeypatch)

    def offer(where: str, digest: str = hashlib.md5(WEIGHTS).hexdigest()):
        model = dataclasses.replace(find("VGG16"), origin=f"{address}/{where}", digest=digest)
        monkeypatch.setattr(library_rows, "published_models", lambda: (model,))
        return model

    return offer


@pytest.fixture
def own(tmp_path) -> Path:
    keras.utils.set_random_seed(3)
    layers = keras.layers
    parts = [layers.Input((32, 32, 3)), layers.Conv2D(4, 3), layers.GlobalAveragePooling2D(), layers.Dense(3)]
    path = tmp_path / "mine.keras"
    keras.Sequential([*parts, layers.Softmax()]).save(path)
    return path


class Library:
    """The dialog, as a test sees it."""

    def __init__(self, program) -> None:
        self.program = program
        program.window.actions_by_id["show_library"].trigger()
        self.dialog = next(d for d in program.window.findChildren(QDialog) if d.windowTitle() == "Model library")
        self.list = self.dialog.findChild(QTreeWidget)
        program.wait(lambda: self.dialog._search is None)

    @property
    def lines(self) -> dict[str, dict[str, str]]:
        """{heading: {name: place}}."""
        root = self.list.invisibleRootItem()
        headings = [root.child(index) for index in range(root.childCount())]
        return {
            heading.text(0): {heading.child(i).text(0): heading.child(i).text(1) for i in range(heading.childCount())}
            for heading in headings
        }

    def select(self, name: str) -> None:
        found = self.list.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
        self.list.setCurrentItem(found[0])

    def button(self, name: str) -> QAbstractButton:
        buttons = [b for b in self.dialog.findChildren(QAbstractButton) if b.accessibleName() == name and b.isVisible()]
        assert buttons, f"no button is called {name!r}"
        return buttons[-1]

    def click(self, name: str) -> None:
        assert self.button(name).isEnabled(), name
        self.program.qtbot.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    @property
    def words(self) -> str:
        return self.dialog._strip._text.text()


def test_an_opened_model_is_listed_starred_opened_again_and_forgotten(run, cat, own):
    def scenario(program):
        program.wait_for_overlay()
        program.drop(own)
        program.wait(lambda: program.state.model.name == own.name and program.settled)
        program.window.rooms.models.use_bundled_model()
        program.wait(lambda: program.state.model.name != own.name and program.settled)
        shown = Library(program)
        assert shown.lines["Recent"] == {own.name: str(own.parent)}
        shown.select(own.name)
        shown.click("Favourite")
        assert shown.lines["Favourites"] == {own.name: str(own.parent)}
        assert "Recent" not in shown.lines
        assert shown.list.currentItem().text(0) == own.name
        shown.list.setFocus()
        program.qtbot.keyClick(shown.list, Qt.Key.Key_Return)
        program.wait(lambda: program.state.model.name == own.name and program.settled)
        shown = Library(program)
        assert shown.lines["Favourites"] == {own.name: "open"}
        shown.select(own.name)
        shown.click("Remove")
        assert "Favourites" not in shown.lines
        assert own.exists()

    run(scenario, str(cat))


def test_a_model_that_was_moved_is_missing_until_it_is_located(run, cat, own, tmp_path, monkeypatch):
    moved = tmp_path / "moved.keras"

    def scenario(program):
        program.wait_for_overlay()
        program.drop(own)
        program.wait(lambda: program.state.model.name == own.name and program.settled)
        program.window.rooms.models.use_bundled_model()
        program.wait(lambda: program.state.model.name != own.name and program.settled)
        own.rename(moved)
        shown = Library(program)
        assert shown.lines["Recent"] == {own.name: f"missing in {own.parent}"}
        shown.select(own.name)
        assert not shown.button("Open").isEnabled()
        monkeypatch.setattr(library, "ask_model", lambda *_: moved)
        shown.click("Locate")
        program.wait(lambda: program.state.model.name == moved.name and program.settled)
        assert Library(program).lines["Recent"] == {moved.name: "open"}

    run(scenario, str(cat))


def test_forgetting_everything_is_asked_first(run, cat, own, monkeypatch):
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))

    def scenario(program):
        program.wait_for_overlay()
        assert not Library(program).button("Remove all").isEnabled()
        program.drop(own)
        program.wait(lambda: program.state.model.name == own.name and program.settled)
        shown = Library(program)
        shown.click("Remove all")
        assert "Recent" in shown.lines
        shown.click("Remove all")
        assert "Recent" not in shown.lines

    run(scenario, str(cat))


def test_every_published_model_is_listed_in_the_order_people_count(run):
    def scenario(program):
        shown = Library(program)
        names = list(shown.lines["From Keras, trained on the 1,000 classes of ImageNet"])
        assert len(names) == 40
        assert names.index("ResNet50") < names.index("ResNet101")
        shown.select("VGG16")
        item = shown.list.currentItem()
        facts = [item.text(column) for column in range(5)]
        assert facts == ["VGG16", "not downloaded", "224 × 224", "138,357,544", "≈ 553 MB"]
        assert not shown.button("Open").isEnabled()

    run(scenario)


def test_weights_are_downloaded_after_a_yes_with_progress_and_then_offered(run, publish, nothing_there):
    model = publish("held")

    def scenario(program):
        shown = Library(program)
        shown.select("VGG16")
        shown.click("Download")
        assert "(about 553 MB) from 127.0.0.1 to " + str(nothing_there) in shown.words
        program.qtbot.wait(300)
        assert Server.asked == []
        shown.click("Download")
        bar = shown.dialog.findChild(QProgressBar)
        program.wait(lambda: 300 < bar.value() <= 500)
        assert "of 3 MB" in shown.words
        assert program.window.isEnabled()
        shown.dialog.close()
        Server.let_go.set()
        program.wait(lambda: "VGG16 were downloaded" in program.notice)
        program.state.notice.action()
        program.wait(lambda: shown.dialog.isVisible() and shown.dialog._search is None)
        assert shown.list.currentItem().text(1) == "on this computer"
        opened = []
        program.window.controller.open_model = opened.append
        shown.dialog.open_wanted.disconnect()
        shown.dialog.open_wanted.connect(opened.append)
        shown.click("Open")
        assert opened == [weights_path(model)]

    run(scenario)
    assert weights_path(model).read_bytes() == WEIGHTS


def test_a_download_that_is_cancelled_or_outlives_the_window_leaves_nothing(run, publish, nothing_there):
    publish("held")

    def scenario(program):
        shown = Library(program)
        shown.select("VGG16")
        for last in (False, True):
            shown.click("Download")
            shown.click("Download")
            program.wait(lambda: any(path.is_dir() for path in nothing_there.glob("*/models")))
            if not last:
                shown.click("Cancel")
                program.wait(lambda: not shown.dialog._strip.busy)
                assert list(nothing_there.iterdir()) == []
                assert not shown.dialog._strip.isVisible()

    run(scenario)
    assert list(nothing_there.iterdir()) == []


def test_what_arrives_damaged_is_said_and_can_be_tried_again(run, publish, nothing_there):
    publish("good", "0" * 32)

    def scenario(program):
        shown = Library(program)
        shown.select("VGG16")
        shown.click("Download")
        shown.click("Download")
        program.wait(lambda: "not the one that Keras published" in shown.words)
        assert list(nothing_there.iterdir()) == []
        shown.click("Try again")
        shown.dialog.close()
        program.wait(lambda: "not the one that Keras published" in program.notice)

    run(scenario)


def test_every_control_of_the_library_has_a_name_and_keys_reach_it(run):
    def scenario(program):
        shown = Library(program)
        names = [button.accessibleName() for button in shown.dialog.findChildren(QAbstractButton)]
        visible = [b for b in shown.dialog.findChildren(QAbstractButton) if b.isVisible()]
        assert all(button.accessibleName() for button in visible), names
        assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in visible)
        assert shown.list.accessibleName() == "Models"
        assert shown.dialog.focusWidget() is shown.list
        assert program.window.actions_by_id["show_library"].shortcut().toString() == "Ctrl+Shift+M"
        program.qtbot.keyClick(shown.dialog, Qt.Key.Key_Escape)
        assert not shown.dialog.isVisible()

    run(scenario)
