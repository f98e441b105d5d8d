"""A folder becomes a judgement: through the real window from the folder to the report, and what it survives."""

from __future__ import annotations

import html
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QPushButton, QToolButton
from sklearn import metrics

from engine.batch.progress import RunState
from engine.batch.rows import State
from engine.batch.run_folder import RunFolder
from gui.batch.measures.matrix_view import MatrixView
from gui.batch.report.dialog import ReportDialog
from gui.batch.setup.dialog import SetupDialog
from gui.batch.table.order import COLUMNS, Column, Shown
from gui.platform.store import store
from gui.words.numbers import percent

COLOURS = ("blue", "green", "red")  # also the order in which OpenCV stores them
EACH = 20  # images in a folder
BROKEN = ("blue/07.png", "red/11.png")
PROBABILITY = COLUMNS.index(Column.PROBABILITY)


@pytest.fixture
def judge_of_colours(tmp_path) -> Path:
    """A model that answers with the strongest colour of an image, and knows the colours' names."""
    import keras
    from keras import layers

    folder = tmp_path / "model"
    folder.mkdir()
    inputs = keras.Input((32, 32, 3))
    seen = layers.Conv2D(3, 1, use_bias=False, name="seen")(layers.Rescaling(1 / 255)(inputs))
    model = keras.Model(
        inputs, layers.Dense(3, activation="softmax", name="answer")(layers.GlobalAveragePooling2D()(seen))
    )
    model.get_layer("seen").set_weights([np.eye(3, dtype=np.float32).reshape(1, 1, 3, 3)])
    backwards = 12 * np.eye(3, dtype=np.float32)[::-1]  # the model sees red first, its first class is blue
    model.get_layer("answer").set_weights([backwards, np.zeros(3, np.float32)])
    model.save(folder / "colours.keras")
    (folder / "labels.txt").write_text("\n".join(COLOURS), encoding="utf-8")
    return folder / "colours.keras"


@pytest.fixture
def colours(tmp_path) -> Path:
    """60 images in three sub-folders: a patch of a colour on grey, now and then of another; two are cut short."""
    draw = np.random.default_rng(3)
    folder = tmp_path / "colours"
    for channel, colour in enumerate(COLOURS):
        (folder / colour).mkdir(parents=True)
        for number in range(EACH):
            pixels = draw.integers(90, 110, (48, 64, 3)).astype(np.uint8)
            left, top = draw.integers(4, 30), draw.integers(4, 20)
            painted = channel if draw.random() < 0.75 else int(draw.integers(3))
            pixels[top : top + 20, left : left + 24, painted] = draw.integers(160, 250)
            cv2.imwrite(str(folder / colour / f"{number:02}.png"), pixels)
    for name in BROKEN:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 3])
    return folder


def chosen_folder(monkeypatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))


def set_up(program) -> None:
    """Start what the dialog suggests."""
    found = []
    program.wait(lambda: bool(found := dialogs(program, SetupDialog)) and button(found[0], "&Start").isEnabled())
    found = dialogs(program, SetupDialog)
    button(found[0], "&Start").click()
    program.wait(lambda: program.window.rooms.batch.batch is not None)


def dialogs(program, kind: type) -> list:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def button(dialog, words: str) -> QPushButton:
    buttons = dialog.findChild(QDialogButtonBox).buttons()
    return next(one for one in buttons if one.text() == words)


def finished(program) -> None:
    batch = program.window.rooms.batch.batch
    program.wait(lambda: batch.run.progress.state is RunState.FINISHED)
    program.wait(lambda: (batch.model.store.state != 0).all() and len(batch.model.store) > 0)


def shown_names(batch) -> list[str]:
    return [batch.model.store.names[at] for at in batch.model.shown]


def test_a_folder_becomes_a_judgement(run, judge_of_colours, colours, cat, monkeypatch):
    chosen_folder(monkeypatch, colours)

    def scenario(program):
        program.wait(lambda: program.state.model is not None and program.state.model.labels == COLOURS)
        program.window.actions_by_id["explain_folder"].trigger()
        set_up(program)
        the_viewer_stays_live(program, cat)
        finished(program)
        batch = program.window.rooms.batch.batch
        a_table_of_all(batch)
        it_is_sorted(batch)
        a_cell_filters_it(program, batch)
        a_row_is_opened(program, batch)
        a_report_says_what_scikit_learn_says(program, batch)

    run(scenario, "--model", str(judge_of_colours))


def the_viewer_stays_live(program, cat) -> None:
    program.window.open_files([cat])
    program.wait_for_image(cat)


def a_table_of_all(batch) -> None:
    store = batch.model.store
    assert len(batch.model.shown) == 3 * EACH
    assert sorted(store.names[at] for at in store.errors) == list(BROKEN)
    assert all(COLOURS[truth] == name.split("/")[0] for name, truth in zip(store.names, store.truth, strict=True))
    batch.model.set_filter(shown=Shown.REFUSED)
    assert shown_names(batch) == list(BROKEN)
    batch.window.images.table.show_place(int(batch.model.shown[0]))
    assert "damaged" in batch.window.images._about.text()
    batch.model.set_filter(shown=Shown.ALL)


