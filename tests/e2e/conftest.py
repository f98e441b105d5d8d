"""End-to-end: the real `main()`, its real window and engine process, driven through widgets and events."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers import alone
from helpers.engines import forked_engine
from helpers.engines.kept_engine import KeptEngines
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

import main
import resources
from gui.main_window.tour import SEEN_KEY
from gui.main_window.window import MainWindow
from gui.platform.language import set_language
from gui.state.resting.trust import SETTING as MEASURE_TRUST
from gui.state.settings import Settings

PATIENCE_MS = 60_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here starts the program: none is a fast one."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("slow")


class Program:
    """The running program, as a test sees it."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window = window
        self.state = window.state
        self.qtbot = qtbot
        self.faults: list[str] = []  # what was raised where Qt calls; a test that means to raise clears it
        window.crash_watch.happened.connect(self.faults.append)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def wait_for_overlay(self) -> None:
        """Wait until the photograph on screen is explained as the controls say."""
        self.wait(lambda: self.settled)

    def wait_for_image(self, path: Path) -> None:
        """Wait until an image is on screen and explained."""
        self.wait(lambda: self.state.image is not None and self.state.image.path == path and self.settled)

    @property
    def settled(self) -> bool:
        state, attribution = self.state, self.state.attribution
        if attribution is None or state.image is None or state.activities:
            return False
        request = attribution.request
        wanted = (state.image.sha256, state.image.used, state.choices.method, state.choices.target)
        given = (request.image, request.reading, request.method, request.target)
        return given == wanted and state.image.reading == state.choices.reading

    def control(self, accessible_name: str, kind: type[QWidget] = QWidget):
        found = [widget for widget in self.window.findChildren(kind) if widget.accessibleName() == accessible_name]
        assert found, f"no control is called {accessible_name!r}"
        return found[0]

    def open_more(self) -> None:
        """Open "More" of all three cards, where what is rarely needed stands."""
        panel = self.window.panel
        for card in (panel.answer, panel.explanation, panel.confidence):
            card.more.setChecked(True)
        self.qtbot.wait(10)

    def drop(self, *paths: Path, on: QWidget | None = None) -> bool:
        """Drop files on the window, or on a dialog of it; returns whether it would take them."""
        target = on or self.window
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        where, copy = QPoint(200, 200), Qt.DropAction.CopyAction
        enter = QDragEnterEvent(where, copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter.ignore()
        QApplication.sendEvent(target, enter)
        if enter.isAccepted():
            let_go = QDropEvent(QPointF(where), copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(target, let_go)
        return enter.isAccepted()

    @property
    def notice(self) -> str:
        return self.state.notice.text if self.state.notice else ""


@pytest.fixture
def data_folder(monkeypatch, tmp_path_factory) -> Path:
    """Where the program keeps its own files, empty at the start of a test."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder / "Saliscope"


@pytest.fixture(scope="session")
def kept_engines() -> Iterator[KeptEngines]:
    """Engine processes for one test after the other, and the process that they are forked from.

    Without them each test would import TensorFlow for 2 s and more, and open the bundled model for 2 s.
    """
    forked_engine.start_fork_server()
    kept = KeptEngines()
    yield kept
    kept.end()


@pytest.fixture
def engine_process(request: pytest.FixtureRequest, monkeypatch) -> None:
    """Where the engine process is from: kept, unless the test is marked `own_engine` or `fresh_engine`."""
    if forked_engine.POSSIBLE and request.node.get_closest_marker("own_engine") is None:
        kept_engines = request.getfixturevalue("kept_engines")
        forked_engine.fork_engines(monkeypatch)
        if request.node.get_closest_marker("fresh_engine") is None:
            kept_engines.keep(monkeypatch)


@pytest.fixture
def maps_are_measured() -> bool:
    """Whether a map is measured by itself, which takes seconds of all processors. True in the modules about that."""
    return False


@pytest.fixture
def run(qtbot, monkeypatch, capsys, data_folder, engine_process, maps_are_measured):
    """Run `main.main(arguments)` and play a scenario where its event loop would run; each test starts a new user.

    Whatever a test does, window and engine ask nothing of a network meanwhile.
    """
    alone.watch()
    QSettings("Saliscope", "Saliscope").clear()
    QSettings("Saliscope", "Saliscope").setValue(SEEN_KEY, True)  # one who knows the tour
    Settings()[MEASURE_TRUST] = maps_are_measured

    def run_main(scenario: Callable[[Program], None], *arguments: str) -> int:
        played = []
        alone.asked.clear()

        def play(*_: object) -> int:
            windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
            window = next(window for window in windows if window.isVisible())
            program = Program(window, qtbot)
            try:
                scenario(program)
            finally:
                window.close()
                QApplication.clipboard().clear()  # data of Python's that outlives Python ends in a crash
            assert not program.faults
            played.append(scenario)
            return 0

        monkeypatch.setattr(QApplication, "exec", play)
        status = main.main([*arguments, "--language", "en"] if "--language" not in arguments else list(arguments))
        assert played
        assert alone.asked == []
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()  # the window's cycles, in this thread
        gc.freeze()  # what was imported meanwhile, and all where the window took it back: see `tests/conftest.py`
        set_language(QApplication.instance(), "en")  # what another test reads is not in this one's language
        return status

    return run_main


@pytest.fixture
def cat() -> Path:
    return resources.SAMPLES[0]


@pytest.fixture
def other_samples() -> tuple[Path, ...]:
    return resources.SAMPLES[1:]


@pytest.fixture
def photograph(cat, tmp_path):
    """A photograph of this test's own, that no other place has."""
    import cv2

    path = tmp_path / "in" / "photo.png"
    path.parent.mkdir(exist_ok=True)
    cv2.imwrite(str(path), cv2.imread(str(cat))[:, 20:])
    return path


@pytest.fixture
def small_model(tmp_path):
    """A model of three classes that sees 32 x 32 pixels."""
    import keras
    from keras import layers

    path = tmp_path / "in" / "small.keras"
    path.parent.mkdir(exist_ok=True)
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(4, 3, activation="relu")(layers.Rescaling(1 / 255)(inputs))
    x = layers.Dense(3, activation="softmax")(layers.GlobalAveragePooling2D()(x))
    keras.Model(inputs, x).save(path)
    return path
