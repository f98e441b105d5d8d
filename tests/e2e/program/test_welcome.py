"""The welcome page: where to drop, samples that show what they are, and what was opened recently; in any window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QFont, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea

import resources
from engine.images import read_image
from gui.main_window.welcome import Welcome
from gui.photos.recent import RecentFiles
from gui.photos.sample_card import THUMBNAIL, SampleCard


def welcome(program) -> Welcome:
    return program.window.findChild(Welcome)


def test_each_sample_has_its_own_small_picture(run):
    def scenario(program):
        cards = program.window.findChildren(SampleCard)
        assert len(cards) == len(resources.SAMPLES)
        program.wait(lambda: not any(card.icon().isNull() for card in cards))
        for card, path in zip(cards, resources.SAMPLES, strict=True):
            np.testing.assert_allclose(mean_colour(card), middle(path).mean(axis=(0, 1)), atol=6)

    run(scenario)


def middle(path) -> np.ndarray:
    """The part of an image that has the card's shape."""
    pixels = read_image(path).pixels
    height, width = pixels.shape[:2]
    shape = THUMBNAIL.width() / THUMBNAIL.height()
    across, down = min(width, round(height * shape)), min(height, round(width / shape))
    left, top = (width - across) // 2, (height - down) // 2
    return pixels[top : top + down, left : left + across]


def mean_colour(card: SampleCard) -> np.ndarray:
    small = card.icon().pixmap(card.iconSize()).toImage().convertToFormat(QImage.Format.Format_RGB888)
    assert (small.width(), small.height()) == (THUMBNAIL.width(), THUMBNAIL.height())
    rows = np.frombuffer(small.constBits(), np.uint8).reshape(small.height(), small.bytesPerLine())
    return rows[:, : 3 * small.width()].reshape(small.height(), small.width(), 3).mean(axis=(0, 1))


def test_it_says_that_everything_stays_here_and_a_sample_opens_by_one_click(run, cat):
    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        words = " ".join(label.text() for label in welcome(program).findChildren(QLabel))
        assert "Everything stays on this computer." in words
        program.control("Sample image: Cat").click()
        program.wait_for_overlay()
        assert program.state.image.path == cat

    run(scenario)


def test_its_buttons_ask_for_an_image_and_for_a_model(run, cat, small_model, monkeypatch):
    monkeypatch.setattr("gui.state.file_dialogs.ask_photographs", lambda *_: [cat])
    monkeypatch.setattr("gui.models.room.ask_model", lambda *_: small_model)

    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        button(program, "Open a model…").click()
        program.wait(lambda: program.state.model.path == small_model)
        button(program, "Open an image…").click()
        program.wait_for_overlay()
        assert program.state.image.path == cat

    run(scenario)


def button(program, words: str) -> QAbstractButton:
    return next(one for one in welcome(program).findChildren(QAbstractButton) if one.text() == words)


def test_what_was_opened_last_is_listed_and_opens_again(run, photograph, small_model):
    def first(program):
        program.wait_for_overlay()

    def second(program):
        program.wait(lambda: program.state.model is not None)
        assert program.control(f"Open “{small_model.name}”").isVisible()
        program.control(f"Open “{photograph.name}”").click()
        program.wait_for_overlay()
        assert program.state.image.path == photograph

    run(first, str(photograph), "--model", str(small_model))
    run(second)


def test_files_over_the_window_fill_the_zone_and_no_veil_covers_it(run, cat):
    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        window, page = program.window, welcome(program)
        before = page.grab().toImage()
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(cat))])
        where, copy, button = QPoint(200, 200), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        QApplication.sendEvent(window, QDragEnterEvent(where, copy, mime, button, Qt.KeyboardModifier.NoModifier))
        over = page.grab().toImage()
        assert over != before
        assert not any(type(child).__name__ == "_Shade" and child.isVisible() for child in window.children())
        QApplication.sendEvent(window, QDragLeaveEvent())
        assert page.grab().toImage() == before

    run(scenario)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 720, 1.0), (640, 420, 1.0), (1280, 800, 2.0)])
def test_nothing_is_cut_and_a_small_window_scrolls(qtbot, tmp_path, language, width, height, scale):
    from gui.platform.language import set_language

    QSettings("Saliscope", "Saliscope").clear()
    font = QApplication.font()
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * scale)
    set_language(QApplication.instance(), language)
    QApplication.setFont(large)
    try:
        page = Welcome(_Recent([tmp_path / f"{'long name ' * 5}{number}.png" for number in range(3)]))
        qtbot.addWidget(page)
        page.offer_way_back(True)
        page.resize(width - 300, height - 90)  # what menus, tool bar and cards leave
        page.show()
        for _ in range(5):  # each layout inside another one is settled in its own turn
            QApplication.processEvents()
        assert page.widget().width() == page.viewport().width()  # nothing lies to the right of what is seen
        if (width, scale) == (1280, 1.0):
            assert page.verticalScrollBar().maximum() == 0
        for part in [*page.findChildren(QLabel), *page.findChildren(QAbstractButton)]:
            if part.isVisible() and not isinstance(part.parent(), QScrollArea) and part.objectName()[:3] != "qt_":
                assert_whole(part, page)
    finally:
        QApplication.setFont(font)
        set_language(QApplication.instance(), "en")


def assert_whole(part, page) -> None:
    least = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.minimumSizeHint().height()
    assert part.height() >= least, part.text()
    if isinstance(part, QAbstractButton):
        assert part.width() >= part.minimumSizeHint().width(), part.text()
    left = part.mapTo(page.widget(), QPointF(0, 0)).x()
    assert left >= 0 and left + part.width() <= page.widget().width(), part.text()


class _Recent(RecentFiles):
    """Names files as if they had been opened."""

    def __init__(self, paths) -> None:
        self._paths = paths

    def paths(self):
        return self._paths

    def models(self):
        return self._paths