def it_is_sorted(batch) -> None:
    batch.window.images.table.sortByColumn(PROBABILITY, Qt.SortOrder.AscendingOrder)
    values = batch.model.store.measures["probability"][batch.model.shown]
    assert (np.diff(values[: 3 * EACH - 2]) >= 0).all()
    assert np.isnan(values[-2:]).all()


def a_cell_filters_it(program, batch) -> None:
    store = batch.model.store
    mistakes = [(int(t), int(a)) for t, a in zip(store.truth, store.answer, strict=True) if -1 != a != t]
    truth, answer = max(set(mistakes), key=mistakes.count)
    program.wait(lambda: judged(batch) == 3 * EACH - 2)
    batch.window.tabs.setCurrentIndex(1)
    matrix = batch.window.findChild(MatrixView)
    matrix.show_cell(truth, answer)
    program.qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert batch.window.tabs.currentWidget() is batch.window.images
    assert len(batch.model.shown) == mistakes.count((truth, answer))
    assert all(name.startswith(COLOURS[truth]) for name in shown_names(batch))


def judged(batch) -> int:
    """Return how many images the measures on screen are about."""
    found = batch.window._findings
    return found.judgement.count if found is not None and found.judgement is not None else 0


def a_row_is_opened(program, batch) -> None:
    table, store = batch.window.images.table, batch.model.store
    place = int(batch.model.shown[-1])
    table.show_place(place)
    rows, scrolled = shown_names(batch), table.verticalScrollBar().value()
    program.qtbot.keyClick(table, Qt.Key.Key_Return)
    program.wait_for_image(batch.run.folder.source / store.names[place])
    program.wait(lambda: program.state.choices.target == store.target[place] and program.settled)
    found = program.state.attribution
    assert found.request.target == store.target[place]
    assert found.request.method == batch.run.folder.plan.method
    likely = np.exp(found.logits - found.logits.max())
    assert likely.max() / likely.sum() == pytest.approx(float(store.measures["probability"][place]), abs=1e-4)
    assert (shown_names(batch), table.verticalScrollBar().value(), table.current_place) == (rows, scrolled, place)


def a_report_says_what_scikit_learn_says(program, batch) -> None:
    with RunFolder.open(batch.run.folder.folder, read_only=True) as kept:
        truths = kept.truths()
        done = [row for row in kept.rows() if row.state is State.DONE]
    assert len(done) == 3 * EACH - 2
    truth, answer = [truths[row.name] for row in done], [row.answer for row in done]
    next(one for one in batch.window.findChildren(QToolButton) if one.text() == "Report…").click()
    program.wait(lambda: bool(dialogs(program, ReportDialog)))
    dialog = dialogs(program, ReportDialog)[0]
    button(dialog, "&Write report").click()
    program.wait(lambda: (batch.run.folder.folder / "report.pdf").is_file() and button(dialog, "&Open").isEnabled())
    dialog.close()
    page = html.unescape((batch.run.folder.folder / "report.html").read_text(encoding="utf-8"))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
    said = metrics.accuracy_score(truth, answer)
    assert f"{percent(said)} right: {round(said * len(done))} of {len(done)} with a true class" in text
    precision, recall, f1, count = metrics.precision_recall_fscore_support(truth, answer, labels=[0, 1, 2])
    for index, colour in enumerate(COLOURS):
        row = f"{colour} {count[index]} {answer.count(index)} {percent(precision[index])} {percent(recall[index])} "
        assert row + percent(f1[index]) in text
    for (true, answered), images in np.ndenumerate(metrics.confusion_matrix(truth, answer, labels=[0, 1, 2])):
        assert batch.window._findings.judgement.confusion[true, answered] == images


def test_a_batch_that_the_window_was_closed_on_is_offered_and_gone_on_with(run, judge_of_colours, colours, monkeypatch):
    chosen_folder(monkeypatch, colours)
    folders = []

    def begin(program):
        program.wait(lambda: program.state.model is not None and program.state.model.labels == COLOURS)
        program.window.actions_by_id["explain_folder"].trigger()
        set_up(program)
        folders.append(program.window.rooms.batch.batch.run.folder.folder)

    run(begin, "--model", str(judge_of_colours))

    def go_on(program):
        assert "was not finished" in program.notice
        program.state.notice.action()
        program.wait(lambda: program.window.rooms.batch.batch is not None)
        finished(program)
        batch = program.window.rooms.batch.batch
        assert batch.run.folder.folder == folders[0]
        assert set(batch.run.folder.computations().values()) == {1}
        assert len(batch.run.rows) == 3 * EACH
        assert not store().contains("batch/unfinished")

    run(go_on, "--model", str(judge_of_colours))
